"""An annotated document is written whole or not at all."""

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from crawler.domain.document import Document, Paragraph
from crawler.domain.errors import PrintingFailed
from crawler.domain.extraction import Extraction, Medium
from crawler.domain.report import Place
from monitor.annotation.writing import write_annotated

LINE = Place(line=1)
DOCUMENT = Document(Medium.TEXT, (Paragraph("予以公开 12", LINE),))
BODY = "予以公开 12".encode()


def test_a_page_is_written_for_every_medium(tmp_path: Path, four_cells: Callable[..., Extraction]) -> None:
    out = tmp_path / "out.HTML"

    write_annotated(out, BODY, DOCUMENT, four_cells(certain=LINE), "report.txt", {})

    assert "requests.granted.total = 12" in out.read_text("utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["out.HTML"]


def test_what_cannot_be_printed_leaves_what_stood_there(tmp_path: Path, four_cells: Callable[..., Extraction]) -> None:
    out = tmp_path / "out.pdf"
    out.write_bytes(b"before")
    nowhere = {"PATH": str(tmp_path), "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path)}

    with pytest.raises(PrintingFailed, match="install one"):
        write_annotated(out, BODY, DOCUMENT, four_cells(), "report.txt", nowhere)

    assert out.read_bytes() == b"before"


def test_a_file_that_cannot_take_its_place_is_taken_away(tmp_path: Path, four_cells: Callable[..., Extraction]) -> None:
    out = tmp_path / "out.html"
    out.mkdir()

    with pytest.raises(OSError, match="directory"):
        write_annotated(out, BODY, DOCUMENT, four_cells(), "report.txt", {})

    assert [path.name for path in tmp_path.iterdir()] == ["out.html"]


def test_any_other_suffix_is_refused(tmp_path: Path, four_cells: Callable[..., Extraction]) -> None:
    with pytest.raises(ValueError, match="docx"):
        write_annotated(tmp_path / "out.docx", BODY, DOCUMENT, four_cells(), "report.txt", {})


@pytest.mark.slow
def test_a_browser_that_fails_is_said(tmp_path: Path, four_cells: Callable[..., Extraction]) -> None:
    browser = tmp_path / "chromium"
    browser.write_text("#!/bin/sh\nexit 3\n")
    browser.chmod(0o755)

    with pytest.raises(PrintingFailed, match="exit status 3"):
        write_annotated(tmp_path / "out.pdf", BODY, DOCUMENT, four_cells(), "x.txt", {"PATH": str(tmp_path)})


@pytest.mark.slow
def test_text_is_printed_by_a_browser(tmp_path: Path, four_cells: Callable[..., Extraction]) -> None:
    out = tmp_path / "out.pdf"

    write_annotated(out, BODY, DOCUMENT, four_cells(certain=LINE), "report.txt", os.environ)

    with pypdfium2.PdfDocument(out.read_bytes()) as pdf:
        text = pdf[0].get_textpage().get_text_bounded()
    assert "予以公开 12" in text
    assert "requests.granted.legal_service" in text


@pytest.mark.slow
def test_of_an_archive_the_member_is_shown(tmp_path: Path, four_cells: Callable[..., Extraction]) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("read.me", "…")
        archive.writestr("report.html", "<html><body><p id=a>12</p></body></html>")
    place = Place(path="/*[1]/*[1]/*[1]", member="report.html")

    write_annotated(tmp_path / "out.html", packed.getvalue(), DOCUMENT, four_cells(certain=place), "report.zip", {})

    assert '<p class="gongkai-certain" id="a"' in (tmp_path / "out.html").read_text("utf-8")
