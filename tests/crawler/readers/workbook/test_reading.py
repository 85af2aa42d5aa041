"""Workbooks are read as they are printed: merged cells, number formats, and nothing that is hidden."""

import re
from datetime import datetime
from io import BytesIO
from itertools import pairwise
from zipfile import ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.worksheet.worksheet import Worksheet

from crawler.domain.document import Document, Grid
from crawler.domain.errors import NotReadable
from crawler.domain.extraction import Medium
from crawler.parse.figures import read_figure
from crawler.readers.workbook.reading import read_xls, read_xlsx
from tests.making.office import converted
from tests.making.zipped import zipped

HEAD = ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")


def sheet_of(workbook: Workbook) -> Worksheet:
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    return sheet


def saved(workbook: Workbook) -> bytes:
    target = BytesIO()
    workbook.save(target)
    return target.getvalue()


def read(workbook: Workbook) -> Document:
    return read_xlsx(saved(workbook), "book.xlsx")


def texts(document: Document) -> list[object]:
    return [list(block.rows) if isinstance(block, Grid) else block.text for block in document.blocks]


def sheet_with(*rows: tuple[object, ...]) -> tuple[Workbook, Worksheet]:
    workbook = Workbook()
    sheet = sheet_of(workbook)
    for row in rows:
        sheet.append(row)
    return workbook, sheet


def printed(value: object, number_format: str = "General") -> str:
    """What a single figure beside a label is read as."""
    workbook, sheet = sheet_with(("信息内容", "数量"), ("规章", value))
    sheet["B2"].number_format = number_format
    (grid,) = read(workbook).grids()
    return grid.rows[1][1]


def edited(workbook: Workbook, pattern: bytes, replacement: bytes) -> bytes:
    """The file of a workbook with its first sheet changed by hand."""
    with ZipFile(BytesIO(saved(workbook))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    changed = re.sub(pattern, replacement, parts[name])
    assert changed != parts[name]
    return zipped(parts | {name: changed})


def test_tables_and_the_text_around_them_come_in_their_order() -> None:
    workbook, _ = sheet_with(
        ("云溪县2024年政府信息公开工作年度报告",), ("一、总体情况",), (), HEAD, ("规章", 1.0, 2, 3), ("2025年1月15日",)
    )

    document = read(workbook)

    table = [HEAD, ("规章", "1", "2", "3")]
    assert texts(document) == ["云溪县2024年政府信息公开工作年度报告", "一、总体情况", table, "2025年1月15日"]
    assert document.medium is Medium.XLSX


def test_a_cell_says_its_sheet_and_its_name_in_it() -> None:
    workbook, sheet = sheet_with(("一、总体情况",), HEAD, ("规章", 1, 2, 3))
    sheet.title = "年报"

    (grid,) = read(workbook).grids()

    place = grid.places[1][3]
    assert (place.sheet, place.path, place.table, place.row, place.column) == ("年报", "D3", 1, 2, 4)


def test_merged_cells_stand_wherever_they_reach_with_one_place() -> None:
    workbook, sheet = sheet_with(("结果", "公开", 1), ("", "部分公开", 2), ("总计", "", 3))
    sheet.merge_cells("A1:A2")
    sheet.merge_cells("A3:B3")

    (grid,) = read(workbook).grids()

    assert grid.rows == (("结果", "公开", "1"), ("结果", "部分公开", "2"), ("总计", "总计", "3"))
    assert grid.places[0][0] == grid.places[1][0]
    assert grid.places[2][0] == grid.places[2][1]


def test_rows_that_were_not_filled_in_stay_in_their_table() -> None:
    workbook, _ = sheet_with(HEAD, ("规章",), ("行政规范性文件",), ("第二十条第（五）项",), ("信息内容", "数量"))

    (grid,) = read(workbook).grids()

    assert [row[0] for row in grid.rows] == ["信息内容", "规章", "行政规范性文件", "第二十条第（五）项", "信息内容"]
    assert grid.rows[1] == ("规章", "", "", "")


def test_who_signs_above_the_date_is_text() -> None:
    workbook, _ = sheet_with(HEAD, ("规章", 1, 2, 3), ("云溪县教育局",), ("2025年1月15日",))

    assert texts(read(workbook))[1:] == ["云溪县教育局", "2025年1月15日"]


def test_lines_within_a_cell_of_prose_are_paragraphs() -> None:
    workbook, _ = sheet_with(("一、总体情况\n本年未收到申请。",))

    assert texts(read(workbook)) == ["一、总体情况", "本年未收到申请。"]


@pytest.mark.parametrize(
    ("value", "number_format", "read_as"),
    [
        (38.0, "General", "38"),
        (1234567, "#,##0", "1234567"),
        (25.6835, "0.00", "25.68"),
        (2.5, "0", "3"),
        (0.1, "0.0%", "10.0%"),
        (0, '#,##0;-#,##0;"-"', "-"),
        (0, "0;;", ""),
        (7, '0"件"', "7件"),
        (-3, "General", "-3"),
        (True, "General", "True"),
        ("'007", "@", "'007"),
        (datetime(2024, 1, 15), "yyyy-mm-dd", "2024年1月15日"),  # noqa: DTZ001 - workbooks know no zones
    ],
)
def test_a_number_reads_as_its_format_prints_it(value: object, number_format: str, read_as: str) -> None:
    assert printed(value, number_format) == read_as


@pytest.mark.parametrize("number_format", ["0!.0,", "#,##0,", "# ?/?", "0.00E+00", "[>=100]0;0.0", "[DBNum1]0"])
def test_a_number_in_a_format_we_do_not_know_is_no_figure(number_format: str) -> None:
    text = printed(251000, number_format)

    assert text
    assert read_figure(text)[1] is None


def test_a_formula_that_was_saved_without_its_value_is_no_figure() -> None:
    assert read_figure(printed("=1+2"))[1] is None


def test_a_formula_is_read_by_the_value_saved_with_it() -> None:
    workbook, _ = sheet_with(("规章", "=1+2"))

    body = edited(workbook, rb"<f>1\+2</f><v ?/>|<f>1\+2</f><v></v>", rb"<f>1+2</f><v>3</v>")

    (grid,) = read_xlsx(body, "book.xlsx").grids()
    assert grid.rows == (("规章", "3"),)


def test_the_mark_of_a_footnote_does_not_stick_to_its_figure() -> None:
    raised = TextBlock(InlineFont(vertAlign="superscript"), "1")

    assert printed(CellRichText("5", raised)) == "5 1"


def test_noughts_that_a_sheet_does_not_show_are_blank() -> None:
    workbook, sheet = sheet_with(("规章", 0, 1))
    sheet.sheet_view.showZeros = False

    (grid,) = read(workbook).grids()

    assert grid.rows == (("规章", "1"),)


def test_hidden_rows_columns_and_sheets_are_left_out_and_doubted() -> None:
    workbook, sheet = sheet_with(("甲", 1, 2), ("乙", 3, 4), ("丙", 5, 6))
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["B"].hidden = True
    other = workbook.create_sheet("底稿")
    other.append(("草稿", 9))
    other.sheet_state = "hidden"

    document = read(workbook)

    assert texts(document) == [[("甲", "2"), ("丙", "6")]]
    assert [doubt.code for doubt in document.doubts] == ["hidden_figures", "hidden_figures"]


def test_a_merged_cell_that_begins_in_a_hidden_column_is_seen_in_the_others() -> None:
    workbook, sheet = sheet_with(("规章", None, 1), ("文件", None, 2))
    sheet.merge_cells("A1:B1")
    sheet.merge_cells("A2:B2")
    sheet.column_dimensions["A"].hidden = True

    document = read(workbook)

    assert texts(document) == [[("规章", "1"), ("文件", "2")]]
    assert document.doubts == ()


def test_a_far_cell_does_not_make_a_sheet_long() -> None:
    workbook, sheet = sheet_with(HEAD, ("规章", 1, 2, 3))
    sheet["XFD1048576"] = "远处"

    document = read(workbook)

    assert len(next(document.grids()).rows) == 2
    assert max(len(row) for grid in document.grids() for row in grid.rows) <= 5


def test_a_sheet_that_claims_everything_is_read_by_the_cells_that_exist() -> None:
    workbook, _ = sheet_with(HEAD, ("规章", 1, 2, 3))

    body = edited(workbook, rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"')

    assert texts(read_xlsx(body, "book.xlsx")) == [[HEAD, ("规章", "1", "2", "3")]]


@pytest.mark.parametrize("claim", [b"mergeCell", b"hyperlink"])
def test_a_sheet_that_merges_or_links_everything_is_refused(claim: bytes) -> None:
    workbook, _ = sheet_with(("规章", 1))
    tag = claim + b"s><" + claim + b' ref="A1:XFD1048576"/></' + claim + b"s>"

    body = edited(workbook, rb"</sheetData>", b"</sheetData><" + tag)

    with pytest.raises(NotReadable, match="merges or links"):
        read_xlsx(body, "book.xlsx")


def test_a_sheet_of_too_many_rows_and_columns_is_refused() -> None:
    workbook = Workbook()
    sheet = sheet_of(workbook)
    for index in range(1, 800):
        sheet.cell(index, index, index)

    with pytest.raises(NotReadable, match="more cells than any report"):
        read(workbook)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        pytest.param(b"PK\x03\x04", "does not open", id="no package"),
        pytest.param(zipped({"xl/workbook.xml": b"<x/>"}), "has no|does not open", id="another package"),
        pytest.param(saved(Workbook()), "holds no text", id="nothing in it"),
    ],
)
def test_what_is_no_workbook_is_refused_with_its_reason(body: bytes, reason: str) -> None:
    with pytest.raises(NotReadable, match=reason):
        read_xlsx(body, "book.xlsx")


def test_a_workbook_that_declares_entities_is_refused() -> None:
    workbook, _ = sheet_with(("规章", 1))

    body = edited(workbook, rb"^(<\?xml[^>]*>)?", b'<!DOCTYPE x [<!ENTITY a "b">]>')

    with pytest.raises(NotReadable, match="declares a document type"):
        read_xlsx(body, "book.xlsx")


def test_every_prefix_of_a_workbook_is_refused() -> None:
    body = saved(sheet_with(HEAD)[0])

    for start, _ in pairwise(range(0, len(body), 499)):
        with pytest.raises(NotReadable):
            read_xlsx(body[:start], "cut.xlsx")


@pytest.mark.parametrize(
    "body", [b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), b"\x09\x08\x10\x00" + bytes(60)]
)
def test_what_is_no_old_workbook_is_refused(body: bytes) -> None:
    with pytest.raises(NotReadable, match="does not open"):
        read_xls(body, "book.xls")


@pytest.mark.slow
def test_an_old_workbook_reads_as_the_new_one_it_was_made_of() -> None:
    workbook, sheet = sheet_with(("结果", "公开", 1), ("", "部分公开", 2.5), ("隐藏", 4, 5), ("日期", "", 0.256))
    sheet.merge_cells("A1:A2")
    sheet.row_dimensions[3].hidden = True
    sheet["C4"].number_format = "0.0%"
    sheet["B4"] = datetime(2024, 1, 15)  # noqa: DTZ001 - workbooks know no zones

    (body,) = converted([saved(workbook)], "xlsx", "xls")
    old, new = read_xls(body, "book.xls"), read(workbook)

    assert old.blocks == new.blocks
    assert (old.medium, [doubt.code for doubt in old.doubts]) == (Medium.XLS, ["hidden_figures"])
