"""On pages the colours lie over the cells, wherever the page was turned or cropped, and the text stays text."""

import base64
import io
import re
from collections.abc import Callable

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import Image

from crawler.domain.document import Document
from crawler.domain.errors import NotReadable
from crawler.domain.extraction import Extraction, Medium
from crawler.domain.report import Box, Place
from monitor.annotation.marks import marks_of
from monitor.annotation.page_images import pages_of_pdf
from monitor.annotation.pdf_marks import mark_image, mark_pdf
from monitor.annotation.writing import annotated_page

pytestmark = pytest.mark.slow

WHITE = (255, 255, 255)
BOX = Box(20, 30, 60, 50)


def a_pdf(turned: int = 0, cropped: tuple[float, float, float, float] | None = None) -> bytes:
    """A blank page of 200 by 300 points, turned clockwise."""
    written = io.BytesIO()
    with pypdfium2.PdfDocument.new() as pdf:
        page = pdf.new_page(200, 300)
        page.set_rotation(turned)
        if cropped is not None:
            page.set_cropbox(*cropped)
        pdf.save(written)
    return written.getvalue()


def an_image() -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (200, 300), WHITE).save(written, "PNG")
    return written.getvalue()


def colour_at(pdf: bytes, across: int, down: int) -> tuple[int, ...]:
    """The colour of a point of the first page, as a person sees it."""
    with pypdfium2.PdfDocument(pdf) as document:
        pixel = document[0].render(scale=1).to_pil().convert("RGB").getpixel((across, down))
    assert isinstance(pixel, tuple)
    return tuple(int(part) for part in pixel)


def is_green(colour: tuple[int, ...]) -> bool:
    return colour[1] > colour[0] + 40 and colour[1] > colour[2] + 20


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("cropped", [None, (10, 20, 190, 280)])
def test_the_colour_lies_where_the_cell_is_seen(
    four_cells: Callable[..., Extraction], turned: int, cropped: tuple[float, float, float, float] | None
) -> None:
    marks = marks_of(four_cells(certain=Place(page=1, box=BOX)))

    marked = mark_pdf(a_pdf(turned, cropped), marks, (), "report.pdf")

    assert all(is_green(colour_at(marked, *point)) for point in ((22, 32), (58, 48), (40, 40)))
    assert [colour_at(marked, *point) for point in ((17, 40), (63, 40), (40, 27), (40, 53))] == [WHITE] * 4


def test_an_image_becomes_a_page_with_its_marks(four_cells: Callable[..., Extraction]) -> None:
    marks = marks_of(four_cells(certain=Place(box=BOX)))

    marked = mark_image(an_image(), marks, (), "report.png")

    assert is_green(colour_at(marked, 40, 40))
    assert colour_at(marked, 100, 100) == WHITE


def test_a_rectangle_tells_its_words_to_whoever_points_at_it(four_cells: Callable[..., Extraction]) -> None:
    marks = marks_of(four_cells(certain=Place(page=1, box=BOX)))

    with pypdfium2.PdfDocument(mark_pdf(a_pdf(), marks, (), "report.pdf")) as pdf:
        note, room = pdfium.FPDFPage_GetAnnot(pdf[0], 0), (pdfium.FPDF_WCHAR * 100)()
        pdfium.FPDFAnnot_GetStringValue(note, b"Contents", room, 200)
        pdfium.FPDFPage_CloseAnnot(note)

    said = bytes(room).decode("utf-16-le").partition("\0")[0]
    assert said == "requests.granted.total = 12 (printed: 12): certain"


def test_the_last_page_counts_and_names_what_to_look_at(four_cells: Callable[..., Extraction]) -> None:
    marks = marks_of(four_cells(unsure=Place(page=1, box=BOX)))

    with pypdfium2.PdfDocument(mark_pdf(a_pdf(), marks, ("year_unknown: 哪一年",), "report.pdf")) as pdf:
        assert len(pdf) == 2
        text = pdf[1].get_textpage().get_text_bounded()

    assert "1 uncertain: no verdict rests on it" in text
    assert "requests.granted.research = 7, page 1" in text
    assert "year_unknown" in text
    assert "requests.granted.total = 12, no place of its own" in text.partition("Without a place of their own")[2]


def test_what_is_printed_stays_text(real_reports_pdf: bytes, four_cells: Callable[..., Extraction]) -> None:
    marks = marks_of(four_cells(certain=Place(page=2, box=BOX)))

    marked = mark_pdf(real_reports_pdf, marks, (), "report.pdf")

    with pypdfium2.PdfDocument(real_reports_pdf) as before, pypdfium2.PdfDocument(marked) as after:
        assert len(after) == len(before) + 1
        for index in range(len(before)):
            ours, theirs = after[index].get_textpage(), before[index].get_textpage()
            assert ours.get_text_bounded() == theirs.get_text_bounded()


def test_a_page_of_html_shows_the_page_with_a_rectangle_in_its_place(four_cells: Callable[..., Extraction]) -> None:
    extraction = four_cells(certain=Place(page=1, box=Box(20, 30, 60, 60)), unsure=Place(page=1))

    page = annotated_page(a_pdf(), Document(Medium.PDF, ()), extraction, "report.pdf")

    assert "left: 10.0%; top: 10.0%; width: 20.0%; height: 10.0%" in page
    below = page.partition("Somewhere on page 1:")[2]
    assert "requests.granted.research = 7" in below
    assert "2 cells have no place of their own" in page
    found = re.search('data:image/jpeg;base64,([^"]+)', page)
    assert found is not None
    assert Image.open(io.BytesIO(base64.b64decode(found[1]))).size == (306, 459)


def test_an_image_is_its_own_page(four_cells: Callable[..., Extraction]) -> None:
    page = annotated_page(an_image(), Document(Medium.IMAGE, ()), four_cells(certain=Place(box=BOX)), "report.png")

    assert "left: 10.0%; top: 10.0%" in page


def test_a_huge_page_is_not_drawn_in_full() -> None:
    written = io.BytesIO()
    with pypdfium2.PdfDocument.new() as pdf:
        pdf.new_page(14400, 14400)
        pdf.save(written)

    (page,) = pages_of_pdf(written.getvalue(), "report.pdf")

    width, height = Image.open(io.BytesIO(page.body)).size
    assert (page.width, page.height) == (14400, 14400)
    assert width * height < 4_100_000


def test_a_file_that_does_not_open_is_said(four_cells: Callable[..., Extraction]) -> None:
    for work in (mark_pdf, mark_image):
        with pytest.raises(NotReadable, match=r"report\.pdf"):
            work(b"%PDF-1.7 broken", marks_of(four_cells()), (), "report.pdf")
