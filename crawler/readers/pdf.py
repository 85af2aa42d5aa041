"""PDF files with a text layer: their text, page by page."""

import re
from collections.abc import Iterator

import pypdfium2

from crawler.domain.document import Document, Paragraph
from crawler.domain.errors import NotReadable
from crawler.domain.extraction import Medium
from crawler.domain.report import Place
from crawler.readers.text import PAGE_NUMBER, without_page_numbers


def read_pdf(body: bytes, source: str) -> Document:
    """Read the text layer; raises NotReadable for a broken file and for one without text."""
    try:
        with pypdfium2.PdfDocument(body) as pdf:
            blocks = tuple(_paragraphs(pdf))
    except pypdfium2.PdfiumError as error:
        raise NotReadable(source, f"a PDF that does not open: {error}") from error
    if not blocks:
        raise NotReadable(source, "a PDF without a text layer: its pages are images")
    return Document(Medium.PDF, blocks)


def _paragraphs(pdf: pypdfium2.PdfDocument) -> Iterator[Paragraph]:
    pages = [_lines(page.get_textpage().get_text_bounded()) for page in pdf]
    for number, lines in enumerate(without_page_numbers(pages), start=1):
        yield from (Paragraph(line, Place(page=number)) for line in lines)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in re.split(r"\r?\n", text) if line.strip() and not PAGE_NUMBER.fullmatch(line)]
