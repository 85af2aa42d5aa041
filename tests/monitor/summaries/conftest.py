"""A season of one invented county: every status that a reader meets, and findings of every grade."""

from datetime import date, datetime

import pytest

from crawler.domain.clock import SHANGHAI
from crawler.domain.dossier import DueBasis, Obligation, Standing, Status
from crawler.domain.evidence import Evidence
from crawler.domain.finding import Finding, Outcome, Severity
from crawler.domain.report import Address
from crawler.domain.unit import Level, Unit, UnitKind
from crawler.domain.wording import Text
from monitor.summaries import Summary, UnitSummaryInput, summarise

NOW = datetime(2025, 4, 20, 9, 0, tzinfo=SHANGHAI)
YEAR = 2024
SITE = "http://www.yunxi.gov.cn"

UNFILLED = Finding(
    "T3-05",
    Outcome.FAIL,
    Severity.HIGH,
    Text("“（七）总计”行等于各分项之和", "the row 总计 sums up its parts"),
    Text("表三“（七）总计”行为0，各分项之和为2", "table 3, row 总计: 0, its parts sum to 2"),
    (Address.parse("requests.total_handled.total"),),
)
UNBALANCED = Finding(
    "T3-02",
    Outcome.FAIL,
    Severity.CRITICAL,
    Text("第一项加第二项之和，等于第三项加第四项之和", "new + carried in = handled + carried out"),
    Text("表三“总计”列：2+0=2，0+0=0，相差2", "table 3, column 总计: 2+0=2, 0+0=0, off by 2"),
    (Address.parse("requests.new_received.total"),),
    root="T3-05",
)
ALIKE = Finding(
    "SIM-01",
    Outcome.WARN,
    Severity.MEDIUM,
    Text("与上年报告不雷同", "differs from last year's report"),
    Text("第一部分与上年重复率56%", "section 1 repeats 56% of last year's"),
)
UNTITLED = Finding(
    "FRM-01",
    Outcome.INFO,
    Severity.LOW,
    Text("标题规范", "a proper title"),
    Text("=标题为“<b>工作报告</b>”", "=title is <b>工作报告</b>"),
)
CRASHED = Finding(
    "T4-02", Outcome.RULE_ERROR, Severity.HIGH, Text("三组合计", "sums"), Text("除以零", "division by zero")
)
BADLY_READ = Finding(
    "PQ-01",
    Outcome.WARN,
    Severity.MEDIUM,
    Text("各格均已识读", "cells read"),
    Text("175格中有60格未能识读", "60 of 175"),
)
HOLDS = Finding("T4-01", Outcome.PASS, Severity.LOW, Text("列数", "columns"), Text("15列", "15 columns"))


def unit(number: int, name: str, kind: UnitKind = UnitKind.DEPARTMENT) -> Unit:
    level = Level.TOWNSHIP if kind is UnitKind.TOWNSHIP else Level.COUNTY
    return Unit(f"yunxi-{number:02}", name, kind, level, "yunxi", f"{SITE}/")


def standing(whose: Unit, status: Status, **facts: object) -> Standing:
    basis = DueBasis.LOCAL if whose.kind is UnitKind.TOWNSHIP else DueBasis.STATUTORY
    due = date(2025, 3, 31) if whose.kind is UnitKind.GOVERNMENT else date(2025, 1, 31)
    owed = None if status is Status.NOT_OBLIGED else Obligation(whose, YEAR, due, basis)
    return Standing(whose, YEAR, status, owed, **facts)  # type: ignore[arg-type] # the facts are those of Standing


def seen(day: int, what: str, path: str = "/zfxxgk/nb/") -> Evidence:
    return Evidence(f"{SITE}{path}", datetime(2025, 4, day, 2, 10, tzinfo=SHANGHAI), Text(what, what))


def published(day: date, path: str, **facts: object) -> dict[str, object]:
    url = f"{SITE}{path}"
    evidence = (seen(18, "监测到年度报告", path),)
    return {"published_on": day, "published_basis": "page", "report_url": url, "evidence": evidence, **facts}


UNITS = (
    UnitSummaryInput(
        standing(
            unit(1, "云溪县人民政府", UnitKind.GOVERNMENT),
            Status.ON_TIME,
            **published(date(2025, 3, 28), "/zfxxgk/nb/202503/t20250328_101.html"),
        ),
        (UNTITLED, HOLDS, UNBALANCED, CRASHED, BADLY_READ, ALIKE, UNFILLED),
        "form_2021",
        2,
    ),
    UnitSummaryInput(
        standing(
            unit(2, "云溪县教育局"),
            Status.LATE,
            days_late=12,
            **published(date(2025, 2, 12), "/zfxxgk/nb/202502/t20250212_88.html"),
        ),
        (),
        "form_2021",
        1,
    ),
    UnitSummaryInput(
        standing(
            unit(3, "云溪县住房和城乡建设局"),
            Status.MISSING,
            evidence=(
                seen(17, "栏目已查完，列有2015—2023年报告，未监测到2024年报告"),
                seen(18, "栏目已查完，列有2015—2023年报告，未监测到2024年报告"),
            ),
        )
    ),
    UnitSummaryInput(
        standing(unit(4, "柳河镇人民政府", UnitKind.TOWNSHIP), Status.MISSING, evidence=(seen(18, "栏目已查完"),))
    ),
    UnitSummaryInput(standing(unit(5, "云溪县水利局"), Status.UNVERIFIABLE, evidence=(seen(18, "网站返回521"),))),
    UnitSummaryInput(standing(unit(6, "云溪县财政局"), Status.MISSING_UNCONFIRMED, evidence=(seen(18, "查完一次"),))),
    UnitSummaryInput(standing(unit(7, "云溪县招商服务中心"), Status.NOT_OBLIGED)),
    UnitSummaryInput(
        standing(
            unit(8, "=cmd<script>局"),
            Status.ON_TIME_BY_SIGN_DATE,
            published_on=date(2025, 1, 20),
            published_basis="signed",
            report_url="javascript:alert(1)",
        )
    ),
)


@pytest.fixture(scope="session")
def season() -> Summary:
    return summarise(YEAR, NOW, UNITS)


@pytest.fixture(scope="session")
def nobody() -> Summary:
    return summarise(YEAR, NOW, ())
