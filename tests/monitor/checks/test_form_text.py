"""What the checks of identity, structure and wording say of sentences that are easily misread."""

from dataclasses import replace
from datetime import date

import pytest

from crawler.domain.dossier import Dossier
from crawler.domain.extraction import Doubt, Medium
from crawler.domain.finding import Finding
from crawler.domain.report import Dates, Section
from crawler.domain.unit import Level, UnitKind
from monitor.checks import run_checks
from monitor.checks.names import Likeness, likeness
from monitor.examples import scene


def raised(check: str, *lines: str, **facts: object) -> list[str]:
    """The outcomes that a check raises of the sound report with some lines changed."""
    return [finding.status.value for finding in findings(check, *lines, **facts)]


def findings(check: str, *lines: str, **facts: object) -> list[Finding]:
    dossier = scene(lines).dossier()
    assert dossier.extraction is not None
    report = replace(dossier.extraction.report, **facts)  # type: ignore[arg-type]
    return judged(check, replace(dossier, extraction=replace(dossier.extraction, report=report)))


def judged(check: str, dossier: Dossier) -> list[Finding]:
    return [finding for finding in run_checks(dossier) if finding.check == check and not finding.status.passed]


@pytest.mark.parametrize(
    "said",
    [
        "2022年以来，我县不断健全制度。",
        "2021年至2023年，我县连续三年获评优秀。",
        "2022年，我县公开信息80条，2023年公开信息120条。",
        "2022年，我县信息量较上年增长5%。",
        "（一）平台建设。自2019年，我县开通公众号以来持续更新。",
        "（二）制度。《2022年，我们这样公开》一文获奖。",
        "1.2024年，我县将继续加强培训。",
        "按照〔2022〕99号文件，我县完成改造。",
        "2023\n年，我县公开信息 5 条。",
    ],
)
def test_an_older_year_that_is_meant_is_not_left_over(said: str) -> None:
    assert raised("FRM-05", f"add to s5_problems: {said}") == []
    overview = (Section("s1_overview", "一、总体情况", said),)
    assert raised("FRM-05", sections=overview) == []


@pytest.mark.parametrize(
    "said",
    [
        "2023年，我县将政务公开纳入绩效考核。",
        "2023年，我局将重点领域信息公开列入年度计划。",
        "年初制定的方案提出，2023年将继续扩大公开范围，均已完成。",
        "“2023年将进一步改进”的承诺已经兑现。",
        "2024年我镇将在县政府统一领导部署下，进一步加强公开。",
        "我县将于2024年进一步改进。",
    ],
)
def test_a_plan_for_next_year_and_what_was_only_taken_up_are_no_plans_for_the_past(said: str) -> None:
    assert raised("FRM-05", f"add to s5_problems: {said}") == []


def test_a_year_that_is_broken_over_two_lines_is_read_and_quoted_as_printed() -> None:
    overview = (Section("s1_overview", "一、总体情况", "２０２２\n年，我县坚持公\n开。全年无事。"),)

    found = findings("FRM-05", sections=overview)

    assert [finding.quotes for finding in found] == [("２０２２\n年，我县坚持公\n开。",)]
    assert "“２０２２年，我县坚持公开。”" in found[0].message.zh


def test_a_title_of_the_wrong_year_is_told_once_and_makes_no_year_of_the_text_old() -> None:
    assert raised("FRM-05", "s5_problems: 2022年，我县公开工作有序推进。", report_year=2022) == []


@pytest.mark.parametrize(
    ("level", "kind", "unit", "said"),
    [
        pytest.param(Level.PREFECTURE, "government", "巫溪县人民政府", "我县持续推进公开。", id="county right below"),
        pytest.param(Level.PREFECTURE, "department", "海东市生态环境局循化分局", "我县空气良好。", id="outpost"),
        pytest.param(
            Level.COUNTY, "department", "云溪县民政局", "我县在我市率先公开，我局完成任务。", id="places above"
        ),
        pytest.param(
            Level.COUNTY, "government", "南岭自治县人民政府", "我县、我区（自治区）均有部署。", id="autonomous"
        ),
        pytest.param(
            Level.COUNTY, "government", "江平市人民政府", "我市各部门落实到位，我省通报表扬。", id="county city"
        ),
        pytest.param(Level.PROVINCE, "government", "重庆市人民政府", "我市持续推进公开。", id="a city like a province"),
        pytest.param(
            Level.PREFECTURE,
            "government",
            "海东市人民政府",
            "“我县”栏目、我市场主体、自我县级督查以来。",
            id="not words",
        ),
        pytest.param(
            Level.TOWNSHIP, "subdistrict", "云溪县城东街道办事处", "我街道、我办落实我县、我区要求。", id="subdistrict"
        ),
        pytest.param(
            Level.TOWNSHIP, "township", "云溪县白石镇人民政府", "我镇按我市要求，我乡村振兴工作有序。", id="township"
        ),
        pytest.param(
            Level.COUNTY, "department", "云溪县发展和改革委员会", "我委完成任务，我委托单位配合。", id="commission"
        ),
    ],
)
def test_places_above_and_words_that_only_look_so_are_no_foreign_selves(
    level: Level, kind: str, unit: str, said: str
) -> None:
    lines = (f"level: {level.value}", f"kind: {kind}", f"unit: {unit}", f"add to s1_overview: {said}")

    assert raised("FRM-14", *lines) == []


@pytest.mark.parametrize(
    ("lines", "outcomes"),
    [
        pytest.param(("add to s1_overview: 我乡公开5条。",), ["FAIL"], id="a county speaks as a township"),
        pytest.param(
            ("kind: township", "level: township", "unit: 云溪县白石镇人民政府", "add to s1_overview: 我乡公开5条。"),
            ["WARN"],
            id="a town speaks as a township",
        ),
        pytest.param(
            ("kind: department", "level: prefecture", "unit: 海东市民政局", "add to s1_overview: 我县公开5条。"),
            ["FAIL"],
            id="a department of a city speaks as of a county",
        ),
    ],
)
def test_an_area_below_ones_own_is_another_bodys(lines: tuple[str, ...], outcomes: list[str]) -> None:
    assert raised("FRM-14", *lines) == outcomes


def test_a_foreign_self_is_told_with_the_others_and_quoted() -> None:
    lines = (
        "level: prefecture",
        "unit: 海东市人民政府",
        "s4_disputes: 本年度，我县没有收到行政复议案件。",
        "add to s5_problems: 我市将改进，我市有信心。",
    )

    (found,) = findings("FRM-14", *lines)

    assert "称“我县”1处，另有“我市”2处" in found.message.zh
    assert found.quotes == ("本年度，我县没有收到行政复议案件。",)


@pytest.mark.parametrize(
    "said",
    [
        "成立政务公开领导小组，政务公开领导小组下设办公室。",
        "落实《政府信息公开条例》，《政府信息公开条例》实施后成效明显。",
        "公开规范性文件、规范性文件解读、规范性文件清理结果。",
        "问题之一是人员少，统一是前提，三是公开不深。",
        "一是抓制度（一是修订，二是公布，三是宣传），二是抓培训。",
        "研究研究、讨论讨论，点点滴滴、方方面面做好公开。",
    ],
)
def test_repetition_that_is_meant_is_no_slip(said: str) -> None:
    assert raised("FRM-15", f"add to s1_overview: {said}") == []


@pytest.mark.parametrize("check", ["FRM-02", "FRM-06", "FRM-11", "FRM-16", "FRM-17", "FRM-18", "FRM-19"])
@pytest.mark.parametrize("why", ["picture_not_read", "pages_left_out", "medium"])
def test_what_may_have_been_lost_to_us_accuses_nobody(check: str, why: str) -> None:
    lines = (
        "title: 2023年政府信息公开工作年度报告",
        "unit named: none",
        "signature: none",
        "signed: none",
        "page date: none",
        "s1_overview: 公开。",
        "s5_problems:",
        "s6_other: 无。",
    )
    dossier = scene((*lines, "medium: image" if why == "medium" else f"doubt: {why}")).dossier()

    assert {finding.status.value for finding in judged(check, dossier)} <= {"UNDETERMINED"}


def test_a_report_that_could_not_be_read_is_not_judged_by_its_text() -> None:
    dossier = scene(()).dossier()
    assert dossier.extraction is not None
    bare = replace(
        dossier.extraction.report, form=None, sections=(), cells={}, statements=(), preface="", dates=Dates()
    )
    unread = replace(
        dossier.extraction,
        report=bare,
        medium=Medium.UNKNOWN,
        doubts=(Doubt("not_readable", "its container is broken"),),
    )

    found = [one for one in run_checks(replace(dossier, extraction=unread)) if one.check.startswith("FRM")]

    assert [one for one in found if not one.status.passed] == []


def test_spring_festival_is_that_of_the_year_in_which_the_report_is_due() -> None:
    promise = "add to s1_overview: 目录汇编春节前可在县政府网站发布。"

    assert raised("FRM-20", promise, dates=Dates(signed=date(2024, 2, 9))) == []
    assert raised("FRM-20", promise, dates=Dates(signed=date(2024, 2, 11))) == ["WARN"]
    assert raised("FRM-20", promise, dates=Dates(page=date(2024, 3, 11))) == []


@pytest.mark.parametrize(
    ("name", "known", "how"),
    [
        ("云溪县人民政府文件", "云溪县人民政府", Likeness.SAME),
        ("西安镇", "海原县西安镇人民政府", Likeness.SAME),
        ("县政府办", "府谷县人民政府办公室", Likeness.SAME),
        ("城东街道", "云溪县城东街道办事处", Likeness.SAME),
        ("云溪县民政局（盖章）", "云溪县民政局", Likeness.SAME),
        ("县卫健局", "云溪县卫生健康局", Likeness.SHORT),
        ("循化县", "循化撒拉族自治县人民政府", Likeness.SHORT),
        ("云溪县水务局", "云溪县水利局", Likeness.OTHER),
        ("海东市循化人民政府", "海东市循化县人民政府", Likeness.OTHER),
        ("临河县人民政府", "云溪县人民政府", Likeness.OTHER),
    ],
)
def test_names_are_held_against_each_other(name: str, known: str, how: Likeness) -> None:
    assert likeness(name, known) is how


def test_another_name_of_the_register_is_as_good() -> None:
    dossier = scene(("unit named: 县行政审批局", "signature: none")).dossier()
    assert dossier.unit is not None
    known = replace(dossier.unit, aliases=("云溪县行政审批局",))

    assert judged("FRM-02", replace(dossier, unit=known)) == []
    assert [found.status.value for found in judged("FRM-02", dossier)] == ["WARN"]


def test_a_government_is_asked_for_results_and_a_department_is_not() -> None:
    line = "s1_overview: 公开信息82条。"

    assert raised("FRM-17", line) == ["WARN"]
    assert raised("FRM-17", line, f"kind: {UnitKind.DEPARTMENT.value}") == []


@pytest.mark.parametrize(
    "preface",
    [
        "现将2023年政府信息公开工作情况报告如下。",
        "《关于报送2023年年度报告的函》已收悉。",
        "本报告由云溪县人民政府办公室编制，包括统计数据和文字说明，欢迎社会各界审阅监督。",
    ],
)
def test_a_text_for_the_public_may_speak_so(preface: str) -> None:
    assert raised("FRM-13", f"preface: {preface}") == []
    assert raised("FRM-10", f"preface: {preface}") == []


def test_an_address_that_runs_into_the_text_is_still_under_the_government() -> None:
    preface = (
        "可从云溪县门户网站（http://www.yunxi.go\nv.cn）下载，网址www.yunxi.gov.cn2023年起启用；微博weibo.com/yunxi。"
    )

    assert raised("FRM-12", preface=preface) == []


@pytest.mark.parametrize("said", ["六、其他：无。", "6.其他事项：无。", "第六部分 其他"])
def test_a_section_under_a_heading_that_was_not_read_is_not_called_missing(said: str) -> None:
    dossier = scene(("s6_other: none",)).dossier()
    assert dossier.extraction is not None
    report = dossier.extraction.report
    *others, problems = report.sections
    told = (*others, replace(problems, text=f"{problems.text}\n{said}"))
    extraction = replace(dossier.extraction, report=replace(report, sections=told))

    found = judged("FRM-06", replace(dossier, extraction=extraction))

    assert [finding.status.value for finding in found] == ["WARN"]
