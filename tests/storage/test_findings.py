"""Findings and their history in the database."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from sqlalchemy import Engine

from crawler.domain.errors import UnknownFinding
from crawler.domain.finding import Finding, Outcome, Severity
from crawler.domain.finding_life import Cause, CellSeen, Event, Grounds, Shown, State, Step
from crawler.domain.report import Address, Cell, CellState, Place, Unsure
from crawler.domain.wording import Text
from storage.findings import NewFinding
from storage.unit_of_work import UnitOfWork, unit_of_work

APRIL, MAY, JUNE = (datetime(2025, month, 1, tzinfo=UTC) for month in (4, 5, 6))
UNIT, YEAR, PLACE = "370902", 2024, "the place"
GRANTED = Address("requests", "granted", "total")
BALANCE = Finding(
    check="T3-02",
    status=Outcome.FAIL,
    severity=Severity.HIGH,
    title=Text("收支平衡", "what came in was handled or carried over"),
    message=Text("疑似 2 + 0 ≠ 0 + 0，请核实", "2 + 0 ≠ 0 + 0"),
    cells=(GRANTED,),
    root="T3-05",
    quotes=("本年度收到申请2件\ud800",),
)
READ = Cell(CellState.NUMBER, Decimal("8"), "8", Unsure.VALUE, where=Place(table=2, row=4))
CORRECTED = replace(READ, value=Decimal("3"), unsure=None, by="correction", read=READ)
GROUNDS = Grounds(
    status=Outcome.FAIL,
    message=BALANCE.message,
    cells=(CellSeen(GRANTED, CORRECTED, "form_2021"), CellSeen(Address("requests", "partial", "total"), None)),
    quotes=BALANCE.quotes,
    sources=(Shown("http://a.gov.cn/1.html", "ab" * 32),),
    rules="7f",
)
OPENED = Event(APRIL, Step.OPENED, State.OPEN, GROUNDS, Cause.FOUND)


def dismissed(at: datetime, grounds: Grounds = GROUNDS) -> Event:
    return Event(at, Step.DISMISSED, State.DISMISSED, grounds, by="王芳", note="原文如此")


def opened(work: UnitOfWork, unit_id: str = UNIT, place: str = PLACE) -> int:
    return work.findings.open([NewFinding(unit_id, YEAR, place, BALANCE, OPENED)])[0]


def test_a_new_finding_comes_back_as_it_was_with_all_it_was_judged_on(engine: Engine) -> None:
    with unit_of_work(engine) as work:
        finding_id = opened(work)

    with unit_of_work(engine) as work:
        stored = work.findings.get(finding_id)
        assert work.findings.open_findings(YEAR) == (stored,)
        assert work.findings.history(finding_id) == (OPENED,)
    assert (stored.unit_id, stored.report_year, stored.opened_at, stored.resolved_at) == (UNIT, YEAR, APRIL, None)
    assert (stored.finding, stored.grounds, stored.evidence) == (BALANCE, GROUNDS, GROUNDS.digest)


def test_many_are_opened_at_once_and_in_their_order(engine: Engine) -> None:
    new = [NewFinding(UNIT, YEAR, f"place {number}", BALANCE, OPENED) for number in range(1200)]

    with unit_of_work(engine) as work:
        ids = work.findings.open(new)

        assert [stored.fingerprint for stored in work.findings.of_year(YEAR)] == [one.fingerprint for one in new]
        assert [stored.id for stored in work.findings.of_year(YEAR)] == list(ids)
        assert work.findings.history(ids[-1]) == (OPENED,)


def test_every_step_is_written_behind_those_before(engine: Engine) -> None:
    resolved = Event(JUNE, Step.RESOLVED, State.RESOLVED, GROUNDS, Cause.REPORT_CHANGED, changed_at=MAY)

    with unit_of_work(engine) as work:
        finding_id = opened(work)
        work.findings.take(finding_id, dismissed(MAY))
        work.findings.take(finding_id, resolved)

        stored = work.findings.get(finding_id)
        assert work.findings.history(finding_id) == (OPENED, dismissed(MAY), resolved)
    assert (stored.state, stored.resolved_at, stored.opened_at) == (State.RESOLVED, JUNE, APRIL)


def test_what_is_no_longer_judged_stands_where_it_stood(engine: Engine) -> None:
    unseen = replace(GROUNDS, cells=(), status=Outcome.NOT_APPLICABLE)

    with unit_of_work(engine) as work:
        finding_id = opened(work)
        work.findings.take(finding_id, dismissed(APRIL))
        work.findings.take(finding_id, Event(MAY, Step.UNJUDGED, State.DISMISSED, unseen, Cause.UNSEEN))
        unjudged = work.findings.get(finding_id)
        work.findings.take(finding_id, Event(JUNE, Step.JUDGED_AGAIN, State.DISMISSED, GROUNDS))
        judged = work.findings.get(finding_id)

    assert (unjudged.state, unjudged.evidence, unjudged.unjudged_since) == (State.DISMISSED, GROUNDS.digest, MAY)
    assert (judged.state, judged.unjudged_since) == (State.DISMISSED, None)


def test_the_verdict_of_a_person_is_found_by_its_evidence(engine: Engine) -> None:
    other = replace(GROUNDS, quotes=("本年度收到申请5件",))

    with unit_of_work(engine) as work:
        finding_id = opened(work)
        work.findings.take(finding_id, dismissed(APRIL))
        work.findings.take(finding_id, Event(MAY, Step.REOPENED, State.OPEN, other, Cause.READ_OTHERWISE))
        work.findings.take(finding_id, Event(MAY, Step.ACKNOWLEDGED, State.ACKNOWLEDGED, other, by="李明"))

        assert work.findings.verdict_on(finding_id, GROUNDS.digest) is State.DISMISSED
        assert work.findings.verdict_on(finding_id, other.digest) is State.ACKNOWLEDGED
        assert work.findings.verdict_on(finding_id, "of nothing") is None


def test_other_words_are_no_step(engine: Engine) -> None:
    graver = replace(BALANCE, severity=Severity.CRITICAL, title=Text("收支平衡。", "balance"))

    with unit_of_work(engine) as work:
        finding_id = opened(work)
        work.findings.reword(finding_id, graver, replace(GROUNDS, rules="80"))
        work.findings.see_again([finding_id], MAY)

        stored = work.findings.get(finding_id)
        assert work.findings.history(finding_id) == (OPENED,)
    assert (stored.finding, stored.grounds.rules, stored.last_seen_at) == (graver, "80", MAY)


def test_findings_are_listed_by_unit_and_by_where_they_stand(engine: Engine) -> None:
    with unit_of_work(engine) as work:
        first, second = opened(work), opened(work, "370903")
        third = opened(work, place="elsewhere")
        work.findings.take(second, dismissed(MAY))

        assert [stored.id for stored in work.findings.of_year(YEAR)] == [first, second, third]
        assert [stored.id for stored in work.findings.of_year(YEAR, states=(State.DISMISSED,))] == [second]
        assert [stored.id for stored in work.findings.open_findings(YEAR)] == [first, third]
        assert work.findings.open_findings(YEAR, "370903") == ()
        assert work.findings.open_findings(2023) == ()


def test_a_finding_nobody_made_cannot_be_had(engine: Engine) -> None:
    with pytest.raises(UnknownFinding, match="no finding 7"), unit_of_work(engine) as work:
        work.findings.get(7)
