"""What changed last within an area, on both databases."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine

from crawler.domain.dossier import DueBasis, Obligation, Standing, Status
from crawler.domain.finding import Finding, Outcome, Severity
from crawler.domain.finding_life import Cause, Event, Grounds, State, Step
from crawler.domain.unit import Level, Unit, UnitKind
from crawler.domain.wording import Text
from storage.findings import NewFinding
from storage.standing_records import Stood
from storage.unit_of_work import UnitOfWork, unit_of_work

SITE = "http://www.yunxi.gov.cn/"
COUNTY = Unit("1001", "云溪县人民政府", UnitKind.GOVERNMENT, Level.COUNTY, None, SITE)
SCHOOLS = Unit("100101", "云溪县教育局", UnitKind.DEPARTMENT, Level.COUNTY, "1001", SITE)
OTHER = Unit("1002", "石汀县人民政府", UnitKind.GOVERNMENT, Level.COUNTY, None, SITE)
AT = datetime(2025, 4, 20, 1, tzinfo=UTC)
BALANCE = Finding("T3-02", Outcome.FAIL, Severity.HIGH, Text("收支平衡", "balance"), Text("相差2", "off by 2"), ())
GROUNDS = Grounds(Outcome.FAIL, BALANCE.message)
OPENED = Event(AT, Step.OPENED, State.OPEN, GROUNDS, Cause.FOUND)


@pytest.fixture
def filled(engine: Engine) -> Engine:
    with unit_of_work(engine) as work:
        work.units.keep([COUNTY, SCHOOLS, OTHER])
    return engine


def opened(work: UnitOfWork, unit: Unit = SCHOOLS, place: str = "here", **other: object) -> int:
    finding = replace(BALANCE, **other)  # type: ignore[arg-type]
    return work.findings.open([NewFinding(unit.id, 2024, place, finding, OPENED)])[0]


def stood(unit: Unit, status: Status, denied: bool = False) -> Stood:
    owed = Obligation(unit, 2024, date(2025, 1, 31), DueBasis.STATUTORY, date(2025, 1, 31))
    return Stood(Standing(unit, 2024, status, owed), denied=denied)


def test_the_last_step_of_a_finding_is_given_with_the_words_it_has_now(filled: Engine) -> None:
    later = replace(OPENED, at=AT + timedelta(days=1), step=Step.DISMISSED, state=State.DISMISSED, by="王芳", note="误")
    with unit_of_work(filled) as work:
        finding_id = opened(work)
        [before] = work.changes.findings(COUNTY.id, 10)
        work.findings.take(finding_id, later)
        [after] = work.changes.findings(COUNTY.id, 10)

    assert (before.event, before.unit_name, before.message) == (OPENED, "云溪县教育局", BALANCE.message)
    assert (after.event.step, after.event.state, after.event.by, after.event.note) == (
        Step.DISMISSED,
        State.DISMISSED,
        "",
        "",
    )
    assert before.finding_id == after.finding_id
    assert before.step_id < after.step_id


def test_what_offices_are_not_told_is_no_change(filled: Engine) -> None:
    """What is undecided, not grave, explained by another, about our reading, or told by the standing."""
    with unit_of_work(filled) as work:
        opened(work, place="1", status=Outcome.WARN)
        opened(work, place="2", severity=Severity.MEDIUM)
        opened(work, place="3", root="T3-05")
        opened(work, place="4", check="PQ-01")
        opened(work, place="5", check="PUB-01")

        assert work.changes.findings(COUNTY.id, 10) == ()


def test_changes_are_those_of_an_area_and_the_newest_first(filled: Engine) -> None:
    with unit_of_work(filled) as work:
        opened(work, OTHER)
        first, second = opened(work, COUNTY), opened(work, SCHOOLS, "there")

        assert [change.finding_id for change in work.changes.findings(COUNTY.id, 10)] == [second, first]
        assert [change.finding_id for change in work.changes.findings(COUNTY.id, 1)] == [second]


def test_standings_are_those_of_an_area_that_nobody_denied(filled: Engine) -> None:
    with unit_of_work(filled) as work:
        work.standings.keep(2024, AT, [stood(SCHOOLS, Status.MISSING), stood(OTHER, Status.LATE)])
        work.standings.keep(2024, AT + timedelta(days=1), [stood(COUNTY, Status.ON_TIME)])

        found = [(one.unit.id, one.as_of) for one in work.changes.standings(COUNTY.id, 10)]
        work.standings.keep(2024, AT, [stood(SCHOOLS, Status.MISSING, denied=True)])
        left = [one.unit.id for one in work.changes.standings(COUNTY.id, 10)]

    assert found == [(COUNTY.id, AT + timedelta(days=1)), (SCHOOLS.id, AT)]
    assert left == [COUNTY.id]
