"""Findings in the database."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine

from crawler.domain.errors import UnknownFinding
from crawler.domain.finding import Finding, Outcome, Severity
from crawler.domain.report import Address
from crawler.domain.wording import Text
from storage.unit_of_work import UnitOfWork, unit_of_work

APRIL, MAY, JUNE = (datetime(2025, month, 1, tzinfo=UTC) for month in (4, 5, 6))
UNIT, YEAR = "370902", 2024
BALANCE = Finding(
    check="T3-02",
    status=Outcome.FAIL,
    severity=Severity.HIGH,
    title=Text("收支平衡", "what came in was handled or carried over"),
    message=Text("疑似 2 + 0 ≠ 0 + 0，请核实", "2 + 0 ≠ 0 + 0"),
    cells=(Address("requests", "new_received", "total"), Address("requests", "total_handled", "total")),
    root="T3-05",
)
BLANKS = replace(BALANCE, check="T3-06", status=Outcome.WARN, message=Text("空白", "blanks"), cells=(), root=None)


def opened(work: UnitOfWork) -> list[Finding]:
    return [stored.finding for stored in work.findings.open_findings(YEAR)]


def test_a_new_finding_opens_and_comes_back_as_it_was(engine: Engine) -> None:
    with unit_of_work(engine) as work:
        work.findings.keep(UNIT, YEAR, [BALANCE], APRIL)

    with unit_of_work(engine) as work:
        (stored,) = work.findings.open_findings(YEAR)
        assert work.findings.get(stored.id) == stored
    assert (stored.unit_id, stored.report_year, stored.opened_at, stored.resolved_at) == (UNIT, YEAR, APRIL, None)
    assert stored.finding == BALANCE


def test_a_finding_seen_again_stays_the_same_one(engine: Engine) -> None:
    graver = replace(BALANCE, severity=Severity.CRITICAL, title=Text("收支平衡。", "balance"))

    with unit_of_work(engine) as work:
        work.findings.keep(UNIT, YEAR, [BALANCE, BALANCE], APRIL)
        work.findings.keep(UNIT, YEAR, [graver], MAY)

        (stored,) = work.findings.open_findings(YEAR)
    assert (stored.opened_at, stored.finding) == (APRIL, graver)


def test_a_finding_no_longer_there_is_resolved_and_not_deleted(engine: Engine) -> None:
    with unit_of_work(engine) as work:
        work.findings.keep(UNIT, YEAR, [BALANCE, BLANKS], APRIL)
        gone = work.findings.open_findings(YEAR)[0]
        work.findings.keep(UNIT, YEAR, [BLANKS], MAY)

        assert opened(work) == [BLANKS]
        assert work.findings.get(gone.id) == replace(gone, resolved_at=MAY)


def test_a_resolved_finding_that_returns_opens_again(engine: Engine) -> None:
    with unit_of_work(engine) as work:
        work.findings.keep(UNIT, YEAR, [BALANCE], APRIL)
        before = work.findings.open_findings(YEAR)
        work.findings.keep(UNIT, YEAR, [], MAY)
        work.findings.keep(UNIT, YEAR, [BALANCE], JUNE)

        assert work.findings.open_findings(YEAR) == before


def test_a_resolution_is_not_dated_anew(engine: Engine) -> None:
    with unit_of_work(engine) as work:
        work.findings.keep(UNIT, YEAR, [BALANCE], APRIL)
        finding_id = work.findings.open_findings(YEAR)[0].id
        work.findings.keep(UNIT, YEAR, [], MAY)
        work.findings.keep(UNIT, YEAR, [], JUNE)

        assert work.findings.get(finding_id).resolved_at == MAY


def test_a_check_that_crashed_resolves_nothing(engine: Engine) -> None:
    crash = replace(BALANCE, status=Outcome.RULE_ERROR, message=Text("程序出错", "crashed"), cells=())

    with unit_of_work(engine) as work:
        work.findings.keep(UNIT, YEAR, [BALANCE, BLANKS], APRIL)
        work.findings.keep(UNIT, YEAR, [crash], MAY)
        assert opened(work) == [BALANCE, crash]

        work.findings.keep(UNIT, YEAR, [], JUNE)
        assert opened(work) == []


def test_the_findings_of_others_are_left_alone(engine: Engine) -> None:
    with unit_of_work(engine) as work:
        work.findings.keep(UNIT, YEAR, [BALANCE], APRIL)
        work.findings.keep("370903", YEAR, [BALANCE], APRIL)
        work.findings.keep(UNIT, 2023, [BALANCE], APRIL)
        work.findings.keep(UNIT, YEAR, [], MAY)

        assert [stored.unit_id for stored in work.findings.open_findings(YEAR)] == ["370903"]
        assert [stored.unit_id for stored in work.findings.open_findings(2023)] == [UNIT]
        assert work.findings.open_findings(YEAR, UNIT) == ()


def test_a_finding_nobody_made_cannot_be_had(engine: Engine) -> None:
    with pytest.raises(UnknownFinding, match="no finding 7"), unit_of_work(engine) as work:
        work.findings.get(7)
