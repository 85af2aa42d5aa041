"""A page of the real PDF, scanned badly, is read as its text layer has it."""

import re
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
import pytest
from PIL import Image

from crawler.domain.document import Document, Grid
from crawler.domain.extraction import Medium
from crawler.readers.geometry import document_from_pages
from crawler.readers.pdf.reading import read_pdf
from crawler.readers.scanning.pixels import Pixels
from crawler.readers.scanning.scanned_pages import read_scanned_pages

SURE = 0.9


def scanned(pdf: Path, number: int, *, aslant: float = 0.0, bad: bool = False) -> bytes:
    """A PDF of one page: the page of that number at 150 dpi, as a scanner and a copier would have it."""
    with pypdfium2.PdfDocument(pdf) as document:
        image = np.array(document[number - 1].render(scale=150 / 72).to_numpy()[:, :, :3])
    picture = Image.fromarray(_worn(image, aslant) if bad else image)
    file = BytesIO()
    picture.save(file, "PDF", resolution=150, quality=45 if bad else 90)
    return file.getvalue()


def _worn(image: Pixels, aslant: float) -> Pixels:
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), aslant, 1)
    turned = cv2.warpAffine(image, matrix, (width, height), borderValue=(255, 255, 255))
    grain = np.random.default_rng(7).normal(0, 8, image.shape)
    return np.asarray((cv2.GaussianBlur(turned, (0, 0), 0.8) + grain).clip(0, 255), dtype=np.uint8)


def figures(grid: Grid, columns: int) -> list[list[str]]:
    """The last columns of the rows that hold figures there."""
    rows = [list(row[-columns:]) for row in grid.rows]
    return [row for row in rows if all(re.fullmatch(r"\d*", text) for text in row)]


def unsure(grid: Grid, columns: int) -> Sequence[str]:
    return [
        text
        for row, sure in zip(grid.rows, grid.confidences, strict=True)
        for text, confidence in zip(row[-columns:], sure[-columns:], strict=True)
        if confidence < SURE and re.fullmatch(r"\d+", text)
    ]


ZEROS = ["0"] * 7
TABLE_3 = [ZEROS, ["1", *ZEROS[:5], "1"], *[ZEROS] * 5, ["21", *ZEROS[:5], "21"], ZEROS]
TABLE_4 = [["10", "1", *["0"] * 8, "5", *["0"] * 4]]


@pytest.mark.slow
@pytest.mark.parametrize(("aslant", "bad"), [(0.0, False), (1.4, True)], ids=["clean", "aslant, blurred and grainy"])
def test_every_figure_of_a_scanned_page_is_read_and_sure(real_reports: Path, aslant: float, bad: bool) -> None:
    body = scanned(real_reports / "hongze_district_2023.pdf", 4, aslant=aslant, bad=bad)

    (page,) = read_scanned_pages(body, [1])

    requests, disputes = document_from_pages(Medium.PDF, [page.laid_out]).grids()

    assert figures(requests, 7) == TABLE_3
    assert figures(disputes, 15) == TABLE_4
    assert (unsure(requests, 7), unsure(disputes, 15)) == ([], [])


@pytest.mark.slow
def test_a_page_without_text_is_an_empty_page(real_reports: Path) -> None:
    file = BytesIO()
    Image.new("RGB", (600, 800), "white").save(file, "PDF")

    (seen,) = read_scanned_pages(file.getvalue(), [1])
    page = seen.laid_out

    assert (page.number, page.words, page.rules) == (1, (), ())


@pytest.mark.slow
def test_a_figure_of_a_page_scanned_aslant_is_marked_where_it_stands_in_the_file(real_reports: Path) -> None:
    pdf = real_reports / "hongze_district_2023.pdf"
    with pypdfium2.PdfDocument(pdf) as document:
        width, height = document[3].get_size()

    straight = last_cell(read_pdf(scanned(pdf, 4), "scan.pdf"))
    aslant = last_cell(read_pdf(scanned(pdf, 4, aslant=2.0, bad=True), "scan.pdf"))

    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), 2.0, 1)
    assert np.abs(matrix @ [*straight, 1] - aslant).max() < 5


def last_cell(document: Document) -> tuple[float, float]:
    """The middle of the last cell of the last table, in points."""
    *_, grid = document.grids()
    box = grid.places[-1][-1].box
    assert box is not None
    return ((box.left + box.right) / 2, (box.top + box.bottom) / 2)
