"""Bytes to Document: one module for each medium, chosen by the first bytes."""

from collections.abc import Callable, Mapping

from crawler.domain.document import Document
from crawler.domain.errors import NotReadable
from crawler.domain.extraction import Medium
from crawler.readers.html import read_html
from crawler.readers.medium import medium_of
from crawler.readers.pdf import read_pdf
from crawler.readers.text import read_text

READERS: Mapping[Medium, Callable[[bytes, str], Document]] = {
    Medium.HTML: read_html,
    Medium.PDF: read_pdf,
    Medium.TEXT: read_text,
}


def read_document(body: bytes, source: str) -> Document:
    """Read bytes of any medium we know; raises NotReadable, naming the source, for the others."""
    medium = medium_of(body)
    if medium not in READERS:
        raise NotReadable(source, _reason(body))
    return READERS[medium](body, source)


def _reason(body: bytes) -> str:
    return f"of no medium we read, it begins with {body[:8]!r}" if body.strip() else "it is empty"
