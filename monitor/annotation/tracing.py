"""Where one figure stands: its place, and what is printed around it, so that a person finds it on the page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from crawler.domain.document import Document, Paragraph
from crawler.domain.extraction import Doubt, Extraction
from crawler.domain.report import Address, Cell, Place
from crawler.forms import standard_addresses
from monitor.annotation.marks import names_one_cell

_NEAREST = 3
_LIKENESS = 0.3
_LINES_AROUND = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """One text beside a figure; `here` where it is the figure's own."""

    text: str
    here: bool


@dataclass(frozen=True, slots=True)
class Trace:
    """What leads back from an address to the source; `cell` is None where the document does not print it.

    `around` is the row of the table as printed, labels and figures, or in running text the lines beside it.
    """

    address: Address
    cell: Cell | None
    doubts: tuple[Doubt, ...] = ()
    around: tuple[Piece, ...] = ()


def known_address(text: str) -> Address | None:
    """The address that a form has and that is written so."""
    return next((address for address in standard_addresses() if str(address) == text), None)


def nearest_addresses(text: str) -> list[str]:
    """The addresses of the forms that look most like a text that is none.

    >>> nearest_addresses("requests.granted.totl")[0]
    'requests.granted.total'
    """
    return get_close_matches(text, [str(address) for address in standard_addresses()], _NEAREST, _LIKENESS)


def trace(document: Document, extraction: Extraction, address: Address) -> Trace:
    """Where the figure at an address stands in the document it was read from."""
    cell = extraction.report.cells.get(address)
    if cell is None:
        return Trace(address, None)
    # The document of an archive is that of its member, which does not know in what it was.
    doubts = tuple(doubt for doubt in extraction.doubts if address in doubt.cells)
    return Trace(address, cell, doubts, tuple(_around(document, replace(cell.where, member=None))))


def _around(document: Document, place: Place) -> Iterator[Piece]:
    if place == Place():
        return
    for grid in document.grids():
        for row, places in zip(grid.rows, grid.places, strict=True):
            if place in places:
                yield from _row(row, places, place)
                return
    for lines in (tuple(document.paragraphs()), document.running):
        if any(line.place == place for line in lines):
            yield from _lines(lines, place)
            return


def _row(row: Sequence[str], places: Sequence[Place], place: Place) -> Iterator[Piece]:
    """The row's texts, each as often as it is printed: a cell that spans columns once."""
    before: Place | None = None
    for text, here in zip(row, places, strict=True):
        if here != before or not names_one_cell(here):
            yield Piece(text, here == place)
        before = here


def _lines(lines: Sequence[Paragraph], place: Place) -> Iterator[Piece]:
    """The lines of that place with a few before and after; of a page that is one place, none but the page is known."""
    at = [index for index, line in enumerate(lines) if line.place == place]
    if len(at) > 1:
        return
    for line in lines[max(at[0] - _LINES_AROUND, 0) : at[0] + _LINES_AROUND + 1]:
        yield Piece(line.text, line.place == place)
