from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from crawler.domain.dossier import Dossier, DueBasis, Obligation, Standing, Status
from crawler.domain.finding import Finding, Outcome, Severity
from crawler.domain.report import Dates, Report
from crawler.domain.unit import Level, Unit, UnitKind
from monitor.checks import run_checks

Found = dict[str, list[Finding]]
UNIT = Unit("990121", "云溪县民政局", UnitKind.DEPARTMENT, Level.COUNTY, None, "http://a.gov.cn/")
DUE = date(2024, 1, 31)
AS_OF = datetime(2024, 2, 1, 1, tzinfo=UTC)


def found(status: Status, basis: DueBasis = DueBasis.STATUTORY, **facts: Any) -> list[tuple[str, str, Severity]]:
    return [(finding.check, finding.status.value, finding.severity) for finding in raised(status, basis, **facts)]


def raised(status: Status, basis: DueBasis = DueBasis.STATUTORY, **facts: Any) -> list[Finding]:
    standing = Standing(UNIT, 2023, status, Obligation(UNIT, 2023, DUE, basis), **facts)
    dossier = Dossier(AS_OF, UNIT.kind, UNIT.level, 2023, standing=standing)
    return [finding for finding in run_checks(dossier) if not finding.status.passed]


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        pytest.param(Status.MISSING, [("PUB-01", "FAIL", Severity.CRITICAL)], id="missing"),
        pytest.param(
            Status.MISSING_UNCONFIRMED, [("PUB-01", "UNDETERMINED", Severity.CRITICAL)], id="seen absent once"
        ),
        pytest.param(Status.UNVERIFIABLE, [("PUB-01", "UNDETERMINED", Severity.CRITICAL)], id="not to be verified"),
        pytest.param(Status.NOT_YET_DUE, [], id="not yet due"),
        pytest.param(Status.NOT_OBLIGED, [], id="not obliged"),
        pytest.param(Status.WITHDRAWN, [], id="withdrawn"),
        pytest.param(Status.ON_TIME, [], id="on time"),
        pytest.param(Status.ON_TIME_BY_SIGN_DATE, [], id="signed in time"),
        pytest.param(Status.PUBLISHED_EARLY, [], id="early"),
        pytest.param(Status.POSSIBLY_LATE, [("PUB-02", "WARN", Severity.MEDIUM)], id="possibly late"),
        pytest.param(Status.DATE_DISPUTED, [("PUB-02", "UNDETERMINED", Severity.MEDIUM)], id="the date is disputed"),
        pytest.param(Status.DATE_UNKNOWN, [("PUB-03", "UNDETERMINED", Severity.LOW)], id="the date is unknown"),
    ],
)
def test_publication_is_judged_by_the_standing(status: Status, expected: list[tuple[str, str, Severity]]) -> None:
    assert found(status) == expected


@pytest.mark.parametrize(
    ("days", "severity"),
    [
        pytest.param(7, Severity.MEDIUM, id="a week"),
        pytest.param(8, Severity.HIGH, id="more than a week"),
        pytest.param(30, Severity.HIGH, id="thirty days"),
        pytest.param(31, Severity.CRITICAL, id="more than thirty days"),
    ],
)
def test_the_later_the_graver(days: int, severity: Severity) -> None:
    late = found(Status.LATE, days_late=days, published_on=date(2024, 3, 2))

    assert late == [("PUB-02", "FAIL", severity)]


def test_a_lower_bound_is_said_as_one() -> None:
    (finding,) = raised(Status.LATE, days_late=9)

    assert finding.message.zh == "期限届满后监测时尚未公布，至少晚于期限9天；法定期限为2024-01-31"


def test_a_missing_report_is_told_with_its_term_and_the_same_every_day() -> None:
    (finding,) = raised(Status.MISSING)

    assert finding.message.zh == ("未监测到云溪县民政局2023年政府信息公开工作年度报告；法定期限为2024-01-31")


def test_a_local_term_is_never_called_the_law() -> None:
    (finding,) = raised(Status.MISSING, DueBasis.LOCAL)

    assert finding.severity is Severity.HIGH
    assert "按本地要求应于2024-01-31前公布" in finding.message.zh
    assert "法定" not in finding.message.zh


def dated(**dates: date) -> dict[str, Dates]:
    return {"dates": Dates(**dates)}


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        pytest.param({"page": date(2024, 3, 31)}, [], id="dated on the last day"),
        pytest.param({"page": date(2024, 4, 1)}, [("PUB-02", "FAIL", Severity.MEDIUM)], id="dated a day later"),
        pytest.param({"page": date(2024, 6, 1)}, [("PUB-02", "FAIL", Severity.CRITICAL)], id="dated months later"),
        pytest.param(
            {"page": date(2025, 6, 1)}, [("PUB-02", "WARN", Severity.MEDIUM)], id="dated years later, as after a move"
        ),
        pytest.param({"signed": date(2024, 3, 1)}, [], id="signed in time"),
        pytest.param(
            {"signed": date(2024, 4, 1)},
            [("PUB-02", "WARN", Severity.MEDIUM), ("PUB-06", "WARN", Severity.MEDIUM)],
            id="signed later",
        ),
        pytest.param(
            {"page": date(2024, 3, 1), "signed": date(2024, 4, 1)},
            [("PUB-06", "WARN", Severity.MEDIUM)],
            id="the page speaks first",
        ),
        pytest.param({"url": date(2024, 4, 1)}, [], id="a day in the address is no proof"),
        pytest.param({}, [("PUB-03", "UNDETERMINED", Severity.LOW)], id="no date"),
    ],
)
def test_a_document_by_itself_is_judged_by_the_dates_it_shows(
    dates: dict[str, date],
    expected: list[tuple[str, str, Severity]],
    report: Callable[..., Report],
    judge: Callable[..., Found],
) -> None:
    findings = judge(report(**dated(**dates)))

    told = [(check, finding.status.value, finding.severity) for check, seen in findings.items() for finding in seen]
    assert told == expected


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param({"kind": UnitKind.TOWNSHIP, "level": Level.TOWNSHIP}, id="a township"),
        pytest.param({"kind": UnitKind.GOVERNMENT, "level": Level.TOWNSHIP}, id="the government of a township"),
        pytest.param({"kind": None, "level": None}, id="nobody knows what it is"),
    ],
)
def test_where_no_law_sets_a_day_nothing_is_late(
    facts: dict[str, Any], report: Callable[..., Report], judge: Callable[..., Found]
) -> None:
    assert judge(report(**dated(page=date(2024, 6, 1))), **facts) == {}


def test_nothing_is_judged_where_there_is_neither_report_nor_standing() -> None:
    outcomes = {finding.status for finding in run_checks(Dossier(AS_OF, None, None)) if finding.check.startswith("PUB")}

    assert outcomes == {Outcome.NOT_APPLICABLE}
