"""Writes a document with its cells marked, as a page or as a PDF, whatever medium it came in."""

import os
from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from pathlib import Path

from crawler.domain.document import Document
from crawler.domain.extraction import Extraction, Medium
from crawler.domain.report import Unsure
from crawler.flow import read_with_document
from crawler.readers.archives.members import members
from crawler.readers.medium import is_saved_page, medium_of
from monitor.annotation.blocks_page import blocks_page
from monitor.annotation.marks import marks_of
from monitor.annotation.original_page import original_page
from monitor.annotation.page_images import page_of_image, pages_of_pdf, pages_page
from monitor.annotation.pdf_marks import mark_image, mark_pdf
from monitor.annotation.printing import print_page


class AnnotationFormat(StrEnum):
    """What an annotated document is written as: the suffix of its file."""

    HTML = ".html"
    PDF = ".pdf"


def write_annotated(
    out: Path, body: bytes, document: Document, extraction: Extraction, title: str, environ: Mapping[str, str]
) -> None:
    """Write the document that was read from these bytes to `out`, with every read cell marked.

    The suffix of `out` says as what; raises ValueError for one that is no AnnotationFormat, PrintingFailed where
    a browser is needed and does not do it, and OSError. What stood there stays until the new one is whole.
    """
    written_as = AnnotationFormat(out.suffix.lower())
    body, extraction = taken_out(body, extraction, title)
    if written_as is AnnotationFormat.HTML:
        written = annotated_page(body, document, extraction, title).encode("utf-8", "replace")
    else:
        written = annotated_pdf(body, document, extraction, title, environ)
    _replace(out, written)


def taken_out(body: bytes, extraction: Extraction, source: str) -> tuple[bytes, Extraction]:
    """The file in an archive that the report was read from, and its reading as if it had been there by itself."""
    cells = extraction.report.cells
    name = next((cell.where.member for cell in cells.values() if cell.where.member is not None), None)
    if name is None:
        return body, extraction
    inner = next((member.body for member in members(body, source) if member.name == name), body)
    placed = {address: replace(cell, where=replace(cell.where, member=None)) for address, cell in cells.items()}
    return inner, replace(extraction, report=replace(extraction.report, cells=placed))


def annotated_page(body: bytes, document: Document, extraction: Extraction, title: str) -> str:
    """The document as one page of HTML: the original page, pictures of its pages, or the blocks we read."""
    marks, doubts, medium = marks_of(extraction), _general_doubts(extraction), medium_of(body)
    if medium is Medium.HTML and not is_saved_page(body):
        return original_page(body, marks, title, doubts)
    if medium is Medium.PDF:
        return pages_page(pages_of_pdf(body, title), marks, title, doubts)
    if medium is Medium.IMAGE:
        return pages_page((page_of_image(body, title),), marks, title, doubts)
    return blocks_page(document, marks, title, doubts)


def placed_page(
    body: bytes, extraction: Extraction, address: str, pictures: Mapping[str, bytes], *, telling: bool
) -> str:
    """The archived document of an address as a page to be shown beside what was read from it.

    Every cell has its name there, and where its place cannot be marked, the page says so. `telling` says whether the
    reasons for our doubts are told. What a person corrected is marked as what we are not sure to have read. Raises
    NotReadable, and NotAnAnnualReport where today's code reads the bytes as none.
    """
    body, extraction = taken_out(body, _as_read(extraction), address)
    medium = medium_of(body)
    marks = marks_of(extraction)
    if not telling:
        marks = tuple(replace(mark, cells=tuple(replace(cell, reasons=()) for cell in mark.cells)) for mark in marks)
    doubts = _general_doubts(extraction) if telling else ()
    if medium is Medium.HTML and not is_saved_page(body):
        return original_page(body, marks, address, doubts, pictures)
    if medium is Medium.PDF:
        return pages_page(pages_of_pdf(body, address), marks, address, doubts)
    if medium is Medium.IMAGE:
        return pages_page((page_of_image(body, address),), marks, address, doubts)
    return blocks_page(read_with_document(body, address)[0], marks, address, doubts)


def _as_read(extraction: Extraction) -> Extraction:
    """The reading as it was made, unsure where a person found it wrong."""
    cells = {
        address: cell if cell.read is None else replace(cell.read, unsure=cell.read.unsure or Unsure.VALUE)
        for address, cell in extraction.report.cells.items()
    }
    return replace(extraction, report=replace(extraction.report, cells=cells))


def annotated_pdf(
    body: bytes, document: Document, extraction: Extraction, title: str, environ: Mapping[str, str]
) -> bytes:
    """The document as a PDF: with its own pages where it has any, else printed by a browser."""
    marks, doubts, medium = marks_of(extraction), _general_doubts(extraction), medium_of(body)
    if medium is Medium.PDF:
        return mark_pdf(body, marks, doubts, title)
    if medium is Medium.IMAGE:
        return mark_image(body, marks, doubts, title)
    return print_page(annotated_page(body, document, extraction, title), environ)


def _general_doubts(extraction: Extraction) -> tuple[str, ...]:
    return tuple(f"{doubt.code}: {doubt.message}" for doubt in extraction.doubts if not doubt.cells)


def _replace(out: Path, written: bytes) -> None:
    beside = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        beside.write_bytes(written)
        beside.replace(out)
    finally:
        beside.unlink(missing_ok=True)
