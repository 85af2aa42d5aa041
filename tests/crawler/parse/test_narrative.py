"""The narrative says how many or none: each sentence is read as a person reads it, or not at all."""

import pytest

from crawler.domain.report import Section, Subject
from crawler.parse.narrative import read_statements

Said = list[tuple[str, int, bool]]
HELD_AGAINST_TABLES = (Subject.APPLICATIONS, Subject.REVIEWS, Subject.LITIGATION)


def said(text: str, section: str = "s1_overview") -> Said:
    statements = read_statements((Section(section, "", text),))
    return [
        (statement.subject.value, int(statement.value), statement.negated)
        for statement in statements
        if statement.subject in HELD_AGAINST_TABLES
    ]


def applications(value: int) -> Said:
    return [("applications", value, False)]


NO_APPLICATIONS: Said = [("applications", 0, True)]
NO_REVIEWS: Said = [("reviews", 0, True)]
NO_LITIGATION: Said = [("litigation", 0, True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("本年度我县收到政府信息公开申请38件。", applications(38)),
        ("全年共受理依申请公开5件。", applications(5)),
        ("共收到5件政府信息公开申请。", applications(5)),
        ("收到信息公开申请１２件。", applications(12)),
        ("本年新收政府信息公开申请 7 件，上年结转 2 件。", applications(7)),
        ("收到政府信息公开申请 1,234 件。", applications(1234)),
        ("共收到政府信息公开申请0件。", applications(0)),
        ("2023年收到政府信息公开申请3件。", applications(3)),
        ("收到政府信息公开申请三件。", []),
    ],
)
def test_applications_are_counted(text: str, expected: Said) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "本机关未收到政府信息公开申请。",
        "没有收到政府信息公开申请。",
        "本年度无政府信息公开申请。",
        "2023年未收到依申请公开。",
        "未收到公民、法人和其他组织的政府信息公开申请。",
        "未收到公民、法人或其他组织向本机关提出的政府信息公开申请。",
        "未曾收到过政府信息公开申请事项。",
        "未受理政府信息公开申请。",
        "全年没有接到信息公开申请件。",
    ],
)
def test_a_negation_says_none(text: str) -> None:
    assert said(text) == NO_APPLICATIONS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "未收到政府信息公开申请，主动公开信息12件。", NO_APPLICATIONS, id="the number counts something else"
        ),
        pytest.param("收到行政许可申请 5 件。", [], id="licences"),
        pytest.param("其中网上申请收到政府信息公开申请3件。", [], id="a part of the whole"),
        pytest.param("收到政府信息公开申请10件，其中网上收到申请3件。", applications(10), id="the whole and a part"),
        pytest.param("收到政府信息公开申请10件（其中网上申请3件）。", applications(10), id="a part in brackets"),
        pytest.param("通过信箱收到政府信息公开申请咨询3件。", [], id="letters"),
        pytest.param("不存在未收到政府信息公开申请的情况。", [], id="denied twice"),
        pytest.param("没有一件政府信息公开申请未受理。", [], id="none of them was not"),
        pytest.param("未按时答复政府信息公开申请2件。", [], id="what was answered late"),
        pytest.param("未收到政府信息公开申请投诉。", [], id="complaints"),
        pytest.param("未收到对政府信息公开申请答复不满的反映。", [], id="reactions"),
        pytest.param("上年同期收到政府信息公开申请9件。", [], id="last year's"),
        pytest.param("较上年多收到政府信息公开申请4件。", [], id="a difference"),
        pytest.param("收到政府信息公开申请数量比去年减少4件。", [], id="a decrease"),
        pytest.param("收到政府信息公开申请，办结38件。", [], id="what was done"),
        pytest.param("收到政府信息公开申请并答复8件。", [], id="what was answered"),
        pytest.param("收到政府信息公开申请20余件。", [], id="about"),
        pytest.param("收到政府信息公开申请近20件。", [], id="nearly"),
        pytest.param("收到政府信息公开申请1.5万件。", [], id="ten thousands"),
        pytest.param("当面收到政府信息公开申请2件，网络收到政府信息公开申请3件。", [], id="by the way they came"),
    ],
)
def test_what_counts_something_else_is_not_taken(text: str, expected: Said) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "没有发生行政复议案件，行政诉讼1件。", [*NO_REVIEWS, ("litigation", 1, False)], id="none, and one"
        ),
        pytest.param("未发生行政复议、行政诉讼案件。", NO_REVIEWS + NO_LITIGATION, id="neither"),
        pytest.param("无行政复议和行政诉讼。", NO_REVIEWS + NO_LITIGATION, id="neither, briefly"),
        pytest.param("未引起行政诉讼或复议。", NO_REVIEWS + NO_LITIGATION, id="neither, the other way round"),
        pytest.param(
            "没有因政府信息公开工作引起的行政复议、行政诉讼、举报投诉等情况。",
            NO_REVIEWS + NO_LITIGATION,
            id="and more",
        ),
        pytest.param(
            "因政府信息公开被申请行政复议2件，被提起行政诉讼1件。",
            [("reviews", 2, False), ("litigation", 1, False)],
            id="counted",
        ),
        pytest.param("行政复议案件0件。", [("reviews", 0, False)], id="nought"),
        pytest.param("未按期答复引发行政复议2件。", [("reviews", 2, False)], id="not on time, and so two"),
        pytest.param("未因政府信息公开被提起行政诉讼。", NO_LITIGATION, id="not sued"),
        pytest.param("无一例不服信息公开的行政复议未办结。", [], id="denied twice"),
        pytest.param("无一例行政复议。", NO_REVIEWS, id="not one"),
        pytest.param("没有行政复议被纠正。", [], id="none was corrected"),
        pytest.param("未发生行政复议纠错、行政诉讼败诉案件。", [], id="none was lost"),
        pytest.param("无行政诉讼败诉案件。", [], id="no lawsuit lost"),
        pytest.param("新收行政复议3件，结果维持2件。", [("reviews", 3, False)], id="with its outcome"),
        pytest.param("行政复议维持2件。", [], id="an outcome"),
        pytest.param("办理全县行政复议案件45件。", [], id="what the office handled for others"),
        pytest.param("对未履行行政复议决定的2个单位约谈。", [], id="decisions not carried out"),
        pytest.param("无政府信息公开失泄密事件。", [], id="leaks"),
        pytest.param(
            "行政复议、行政诉讼均为0件。", [("reviews", 0, False), ("litigation", 0, False)], id="both nought"
        ),
        pytest.param("行政复议和行政诉讼共3件。", [], id="both together"),
        pytest.param(
            "发生行政复议2件、行政诉讼1件。", [("reviews", 2, False), ("litigation", 1, False)], id="in one clause"
        ),
        pytest.param(
            "未发生行政复议、发生行政诉讼1件。",
            [*NO_REVIEWS, ("litigation", 1, False)],
            id="none and one in one clause",
        ),
        pytest.param("无行政复议，也无行政诉讼。", NO_REVIEWS + NO_LITIGATION, id="clause by clause"),
        pytest.param(
            "没有发生行政复议；行政诉讼1起。", [*NO_REVIEWS, ("litigation", 1, False)], id="sentence by sentence"
        ),
        pytest.param("上年未发生行政复议。", [], id="last year's"),
        pytest.param("无锡市行政复议情况。", [], id="a place whose name begins like a denial"),
        pytest.param("未来科技城行政诉讼情况。", [], id="another such place"),
    ],
)
def test_reviews_and_lawsuits_are_counted_or_denied(text: str, expected: Said) -> None:
    assert said(text, "s4_disputes") == expected


def test_reviews_of_all_matters_are_not_counted_among_those_about_disclosure() -> None:
    assert said("全年发生行政复议45件。") == []
