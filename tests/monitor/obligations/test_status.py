from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from crawler.domain.dossier import Standing, Status
from crawler.domain.evidence import DateBasis, Dated, Failure, Publication, Stray, Visit, VisitOutcome
from crawler.domain.unit import Unit
from monitor.obligations import standing_of

DAY_AFTER = "2025-02-10"
Stand = Callable[..., Standing]


@pytest.fixture
def stand(unit: Callable[..., Unit], at: Callable[[str], datetime]) -> Stand:
    """Where a department stands with its report on 2024, which is due on 31 January 2025."""

    def build(
        publications: list[Publication] | None = None,
        visits: list[Visit] | None = None,
        strays: list[Stray] | None = None,
        as_of: str = DAY_AFTER,
        **facts: Any,
    ) -> Standing:
        return standing_of(unit(**facts), 2024, publications or [], visits or [], strays or [], at(as_of))

    return build


@pytest.mark.parametrize(
    ("as_of", "status"),
    [
        pytest.param("2025-01-31T23:59", Status.DUE_SOON, id="the last minute in China"),
        pytest.param("2025-02-01T00:30", Status.UNVERIFIABLE, id="half an hour into February"),
        pytest.param("2025-01-31T15:59+00:00", Status.DUE_SOON, id="the last minute written in UTC"),
        pytest.param("2025-01-31T16:30+00:00", Status.UNVERIFIABLE, id="February in China, January in UTC"),
        pytest.param("2025-02-01T00:30+09:00", Status.DUE_SOON, id="February in Tokyo, January in China"),
    ],
)
def test_the_due_day_ends_at_midnight_in_china(as_of: str, status: Status, stand: Stand) -> None:
    assert stand(as_of=as_of).status is status


@pytest.mark.parametrize("facts", [{"covered_by": "9901"}, {"obliged_to": 2020}], ids=["covered", "abolished"])
def test_a_unit_that_owes_nothing_is_not_judged(facts: dict[str, object], stand: Stand) -> None:
    standing = stand(**facts)

    assert (standing.status, standing.obligation) == (Status.NOT_OBLIGED, None)


@pytest.mark.parametrize(
    ("visits", "status"),
    [
        pytest.param([], Status.UNVERIFIABLE, id="no visit"),
        pytest.param(["2025-01-30"], Status.UNVERIFIABLE, id="none after the due date"),
        pytest.param(
            ["2025-01-31T23:55", "2025-02-01"], Status.MISSING_UNCONFIRMED, id="one begun on the last evening"
        ),
        pytest.param(["2025-02-01"], Status.MISSING_UNCONFIRMED, id="one good visit"),
        pytest.param(["2025-02-01T09:00", "2025-02-01T21:00"], Status.MISSING_UNCONFIRMED, id="two on one day"),
        pytest.param(
            ["2025-02-01T17:00+00:00", "2025-02-01T23:00+00:00"],
            Status.MISSING_UNCONFIRMED,
            id="two on one day in China",
        ),
        pytest.param(["2025-02-01T15:00+00:00", "2025-02-01T17:00+00:00"], Status.MISSING, id="two days in China"),
        pytest.param(["2025-02-01", "2025-02-02"], Status.MISSING, id="two good visits"),
    ],
)
def test_missing_takes_good_visits_on_two_days(
    visits: list[str], status: Status, stand: Stand, visited: Callable[..., Visit]
) -> None:
    assert stand(visits=[visited(day) for day in visits]).status is status


@pytest.mark.parametrize("outcome", [outcome for outcome in VisitOutcome if outcome is not VisitOutcome.COMPLETE])
def test_a_visit_that_failed_proves_nothing(outcome: VisitOutcome, stand: Stand, visited: Callable[..., Visit]) -> None:
    failed = [visited("2025-02-01", outcome), visited("2025-02-02", outcome)]

    assert stand(visits=failed).status is Status.UNVERIFIABLE
    assert stand(visits=[*failed, visited("2025-02-03")]).status is Status.MISSING_UNCONFIRMED


@pytest.mark.parametrize(
    ("report_year", "status"),
    [
        pytest.param(None, Status.UNVERIFIABLE, id="of nobody knows which year"),
        pytest.param(2024, Status.UNVERIFIABLE, id="of this year"),
        pytest.param(2023, Status.MISSING, id="of another year"),
    ],
)
def test_while_a_report_on_the_site_is_unread_nothing_is_missing(
    report_year: int | None, status: Status, stand: Stand, visited: Callable[..., Visit], stray: Callable[..., Stray]
) -> None:
    standing = stand(visits=[visited("2025-02-01"), visited("2025-02-02")], strays=[stray(report_year)])

    assert standing.status is status


def test_missing_rests_on_the_columns_that_were_looked_through(stand: Stand, visited: Callable[..., Visit]) -> None:
    standing = stand(visits=[visited("2025-02-01"), visited("2025-02-02")])

    assert [(seen.url, seen.what.zh) for seen in standing.evidence] == [
        ("http://www.yunxi.gov.cn/zfxxgk/nb/", "栏目可正常浏览，监测到6条年报条目，未监测到2024年年度报告")
    ] * 2


def test_the_proof_of_a_long_absence_stays_short(stand: Stand, visited: Callable[..., Visit]) -> None:
    standing = stand(visits=[visited(f"2025-02-{day:02}") for day in range(1, 25)], as_of="2025-02-25")

    assert [seen.at.day for seen in standing.evidence] == [20, 21, 22, 23, 24]


def test_unverifiable_rests_on_what_failed(
    stand: Stand, visited: Callable[..., Visit], stray: Callable[..., Stray]
) -> None:
    blocked = visited("2025-02-01", VisitOutcome.BLOCKED, failures=(Failure("http://www.yunxi.gov.cn/nb/", "521"),))
    down = visited("2025-02-02", VisitOutcome.DOWN)

    standing = stand(visits=[down, blocked], strays=[stray()])

    assert [(seen.url, seen.what.zh) for seen in standing.evidence] == [
        ("http://www.yunxi.gov.cn/nb/", "网站拒绝自动访问（521）"),
        ("http://www.yunxi.gov.cn/", "网站无法访问"),
        ("http://www.yunxi.gov.cn/x.pdf", "疑似年度报告，尚未能确定所属单位或年度"),
    ]


def test_never_having_looked_is_said(stand: Stand) -> None:
    assert [seen.what.zh for seen in stand().evidence] == ["期限届满后尚无监测记录"]


@pytest.mark.parametrize(
    ("seen", "dates", "expected"),
    [
        pytest.param("2025-02-05", {"page": "2025-01-31"}, (Status.ON_TIME, "2025-01-31", "page", None), id="last day"),
        pytest.param("2025-02-05", {"page": "2025-02-01"}, (Status.LATE, "2025-02-01", "page", 1), id="a day late"),
        pytest.param("2025-02-25", {"list": "2025-02-20"}, (Status.LATE, "2025-02-20", "list", 20), id="by its list"),
        pytest.param(
            "2025-02-25",
            {"url": "2025-02-20"},
            (Status.POSSIBLY_LATE, "2025-02-20", "url", None),
            id="an address convicts nobody",
        ),
        pytest.param(
            "2025-02-25", {"url": "2025-01-20"}, (Status.ON_TIME, "2025-01-20", "url", None), id="an address in time"
        ),
        pytest.param(
            "2025-02-25",
            {"url": "2025-02-20", "signed": "2025-01-20"},
            (Status.ON_TIME_BY_SIGN_DATE, "2025-01-20", "signed", None),
            id="a signature is believed before an address",
        ),
        pytest.param(
            "2025-02-25",
            {"updated": "2025-02-20"},
            (Status.POSSIBLY_LATE, "2025-02-20", "updated", None),
            id="an update convicts nobody",
        ),
        pytest.param(
            "2025-02-25",
            {"updated": "2025-01-20"},
            (Status.ON_TIME, "2025-01-20", "updated", None),
            id="updated in time",
        ),
        pytest.param(
            "2025-02-25",
            {"page": "2025-02-20", "updated": "2025-01-20"},
            (Status.POSSIBLY_LATE, "2025-02-20", "page", None),
            id="dated late and updated in time",
        ),
        pytest.param(
            "2025-02-25",
            {"page": "2025-01-20", "list": "2025-01-22", "url": "2025-01-08"},
            (Status.ON_TIME, "2025-01-20", "page", None),
            id="the page speaks first",
        ),
        pytest.param(
            "2025-02-25",
            {"page": "2025-02-20", "list": "2025-01-22"},
            (Status.ON_TIME, "2025-01-22", "list", None),
            id="page and list on either side of the day",
        ),
        pytest.param(
            "2025-02-25",
            {"page": "2025-02-20", "url": "2025-01-22"},
            (Status.POSSIBLY_LATE, "2025-02-20", "page", None),
            id="a late page at an early address",
        ),
        pytest.param(
            "2026-07-01",
            {"page": "2026-06-29"},
            (Status.POSSIBLY_LATE, "2026-06-29", "page", None),
            id="dated years later, as after a move",
        ),
        pytest.param(
            "2025-02-05", {"page": "2024-12-20"}, (Status.PUBLISHED_EARLY, "2024-12-20", "page", None), id="too early"
        ),
        pytest.param(
            "2025-02-25",
            {"signed": "2025-01-20"},
            (Status.ON_TIME_BY_SIGN_DATE, "2025-01-20", "signed", None),
            id="signed in time",
        ),
        pytest.param(
            "2025-02-25",
            {"signed": "2025-02-20"},
            (Status.POSSIBLY_LATE, "2025-02-20", "signed", None),
            id="signed later",
        ),
        pytest.param(
            "2025-02-25", {"signed": "2019-01-20"}, (Status.DATE_UNKNOWN, None, None, None), id="signed long before"
        ),
        pytest.param("2025-02-25", {}, (Status.DATE_UNKNOWN, None, None, None), id="no date"),
        pytest.param("2025-02-25", {"url": "1970-01-01"}, (Status.DATE_UNKNOWN, None, None, None), id="a default date"),
        pytest.param(
            "2025-01-20", {"page": "2025-03-01"}, (Status.ON_TIME, None, "captures", None), id="dated after we had it"
        ),
        pytest.param("2025-01-31T23:00", {}, (Status.ON_TIME, None, "captures", None), id="seen in time"),
        pytest.param(
            "2025-01-31T16:30+00:00", {}, (Status.DATE_UNKNOWN, None, None, None), id="seen in January in UTC only"
        ),
    ],
)
def test_a_published_report_is_judged_by_its_strongest_date(
    seen: str,
    dates: dict[str, str],
    expected: tuple[Status, str | None, str | None, int | None],
    stand: Stand,
    published: Callable[..., Publication],
) -> None:
    standing = stand([published(seen, **dates)], as_of="2026-08-01")

    day = standing.published_on.isoformat() if standing.published_on is not None else None
    assert (standing.status, day, standing.published_basis, standing.days_late) == expected


@pytest.mark.parametrize(
    ("absent", "dates", "expected"),
    [
        pytest.param("2025-01-25", {}, (Status.POSSIBLY_LATE, None), id="absent before the day, there after it"),
        pytest.param("2025-02-08", {}, (Status.LATE, 8), id="absent after the day"),
        pytest.param(
            "2025-02-08", {"signed": "2025-01-20"}, (Status.LATE, 8), id="signed in time, absent after the day"
        ),
        pytest.param(
            "2025-01-25", {"signed": "2025-01-20"}, (Status.ON_TIME_BY_SIGN_DATE, None), id="signed before that"
        ),
        pytest.param("2025-02-08", {"page": "2025-01-20"}, (Status.DATE_DISPUTED, None), id="dated before that"),
        pytest.param(
            "2025-01-25", {"page": "2025-01-20"}, (Status.DATE_DISPUTED, None), id="dated before, absent in time"
        ),
        pytest.param("2025-01-25", {"page": "2025-01-24"}, (Status.ON_TIME, None), id="a list shows it the next day"),
        pytest.param("2025-01-25", {"page": "2025-01-28"}, (Status.ON_TIME, None), id="dated after that, in time"),
        pytest.param("2025-02-08", {"url": "2025-01-20"}, (Status.DATE_DISPUTED, None), id="an address before that"),
        pytest.param("2025-02-08", {"url": "2025-02-09"}, (Status.LATE, 8), id="an address after that"),
        pytest.param(
            "2025-02-08", {"page": "2025-02-09", "url": "2025-01-09"}, (Status.LATE, 9), id="no doubt is left"
        ),
        pytest.param("2025-02-08", {"page": "2025-02-05"}, (Status.LATE, 5), id="late by its own date"),
    ],
)
def test_our_own_visits_bound_the_day(
    absent: str,
    dates: dict[str, str],
    expected: tuple[Status, int | None],
    stand: Stand,
    published: Callable[..., Publication],
    visited: Callable[..., Visit],
) -> None:
    standing = stand([published("2025-02-10", **dates)], [visited(absent), visited("2025-02-10T08:55")])

    assert (standing.status, standing.days_late) == expected


@pytest.mark.parametrize("outcome", [VisitOutcome.DOWN, VisitOutcome.LISTING_INCOMPLETE])
def test_a_failed_visit_bounds_nothing(
    outcome: VisitOutcome, stand: Stand, published: Callable[..., Publication], visited: Callable[..., Visit]
) -> None:
    standing = stand([published("2025-02-10")], [visited("2025-02-08", outcome)])

    assert standing.status is Status.DATE_UNKNOWN


def test_an_unread_report_seen_before_may_have_been_this_one(
    stand: Stand, published: Callable[..., Publication], visited: Callable[..., Visit], stray: Callable[..., Stray]
) -> None:
    standing = stand([published("2025-02-10")], [visited("2025-02-08")], [stray(2024, "2025-02-08")])

    assert standing.status is Status.DATE_UNKNOWN


def test_of_several_addresses_the_earliest_credible_date_counts(
    stand: Stand, published: Callable[..., Publication]
) -> None:
    moved = published("2025-02-20", "http://www.yunxi.gov.cn/new/1.html", page="2025-02-18")
    first = published("2025-02-25", "http://www.yunxi.gov.cn/old/1.html", page="2025-01-18")

    standing = stand([moved, first])

    assert (standing.status, standing.published_on) == (Status.ON_TIME, date(2025, 1, 18))
    assert standing.report_url == "http://www.yunxi.gov.cn/old/1.html"


def test_every_date_that_was_weighed_is_evidence(
    stand: Stand, published: Callable[..., Publication], visited: Callable[..., Visit]
) -> None:
    standing = stand(
        [published("2025-02-10", page="2025-02-09", list="2025-01-30", signed="2025-01-20")], [visited("2025-01-25")]
    )

    assert [seen.what.zh for seen in standing.evidence] == [
        "栏目可正常浏览，尚未监测到该报告",
        "首次监测到该报告",
        "页面载明发布日期2025-02-09",
        "列表载明日期2025-01-30",
        "落款日期2025-01-20",
    ]


def test_a_report_found_before_it_is_due_is_on_time(stand: Stand, published: Callable[..., Publication]) -> None:
    standing = stand([published("2025-01-10", page="2025-01-09")], as_of="2025-01-11")

    assert standing.status is Status.ON_TIME


def test_what_was_absent_and_then_found_in_time_is_on_time_whatever_its_page_says(
    stand: Stand, published: Callable[..., Publication], visited: Callable[..., Visit]
) -> None:
    standing = stand([published("2025-01-30", page="2025-01-20")], [visited("2025-01-25")])

    assert standing.status is Status.ON_TIME


def test_a_disputed_date_is_shown_with_both_proofs_and_where_it_was_read(
    stand: Stand, published: Callable[..., Publication], visited: Callable[..., Visit]
) -> None:
    column = "http://www.yunxi.gov.cn/zfxxgk/nb/"
    told = (
        Dated(DateBasis.PAGE, date(2025, 1, 20), "meta PubDate: 2025-01-20 10:00"),
        Dated(DateBasis.PAGE, date(2025, 1, 21), "发布日期：2025-01-21", "http://www.yunxi.gov.cn/zfxxgk/nb/page.html"),
        Dated(DateBasis.LIST, date(2025, 1, 22), "", column),
        Dated(DateBasis.SIGNED, date(2025, 1, 10), "云溪县民政局2025年1月10日"),
        Dated(DateBasis.URL, date(2025, 1, 8), "20250108"),
    )
    report = published("2025-02-10", told=told, page="2025-01-20", list="2025-01-22", signed="2025-01-10")

    standing = stand([report], [visited("2025-02-08")])

    assert (standing.status, standing.published_on, standing.days_late) == (
        Status.DATE_DISPUTED,
        date(2025, 1, 20),
        None,
    )
    assert [(seen.url, seen.at.day, seen.what.zh) for seen in standing.evidence] == [
        (column, 8, "栏目可正常浏览，尚未监测到该报告"),
        (report.url, 10, "首次监测到该报告"),
        (report.url, 10, "页面载明发布日期2025-01-20（meta PubDate: 2025-01-20 10:00）"),
        (
            report.url,
            10,
            "页面载明发布日期2025-01-21（发布日期：2025-01-21 http://www.yunxi.gov.cn/zfxxgk/nb/page.html）",
        ),
        (report.url, 10, f"列表载明日期2025-01-22（{column}）"),
        (report.url, 10, "落款日期2025-01-10（云溪县民政局2025年1月10日）"),
        (report.url, 10, "网址所含日期2025-01-08（20250108）"),
    ]
    assert standing.evidence[2].what.en == "the page is dated 2025-01-20 (meta PubDate: 2025-01-20 10:00)"


def test_what_we_saw_in_time_is_on_time_though_it_was_put_up_again_elsewhere_later(
    stand: Stand, published: Callable[..., Publication]
) -> None:
    first = published("2025-01-20", "http://www.yunxi.gov.cn/old/1.html")
    moved = published("2025-03-05", "http://www.yunxi.gov.cn/new/1.html", page="2025-03-05", signed="2025-03-01")

    standing = stand([first, moved], as_of="2025-03-10")

    assert (standing.status, standing.published_basis, standing.days_late) == (Status.ON_TIME, "captures", None)


@pytest.mark.parametrize(
    ("absent", "dates", "expected"),
    [
        pytest.param("2025-02-01T00:30", {"page": "2025-01-31"}, Status.ON_TIME, id="dated on the last day"),
        pytest.param("2025-02-02T00:30", {"page": "2025-01-31"}, Status.DATE_DISPUTED, id="and absent two days later"),
        pytest.param("2025-02-01T00:30", {}, Status.POSSIBLY_LATE, id="without a date"),
        pytest.param("2025-02-02T00:30", {}, Status.LATE, id="without a date, absent two days later"),
        pytest.param("2025-02-01T00:30", {"signed": "2025-01-30"}, Status.ON_TIME_BY_SIGN_DATE, id="signed in time"),
        pytest.param(
            "2025-02-01T00:30", {"page": "2025-02-05", "url": "2025-01-30"}, Status.POSSIBLY_LATE, id="late and early"
        ),
    ],
)
def test_a_list_may_be_a_day_old_after_the_due_date_as_well(
    absent: str,
    dates: dict[str, str],
    expected: Status,
    stand: Stand,
    published: Callable[..., Publication],
    visited: Callable[..., Visit],
) -> None:
    assert stand([published("2025-02-10", **dates)], [visited(absent)]).status is expected
