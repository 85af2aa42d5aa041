"""What was told and turned out otherwise is taken back; what happened since is not."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from crawler.domain.dossier import Status
from crawler.domain.finding import Outcome
from crawler.domain.finding_life import Cause, Event, Grounds, State, Step
from crawler.domain.message import Kind
from crawler.domain.wording import Language, Text
from monitor.alerts import Letter
from monitor.alerts.correcting import TakenBack, correction_for
from monitor.alerts.told import ToldBefore, standing_key
from monitor.jobs.situation import taken_back_by
from monitor.summaries import Summary, UnitSummaryInput
from storage.tellings import Telling
from tests.monitor.alerts.lone_office import letter_for

TOLD_AT = datetime(2025, 4, 10, 1, tzinfo=UTC)
LATER = TOLD_AT + timedelta(days=2)
WHY = Text("经人工复核，该问题不成立", "a person found that it is not so")
GROUNDS = Grounds(Outcome.FAIL, WHY)


def told_by(letter: Letter | None, heard: bool = True) -> list[Telling]:
    """The same as the store gives it back."""
    assert letter is not None
    return [
        Telling(
            "县办", "mail", letter.kind, item.key, item.text, item.unit_id, item.check, TOLD_AT, "【年报监测】", heard
        )
        for item in letter.items
    ]


@pytest.fixture
def correct(area: Any, office: Any) -> Any:
    """Tells the office of some units, then writes what is to be corrected now that they are others."""

    def correction(
        before: UnitSummaryInput, now: UnitSummaryInput, back: TakenBack | None = None, heard: bool = True
    ) -> Letter | None:
        told = ToldBefore(told_by(letter_for(office, area.summary(before), frozenset()), heard))
        summary: Summary = area.summary(now)
        rows = {row.unit.id: row for row in summary.rows}
        taken_back = {} if back is None else {(now.standing.unit.id, area.finding().check): back}
        found: Letter | None = correction_for(office, summary, told, rows, taken_back)
        return found

    return correction


@pytest.mark.parametrize(
    "status",
    [
        Status.ON_TIME,
        Status.ON_TIME_BY_SIGN_DATE,
        Status.PUBLISHED_EARLY,
        Status.NOT_OBLIGED,
        Status.NOT_YET_DUE,
        Status.MISSING_UNCONFIRMED,
        Status.UNVERIFIABLE,
    ],
)
def test_an_absence_that_is_none_is_taken_back(area: Any, correct: Any, status: Status) -> None:
    letter = correct(area.missing("教育局"), area.unit("教育局", status))

    assert letter.kind is Kind.CORRECTION
    assert "2025-04-10 09:00《【年报监测】》告知：教育局（2024年）：逾期未公布。" in letter.body


@pytest.mark.parametrize(
    "status",
    [Status.MISSING, Status.LATE, Status.WITHDRAWN, Status.DATE_DISPUTED, Status.POSSIBLY_LATE, Status.DATE_UNKNOWN],
)
def test_an_absence_that_ended_is_news_and_no_correction(area: Any, correct: Any, status: Status) -> None:
    assert correct(area.missing("教育局"), area.unit("教育局", status)) is None


@pytest.mark.parametrize("status", [Status.ON_TIME, Status.DATE_DISPUTED, Status.POSSIBLY_LATE, Status.DATE_UNKNOWN])
def test_a_lateness_that_cannot_be_upheld_is_taken_back(area: Any, correct: Any, status: Status) -> None:
    letter = correct(area.late("教育局"), area.unit("教育局", status))

    assert "告知：教育局（2024年）：逾期公布（逾期12天）" in letter.body


def test_what_a_person_denied_is_taken_back(area: Any, correct: Any) -> None:
    absence = replace(area.finding(), check="PUB-01", cells=())

    letter = correct(area.missing("教育局"), area.missing("教育局").without({absence: LATER}))

    assert "现更正为：经人工复核，原告知的情况不成立" in letter.body


def test_a_finding_that_was_dismissed_is_taken_back_once(area: Any, office: Any, correct: Any) -> None:
    before = area.published("县政府", area.finding())
    letter = correct(before, area.published("县政府"), TakenBack(LATER, WHY))

    assert "现更正为：经人工复核，该问题不成立" in letter.body
    told = told_by(letter_for(office, area.summary(before), frozenset()))
    both = ToldBefore((*told, *told_by(letter)))
    assert list(both.standing()) == []


def test_a_finding_that_the_unit_put_right_is_not_taken_back(area: Any, correct: Any) -> None:
    assert correct(area.published("县政府", area.finding()), area.published("县政府")) is None


def test_what_was_taken_back_before_it_was_told_is_another_matter(area: Any, correct: Any) -> None:
    before = TakenBack(TOLD_AT - timedelta(days=1), WHY)

    assert correct(area.published("县政府", area.finding()), area.published("县政府"), before) is None


def test_what_is_left_of_a_finding_is_told_with_the_correction(area: Any, correct: Any) -> None:
    other = area.finding(said="表三“自然人”列：相差1")

    letter = correct(
        area.published("县政府", area.finding(), other), area.published("县政府", other), TakenBack(LATER, WHY)
    )

    assert "目前该检查项为：" in letter.body
    assert "表三“自然人”列：相差1" in letter.body.split("现更正为")[1]
    assert [item.key.endswith("/correction") for item in letter.items] == [True, False]


def test_what_a_person_took_out_before_it_went_needs_no_correction(area: Any, correct: Any) -> None:
    assert correct(area.missing("教育局"), area.published("教育局"), heard=False) is None


def test_a_correction_in_english(area: Any, office: Any) -> None:
    english = office.model_copy(update={"language": Language.ENGLISH})
    told = ToldBefore(told_by(letter_for(english, area.summary(area.missing("Education")), frozenset())))
    summary = area.summary(area.published("Education"))

    letter = correction_for(english, summary, told, {row.unit.id: row for row in summary.rows}, {})

    assert letter is not None
    assert "Of what you were told before, 1 turned out otherwise" in letter.body
    assert "What holds now: on time" in letter.body


def test_what_was_taken_back_has_a_new_key_every_time() -> None:
    told = {"k", "k/correction", "k#2", "k#2/correction"}

    assert standing_key("k", told) == "k#3"


@pytest.mark.parametrize(
    ("events", "back"),
    [
        ([(Step.OPENED, State.OPEN, Cause.FOUND)], False),
        ([(Step.OPENED, State.OPEN, Cause.FOUND), (Step.RESOLVED, State.RESOLVED, Cause.REPORT_CHANGED)], False),
        ([(Step.OPENED, State.OPEN, Cause.FOUND), (Step.RESOLVED, State.RESOLVED, Cause.SURROUNDINGS)], False),
        ([(Step.OPENED, State.OPEN, Cause.FOUND), (Step.RESOLVED, State.RESOLVED, Cause.READ_OTHERWISE)], True),
        ([(Step.RESOLVED, State.RESOLVED, Cause.CORRECTED)], True),
        ([(Step.CHANGED, State.OPEN, Cause.READ_OTHERWISE)], True),
        ([(Step.DISMISSED, State.DISMISSED, None)], True),
        ([(Step.DISMISSED, State.DISMISSED, None), (Step.UNJUDGED, State.DISMISSED, Cause.UNSEEN)], True),
        ([(Step.DISMISSED, State.DISMISSED, None), (Step.REOPENED, State.OPEN, None)], False),
        ([], False),
    ],
)
def test_the_history_of_a_finding_tells_whether_we_were_wrong(
    events: list[tuple[Step, State, Cause | None]], back: bool
) -> None:
    history = [Event(LATER, step, state, GROUNDS, cause) for step, state, cause in events]

    assert (taken_back_by(history) is not None) is back
