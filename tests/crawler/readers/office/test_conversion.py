"""DOC, WPS and RTF are read through other programs, or the refusal says which program is missing."""

import shutil
from io import BytesIO
from pathlib import Path

import docx
import olefile
import pytest

from crawler.domain.errors import NotReadable
from crawler.domain.extraction import Medium
from crawler.readers.office.conversion import read_doc, read_rtf
from crawler.readers.office.program import FindProgram
from tests.making.office import converted

RTF = rb"{\rtf1\ansi\ansicpg936 {\b \u25919?\u24220?} 12\par}"


def nothing_installed(_: str) -> None:
    """A machine without any of the programs."""
    return


def only(name: str, path: str) -> FindProgram:
    """A machine with one of the programs."""
    return lambda wanted: path if wanted == name else None


def program(folder: Path, script: str) -> str:
    """A program of our own in the place of LibreOffice."""
    file = folder / "soffice"
    file.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    file.chmod(0o755)
    return str(file)


def word_97(*, last: str | None) -> bytes:
    """A document of Word 97 with a merged cell, and that paragraph at its end."""
    written, target = docx.Document(), BytesIO()
    written.add_paragraph("一、总体情况")
    table = written.add_table(rows=2, cols=3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "结果"
    table.cell(0, 2).text = "17"
    table.cell(1, 1).text = "2"
    if last is not None:
        written.add_paragraph(last)
    written.save(target)
    return converted([target.getvalue()], "docx", "doc")[0]


@pytest.fixture(scope="module")
def old_document() -> bytes:
    return word_97(last="完")


@pytest.mark.slow
def test_a_document_of_word_97_keeps_its_merged_and_its_blank_cells(old_document: bytes) -> None:
    document = read_doc(old_document, "old.doc")

    (grid,) = document.grids()
    assert document.medium is Medium.DOC
    assert [paragraph.text for paragraph in document.paragraphs()] == ["一、总体情况", "完"]
    assert grid.rows == (("结果", "", "17"), ("结果", "2", ""))


@pytest.mark.slow
def test_rich_text_is_read() -> None:
    document = read_rtf(RTF, "report.rtf")

    assert (document.medium, [block.text for block in document.paragraphs()]) == (Medium.RTF, ["政府 12"])


@pytest.mark.slow
def test_rich_text_that_is_called_a_document_of_word_is_read_as_what_it_is() -> None:
    assert [block.text for block in read_doc(RTF, "report.doc").paragraphs()] == ["政府 12"]


@pytest.mark.slow
def test_without_libreoffice_antiword_reads_and_its_reading_is_doubted(old_document: bytes) -> None:
    document = read_doc(old_document, "old.doc", only("antiword", shutil.which("antiword") or ""))

    assert [paragraph.text for paragraph in document.paragraphs()] == ["一、总体情况", "完"]
    assert [doubt.code for doubt in document.doubts] == ["tables_as_text"]
    assert all(place.line is not None for grid in document.grids() for row in grid.places for place in row)


@pytest.mark.slow
def test_a_table_at_the_very_end_is_not_left_to_libreoffice_which_runs_its_figures_together() -> None:
    body = word_97(last=None)

    by_antiword = read_doc(body, "old.doc")

    assert [grid.rows for grid in by_antiword.grids()] == [(("结果", "", "17"), ("", "2", ""))]
    with pytest.raises(NotReadable, match="needs antiword"):
        read_doc(body, "old.doc", only("soffice", shutil.which("soffice") or ""))


@pytest.mark.parametrize("read", [read_doc, read_rtf])
def test_without_any_program_the_refusal_names_the_one_that_is_needed(read: object) -> None:
    assert callable(read)
    with pytest.raises(NotReadable, match="needs LibreOffice: apt-get install libreoffice-writer-nogui"):
        read(RTF, "report.rtf", nothing_installed)


@pytest.mark.slow
def test_a_protected_document_says_so(old_document: bytes) -> None:
    with olefile.OleFileIO(BytesIO(old_document)) as file:
        head = old_document.index(file.openstream("WordDocument").read(64))
    locked = bytearray(old_document)
    locked[head + 11] |= 0x01

    with pytest.raises(NotReadable, match="protected by a password"):
        read_doc(bytes(locked), "locked.doc")


@pytest.mark.slow
def test_a_program_that_makes_nothing_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotReadable, match="could not open it"):
        read_doc(b"\xd0\xcf\x11\xe0", "broken.doc", only("soffice", program(tmp_path, "exit 0")))


@pytest.mark.slow
@pytest.mark.parametrize("size", [600, 5000])
def test_a_document_that_is_cut_off_is_read_or_refused(old_document: bytes, size: int) -> None:
    with pytest.raises(NotReadable):
        read_doc(old_document[:size], "cut.doc")


@pytest.mark.slow
def test_the_program_sees_a_folder_of_its_own_and_no_network(tmp_path: Path) -> None:
    report = tmp_path / "seen"
    script = f'for last; do :; done; echo "$HOME $PWD $last $http_proxy" > {report}'

    with pytest.raises(NotReadable):
        read_rtf(RTF, "report.rtf", only("soffice", program(tmp_path, script)))

    home, folder, file, proxy = report.read_text("utf-8").split()
    assert home == folder == str(Path(file).parent)
    assert (Path(file).name, proxy) == ("report.rtf", "http://127.0.0.1:9")
    assert not Path(home).exists()
