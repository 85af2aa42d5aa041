"""What a PDF's text layer gives to others: its text in the order it is written, and its words and lines by place."""

import io
import logging

import pdfplumber
import pypdfium2
from pdfplumber.page import Page

from crawler.domain.report import Box
from crawler.readers.geometry import LaidOutPage, Rule, Word
from tests.making.ofd import write_ofd

# It warns of every font that Chromium embeds.
logging.getLogger("pdfminer").setLevel(logging.ERROR)


def as_pdf_text(body: bytes) -> bytes:
    """The text of all pages, as converters extract it."""
    document = pypdfium2.PdfDocument(body)
    try:
        return "\n\n".join(page.get_textpage().get_text_range() for page in document).encode()
    finally:
        document.close()


def as_ofd(body: bytes) -> bytes:
    """An OFD that shows the words and lines of a PDF."""
    with pdfplumber.open(io.BytesIO(body)) as document:
        return write_ofd([_laid_out(page) for page in document.pages])


def _laid_out(page: Page) -> LaidOutPage:
    return LaidOutPage(
        page.page_number,
        float(page.width),
        float(page.height),
        tuple(Word(word["text"], _box(word)) for word in page.extract_words(x_tolerance=1)),
        tuple(Rule(_box(edge)) for edge in page.edges),
    )


def _box(thing: dict[str, float]) -> Box:
    return Box(thing["x0"], thing["top"], thing["x1"], thing["bottom"])
