"""The numbers that Word prints in front of headings and labels are read, though they stand in no text."""

import pytest

from crawler.domain.document import Grid
from crawler.parse.figures import read_figure
from crawler.readers.word.document import read_docx
from tests.making.word_markup import paragraph, run, write_docx


def level(number: int, form: str, text: str, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{number}"><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>{more}</w:lvl>'


def lists(*levels: str, uses: str = "") -> str:
    return (
        f'<w:abstractNum w:abstractNumId="7">{"".join(levels)}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>{uses}'
    )


def numbered(text: str, depth: int = 0, use: int = 1) -> str:
    properties = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{use}"/></w:numPr>'
    return paragraph(run(text), properties=properties)


def lines(body: str, numbering: str, styles: str = "") -> list[str]:
    document = read_docx(write_docx(body, numbering=numbering, styles=styles), "numbered.docx")
    return [paragraph.text for paragraph in document.paragraphs()]


CHAPTERS = (level(0, "chineseCounting", "%1、"), level(1, "chineseCounting", "（%2）"), level(2, "decimal", "%3."))


def test_headings_are_numbered_as_they_are_printed() -> None:
    body = numbered("总体情况") + numbered("主动公开", 1) + numbered("依申请公开", 1) + numbered("申请情况")

    assert lines(body, lists(*CHAPTERS)) == ["一、总体情况", "（一）主动公开", "（二）依申请公开", "二、申请情况"]


def test_what_stands_below_a_heading_is_counted_anew() -> None:
    body = numbered("甲") + numbered("乙", 1) + numbered("丙") + numbered("丁", 1)

    assert lines(body, lists(*CHAPTERS))[-1] == "（一）丁"


def test_a_level_may_count_on_past_the_headings_above() -> None:
    kept = level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>')

    body = numbered("甲") + numbered("乙", 1) + numbered("丙") + numbered("丁", 1)

    assert lines(body, lists(CHAPTERS[0], kept))[-1] == "2.丁"


def test_a_number_may_show_the_levels_above_it() -> None:
    body = numbered("甲") + numbered("乙", 1)

    assert lines(body, lists(CHAPTERS[0], level(1, "decimal", "%1.%2 "))) == ["一、甲", "一.1 乙"]
    plain = level(1, "decimal", "%1.%2 ", "<w:isLgl/>")
    assert lines(body, lists(CHAPTERS[0], plain)) == ["一、甲", "1.1 乙"]


def test_a_list_may_start_anew_or_elsewhere() -> None:
    again = (
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )

    body = numbered("甲") + numbered("乙", use=2) + numbered("丙", use=2)

    assert lines(body, lists(*CHAPTERS, uses=again)) == ["一、甲", "五、乙", "六、丙"]


def test_a_style_may_number_its_paragraphs_at_its_own_level() -> None:
    style = '<w:style w:styleId="item"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    own = level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="item"/>')

    body = paragraph(run("主动公开"), properties='<w:pStyle w:val="item"/>')

    assert lines(body, lists(CHAPTERS[0], own), style) == ["（一）主动公开"]


def test_a_list_that_only_names_a_style_counts_as_that_styles_list() -> None:
    link = (
        '<w:abstractNum w:abstractNumId="8"><w:numStyleLink w:val="outline"/></w:abstractNum>'
        '<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>'
    )
    style = '<w:style w:styleId="outline"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'

    assert lines(numbered("甲", use=2), lists(*CHAPTERS, uses=link), style) == ["一、甲"]


def test_a_paragraph_may_opt_out_of_the_numbers_of_its_style() -> None:
    style = '<w:style w:styleId="item"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    body = paragraph(run("甲"), properties='<w:pStyle w:val="item"/><w:numPr><w:numId w:val="0"/></w:numPr>')

    assert lines(body, lists(*CHAPTERS), style) == ["甲"]


@pytest.mark.parametrize(
    ("form", "printed"),
    [
        ("chineseCountingThousand", "十二、"),
        ("ideographDigital", "一二、"),
        ("decimalEnclosedCircle", "⑫、"),
        ("decimalFullWidth", "１２、"),
        ("decimalZero", "12、"),
        ("lowerLetter", "l、"),
        ("upperRoman", "XII、"),
        ("bullet", ""),
        ("unheardOf", "12、"),
    ],
)
def test_a_number_is_written_in_the_form_of_its_level(form: str, printed: str) -> None:
    levels = level(0, form, "%1、", '<w:start w:val="12"/>')

    assert lines(numbered("甲"), lists(levels)) == [f"{printed}甲"]


def test_a_number_and_the_figure_behind_it_make_no_other_figure() -> None:
    rows = f"<w:tbl><w:tr><w:tc>{numbered('（甲）', 2)}</w:tc><w:tc>{numbered('5', 2)}</w:tc></w:tr></w:tbl>"

    document = read_docx(write_docx(rows, numbering=lists(*CHAPTERS)), "numbered.docx")

    (grid,) = (block for block in document.blocks if isinstance(block, Grid))
    assert grid.rows[0][0] == "1.（甲）"
    assert read_figure(grid.rows[0][1])[1] is None


def test_a_list_that_is_not_defined_numbers_nothing() -> None:
    assert lines(numbered("甲", use=9) + numbered("乙", depth=8), lists(*CHAPTERS)) == ["甲", "乙"]
