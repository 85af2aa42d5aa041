"""What has no page of its own is written as the blocks that were read of it."""

from collections.abc import Callable

from bs4 import BeautifulSoup

from crawler.domain.document import Document, Grid, Paragraph, Picture
from crawler.domain.extraction import Extraction, Medium
from crawler.domain.report import Place
from monitor.annotation.blocks_page import blocks_page
from monitor.annotation.marks import marks_of


def at(row: int, column: int) -> Place:
    return Place(table=1, row=row, column=column)


GRID = Grid(
    (("总计", "12", "7"), ("总计", "0", "0"), ("注", "注", "注")),
    ((at(1, 1), at(1, 2), at(1, 3)), (at(1, 1), at(2, 2), at(2, 3)), (at(3, 1),) * 3),
)


def written(document: Document, extraction: Extraction) -> BeautifulSoup:
    return BeautifulSoup(blocks_page(document, marks_of(extraction), "report.docx"), "lxml")


def test_spans_are_merged_again(four_cells: Callable[..., Extraction]) -> None:
    rows = written(Document(Medium.DOCX, (GRID,)), four_cells()).find_all("tr")

    cells = [[(c.get_text(), c.get("rowspan"), c.get("colspan")) for c in row.find_all("td")] for row in rows]
    assert cells == [
        [("总计", "2", None), ("12", None, None), ("7", None, None)],
        [("0", None, None), ("0", None, None)],
        [("注", None, "3")],
    ]


def test_equal_texts_of_a_place_that_is_no_single_cell_are_not_merged(four_cells: Callable[..., Extraction]) -> None:
    page = Place(page=1)
    grid = Grid((("0", "0"),), ((page, page),))

    assert len(written(Document(Medium.PDF, (grid,)), four_cells()).find_all("td")) == 2


def test_cells_have_their_colours(four_cells: Callable[..., Extraction]) -> None:
    soup = written(Document(Medium.DOCX, (GRID,)), four_cells(certain=at(1, 2), unsure=at(1, 3)))

    assert [(td.get_text(), td["class"]) for td in soup.find_all("td", class_=True)] == [
        ("12", ["gongkai-certain"]),
        ("7", ["gongkai-uncertain"]),
    ]


def test_a_line_is_followed_by_the_cells_that_were_read_in_it(four_cells: Callable[..., Extraction]) -> None:
    line = Place(line=3)
    document = Document(Medium.TEXT, (Paragraph("予以公开 12 7 l<3", line),))

    soup = written(document, four_cells(line, line, line, line))

    chips = soup.main.find_all("span") if soup.main is not None else []
    assert [chip.get_text() for chip in chips] == ["12", "blank", "7", "l<3"]


def test_a_place_that_many_lines_share_is_marked_once(four_cells: Callable[..., Extraction]) -> None:
    page = Place(page=3)
    document = Document(Medium.PDF, (Paragraph("一", page), Paragraph("二", page)))

    soup = written(document, four_cells(certain=page))

    assert str(soup.main).count("requests.granted.total = 12") == 1


def test_markup_in_the_text_stays_text(four_cells: Callable[..., Extraction]) -> None:
    text = "<script>alert(1)</script>"

    soup = written(Document(Medium.TEXT, (Paragraph(text, Place(line=1)),)), four_cells())

    assert not soup.find_all("script")
    assert text in soup.get_text()


def test_pictures_stand_where_they_stood(four_cells: Callable[..., Extraction]) -> None:
    shown = Picture(1, Place(), body=b"\x89PNG\r\n\x1a\nrest")
    other = Picture(2, Place(), address="chart.svg", body=b"<svg onload=alert(1)>")
    blocks = (Paragraph("前", Place(line=1)), Paragraph("后", Place(line=2)))

    soup = written(Document(Medium.DOCX, blocks, pictures=(shown, other)), four_cells())

    assert [image["src"] for image in soup.find_all("img")] == ["data:image/png;base64,iVBORw0KGgpyZXN0"]
    lines = soup.main.find_all("p") if soup.main is not None else []
    assert [line.get_text(strip=True) for line in lines] == ["前", "", "后", "[picture chart.svg]"]
