"""Where a department stands while a season goes by: what was seen when, and what could be said at which moment.

The report on 2024 is due on 31 January 2025. A story is what was seen, by moment; its verdicts are what is said of
it at others, from what was seen by then.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import pytest

from crawler.domain.dossier import Standing, Status
from crawler.domain.evidence import Publication, Stray, Visit, VisitOutcome
from crawler.domain.unit import Unit
from monitor.obligations import standing_of

Judge = Callable[..., Standing]
NOTHING = "nothing"
"""A visit that saw everything, and no report on 2024."""
DOWN = "down"

BEFORE_THE_SEASON = {"2024-12-20": NOTHING}
IN_TIME = {"2025-01-15": NOTHING, "2025-01-25": "report page=2025-01-24"}
MISSED = {"2025-02-01T02:00": NOTHING, "2025-02-03": NOTHING, "2025-02-12": NOTHING}

STORIES = [
    pytest.param(
        BEFORE_THE_SEASON,
        {
            "2025-01-07": Status.NOT_YET_DUE,
            "2025-01-08": Status.DUE_SOON,
            "2025-01-31": Status.DUE_SOON,
            "2025-02-01": Status.UNVERIFIABLE,
        },
        id="nobody looks",
    ),
    pytest.param(
        IN_TIME,
        {"2025-01-20": Status.DUE_SOON, "2025-01-26": Status.ON_TIME, "2025-06-01": Status.ON_TIME},
        id="in time",
    ),
    pytest.param(
        MISSED,
        {
            "2025-02-01T01:00": Status.UNVERIFIABLE,
            "2025-02-01T12:00": Status.MISSING_UNCONFIRMED,
            "2025-02-04": Status.MISSING,
            "2025-03-01": Status.MISSING,
        },
        id="missing",
    ),
    pytest.param(
        {**MISSED, "2025-02-20": "report page=2025-02-18"},
        {"2025-02-15": Status.MISSING, "2025-02-21": Status.LATE},
        id="missing, then late by its own date",
    ),
    pytest.param(
        {**MISSED, "2025-02-20": "report"}, {"2025-02-15": Status.MISSING, "2025-02-21": Status.LATE}, id="undated"
    ),
    pytest.param(
        {**MISSED, "2025-02-20": "report page=2025-01-20"},
        {"2025-02-15": Status.MISSING, "2025-02-21": Status.DATE_DISPUTED},
        id="missing, then dated in time",
    ),
    pytest.param(
        {"2025-02-01": DOWN, "2025-02-03": DOWN},
        {"2025-02-04": Status.UNVERIFIABLE, "2025-03-01": Status.UNVERIFIABLE},
        id="a site that is down",
    ),
    pytest.param(
        {"2025-02-01": DOWN, "2025-02-03": NOTHING, "2025-02-05": DOWN, "2025-02-06": NOTHING},
        {"2025-02-02": Status.UNVERIFIABLE, "2025-02-04": Status.MISSING_UNCONFIRMED, "2025-02-07": Status.MISSING},
        id="a site that is down now and then",
    ),
    pytest.param(
        {**MISSED, "2025-02-14": "stray"}, {"2025-02-13": Status.MISSING, "2025-02-15": Status.UNVERIFIABLE}, id="stray"
    ),
    pytest.param({"2025-05-10": "report"}, {"2025-05-11": Status.DATE_UNKNOWN}, id="a first crawl long after"),
    pytest.param(
        {"2025-05-10": "report page=2025-01-20"}, {"2025-05-11": Status.ON_TIME}, id="a first crawl, dated in time"
    ),
    pytest.param({"2025-05-10": "report page=2025-02-20"}, {"2025-05-11": Status.LATE}, id="a first crawl, dated late"),
    pytest.param(
        {"2025-05-10": "report signed=2025-01-20"},
        {"2025-05-11": Status.ON_TIME_BY_SIGN_DATE},
        id="a first crawl, signed in time",
    ),
    pytest.param(
        {"2025-05-10": "report signed=2025-02-20"},
        {"2025-05-11": Status.POSSIBLY_LATE},
        id="a first crawl, signed late",
    ),
    pytest.param(
        {"2025-01-29": NOTHING, "2025-01-30": "report"}, {"2025-02-10": Status.ON_TIME}, id="absent and there in time"
    ),
    pytest.param(
        {"2025-01-29": NOTHING, "2025-02-02": "report"}, {"2025-02-10": Status.POSSIBLY_LATE}, id="over the due date"
    ),
    pytest.param(
        {"2025-01-29": NOTHING, "2025-02-02": "report page=2025-01-31"},
        {"2025-02-10": Status.ON_TIME},
        id="over the due date, its date inside and in time",
    ),
    pytest.param(
        {"2025-01-29": NOTHING, "2025-02-04": "report page=2025-02-02"},
        {"2025-02-10": Status.LATE},
        id="over the due date, its date inside and late",
    ),
    pytest.param(
        {"2025-01-29": NOTHING, "2025-02-02": "report page=2025-01-20"},
        {"2025-02-10": Status.DATE_DISPUTED},
        id="over the due date, its date outside",
    ),
    pytest.param(
        {"2025-01-29": NOTHING, "2025-02-02": "report page=2025-02-20"},
        {"2025-02-28": Status.POSSIBLY_LATE},
        id="over the due date, dated after we had it",
    ),
    pytest.param(
        {"2025-01-10": "report page=2024-12-25"}, {"2025-01-11": Status.PUBLISHED_EARLY}, id="before the year was over"
    ),
    pytest.param(
        {},
        {"2025-01-31T15:59:59+00:00": Status.DUE_SOON, "2025-01-31T16:00:00+00:00": Status.UNVERIFIABLE},
        id="the last second and the first, in UTC",
    ),
    pytest.param(
        {"2025-01-31T15:59:59+00:00": "report"},
        {"2025-01-31T16:00:00+00:00": Status.ON_TIME},
        id="seen in the last second, in UTC",
    ),
    pytest.param(
        {"2025-01-31T16:00:00+00:00": "report"},
        {"2025-02-01": Status.DATE_UNKNOWN},
        id="seen in the first second after, in UTC",
    ),
    pytest.param(
        {"2025-01-31T15:59:59+00:00": NOTHING, "2025-02-01T16:00:00+00:00": NOTHING},
        {"2025-02-03": Status.MISSING_UNCONFIRMED},
        id="a visit of the last second is none after it was due",
    ),
    pytest.param(
        {"2025-02-01T15:59:59+00:00": NOTHING, "2025-02-01T16:00:00+00:00": NOTHING},
        {"2025-02-01T15:59:59+00:00": Status.UNVERIFIABLE, "2025-02-03": Status.MISSING},
        id="two visits a second apart on two days",
    ),
]


@pytest.fixture
def judge(
    unit: Callable[..., Unit],
    published: Callable[..., Publication],
    visited: Callable[..., Visit],
    stray: Callable[..., Stray],
    at: Callable[[str], datetime],
) -> Judge:
    """What is said of a story at a moment, from what was seen by then."""

    def build(story: Mapping[str, str], as_of: str, **facts: Any) -> Standing:
        reports: list[Publication] = []
        visits: list[Visit] = []
        strays: list[Stray] = []
        for moment, event in story.items():
            what, *dates = event.split()
            if what == "report":
                reports.append(published(moment, **dict(date.split("=") for date in dates)))
            elif what == "stray":
                strays.append(stray(2024, moment))
            else:
                visits.append(visited(moment, VisitOutcome.COMPLETE if what == NOTHING else VisitOutcome.DOWN))
        now = at(as_of)
        return standing_of(
            unit(**facts),
            2024,
            [report for report in reports if report.first_seen <= now],
            [visit for visit in visits if visit.ended_at <= now],
            [met for met in strays if met.seen_at <= now],
            now,
        )

    return build


@pytest.mark.parametrize(("story", "verdicts"), STORIES)
def test_at_every_moment_no_more_is_said_than_was_seen(
    story: Mapping[str, str], verdicts: Mapping[str, Status], judge: Judge
) -> None:
    assert {moment: judge(story, moment).status for moment in verdicts} == verdicts


def test_the_stories_come_to_every_status_that_a_unit_which_owes_something_can_have() -> None:
    told = {status for story in STORIES for status in story.values[1].values()}

    assert set(Status) - told == {Status.NOT_OBLIGED, Status.WITHDRAWN}


def test_a_report_that_was_missing_keeps_the_days_on_which_it_was_when_it_appears(judge: Judge) -> None:
    standing = judge({**MISSED, "2025-02-20": "report page=2025-02-18"}, "2025-02-21")

    absent = [seen for seen in standing.evidence if "尚未监测到该报告" in seen.what.zh]
    assert [f"{seen.at:%m-%d}" for seen in absent] == ["02-01", "02-03", "02-12"]
    assert (standing.status, standing.days_late) == (Status.LATE, 18)


def test_the_record_of_a_long_absence_keeps_its_first_day_and_its_last_ones(judge: Judge) -> None:
    story = {"2025-01-20": NOTHING} | {f"2025-02-{day:02}": NOTHING for day in range(2, 20)}

    standing = judge({**story, "2025-02-25": "report"}, "2025-02-26")

    absent = [seen for seen in standing.evidence if "尚未监测到该报告" in seen.what.zh]
    assert [f"{seen.at:%m-%d}" for seen in absent] == ["02-02", "02-16", "02-17", "02-18", "02-19"]
    assert (standing.status, standing.days_late) == (Status.LATE, 19)


def test_what_was_said_of_a_moment_is_said_of_it_again_whatever_came_later(judge: Judge) -> None:
    later = {**MISSED, "2025-02-20": "report page=2025-01-20", "2025-02-22": DOWN}

    for moment in ("2025-01-20", "2025-02-02", "2025-02-04", "2025-02-15"):
        assert judge(later, moment) == judge(MISSED, moment)


@pytest.mark.parametrize(
    ("story", "as_of", "expected"),
    [
        pytest.param(
            {"2025-01-28": NOTHING, "2025-01-29": NOTHING}, "2025-01-30", (Status.MISSING, False), id="before the law's"
        ),
        pytest.param(
            {"2025-01-28": NOTHING, "2025-01-29": NOTHING, "2025-02-01": NOTHING},
            "2025-02-02",
            (Status.MISSING, False),
            id="one visit after the law's",
        ),
        pytest.param(
            {"2025-01-28": NOTHING, "2025-02-01": NOTHING, "2025-02-03": NOTHING},
            "2025-02-04",
            (Status.MISSING, True),
            id="two visits after it",
        ),
        pytest.param(
            {"2025-02-10": "report page=2025-01-30"}, "2025-02-11", (Status.LATE, False), id="late, and lawful"
        ),
        pytest.param({"2025-02-10": "report page=2025-02-05"}, "2025-02-11", (Status.LATE, True), id="late by both"),
        pytest.param(
            {"2025-02-10": "report page=2025-02-05 url=2025-01-29"},
            "2025-02-11",
            (Status.LATE, False),
            id="late by both, and perhaps a later upload",
        ),
        pytest.param({"2025-02-10": "report page=2025-01-20"}, "2025-02-11", (Status.ON_TIME, False), id="in time"),
    ],
)
def test_what_is_late_by_a_local_rule_breaks_the_law_only_where_that_is_proven(
    story: Mapping[str, str], as_of: str, expected: tuple[Status, bool], judge: Judge
) -> None:
    standing = judge(story, as_of, local_due=(1, 26))

    assert (standing.status, standing.breaks_law) == expected


def test_a_breach_of_both_is_told_as_one_of_the_law(judge: Judge) -> None:
    standing = judge({"2025-02-10": "report page=2025-02-05"}, "2025-02-11", local_due=(1, 26))

    told = standing.by_graver_term
    assert standing.obligation is not None
    assert told.obligation is not None
    assert (standing.obligation.due_on.day, standing.days_late) == (26, 10)
    assert (told.obligation.due_on.day, told.days_late) == (31, 5)
    assert told.obligation.legal_basis.zh == "《政府信息公开条例》第四十九条第一款"
    assert told.by_graver_term == told
