"""Sites that move, and date all that they carry anew: what was seen before stays true."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from crawler.domain.dossier import Standing, Status
from crawler.domain.evidence import Publication, Visit
from crawler.domain.unit import Unit
from monitor.obligations import standing_of

MOVED = "https://xxgk.yunxi.gov.cn/art/1.html"


@pytest.fixture
def judge(unit: Callable[..., Unit], at: Callable[[str], datetime]) -> Callable[..., Standing]:
    def build(*published: Publication, visits: tuple[Visit, ...] = ()) -> Standing:
        return standing_of(unit(), 2024, published, visits, (), at("2025-07-01"))

    return build


@pytest.mark.parametrize(
    ("before", "status"),
    [
        pytest.param({"page": "2025-01-20"}, Status.ON_TIME, id="dated in time"),
        pytest.param({"signed": "2025-01-20"}, Status.ON_TIME_BY_SIGN_DATE, id="signed in time"),
        pytest.param({}, Status.DATE_UNKNOWN, id="not dated"),
    ],
)
@pytest.mark.parametrize("anew", [{"page": "2025-06-15"}, {"list": "2025-06-15"}, {"updated": "2025-06-15"}])
def test_the_day_on_which_a_report_was_moved_makes_it_not_late(
    before: dict[str, str],
    status: Status,
    anew: dict[str, str],
    published: Callable[..., Publication],
    judge: Callable[..., Standing],
) -> None:
    old, new = published("2025-02-10", **before), published("2025-06-20", MOVED, **anew)

    assert judge(old, new).status is status
    assert judge(old).status is status


def test_a_report_that_was_late_stays_late_where_it_is_moved_to(
    published: Callable[..., Publication], visited: Callable[..., Visit], judge: Callable[..., Standing]
) -> None:
    old, new = published("2025-03-10", page="2025-03-08"), published("2025-06-20", MOVED, page="2025-06-15")

    standing = judge(old, new)

    assert (standing.status, standing.days_late, standing.report_url) == (Status.LATE, 36, old.url)


def test_one_that_comes_back_at_another_address_with_an_earlier_date_is_disputed(
    published: Callable[..., Publication], visited: Callable[..., Visit], judge: Callable[..., Standing]
) -> None:
    old, new = published("2025-03-10"), published("2025-06-20", MOVED, page="2025-01-20")

    standing = judge(old, new, visits=(visited("2025-02-05"), visited("2025-02-12")))

    assert (standing.status, standing.published_on) == (Status.DATE_DISPUTED, date(2025, 1, 20))
