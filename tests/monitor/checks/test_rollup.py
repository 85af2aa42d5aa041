"""A government's report beside those of the units below it."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from crawler.domain.dossier import Dossier, Standing, Status, Subordinate
from crawler.domain.extraction import Extraction
from crawler.domain.finding import Finding
from crawler.domain.report import Address
from crawler.domain.unit import Level, Unit, UnitKind
from crawler.flow import read_bytes
from monitor.checks import run_checks
from monitor.checks.sums_below import subordinate_from
from monitor.examples import scene

CITY = Unit("6302", "海东市人民政府", UnitKind.GOVERNMENT, Level.PREFECTURE, "63", "http://www.example.gov.cn")
COUNTY = replace(
    CITY, id="630225", name="循化撒拉族自治县人民政府", level=Level.COUNTY, parent_id="6302", aliases=("循化县",)
)
CASE_FILES = Address("requests", "denied_enforcement_file", "total")
AREA = "preface: 本报告统计数据涵盖县政府各部门和各乡镇。"


@pytest.fixture
def city(real_reports: Path) -> Extraction:
    path = real_reports / "002_02d29890a3db4b01.txt"
    return read_bytes(path.read_bytes(), path.name)


@pytest.fixture
def county(real_reports: Path) -> Subordinate:
    path = real_reports / "000_367557736313891c.txt"
    return subordinate_from(COUNTY, Standing(COUNTY, 2020, Status.LATE), read_bytes(path.read_bytes(), path.name))


def over(city: Extraction, *below: Subordinate) -> list[Finding]:
    now = datetime(2021, 5, 1, tzinfo=UTC)
    dossier = Dossier(now, CITY.kind, CITY.level, 2020, city, unit=CITY, subordinates=below)
    return [one for one in run_checks(dossier) if one.check.startswith("ROL")]


def raised(*lines: str) -> list[Finding]:
    found = run_checks(scene(lines).dossier())
    return [one for one in found if one.check.startswith("ROL") and not one.status.passed]


def test_a_blank_of_a_real_city_counts_as_none_since_its_other_results_are_all(
    city: Extraction, county: Subordinate
) -> None:
    sure = replace(county, figures={**county.figures, CASE_FILES: Decimal(1)})

    found = [one for one in over(city, sure) if one.check == "ROL-01"]

    assert [(one.status.value, one.cells) for one in found] == [("FAIL", (CASE_FILES,))]
    assert "7.属于行政执法案卷”空白，循化撒拉族自治县人民政府1；报告称“" in found[0].message.zh
    assert "全市共收到依申请公开38件" in found[0].quotes[0]


def test_a_figure_of_a_real_county_of_which_the_column_is_lost_is_held_against_nobody(
    city: Extraction, county: Subordinate
) -> None:
    assert CASE_FILES not in county.figures
    assert [one.status.value for one in over(city, county) if one.check == "ROL-01"] == ["PASS"]


def test_two_real_reports_tell_a_platform_differently(city: Extraction, county: Subordinate) -> None:
    (told,) = [one for one in over(city, county) if one.check == "ROL-03"]

    assert told.status == "INFO"
    assert told.quotes[0] == "乐都区政府网站正在改版，民和县、循化县近期也可以完成平台建设。"
    assert "我县及时整改完成了政府信息公开平台内容建设和管理工作" in told.quotes[1]


def test_a_blank_that_other_figures_may_fill_is_not_less_than_anything() -> None:
    lines = (AREA, "requests.granted.total = blank", "requests.total_handled.total = 9", "below: kind: department")

    assert raised(*lines) == []


def test_table_2_is_for_a_person_to_look_at_whatever_the_report_says_of_its_area() -> None:
    (found,) = raised(AREA, "below: proactive.licensing.decisions = 5")

    assert found.status == "WARN"
    assert "表二疑似小于所属单位数：“行政许可·本年处理决定数量”0，云溪县民政局5" in found.message.zh


def test_a_unit_on_another_form_is_not_compared() -> None:
    assert raised(AREA, "below: form: form_2019", "below: requests.new_received.total = 40") == []


def test_less_than_all_units_together_is_for_a_person_and_has_some_tolerance() -> None:
    one = scene((AREA, "requests.new_received.total = 8", "below: requests.new_received.total = 8")).dossier()
    other = replace(one.subordinates[0], unit=replace(COUNTY, id="other", name="云溪县教育局"))

    two = run_checks(replace(one, subordinates=(*one.subordinates, other)))

    found = [one for one in two if one.check == "ROL-01"]
    assert [(one.status.value, len(one.cells)) for one in found] == [("WARN", 1)]
    assert "“一、本年新收政府信息公开申请数量”8，2个所属单位合计16" in found[0].message.zh


def test_what_is_missing_from_a_sum_is_named() -> None:
    found = run_checks(scene(("below: requests.granted.total = blank",)).dossier())

    (sums,) = [one for one in found if one.check == "ROL-02"]
    assert (sums.status, sums.message.zh) == ("NOT_APPLICABLE", "缺云溪县民政局的完整数据，未作合计比对")


def test_units_that_could_not_be_verified_are_counted_apart() -> None:
    (found,) = raised("below status: unverifiable")

    assert found.message.zh == "所属应公开单位1个，监测到已公开0个，另有1个因网站无法访问等原因未能核实"


def test_the_area_is_told_by_the_figure_that_the_text_counts_for_it() -> None:
    said = "s1_overview: 2023年，全县共收到政府信息公开申请3件。"

    rows = ("new_received", "granted", "total_handled")
    below = [f"below: requests.{row}.total = 5" for row in rows]
    (found,) = raised(said, *below)
    (unsaid,) = raised(*below)

    assert (found.status.value, unsaid.status.value) == ("FAIL", "WARN")
