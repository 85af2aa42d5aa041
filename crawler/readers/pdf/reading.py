"""PDF files: their text layer page by page, with its tables; pages that are images are recognised."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pypdfium2

from crawler.domain.document import Document, Paragraph
from crawler.domain.errors import NotReadable
from crawler.domain.extraction import Doubt, Medium
from crawler.domain.report import Box, Place
from crawler.readers.geometry import LaidOutPage, document_from_pages, words_from
from crawler.readers.pdf.drawing import Drawing, drawing_of
from crawler.readers.pdf.frame import Frame
from crawler.readers.pdf.pictures import pictures_of
from crawler.readers.pdf.text import characters_of, is_cut_short, is_garbled, is_invisible, plain, turn_of
from crawler.readers.scanning.turn import Turn, turned_back
from crawler.readers.text import PAGE_NUMBER, without_page_numbers

_MOST_PAGES = 200
_FEW_CHARACTERS = 30
_SCANNED = 0.5
"""Which part of a scanned page its images cover, at least."""
_OUTLINES = 200
"""More paths than this on a page without characters: its letters are drawn."""
_LARGEST = 14_400.0
"""Points; no page of paper is wider, and no image of one could be held."""


@dataclass(frozen=True, slots=True)
class _Page:
    """A page as its text layer shows it; `needs_eyes` where that does not say what a person sees."""

    laid_out: LaidOutPage
    lines: tuple[str, ...]
    images: tuple[Box, ...]
    needs_eyes: bool
    is_whole: bool


def read_pdf(body: bytes, source: str) -> Document:
    """Read the text layer, and recognise the pages that have none; raises NotReadable for a file without either."""
    pages, doubts = _read_pages(body, source)
    unseen = tuple(page.laid_out.number for page in pages if page.needs_eyes)
    seen, turns = _recognised(body, unseen) if unseen else ({}, {})
    laid_out = [seen.get(page.laid_out.number, page.laid_out) for page in pages]
    if not any(page.words for page in laid_out):
        raise NotReadable(source, "a PDF without text, and none could be recognised on its pages")
    document = turned_back(document_from_pages(Medium.PDF, laid_out, tuple(_running(pages)), doubts), turns)
    images = {page.laid_out.number: page.images for page in pages if page.images and not page.needs_eyes}
    return replace(document, pictures=pictures_of(body, images, document.blocks))


def pages_without_text(body: bytes, source: str = "") -> tuple[int, ...]:
    """The pages, from 1, that a person can read and whose text layer is missing, garbled or hidden behind a scan."""
    pages, _ = _read_pages(body, source)
    return tuple(page.laid_out.number for page in pages if page.needs_eyes)


def _recognised(body: bytes, numbers: Sequence[int]) -> tuple[dict[int, LaidOutPage], dict[int, Turn]]:
    """The pages by their numbers, upright, and the way back to the pages as they are in the file."""
    # Loading what recognises images takes longer than reading a whole text layer.
    from crawler.readers.scanning.scanned_pages import read_scanned_pages

    seen = {page.laid_out.number: page for page in read_scanned_pages(body, numbers)}
    laid_out = {number: page.laid_out for number, page in seen.items()}
    return laid_out, {number: page.turn for number, page in seen.items()}


def _read_pages(body: bytes, source: str) -> tuple[tuple[_Page, ...], tuple[Doubt, ...]]:
    try:
        with pypdfium2.PdfDocument(body) as pdf:
            count = len(pdf)
            pages = [(number, _page_or_none(pdf, number)) for number in range(1, min(count, _MOST_PAGES) + 1)]
    except pypdfium2.PdfiumError as error:
        raise NotReadable(source, _why(error)) from error
    return tuple(page for _, page in pages if page is not None), tuple(_doubts(pages, count))


def _why(error: pypdfium2.PdfiumError) -> str:
    if "assword" in str(error):
        return "a PDF that opens only with a password"
    return f"a PDF that does not open: {error}"


def _doubts(pages: Sequence[tuple[int, _Page | None]], count: int) -> Iterator[Doubt]:
    if count > len(pages):
        yield Doubt("pages_left_out", f"of {count} pages only the first {len(pages)} were read")
    for number, page in pages:
        if page is None:
            yield Doubt("page_unreadable", f"page {number} is broken and was not read")
        elif not page.is_whole:
            yield Doubt("page_cut_short", f"page {number} draws more than any report does; not all of it was looked at")


def _page_or_none(pdf: pypdfium2.PdfDocument, number: int) -> _Page | None:
    try:
        page = pdf[number - 1]
        text = page.get_textpage()
    except pypdfium2.PdfiumError:
        return None
    try:
        return _page(page, text, number)
    finally:
        text.close()
        page.close()


def _page(page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage, number: int) -> _Page:
    frame = Frame.of(page, turn_of(text))
    drawing = drawing_of(page, frame)
    characters = tuple(characters_of(text, frame))
    count = sum(1 for one in characters if not one.text.isspace())
    needs_eyes = _fits(frame) and _needs_eyes(count, drawing, garbled=is_garbled(characters), text=text)
    words = () if is_garbled(characters) else words_from(characters, drawing.rules)
    return _Page(
        LaidOutPage(number, frame.width, frame.height, words, drawing.rules),
        tuple(_lines(text)),
        drawing.images if frame.turned == page.get_rotation() and _fits(frame) else (),
        needs_eyes,
        drawing.is_whole and not is_cut_short(text) and _fits(frame),
    )


def _fits(frame: Frame) -> bool:
    return max(frame.width, frame.height) <= _LARGEST


def _needs_eyes(count: int, drawing: Drawing, *, garbled: bool, text: pypdfium2.PdfTextPage) -> bool:
    if count == 0:
        return drawing.covered >= _SCANNED or drawing.paths > _OUTLINES
    if garbled:
        return True
    return drawing.covered >= _SCANNED and (count < _FEW_CHARACTERS or is_invisible(text))


def _running(pages: Sequence[_Page]) -> Iterator[Paragraph]:
    readable = [() if page.needs_eyes else page.lines for page in pages]
    for page, lines in zip(pages, without_page_numbers(readable), strict=True):
        yield from (Paragraph(line, Place(page=page.laid_out.number)) for line in lines)


def _lines(page: pypdfium2.PdfTextPage) -> Iterator[str]:
    for line in re.split(r"\r?\n", plain(page.get_text_bounded())):
        if line.strip() and not PAGE_NUMBER.fullmatch(line):
            yield line.strip()
