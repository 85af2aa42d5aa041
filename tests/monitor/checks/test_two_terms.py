"""A report that breaks a local rule and then the law is told with the term whose breach weighs more."""

from datetime import UTC, date, datetime

import pytest

from crawler.domain.dossier import Dossier, DueBasis, Obligation, Standing, Status
from crawler.domain.finding import Finding, Severity
from crawler.domain.unit import Level, Unit, UnitKind
from monitor.checks import run_checks

CIVIL = Unit("civil", "云溪县民政局", UnitKind.DEPARTMENT, Level.COUNTY, "yunxi", "http://www.yunxi.gov.cn/")
OWED = Obligation(
    CIVIL, 2024, date(2025, 1, 26), DueBasis.LOCAL, statutory_due=date(2025, 1, 31), local_due=date(2025, 1, 26)
)


def failure(standing: Standing) -> Finding:
    dossier = Dossier(datetime(2025, 3, 1, tzinfo=UTC), CIVIL.kind, CIVIL.level, 2024, standing=standing, unit=CIVIL)
    (found,) = (finding for finding in run_checks(dossier) if finding.status.value == "FAIL")
    return found


@pytest.mark.parametrize(
    ("breaks_law", "severity", "words"),
    [
        pytest.param(False, Severity.HIGH, "按本地要求应于2025-01-26前公布", id="a local rule alone"),
        pytest.param(True, Severity.CRITICAL, "法定期限为2025-01-31", id="the law as well"),
    ],
)
def test_a_missing_report(breaks_law: bool, severity: Severity, words: str) -> None:
    found = failure(Standing(CIVIL, 2024, Status.MISSING, OWED, breaks_law=breaks_law))

    assert (found.check, found.severity) == ("PUB-01", severity)
    assert words in found.message.zh


@pytest.mark.parametrize(
    ("breaks_law", "words"),
    [
        pytest.param(False, "晚于期限10天；按本地要求应于2025-01-26前公布", id="a local rule alone"),
        pytest.param(True, "晚于期限5天；法定期限为2025-01-31", id="the law as well"),
    ],
)
def test_a_late_report(breaks_law: bool, words: str) -> None:
    late = Standing(CIVIL, 2024, Status.LATE, OWED, date(2025, 2, 5), "page", 10, breaks_law=breaks_law)

    assert words in failure(late).message.zh
