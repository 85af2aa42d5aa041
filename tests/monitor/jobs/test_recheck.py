"""What stood against a unit is looked at again: only a report that changed puts anything right."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.domain.dossier import Standing, Status
from crawler.domain.finding import Finding, Outcome, Severity
from crawler.domain.finding_life import Cause, Event, Grounds, State, Step
from crawler.domain.unit import Level, Unit, UnitKind
from crawler.domain.wording import Text
from monitor.documents import Turn
from monitor.jobs.recheck import recheck_of
from monitor.summaries import UnitSummaryInput, summarise
from storage.findings import NewFinding
from storage.metadata import METADATA
from storage.unit_of_work import UnitOfWork, open_database, unit_of_work

OPENED = datetime(2025, 2, 3, 1, tzinfo=UTC)
SINCE, LATER, NOW = (OPENED + timedelta(days=days) for days in (10, 30, 60))
UNIT = Unit("yunxi-01", "云溪县财政局", UnitKind.DEPARTMENT, Level.COUNTY, None, "http://www.yunxi.gov.cn/")
SUMMARY = summarise(2024, NOW, [UnitSummaryInput(Standing(UNIT, 2024, Status.ON_TIME))])


def words(text: str) -> Text:
    return Text(text, text)


@pytest.fixture
def work(tmp_path: Path) -> Iterator[UnitOfWork]:
    engine = open_database(f"sqlite:///{tmp_path / 'store.db'}")
    METADATA.create_all(engine)
    with unit_of_work(engine) as opened:
        yield opened
    engine.dispose()


def step(at: datetime, taken: Step, state: State, status: Outcome = Outcome.FAIL, **more: object) -> Event:
    return Event(at, taken, state, Grounds(status, words("相差2")), **more)  # type: ignore[arg-type]


def found(
    work: UnitOfWork, opened_at: datetime = OPENED, severity: Severity = Severity.HIGH, check: str = "T3-02"
) -> int:
    finding = Finding(check, Outcome.FAIL, severity, words("两项之和相等"), words("相差2"))
    opened = step(opened_at, Step.OPENED, State.OPEN, cause=Cause.FOUND)
    return work.findings.open([NewFinding(UNIT.id, 2024, f"{check}{opened_at}", finding, opened)])[0]


@pytest.mark.parametrize(
    ("taken", "turn"),
    [
        (None, Turn.STANDS),
        (step(LATER, Step.RESOLVED, State.RESOLVED, cause=Cause.REPORT_CHANGED), Turn.PUT_RIGHT),
        (step(LATER, Step.RESOLVED, State.RESOLVED, cause=Cause.PUBLISHED), Turn.PUT_RIGHT),
        (step(LATER, Step.RESOLVED, State.RESOLVED, cause=Cause.UNSEEN), Turn.UNKNOWN),
        (step(LATER, Step.RESOLVED, State.RESOLVED, cause=Cause.RULES_CHANGED), Turn.TAKEN_BACK),
        (step(LATER, Step.RESOLVED, State.RESOLVED, cause=Cause.READ_OTHERWISE), Turn.TAKEN_BACK),
        (step(LATER, Step.UNJUDGED, State.OPEN, cause=Cause.UNSEEN), Turn.UNKNOWN),
        (step(LATER, Step.CHANGED, State.OPEN, Outcome.UNDETERMINED, cause=Cause.UNREADABLE), Turn.UNKNOWN),
        (step(LATER, Step.DISMISSED, State.DISMISSED, by="王五", note="内部意见"), Turn.TAKEN_BACK),
        (step(NOW + timedelta(1), Step.RESOLVED, State.RESOLVED, cause=Cause.PUBLISHED), Turn.STANDS),
    ],
    ids=["nothing", "changed", "published", "unseen", "rules", "reading", "unjudged", "blurred", "dismissed", "later"],
)
def test_what_became_of_it(work: UnitOfWork, taken: Event | None, turn: Turn) -> None:
    finding_id = found(work)
    if taken is not None:
        work.findings.take(finding_id, taken)

    (rechecked,) = recheck_of(work, SUMMARY, SINCE).found

    assert (rechecked.unit, rechecked.turn) == ("云溪县财政局", turn)
    assert "王五" not in rechecked.why
    assert "内部意见" not in rechecked.why


def test_what_did_not_stand_then_is_not_looked_at(work: UnitOfWork) -> None:
    found(work, opened_at=LATER)
    found(work, severity=Severity.LOW)
    found(work, check="PQ-01")
    found(work, check="PUB-02")
    resolved = found(work, check="T3-03")
    work.findings.take(resolved, step(OPENED + timedelta(1), Step.RESOLVED, State.RESOLVED, cause=Cause.PUBLISHED))

    assert recheck_of(work, SUMMARY, SINCE).found == ()
