"""Bytes to Document: one module for each medium, chosen by the first bytes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from crawler.domain.document import Document
from crawler.domain.errors import NotReadable
from crawler.domain.extraction import Medium
from crawler.readers.confinement import CONVERSIONS, DOCUMENTS, RECOGNITION, Limits, confined
from crawler.readers.html.reading import read_html
from crawler.readers.medium import is_saved_page, medium_of, why_unknown
from crawler.readers.pictures import PictureOf, with_pictures
from crawler.readers.size import no_larger_than_a_report
from crawler.readers.text import read_text


@dataclass(frozen=True, slots=True)
class Confined:
    """A reader of a complex format by its name: its libraries are loaded in a child process only."""

    name: str
    limits: Limits

    def __call__(self, body: bytes, source: str) -> Document:
        """Read within the limits; raises NotReadable beyond them, too."""
        document: Document = confined(self.name, self.limits, body, source)
        return document


READERS: Mapping[Medium, Callable[[bytes, str], Document]] = {
    Medium.HTML: read_html,
    Medium.TEXT: read_text,
    Medium.PDF: Confined("crawler.readers.pdf.reading:read_pdf", DOCUMENTS),
    Medium.IMAGE: Confined("crawler.readers.scanning.image_file:read_image", RECOGNITION),
    Medium.DOCX: Confined("crawler.readers.word.document:read_docx", DOCUMENTS),
    Medium.DOC: Confined("crawler.readers.office.conversion:read_doc", CONVERSIONS),
    Medium.RTF: Confined("crawler.readers.office.conversion:read_rtf", CONVERSIONS),
    Medium.XLSX: Confined("crawler.readers.workbook.reading:read_xlsx", DOCUMENTS),
    Medium.XLS: Confined("crawler.readers.workbook.reading:read_xls", DOCUMENTS),
    Medium.OFD: Confined("crawler.readers.ofd.reading:read_ofd", DOCUMENTS),
}
"""Who reads which medium. ZIP and RAR are not read but opened: see crawler.readers.archives.members."""

_PDF_OTHERWISE = Confined("crawler.readers.pdf.otherwise:read_pdf_otherwise", DOCUMENTS)
_SAVED_PAGE = Confined("crawler.readers.html.saved_page:read_saved_page", DOCUMENTS)
# Large pages and texts are no longer harmless; that they have more to read is no reason to wait longer for them.
_AT_ONCE = replace(DOCUMENTS, seconds_per_megabyte=0.0)
_LARGE = {
    Medium.HTML: Confined("crawler.readers.html.reading:read_html", _AT_ONCE),
    Medium.TEXT: Confined("crawler.readers.text:read_text", _AT_ONCE),
}
_LARGE_FROM = 250_000


def read_document(body: bytes, source: str) -> Document:
    """Read bytes of any medium we know; raises NotReadable, naming the source, for the others."""
    return no_larger_than_a_report(_reader_of(body, source)(body, source), source)


def _reader_of(body: bytes, source: str) -> Callable[[bytes, str], Document]:
    medium = medium_of(body)
    if medium in (Medium.ZIP, Medium.RAR):
        raise NotReadable(source, "an archive, of which only the members can be read")
    if medium not in READERS:
        raise NotReadable(source, why_unknown(body))
    if medium is Medium.HTML and is_saved_page(body):
        return _SAVED_PAGE
    return _LARGE.get(medium, READERS[medium]) if len(body) > _LARGE_FROM else READERS[medium]


def read_otherwise(body: bytes, source: str, medium: Medium) -> Document | None:
    """A second, unlike reading for cells that the first left unsure; None where the medium has no other."""
    return _PDF_OTHERWISE(body, source) if medium is Medium.PDF else None


def read_pictures(document: Document, picture_of: PictureOf, source: str) -> Document:
    """The document with what stands on its images in their places."""
    return with_pictures(document, picture_of, _read_picture, source)


def _read_picture(body: bytes, name: str) -> Document:
    if medium_of(body) is not Medium.IMAGE:
        raise NotReadable(name, "not an image")
    return READERS[Medium.IMAGE](body, name)
