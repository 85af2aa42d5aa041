"""A second reading of PDF files by another library, for cells that the first leaves unsure."""

import io
import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, product
from typing import Any

import pdfplumber
from pdfminer.pdfexceptions import PDFException
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import PdfminerException

from crawler.domain.document import Document
from crawler.domain.errors import NotReadable
from crawler.domain.extraction import Medium
from crawler.domain.report import Box
from crawler.readers.geometry import Word, words_from
from crawler.readers.geometry.bands import crossing, stacked
from crawler.readers.geometry.lattice import Span
from crawler.readers.geometry.lines import lines_of
from crawler.readers.geometry.reading import PageContent, document_of
from crawler.readers.geometry.tables import Table, TableCell, with_padding
from crawler.readers.geometry.words import join_boxes
from crawler.readers.pdf.text import plain

_MOST_PAGES = 200
_NEAR = 3.0
_THICKEST = 4.0
_PROSE = 100


def read_pdf_otherwise(body: bytes, source: str) -> Document:
    """Read the text layer with the tables as pdfplumber finds them; raises NotReadable for a broken file."""
    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of every font that lacks a measure
    try:
        with pdfplumber.open(io.BytesIO(body)) as pdf:
            pages = [_content(page) for page in islice(pdf.pages, _MOST_PAGES)]
    except (PdfminerException, PDFException, ValueError, TypeError, KeyError, RecursionError) as error:
        raise NotReadable(source, f"a PDF that the second reading does not open: {error!r}") from error
    return document_of(Medium.PDF, pages)


def _content(page: Page) -> PageContent:
    words: Sequence[Word] = words_from(_character(page, one) for one in page.chars)
    tables: list[Table] = []
    for found in page.filter(_is_no_shading).find_tables():
        cells = [_moved(page, *cell) for cell in found.cells]
        inside, outside = _sorted_into(cells, words)
        if _is_table(cells, inside.values()):
            tables.extend(_tables(cells, inside, page.page_number))
            words = outside
    page.close()
    return PageContent(page.page_number, float(page.height), tuple(tables), lines_of(words))


def _is_no_shading(piece: dict[str, Any]) -> bool:
    """Whether a piece of the page is anything but a filled rectangle: its sides are no ruling lines."""
    if piece["object_type"] != "rect" or piece.get("stroke"):
        return True
    return bool(min(piece["width"], piece["height"]) <= _THICKEST)


def _character(page: Page, found: dict[str, Any]) -> Word:
    return Word(plain(found["text"]), _moved(page, found["x0"], found["top"], found["x1"], found["bottom"]))


def _moved(page: Page, left: float, top: float, right: float, bottom: float) -> Box:
    """A box counted from the corner of the page, wherever its coordinates begin."""
    return Box(left - page.bbox[0], top - page.bbox[1], right - page.bbox[0], bottom - page.bbox[1])


def _sorted_into(cells: Sequence[Box], words: Iterable[Word]) -> tuple[dict[int, list[Word]], list[Word]]:
    inside: defaultdict[int, list[Word]] = defaultdict(list)
    outside: list[Word] = []
    for one in words:
        across, down = (one.box.left + one.box.right) / 2, (one.box.top + one.box.bottom) / 2
        around = (at for at, cell in enumerate(cells) if _holds(cell, across, down))
        at = next(around, None)
        (outside if at is None else inside[at]).append(one)
    return inside, outside


def _holds(cell: Box, across: float, down: float) -> bool:
    return cell.left <= across < cell.right and cell.top <= down < cell.bottom


def _is_table(cells: Sequence[Box], inside: Iterable[Sequence[Word]]) -> bool:
    """A frame around text, or a column of prose, is none."""
    is_column = len(_positions(side for cell in cells for side in (cell.left, cell.right))) == 2
    return len(cells) > 1 and (not is_column or sum(len(word.text) for words in inside for word in words) <= _PROSE)


def _tables(cells: Sequence[Box], inside: dict[int, list[Word]], page: int) -> Iterator[Table]:
    downs = _positions(side for cell in cells for side in (cell.top, cell.bottom))
    edges = _positions(side for cell in cells for side in (cell.left, cell.right))
    words = {_span(cell, downs, edges): inside.get(at, []) for at, cell in enumerate(cells)}
    taken = {square for span in words for square in _squares(span)}
    for row, column in product(range(len(downs) - 1), range(len(edges) - 1)):
        if (row, column) not in taken:
            words[Span(row, column, row + 1, column + 1)] = []
    for spans in stacked(words):
        yield _table({span: words[span] for span in spans}, downs, edges, page)


def _table(words: Mapping[Span, Sequence[Word]], downs: Sequence[float], edges: Sequence[float], page: int) -> Table:
    """The table that cells make; those whose column is not sure have no confidence."""
    astray = crossing(words)
    top = min(span.top for span in words)
    columns = sorted({edge for span in words for edge in (span.left, span.right)})
    cells = with_padding(
        TableCell(
            Span(span.top - top, columns.index(span.left), span.bottom - top, columns.index(span.right)),
            lines_of(inside),
            0.0 if span in astray else None,
            page,
            Box(edges[span.left], downs[span.top], edges[span.right], downs[span.bottom]),
            edges[span.right] - edges[span.left],
        )
        for span, inside in words.items()
    )
    rows = max(cell.span.bottom for cell in cells)
    return Table(tuple(edges[at] for at in columns), rows, cells, page, join_boxes(cell.box for cell in cells))


def _positions(sides: Iterable[float]) -> tuple[float, ...]:
    positions: list[float] = []
    for side in sorted(sides):
        if not positions or side - positions[-1] > _NEAR:
            positions.append(side)
    return tuple(positions)


def _span(cell: Box, downs: Sequence[float], edges: Sequence[float]) -> Span:
    return Span(
        _nearest(downs, cell.top), _nearest(edges, cell.left), _nearest(downs, cell.bottom), _nearest(edges, cell.right)
    )


def _nearest(positions: Sequence[float], side: float) -> int:
    return min(range(len(positions)), key=lambda index: abs(positions[index] - side))


def _squares(span: Span) -> Iterator[tuple[int, int]]:
    return product(range(span.top, span.bottom), range(span.left, span.right))
