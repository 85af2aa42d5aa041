"""Sentences as reports really write them, and what the checks of the narrative make of each."""

from dataclasses import replace

import pytest

from crawler.domain.extraction import Medium
from monitor.checks import all_checks, run_checks
from monitor.checks.rules import Rules
from monitor.examples import Scene, scene

OURS = ("NAR-", "T2-09", "T3-12", "T4-04", "T4-06")
RULES = Rules(off=frozenset(check.id for check in all_checks() if not check.id.startswith((*OURS, "PQ-"))))
SILENT = "s4_disputes: "


def raised(drawn: Scene) -> list[tuple[str, str]]:
    """The checks of the narrative that say something of a scene, with how they end."""
    found = run_checks(drawn.dossier(), RULES)
    return [(one.check, one.status.value) for one in found if one.check.startswith(OURS) and not one.status.passed]


@pytest.mark.parametrize(
    "said",
    [
        pytest.param("收到自然人申请3件，未收到法人或其他组织提出的政府信息公开申请。", id="one kind of applicant"),
        pytest.param(
            "2022年，我县未收到政府信息公开申请，未发生行政复议。", id="the year before, in front of the clause"
        ),
        pytest.param("2022年度，全县共收到政府信息公开申请12件。", id="applications of the year before"),
        pytest.param("县财政局未收到政府信息公开申请，也未发生行政复议。", id="another body"),
        pytest.param("县财政局、县教育局等12个部门未收到政府信息公开申请。", id="some bodies"),
        pytest.param("县政府办公室未收到政府信息公开申请，也未发生行政复议。", id="one office"),
        pytest.param("县本级未收到政府信息公开申请。", id="the body's own"),
        pytest.param("个别单位未收到政府信息公开申请，也未发生行政复议。", id="a few bodies"),
        pytest.param("通过在线平台，收到政府信息公开申请1件。", id="one channel, in front of the clause"),
        pytest.param("全年无一例政府信息公开失密、泄密事件发生。", id="leaks"),
        pytest.param("未发生政府信息公开申请超期答复情形。", id="replies out of time"),
        pytest.param("未发生因政府信息公开被行政复议纠错、行政诉讼败诉的情况。", id="cases lost"),
        pytest.param("本年度未新增政府信息公开行政复议案件，上年结转2件。", id="new cases"),
        pytest.param("未收到涉及商业秘密的政府信息公开申请。", id="a kind of application"),
        pytest.param("不存在未答复政府信息公开申请的情况。", id="denied twice"),
        pytest.param("县司法局作为复议机关办理行政复议案件35件，均维持。", id="reviews decided for others"),
        pytest.param("受理12345热线工单583件，办结583件，按时办结率100%。", id="a hotline"),
        pytest.param("其中按期答复政府信息公开申请2件，延期答复1件。", id="handled in two ways"),
        pytest.param("当场答复政府信息公开申请1件。", id="some of those handled"),
        pytest.param("收到政府信息公开申请3件，引发行政复议2件，已办结1件。", id="reviews that were handled"),
        pytest.param("通过政府网站发布行政规范性文件34条，部门行政规范性文件68条。", id="what a website shows"),
        pytest.param("公开行政许可信息20条，行政处罚信息30条。", id="items about decisions"),
        pytest.param("修订规章制度5项，梳理行政许可事项23项。", id="rules of the house, and lists"),
        pytest.param("平均每件办理时长2.5天，日均公开1.5条，人均3.5件。", id="means"),
        pytest.param("推送信息500条，阅读量2.3万次。", id="many readers"),
        pytest.param("办理建议50件、提案30件，办结率100%，满意率98%。", id="a rate of two kinds"),
        pytest.param("公开政府信息8444条，较上年7000条增长20.6%。", id="growth that comes out"),
        pytest.param("公开信息120条，其中网站110条，微信公众号80条。", id="channels carry the same"),
        pytest.param(
            "新增主动公开政府信息50条。其中机构类信息20条，内有领导成员10条、机构职能40条；工作类信息11条。",
            id="a list within a list",
        ),
        pytest.param(
            "全年受理来电34119件，日均93件。其中：直接答复20474件，转办12641件，催办1004件。", id="a mean between"
        ),
        pytest.param("做好以下两方面工作：一是甲，（一是子，二是子，三是丑）。二是乙。", id="points within points"),
        pytest.param("存在以下两方面不足：一是甲。二是乙。下一步：一是改。二是改。三是改。", id="another list behind"),
        pytest.param("下一步加强答复审核，确保无行政复议、行政诉讼案件发生。", id="what is hoped for"),
        pytest.param("2023年应收信息处理费300元，减免300元。", id="a fee that was waived"),
    ],
)
def test_what_only_looks_like_a_contradiction_is_none(said: str) -> None:
    assert raised(scene([f"add to s1_overview: {said}"])) == []


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            [SILENT, "s1_overview: 全县未收到公民、法人或其他组织向本机关提出的政府信息公开申请。"],
            [("T4-06", "INFO"), ("NAR-09", "FAIL")],
            id="none, in the words of the law",
        ),
        pytest.param(
            [SILENT, "s1_overview: 未收到需要收取费用的政府信息公开申请。"],
            [("T4-06", "INFO"), ("NAR-09", "WARN")],
            id="none of an unknown kind",
        ),
        pytest.param(
            [SILENT, "s1_overview: 县本级受理政府信息公开申请3件，未发生行政复议。"],
            [("NAR-09", "WARN")],
            id="none of a body's own, where the table may count others",
        ),
        pytest.param(
            ["s4_disputes: 因政府信息公开引起行政复议2件，被提起政府信息公开行政诉讼1件。"],
            [("T4-04", "WARN"), ("NAR-09", "WARN")],
            id="a lawsuit of which the table knows nothing is one defect",
        ),
        pytest.param(
            ["s4_disputes: 因政府信息公开引起行政复议案件2件，其中结果维持1件、纠正1件。"],
            [("T4-04", "WARN"), ("T4-04", "WARN")],
            id="ends that the table counts otherwise",
        ),
        pytest.param(
            ["requests.carried_in.total = 1", "add to s1_overview: 上年结转政府信息公开申请2件。"],
            [("NAR-03", "FAIL")],
            id="carried in",
        ),
        pytest.param(
            ["add to s1_overview: 本年度制发规范性文件2件，办理行政许可6428件，行政处罚160件。"],
            [("T2-09", "WARN")] * 3 + [("NAR-06", "WARN")],
            id="documents and decisions that table 2 does not have",
        ),
        pytest.param(
            ["add to s1_overview: 依申请公开办结3件，其中予以公开2件，不予公开1件。"],
            [("NAR-04", "WARN"), ("NAR-04", "WARN")],
            id="kinds of decision",
        ),
        pytest.param(
            ["add to s1_overview: 全年受理来电36500件，日均120件。"], [("NAR-08", "WARN")], id="so many a day"
        ),
        pytest.param(
            ["add to s1_overview: 存在以下两个方面问题：一是甲。二是乙。三是丙。"], [("NAR-11", "INFO")], id="points"
        ),
    ],
)
def test_what_does_contradict_is_told_as_far_as_it_is_certain(
    lines: list[str], expected: list[tuple[str, str]]
) -> None:
    assert raised(scene(lines)) == expected


def test_one_office_that_says_all_of_its_year_is_believed() -> None:
    lines = [
        "requests.*.* = 0",
        "requests.new_received.total = 58",
        "requests.carried_in.total = 3",
        "requests.granted.total = 18",
        "requests.partial.total = 2",
        "requests.denied_state_secret.total = 1",
        "requests.unable_not_held.total = 29",
        "requests.not_processed_petition.total = 6",
        "requests.other_miscellaneous.total = 3",
        "requests.total_handled.total = 59",
        "requests.carried_out.total = 2",
        "disputes.review.* = 0",
        "disputes.review.upheld = 1",
        "disputes.review.total = 1",
        "disputes.direct.upheld = 2",
        "disputes.direct.total = 2",
        SILENT,
        "s1_overview: 2023年，共收到政府信息公开申请58件，上年结转3件，共计61件。目前依法办结59件，其中予以公开的18件，"
        "部分公开的2件，不予公开的1件，无法提供的29件，不予处理的6件，其他处理的3件。结转下年度继续办理的2件。"
        "2023年因信息公开引发行政争议3件，其中，行政复议1件，行政诉讼2件，均结果维持。",
    ]

    found = [one for one in run_checks(scene(lines).dossier(), RULES) if one.check.startswith(OURS)]

    assert [one for one in found if not one.status.passed] == []
    passed = {one.check for one in found if one.status == "PASS"}
    assert {"NAR-01", "NAR-03", "NAR-04", "NAR-07", "T4-04"} <= passed


def test_shares_and_sums_of_a_long_sentence_come_out() -> None:
    said = (
        "add to s1_overview: 全区完成答复1453件。其中，予以公开答复966件，占66.48%；部分公开67件，占4.61%；"
        "不予公开81件，占5.57%；无法提供的182件，占12.53%；不予处理的61件，占4.20%；其他处理96件，占6.61%。"
    )

    found = [one for one in run_checks(scene([said]).dossier(), RULES) if one.check in ("NAR-07", "NAR-08")]

    assert [one.status.value for one in found] == ["PASS"] * 7


def test_the_likely_source_of_a_figure_is_named() -> None:
    lines = [
        "requests.granted.natural_person = 2",
        "requests.granted.business = 1",
        "add to s1_overview: 依申请公开办结3件，其中予以公开2件。",
    ]

    message = next(one.message.zh for one in run_checks(scene(lines).dossier(), RULES) if one.check == "NAR-04")

    assert "（与“（一）予以公开”行“自然人”列的数字相同）" in message


def test_what_t2_09_finds_of_documents_is_listed_under_it() -> None:
    found = run_checks(scene(["s2_proactive: 本年度制发规范性文件2件。"]).dossier(), RULES)

    assert [one.root for one in found if one.check == "NAR-06"] == ["T2-09"]


def test_a_contradiction_that_nar_09_tells_is_not_told_twice() -> None:
    found = run_checks(scene(["s4_disputes: 被提起政府信息公开行政诉讼1件；行政复议2件。"]).dossier(), RULES)

    assert [one.root for one in found if one.check == "T4-04" and not one.status.passed] == ["NAR-09"]


def test_a_text_that_was_recognised_on_an_image_contradicts_nothing() -> None:
    lines = ["s1_overview: 2023年共收到政府信息公开申请8件，阅读量27.5人次。", "s4_disputes: 未发生行政复议。"]
    drawn = scene(lines)

    seen = raised(replace(drawn, draft=replace(drawn.draft, medium=Medium.IMAGE)))

    assert seen
    assert {status for _, status in seen} == {"UNDETERMINED"}


@pytest.mark.parametrize("line", ["requests.granted.total = unread", "label: requests.other 其它处理"])
def test_what_we_read_badly_is_the_operators_only(line: str) -> None:
    raised_here = [one for one in run_checks(scene([line]).dossier(), RULES) if one.check.startswith("PQ-")]

    assert any(not one.status.passed for one in raised_here)
    assert all(one.is_for_operator for one in raised_here)


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(
            "公开信息" + "1" * 400 + "条，其中公告类1条、规划类2条，占1%，阅读量0.5人次。", id="a number without end"
        ),
        pytest.param("受理来电0件，办结0件，办结率为0%，较上年0件增长0%。", id="nothing divided by nothing"),
        pytest.param("其中" * 200 + "：、，（）；。一是二是占%余万", id="signs without sense"),
        pytest.param("未收到" + "行政案件的" * 40 + "若干政府信息公开申请。", id="a denial that goes on"),
    ],
)
def test_text_without_sense_breaks_no_check(said: str) -> None:
    found = run_checks(scene([f"add to s1_overview: {said}"]).dossier(), RULES)

    assert not [one.check for one in found if one.status == "RULE_ERROR"]
