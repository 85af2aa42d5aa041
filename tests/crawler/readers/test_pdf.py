import io
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from crawler.domain.document import Document
from crawler.domain.errors import NotReadable
from crawler.domain.extraction import Medium
from crawler.domain.report import Box
from crawler.readers.pdf.otherwise import read_pdf_otherwise
from crawler.readers.pdf.reading import pages_without_text, read_pdf
from tests.crawler.readers.pdf_by_hand import ROWS, TABLE, scanned, turned, written

INVISIBLE = "BT 3 Tr /F 10 Tf 100 700 Td (what a program has recognised on the image, or not) Tj ET"


@pytest.fixture(scope="module")
def hongze(real_reports: Path) -> bytes:
    return (real_reports / "hongze_district_2023.pdf").read_bytes()


def rows(document: Document) -> list[tuple[tuple[str, ...], ...]]:
    return [grid.rows for grid in document.grids()]


def test_the_three_tables_of_a_real_report_are_three_grids(hongze: bytes) -> None:
    document = read_pdf(hongze, "hongze")

    assert document.medium is Medium.PDF
    assert [(len(grid.rows), len(grid.rows[0])) for grid in document.grids()] == [(14, 4), (26, 10), (4, 15)]
    assert document.doubts == ()
    assert all(grid.confidences == () for grid in document.grids())


def test_a_table_of_a_real_report_says_on_which_page_each_cell_stands(hongze: bytes) -> None:
    requests = list(read_pdf(hongze, "hongze").grids())[1]

    pages = [row[-1].page for row in requests.places]

    assert pages == [3] * 17 + [4] * 9
    assert requests.rows[17][2:] == ("3.补正后申请内容仍不明确", *"0000000")


def test_a_label_written_downwards_is_one_text(hongze: bytes) -> None:
    requests = list(read_pdf(hongze, "hongze").grids())[1]

    assert requests.rows[5][0] == "三、本年度办理结果"


def test_the_page_numbers_of_a_real_report_are_no_text(hongze: bytes) -> None:
    document = read_pdf(hongze, "hongze")

    assert not [one.text for one in (*document.paragraphs(), *document.running) if one.text.startswith("-")]


def test_the_running_text_holds_the_tables_too(hongze: bytes) -> None:
    document = read_pdf(hongze, "hongze")

    assert "行政事业性收费 7730.28" in [one.text for one in document.running]
    assert "行政事业性收费 7730.28" not in [one.text for one in document.paragraphs()]


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_pages_that_are_drawn_sideways_and_turned_are_read_alike(hongze: bytes, degrees: int) -> None:
    assert rows(read_pdf(turned(hongze, degrees), "turned")) == rows(read_pdf(hongze, "upright"))


def test_boxes_count_from_the_corner_of_what_is_seen_of_the_page() -> None:
    page = "/MediaBox [-50 -70 595 842] /CropBox [20 20 590 830]"

    grid = next(read_pdf(written([TABLE], page), "cropped").grids())

    box = grid.places[0][0].box
    assert grid.rows == ROWS
    assert box is not None
    assert (round(box.left), round(box.top), round(box.right), round(box.bottom)) == (80, 130, 180, 150)


def test_lines_inside_nested_forms_are_seen_where_they_are_drawn() -> None:
    forms = {"Outer": "1 0 0 1 10 -50 cm /Inner Do", "Inner": TABLE}

    grid = next(read_pdf(written(["2 0 0 2 0 0 cm 0.5 0 0 0.5 0 0 cm /Outer Do"], forms=forms), "nested").grids())

    box = grid.places[1][1].box
    assert grid.rows == ROWS
    assert box is not None
    assert (round(box.left), round(box.top)) == (210, 212)


def test_lines_drawn_as_thin_filled_rectangles_rule_a_table() -> None:
    filled = " ".join(
        [f"100 {y} 200 0.5 re f" for y in (700, 680, 660)] + [f"{x} 660 0.5 40 re f" for x in (100, 200, 300)]
    )
    shading = "0.9 g 100 680 200 20 re f 0 g"

    assert rows(read_pdf(written([f"{shading} {filled} {TABLE[TABLE.index('BT') :]}"]), "filled")) == [ROWS]


def test_a_page_that_is_an_image_needs_eyes() -> None:
    assert pages_without_text(scanned(2)) == (1, 2)


def test_text_that_a_program_hid_behind_a_scan_does_not_count() -> None:
    assert pages_without_text(over_scan(INVISIBLE)) == (1,)
    assert pages_without_text(over_scan(INVISIBLE.replace("3 Tr", "0 Tr"))) == ()


def test_a_table_that_may_be_on_an_image_among_text_is_kept_as_a_picture() -> None:
    words = "BT /F 10 Tf 100 800 Td (above, in words enough for a page that has text) Tj 0 -700 Td (below) Tj ET"

    document = read_pdf(over_scan(words, "0.5 0 0 0.5 100 200"), "pictured")

    picture = document.pictures[0]
    image = Image.open(io.BytesIO(picture.body))
    assert picture.before == 1
    assert picture.place.page == 1
    assert picture.place.box == Box(100, 221, 397.5, 642)
    assert (image.format, image.size) == ("PNG", (892, 1263))


def test_letters_that_are_drawn_as_outlines_need_eyes() -> None:
    outlines = " ".join(
        f"{at % 500} {at} m {at % 500 + 5} {at + 3} l {at % 500} {at + 5} l f" for at in range(100, 400)
    )

    assert pages_without_text(written([outlines])) == (1,)


def test_a_page_that_says_little_and_shows_no_image_needs_none() -> None:
    assert pages_without_text(written(["BT /F 10 Tf 100 700 Td (2024) Tj ET", ""])) == ()


def test_a_file_that_opens_with_no_password_but_its_own_says_so() -> None:
    secret = "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{0}> /U <{0}> >> /ID [<00> <00>]".format("00" * 32)

    with pytest.raises(NotReadable, match="password"):
        read_pdf(written([TABLE], trailer=secret), "secret")


@pytest.mark.parametrize("body", [b"%PDF-1.7", b"%PDF-1.7\n1 0 obj\n<<", b""], ids=["head", "torn", "empty"])
def test_a_broken_file_is_not_readable(body: bytes) -> None:
    with pytest.raises(NotReadable, match="does not open"):
        read_pdf(body, "broken")


def test_a_file_without_any_text_is_not_readable() -> None:
    with pytest.raises(NotReadable, match="without text"):
        read_pdf(written([""]), "blank")


def test_pages_beyond_the_two_hundredth_are_left_out_with_a_doubt() -> None:
    document = read_pdf(written([TABLE, *["BT /F 10 Tf 100 700 Td (page) Tj ET"] * 200]), "long")

    assert [doubt.code for doubt in document.doubts] == ["pages_left_out"]
    assert max(paragraph.place.page or 0 for paragraph in document.paragraphs()) == 200


def test_a_page_of_countless_lines_is_cut_short_with_a_doubt() -> None:
    document = read_pdf(written([f"{TABLE} {'0 0 m 1 1 l S ' * 45_000}"]), "drawing")

    assert [doubt.code for doubt in document.doubts] == ["page_cut_short"]


def test_forms_that_contain_themselves_end() -> None:
    forms = {"One": f"{TABLE} /Two Do", "Two": "/One Do"}

    assert rows(read_pdf(written(["/One Do"], forms=forms), "circle")) == [ROWS]


def test_a_page_too_large_to_look_at_is_doubted() -> None:
    document = read_pdf(written([TABLE], "/MediaBox [0 0 595 90000]"), "huge")

    assert [doubt.code for doubt in document.doubts] == ["page_cut_short"]


def test_reading_twice_gives_the_same(hongze: bytes) -> None:
    assert read_pdf(hongze, "hongze") == read_pdf(hongze, "hongze")


def test_the_second_reading_finds_the_same_rows_in_a_real_report(hongze: bytes) -> None:
    first = {row for grid in rows(read_pdf(hongze, "hongze")) for row in grid}

    second = [row for grid in rows(read_pdf_otherwise(hongze, "hongze")) for row in grid]

    figures = [row for row in second if row[-7:] != ("",) * 7 and all(text.isdecimal() for text in row[-7:])]
    assert len(figures) >= 20
    assert {row[-7:] for row in figures} <= {row[-7:] for row in first}


def test_the_second_reading_keeps_places_and_spans() -> None:
    document = read_pdf_otherwise(written([TABLE]), "second")

    grid = next(document.grids())
    assert grid.rows == ROWS
    assert (grid.places[1][0].page, grid.places[1][0].row, grid.places[1][0].column) == (1, 2, 1)


def test_the_second_reading_of_a_broken_file_is_not_readable() -> None:
    with pytest.raises(NotReadable, match="second reading"):
        read_pdf_otherwise(b"%PDF-1.7\n1 0 obj\n<<", "broken")


def over_scan(content: str, matrix: str = "1 0 0 1 0 0") -> bytes:
    """A page that shows a scan, as large as the matrix makes it, and text written over it."""
    with pypdfium2.PdfDocument(scanned()) as scan, pypdfium2.PdfDocument(written([content])) as text:
        page = text[0]
        form = form_of(text, scan)
        pypdfium2.raw.FPDFPageObj_SetMatrix(form, pypdfium2.raw.FS_MATRIX(*map(float, matrix.split())))
        pypdfium2.raw.FPDFPage_InsertObject(page, form)
        page.gen_content()
        file = io.BytesIO()
        text.save(file)
    return file.getvalue()


def form_of(target: pypdfium2.PdfDocument, source: pypdfium2.PdfDocument) -> object:
    return pypdfium2.raw.FPDF_NewFormObjectFromXObject(pypdfium2.raw.FPDF_NewXObjectFromPage(target, source, 0))
