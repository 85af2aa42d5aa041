"""An address leads back to its place, and to what is printed around it."""

from collections.abc import Callable

import pytest

from crawler.domain.document import Document, Grid, Paragraph
from crawler.domain.extraction import Doubt, Extraction, Medium
from crawler.domain.report import Address, Place
from monitor.annotation.tracing import Piece, known_address, nearest_addresses, trace

TOTAL = Address("requests", "granted", "total")


def at(column: int) -> Place:
    return Place(table=1, row=2, column=column)


GRID = Grid(
    (("项目", "项目", "总计"), ("（一）予以公开", "（一）予以公开", "12")),
    ((Place(table=1, row=1, column=1),) * 2 + (Place(table=1, row=1, column=3),), (at(1), at(1), at(3))),
)


def test_around_a_figure_in_a_table_is_its_row_with_spanned_cells_once(four_cells: Callable[..., Extraction]) -> None:
    found = trace(Document(Medium.HTML, (GRID,)), four_cells(certain=at(3)), TOTAL)

    assert found.around == (Piece("（一）予以公开", here=False), Piece("12", here=True))


def test_a_figure_that_stands_twice_in_its_row_is_told_by_its_place(four_cells: Callable[..., Extraction]) -> None:
    twins = Grid((("12", "12"),), ((at(1), at(2)),))

    found = trace(Document(Medium.HTML, (twins,)), four_cells(certain=at(2)), TOTAL)

    assert [piece.here for piece in found.around] == [False, True]


def test_around_a_figure_in_running_text_are_the_lines_beside_it(four_cells: Callable[..., Extraction]) -> None:
    lines = tuple(Paragraph(f"第{line}行", Place(line=line)) for line in range(1, 9))

    found = trace(Document(Medium.TEXT, lines), four_cells(certain=Place(line=2)), TOTAL)

    assert [piece.text for piece in found.around] == ["第1行", "第2行", "第3行", "第4行"]
    assert [piece.text for piece in found.around if piece.here] == ["第2行"]


def test_a_cell_read_in_the_second_reading_is_found_in_its_lines(four_cells: Callable[..., Extraction]) -> None:
    running = (Paragraph("予以公开 12", Place(page=3, line=4)),)
    document = Document(Medium.PDF, (GRID,), running=running)

    found = trace(document, four_cells(certain=Place(page=3, line=4)), TOTAL)

    assert found.around == (Piece("予以公开 12", here=True),)


def test_in_an_archive_the_row_is_that_of_the_member(four_cells: Callable[..., Extraction]) -> None:
    within = Place(table=1, row=2, column=3, member="report.docx")

    found = trace(Document(Medium.DOCX, (GRID,)), four_cells(certain=within), TOTAL)

    assert Piece("12", here=True) in found.around


def test_a_cell_without_a_place_has_nothing_around_it(four_cells: Callable[..., Extraction]) -> None:
    document = Document(Medium.TEXT, (Paragraph("12", Place()),))

    assert trace(document, four_cells(), TOTAL).around == ()


def test_the_doubts_that_name_the_cell_come_with_it_and_no_others(four_cells: Callable[..., Extraction]) -> None:
    ours, other = Doubt("ours", "", (TOTAL,)), Doubt("other", "", (Address("requests", "granted", "business"),))

    found = trace(Document(Medium.HTML, ()), four_cells(doubts=(ours, other)), TOTAL)

    assert found.doubts == (ours,)


def test_what_the_document_does_not_print_has_no_cell(four_cells: Callable[..., Extraction]) -> None:
    found = trace(Document(Medium.HTML, ()), four_cells(), Address("requests", "carried_over", "total"))

    assert found.cell is None


@pytest.mark.parametrize("text", ["requests.granted.total", "disputes.review.total"])
def test_an_address_of_a_form_is_known(text: str) -> None:
    assert str(known_address(text)) == text


@pytest.mark.parametrize("text", ["requests.granted.totl", "requests.granted", "", "requests..total", "a.b.c.d"])
def test_any_other_text_is_no_address(text: str) -> None:
    assert known_address(text) is None


def test_the_nearest_addresses_are_the_likeliest_first() -> None:
    assert nearest_addresses("request.granted.totals")[0] == "requests.granted.total"
