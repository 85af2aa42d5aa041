"""A season of one invented county, as documents are drawn up from it."""

from datetime import date, datetime, timedelta

import pytest

from crawler.domain.clock import SHANGHAI
from crawler.domain.dossier import DueBasis, Obligation, Standing, Status
from crawler.domain.evidence import Evidence
from crawler.domain.finding import Finding, Outcome, Severity
from crawler.domain.report import Address
from crawler.domain.unit import Level, Unit, UnitKind
from crawler.domain.wording import Text
from monitor.documents import Facts
from monitor.summaries import Summary, UnitSummaryInput, summarise

NOW = datetime(2025, 4, 20, 9, 0, tzinfo=SHANGHAI)
SEEN = NOW - timedelta(days=2)
SITE = "http://www.yunxi.gov.cn"
DIGEST = "5f" * 32


def finding(
    check: str, severity: Severity, what: str, status: Outcome = Outcome.FAIL, root: str | None = None
) -> Finding:
    cells = (Address.parse("requests.new_received.total"),) if check.startswith("T3") else ()
    return Finding(check, status, severity, Text(f"规则{check}", check), Text(what, what), cells, root)


def unit(number: int, name: str, status: Status, *findings: Finding, **facts: object) -> UnitSummaryInput:
    whose = Unit(f"yunxi-{number:02}", name, UnitKind.DEPARTMENT, Level.COUNTY, "yunxi", f"{SITE}/")
    owed = (
        None
        if status is Status.NOT_OBLIGED
        else Obligation(whose, 2024, date(2025, 1, 31), DueBasis.STATUTORY, date(2025, 1, 31))
    )
    evidence = (Evidence(f"{SITE}/nb/", SEEN, Text("栏目可正常浏览，未监测到2024年年度报告", "not seen")),)
    told = {"evidence": evidence} | facts
    return UnitSummaryInput(Standing(whose, 2024, status, owed, **told), findings)  # type: ignore[arg-type]


def published(number: int, name: str, status: Status, *findings: Finding, **facts: object) -> UnitSummaryInput:
    url = f"{SITE}/nb/t20250212_{number}.html"
    seen = (Evidence(url, SEEN, Text("首次监测到该报告", "seen")),)
    told = {"published_on": date(2025, 2, 12), "published_basis": "page", "report_url": url, "evidence": seen}
    return unit(number, name, status, *findings, **told | facts)


UNITS = (
    published(
        1,
        "云溪县财政局",
        Status.ON_TIME,
        finding("T3-02", Severity.CRITICAL, "表三“总计”列：2+0；0+0，相差2"),
        finding("T3-05", Severity.HIGH, "由T3-02引起", root="T3-02"),
        finding("SIM-01", Severity.HIGH, "第一部分与上年重复", status=Outcome.WARN),
        finding("FRM-06", Severity.HIGH, "缺少第五部分"),
        finding("T3-20", Severity.LOW, "轻微"),
    ),
    published(2, "云溪县教育局", Status.LATE, finding("PUB-02", Severity.HIGH, "晚12天"), days_late=12),
    unit(3, "云溪县司法局", Status.MISSING, finding("PUB-01", Severity.CRITICAL, "未监测到")),
    unit(4, "云溪县水利局", Status.UNVERIFIABLE),
    unit(5, "云溪县民政局", Status.MISSING_UNCONFIRMED),
    unit(6, "云溪县招商服务中心", Status.NOT_OBLIGED),
    published(7, "云溪县林业局", Status.ON_TIME),
)


@pytest.fixture(scope="session")
def season() -> Summary:
    return summarise(2024, NOW, UNITS)


@pytest.fixture(scope="session")
def before_it_is_due() -> Summary:
    return summarise(
        2024,
        datetime(2025, 1, 24, 9, 0, tzinfo=SHANGHAI),
        [
            unit(1, "云溪县财政局", Status.DUE_SOON, evidence=()),
            unit(2, "云溪县教育局", Status.DUE_SOON, evidence=()),
            published(3, "云溪县司法局", Status.ON_TIME),
        ],
    )


@pytest.fixture(scope="session")
def facts(season: Summary) -> Facts:
    digests = {(seen.url, seen.at): DIGEST for row in season.rows for seen in row.standing.evidence}
    return Facts("云溪县人民政府", "云溪县政务公开办公室", "张三 0571-00000000", date(2025, 5, 9), digests)
