"""PDF files with a text layer: their text, page by page."""

import re
from collections.abc import Iterator

import pypdfium2

from crawler.domain.document import Document, Paragraph
from crawler.domain.errors import NotReadable
from crawler.domain.extraction import Medium
from crawler.domain.report import Place
from crawler.readers.text import PAGE_NUMBER


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
    for number, page in enumerate(pdf, start=1):
        for line in re.split(r"\r?\n", page.get_textpage().get_text_bounded()):
            if line.strip() and not PAGE_NUMBER.fullmatch(line):
                yield Paragraph(line.strip(), Place(page=number))
