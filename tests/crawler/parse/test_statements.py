"""Every number of the narrative, and every denial: what it counts, in which unit, whose it is, and where it stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.domain.normalise import squeeze
from crawler.domain.report import Report, Scope, Section, Statement, Subject
from crawler.parse.narrative import read_statements
from crawler.parse.narrative.printed import Printed

FRAGMENTS = (
    *(
        "收到",
        "未",
        "没有",
        "政府信息公开申请",
        "3件",
        "1,234 件",
        "，",
        "。",
        "、",
        "（",
        "）",
        "行政复议",
        "为0件",
        "\n",
    ),
    *(
        " ",
        "　",
        "**",
        "约",
        "五",
        "条",
        "百分之",
        "27.5万人次",
        "２０２３年",
        "其中",
        "①",
        "m²",
        "\u200b",
        "——",
        "“",
        "#",
        "__",
    ),
)
WORDS = st.lists(st.sampled_from(FRAGMENTS), max_size=20).map("".join)


def read(text: str, preface: str = "") -> tuple[Statement, ...]:
    return read_statements((Section("s1_overview", "", text),), preface)


def only(text: str) -> Statement:
    statements = read(text)
    assert len(statements) == 1
    return statements[0]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("阅读人数达27.5万人次。", 275_000, "万人次"),
        ("投入资金1.5亿元。", 150_000_000, "亿元"),
        ("满意率为94.68%。", 94.68, "%"),
        ("占比百分之五。", 5, "%"),
        ("公开信息１２３条。", 123, "条"),
        ("公开信息1,234条。", 1234, "条"),
        ("举办新闻发布会十二场。", 12, "场"),
        ("收到申请两件。", 2, "件"),
        ("收到申请一件。", 1, "件"),
        ("发布政策一百零五篇。", 105, "篇"),
        ("做好以下五方面：", 5, "方面"),
        ("发布信息 8444\n条。", 8444, "条"),
        ("点击量达1256。", 1256, None),
    ],
)
def test_a_number_is_multiplied_out_and_its_unit_kept_as_printed(text: str, value: float, unit: str | None) -> None:
    statement = only(text)

    assert (float(statement.value), statement.unit, statement.negated) == (value, unit, False)


@pytest.mark.parametrize(
    "text",
    [
        "公开信息310余条。",
        "浏览3万多人次。",
        "近百条信息。",
        "约20件。",
        "超过5次。",
        "公开80条以上。",
        "满意率达98%左右。",
    ],
)
def test_a_rounded_number_is_said_to_be_one(text: str) -> None:
    assert only(text).approximate


@pytest.mark.parametrize("text", ["公开信息310条。", "预约5次。", "公开信息最近12条。"])
def test_a_plain_number_is_not(text: str) -> None:
    assert not only(text).approximate


@pytest.mark.parametrize("text", ["办理3至5件。", "办理3-5件。", "办理3～5件。"])
def test_a_range_has_both_its_ends(text: str) -> None:
    statement = only(text)

    assert (statement.value, statement.upper, statement.approximate) == (3, 5, True)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("2023年3月5日至10月1日。", id="dates"),
        pytest.param("政发〔2020〕99号。", id="the number of a document"),
        pytest.param("根据第四十九条和第3条、第3至5条规定。", id="articles of a law"),
        pytest.param("第二十条第（一）项。", id="an item"),
        pytest.param("电话0972-5512378，邮箱1249202519@qq.com。", id="addresses"),
        pytest.param("一是完善制度；二是加强培训。", id="an enumeration"),
        pytest.param("高效办成一件事，一次性告知，最多跑一次。", id="phrases"),
        pytest.param("IPv6改造和12345热线。", id="names"),
        pytest.param("每一件、某一件、第一件。", id="any one of many"),
        pytest.param("公开信息5 12条。", id="digits printed apart"),
        pytest.param("公开信息1 234条。", id="thousands set off by a space"),
        pytest.param("公开信息1,2345条。", id="a comma in the wrong place"),
        pytest.param("公开信息12③件。", id="the mark of a footnote"),
        pytest.param("面积35m²。", id="a raised digit"),
        pytest.param("公开情况。\n2.5个部门。", id="the number of a paragraph"),
        pytest.param("规章 1 0 1\n规范性文件 37 5 48。", id="the row of a table"),
    ],
)
def test_what_counts_nothing_is_no_statement(text: str) -> None:
    assert read(text) == ()


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("2023年共主动公开政府信息9867条。", "政府信息"),
        ("全市各级行政机关共收到政府信息公开申请三件。", "政府信息公开申请"),
        ("共收到5件政府信息公开申请。", "政府信息公开申请"),
        ("举办新闻发布会3场。", "新闻发布会"),
        ("办结率为94.5%。", "办结率"),
        ("约20件。", None),
    ],
)
def test_what_is_counted_is_told(text: str, counts: str | None) -> None:
    assert only(text).counts == counts


def test_each_number_of_a_list_counts_its_own() -> None:
    statements = read("公开信息98条，其中行政审批目录28项，权力清单29项（工作动态41条）。")

    assert [(int(one.value), one.counts) for one in statements] == [
        (98, "信息"),
        (28, "行政审批目录"),
        (29, "权力清单"),
        (41, "工作动态"),
    ]


@pytest.mark.parametrize(
    ("text", "counts", "subject"),
    [
        ("本机关未收到政府信息公开申请。", "政府信息公开申请", Subject.APPLICATIONS),
        ("未收取信息处理费。", "信息处理费", Subject.FEES),
        ("本年度不收取任何费用。", "费用", Subject.FEES),
        ("未收取行政事业性收费。", "行政事业性收费", None),
        ("未发生行政复议纠错案件。", "行政复议纠错案件", None),
    ],
)
def test_a_denial_says_none_and_of_what(text: str, counts: str, subject: Subject | None) -> None:
    statement = only(text)

    assert (statement.value, statement.negated, statement.counts, statement.subject) == (0, True, counts, subject)


@pytest.mark.parametrize(
    "text",
    [
        "如未收取费用，应当说明。",
        "未按时答复政府信息公开申请。",
        "无正当理由的申请。",
        "没有一件政府信息公开申请未受理。",
        "没有发生安全事故。",
    ],
)
def test_what_denies_something_else_is_no_denial(text: str) -> None:
    assert read(text) == ()


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("全市公开信息5条。", Scope.AREA),
        ("各级行政机关公开信息5条。", Scope.AREA),
        ("本机关公开信息5条。", Scope.OWN),
        ("市本级公开信息5条。", Scope.OWN),
        ("我局认真落实，公开信息5条。", Scope.OWN),
        ("全县收到群众向本机关提出的意见5条。", Scope.AREA),
        ("公开信息5条。", None),
    ],
)
def test_a_sentence_says_whose_numbers_it_gives(text: str, scope: Scope | None) -> None:
    assert only(text).scope is scope


@pytest.mark.parametrize(
    ("preface", "scope"),
    [
        ("本年报中所列的统计数据涵盖所辖三镇六乡和县政府各部门。", Scope.AREA),
        ("数据范围为本机关。", Scope.OWN),
        ("数据范围为本机关和下属各单位。", None),
        ("根据条例编制，全市公开。", None),
    ],
)
def test_without_its_own_word_a_number_has_the_scope_of_the_report(preface: str, scope: Scope | None) -> None:
    assert read("公开信息5条。", preface)[0].scope is scope


@pytest.mark.parametrize(
    ("text", "value", "subject"),
    [
        ("收到政府信息公开申请三件，上年结转2件。", 2, Subject.CARRIED_IN),
        ("收到政府信息公开申请三件，结转下年度继续办理2件。", 2, Subject.CARRIED_OUT),
        ("收到依申请公开三件，均已答复2件。", 2, Subject.HANDLED),
        ("收到信息公开申请三件，收取信息处理费1,200元。", 1200, Subject.FEES),
        ("制发规范性文件2件。", 2, Subject.DOCUMENTS),
        ("规范性文件现行有效三件，废止2件。", 2, Subject.DOCUMENTS),
        ("主动公开政府信息2条。", 2, Subject.DISCLOSED),
        ("受理12345热线三件，答复2件。", 2, None),
        ("办理信访工单和信息公开申请三件，答复2件。", 2, None),
        ("上年主动公开政府信息2条。", 2, None),
        ("行政事业性收费2万元。", 20_000, None),
    ],
)
def test_a_number_has_the_subject_that_it_plainly_is_about(text: str, value: int, subject: Subject | None) -> None:
    assert {one.subject for one in read(text) if one.value == value} == {subject}


def test_a_written_number_of_applications_is_told_but_no_verdict_rests_on_it() -> None:
    statement = only("共收到政府信息公开申请三件。")

    assert (statement.value, statement.subject) == (3, None)


def test_one_clause_is_stated_once() -> None:
    assert [one.subject for one in read("收到政府信息公开申请5件。")] == [Subject.APPLICATIONS]


def test_a_quote_stands_at_its_place_in_the_narrative_even_where_sections_share_a_key() -> None:
    sections = (
        Section("s1_overview", "一、总体情况", "收到 申请\n５ 件。"),
        Section(None, "二、其他", ""),
        Section("s1_overview", "一、总体情况", "公开**信息** 7条，未收取 信息处理费。"),
    )
    report = Report(None, None, None, None, sections=sections)

    statements = read_statements(sections)

    assert [one.quote for one in statements] == ["收到 申请\n５ 件", "公开**信息** 7条", "未收取 信息处理费"]
    assert [report.narrative.index(one.quote) for one in statements] == [one.offset for one in statements]


@given(text=WORDS, more=WORDS)
def test_every_quote_is_printed_where_it_is_said_to_be(text: str, more: str) -> None:
    sections = (Section("s1_overview", "", text), Section("s4_disputes", "", more))
    narrative = Report(None, None, None, None, sections=sections).narrative

    for one in read_statements(sections):
        assert one.offset is not None
        assert narrative[one.offset : one.offset + len(one.quote)] == one.quote != ""


@given(text=WORDS | st.text(alphabet="收到申请５0 \n　*_#>①⑴“‘〔，。（！…—～％\u200b\ufeffé㎡½²Ⅳ", max_size=30))
def test_printed_text_is_squeezed_as_all_text_is(text: str) -> None:
    assert Printed.of(text).text == squeeze(text)
