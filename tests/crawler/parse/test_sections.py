"""The six sections under the many headings that reports give them, and what only looks like one."""

import pytest

from crawler.domain.document import Document, Grid, Paragraph
from crawler.domain.extraction import Medium
from crawler.domain.report import Place
from crawler.flow import read_bytes
from crawler.parse.sections import read_preface, read_sections

S1, S2, S3 = "一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况"


def document(*blocks: str | Grid) -> Document:
    return Document(
        Medium.TEXT, tuple(one if isinstance(one, Grid) else Paragraph(one, Place(line=1)) for one in blocks)
    )


def grid(*rows: tuple[str, ...]) -> Grid:
    return Grid(rows, tuple(tuple(Place() for _ in row) for row in rows))


def keys(*blocks: str | Grid) -> list[str | None]:
    return [section.key for section in read_sections(document(*blocks))]


def texts(*blocks: str | Grid) -> list[str]:
    return [section.text for section in read_sections(document(*blocks))]


@pytest.mark.parametrize(
    "heading",
    [
        "二、主动公开政府信息情况",
        "二 、主动公开政府信息的情况",
        "三、主动公开政府信息情况",
        "二. 主动公开政府信息情况：",
        "二 主动公开政府信息情况",
        "## **二、主动公开政府信息情况**",
        "**二、主动公开 政府信息情况**",
        "—、主动公开政府信息情况",
        "第二部分 主动公开政府信息情况",
        "第二部分：主动公开政府信息情况",
        "2. 主动公开政府信息情况",
        "２．主动公开政府信息情况",
        "（二）主动公开政府信息情况",
        "主动公开政府信息情况",
        "二、政府信息主动公开情况",
    ],
)
def test_a_section_is_known_by_its_words_whatever_its_number(heading: str) -> None:
    assert keys(heading, "正文。") == ["s2_proactive"]


@pytest.mark.parametrize(
    "line",
    [
        "本年度主动公开政府信息情况良好。",
        "主动公开政府信息情况良好",
        "一、本年新收政府信息公开申请数量",
        "一、本年新收政府信",
        "三、本年度办理结果",
        "四、结转下年度继续办理 0 0 0 0 0 0 0",
        "一、2023年，我局认真贯彻落实条例。",
        "一是总体情况",
        "（一）加强组织领导",
        "1. 各部门信息公开工作人员并非专职，岗位较模糊。",
        "二、主动公开政府信息情况............",
        "二、主动公开政府信息情况............3",
        "二、主动公开政府信息情况……3",
    ],
)
def test_other_lines_open_no_section(line: str) -> None:
    assert keys(S1, line, "正文。") == ["s1_overview"]


def test_a_heading_that_runs_on_as_text_leaves_its_text_whole() -> None:
    assert texts("一、总体情况。2023年，我局公开。", "二、主动公开政府信息情况 2023年，我局公开：") == [
        "2023年，我局公开。",
        "2023年，我局公开：",
    ]


@pytest.mark.parametrize(
    "lines", [("四、政府信息公开行政复议、", "行政诉讼情况"), ("四、", "政府信息公开行政复议、行政诉讼情况")]
)
def test_a_heading_over_two_lines_is_one(lines: tuple[str, str]) -> None:
    sections = read_sections(document(*lines, "无。"))

    assert [(section.key, section.heading, section.text) for section in sections] == [
        ("s4_disputes", "四、政府信息公开行政复议、行政诉讼情况", "无。")
    ]


def test_an_unknown_heading_opens_a_section_without_a_key() -> None:
    sections = read_sections(document(S1, "甲。", "二、加强队伍建设，提高水平", "乙。", S3, "丙。"))

    assert [(section.key, section.text) for section in sections] == [
        ("s1_overview", "甲。"),
        (None, "乙。"),
        ("s3_requests", "丙。"),
    ]


def test_sub_headings_stay_in_the_text_of_their_section() -> None:
    assert texts(S1, "（一）主动公开政府信息情况", "甲。", "1. 总体情况", "乙。", S2, "丙。") == [
        "（一）主动公开政府信息情况\n甲。\n1. 总体情况\n乙。",
        "丙。",
    ]


def test_a_paragraph_with_the_words_of_a_missing_section_does_not_stand_in_for_it() -> None:
    assert keys(S1, "甲。", "（二）主动公开政府信息情况", "乙。", S3, "丙。") == ["s1_overview", "s3_requests"]


def test_a_mention_of_a_section_does_not_open_it_where_a_numbered_heading_does() -> None:
    assert texts(S1, "甲。", "主动公开政府信息情况", S2, "乙。") == ["甲。\n主动公开政府信息情况", "乙。"]


def test_one_heading_without_its_number_among_numbered_ones_is_still_one() -> None:
    assert keys(S1, "甲。", "主动公开政府信息情况", "乙。", S3) == ["s1_overview", "s2_proactive", "s3_requests"]


@pytest.mark.parametrize("announced", [("目录",), ("目 录",), ()])
def test_a_table_of_contents_opens_no_sections(announced: tuple[str, ...]) -> None:
    report = document("题", *announced, S1, S2, S3, "前言。", S1, "甲。", S2, "乙。", S3, "丙。")

    assert [section.text for section in read_sections(report)] == ["甲。", "乙。", "丙。"]
    assert read_preface(report) == "\n".join(["题", *announced, S1, S2, S3, "前言。"])


def test_a_table_of_contents_with_page_numbers_opens_no_sections() -> None:
    assert texts(f"{S1} 1", f"{S2} 2", f"{S3} 2", S1, "甲。", S2, "乙。", S3, "丙。") == ["甲。", "乙。", "丙。"]


def test_headings_without_text_between_them_are_sections_all_the_same() -> None:
    assert keys(S1, S2, S3) == ["s1_overview", "s2_proactive", "s3_requests"]


def test_a_heading_printed_twice_in_a_row_is_one_and_later_again_another() -> None:
    assert texts(S1, S1, "甲。", S1, "乙。") == ["甲。", "乙。"]


def test_dots_at_the_end_of_prose_do_not_lose_the_line() -> None:
    assert texts(S1, "包括规章、文件……", "总体情况良好......") == ["包括规章、文件……\n总体情况良好......"]


def test_headings_and_prose_in_a_table_are_read_and_its_figures_are_not() -> None:
    layout = grid((S1, S1), ("我局公开信息5条。", "我局公开信息5条。"), ("规章", "0"), (S2, "无。"))

    assert texts(layout, S3) == ["我局公开信息5条。", "无。", ""]


def test_the_labels_of_a_table_open_no_sections() -> None:
    assert keys(S3, grid(("一、本年新收政府信息公开申请数量", "0"), ("三、本年度办理结果", "三、本年度办理结果"))) == [
        "s3_requests"
    ]


def test_a_report_from_before_the_forms_has_its_old_headings() -> None:
    assert keys(
        "一、概述",
        "二、主动公开政府信息的情况",
        "三、依申请公开政府信息和不予公开政府信息的情况",
        "四、政府信息公开的收费及减免情况",
        "五、因政府信息公开申请行政复议、提起行政诉讼的情况",
        "六、政府信息公开工作存在的主要问题及改进措施",
    ) == ["s1_overview", "s2_proactive", "s3_requests", None, "s4_disputes", "s5_problems"]


def test_a_document_without_headings_is_all_preface() -> None:
    report = document("甲。", "乙。")

    assert read_sections(report) == ()
    assert read_preface(report) == "甲。\n乙。"


def test_a_heading_in_the_radicals_of_a_font_is_known() -> None:
    assert keys("⼀、总体情况", "甲。", "⼆、主动公开政府信息情况", "⼗件。") == ["s1_overview", "s2_proactive"]


def test_a_report_keeps_what_stands_in_front_of_its_sections() -> None:
    lines = ["云溪县人民政府文件", "云溪县2023年政府信息公开工作年度报告", "本报告由六个部分组成。", S1, "甲。", S2]

    report = read_bytes("\n".join(lines).encode(), "report.txt").report

    assert report.preface == "\n".join(lines[:3])
