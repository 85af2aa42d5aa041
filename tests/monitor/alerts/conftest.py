"""An oversight office, and units of its area."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest

from crawler.domain.clock import SHANGHAI
from crawler.domain.dossier import DueBasis, Obligation, Standing, Status
from crawler.domain.evidence import Evidence
from crawler.domain.finding import Finding, Outcome, Severity
from crawler.domain.report import Address
from crawler.domain.unit import Level, Unit, UnitKind
from crawler.domain.wording import Text
from monitor.config import Office
from monitor.summaries import Summary, UnitSummaryInput, summarise

NOW = datetime(2025, 4, 20, 9, 0, tzinfo=SHANGHAI)
COLUMN = "http://www.yunxi.gov.cn/zfxxgk/nb/"
REPORT = f"{COLUMN}202502/t20250212_88.html"


def alike(words: str) -> Text:
    """A text whose language does not matter to a test."""
    return Text(words, words)


@dataclass(frozen=True)
class Area:
    """Builds what an office is told about, with the defaults of a department of Yunxi."""

    due_on: date = date(2025, 1, 31)
    looked: tuple[Evidence, ...] = (
        Evidence(
            COLUMN,
            datetime(2025, 4, 17, 2, 10, tzinfo=SHANGHAI),
            alike("栏目已查完，未监测到2024年报告"),
        ),
        Evidence(
            COLUMN,
            datetime(2025, 4, 18, 2, 10, tzinfo=SHANGHAI),
            alike("栏目已查完，未监测到2024年报告"),
        ),
    )
    read: tuple[Evidence, ...] = (Evidence(REPORT, datetime(2025, 4, 18, 2, 11, tzinfo=SHANGHAI), alike("已采集")),)

    def unit(
        self,
        name: str,
        status: Status = Status.ON_TIME,
        *findings: Finding,
        kind: UnitKind = UnitKind.DEPARTMENT,
        basis: DueBasis = DueBasis.STATUTORY,
        **facts: Any,
    ) -> UnitSummaryInput:
        whose = Unit(name, name, kind, Level.COUNTY, "yunxi", "http://www.yunxi.gov.cn/")
        owed = None if status is Status.NOT_OBLIGED else Obligation(whose, 2024, self.due_on, basis)
        return UnitSummaryInput(Standing(whose, 2024, status, owed, **facts), findings)

    def missing(self, name: str = "教育局", **facts: Any) -> UnitSummaryInput:
        return self.unit(name, Status.MISSING, **{"evidence": self.looked} | facts)

    def late(self, name: str = "教育局", **facts: Any) -> UnitSummaryInput:
        told: dict[str, Any] = {
            "published_on": date(2025, 2, 12),
            "published_basis": "page",
            "days_late": 12,
            "report_url": REPORT,
        }
        return self.unit(name, Status.LATE, **told | {"evidence": self.read} | facts)

    def published(self, name: str, *findings: Finding, **facts: Any) -> UnitSummaryInput:
        return self.unit(name, Status.ON_TIME, *findings, **{"evidence": self.read, "report_url": REPORT} | facts)

    def finding(
        self,
        check: str = "T3-02",
        status: Outcome = Outcome.FAIL,
        severity: Severity = Severity.CRITICAL,
        said: str = "表三“总计”列：2+0=2，0+0=0，相差2",
        root: str | None = None,
    ) -> Finding:
        title = Text("第一项加第二项之和，等于第三项加第四项之和", "new + carried in = handled + carried out")
        cells = (Address.parse("requests.new_received.total"),)
        return Finding(check, status, severity, title, Text(said, "column 总计 is off by 2"), cells, root)

    def summary(self, *units: UnitSummaryInput, at: datetime = NOW) -> Summary:
        return summarise(2024, at, units)


@pytest.fixture
def area() -> Area:
    return Area()


@pytest.fixture
def office() -> Office:
    return Office(id="county", name="云溪县人民政府办公室", email="xxgk@example.gov.cn", area_id="yunxi")
