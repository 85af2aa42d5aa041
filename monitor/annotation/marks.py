"""What a person is to see of each cell: how far we trust our reading, why, and where it stands."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from crawler.domain.extraction import Doubt, Extraction
from crawler.domain.report import Address, Cell, CellState, Place, Unsure


class Tone(StrEnum):
    """How far a cell was understood, best first. A doubted cell is uncertain, whatever it says of itself."""

    CERTAIN = "certain"
    BLANK = "blank"
    UNCERTAIN = "uncertain"
    UNREAD = "unread"


ANCHOR = "gongkai-"
"""What the names of our own places on an annotated page begin with, and no other."""

_WORST_FIRST = (Tone.UNREAD, Tone.UNCERTAIN, Tone.CERTAIN, Tone.BLANK)
_UNSURE = {
    Unsure.COLUMN: "the row prints this figure, but in which of its columns is not certain",
    Unsure.VALUE: "the figure itself is not certain",
}
_STATES = {
    CellState.BLANK: "blank",
    CellState.NOT_APPLICABLE: "not applicable",
    CellState.TEXT: "text, no figure",
    CellState.UNREAD: "unread",
}


@dataclass(frozen=True, slots=True)
class CellMark:
    """One cell as it is marked: its tone, and every reason we have to doubt it."""

    address: Address
    cell: Cell
    tone: Tone
    reasons: tuple[str, ...]

    @property
    def anchor(self) -> str:
        """The name of its place on the annotated page: an address ends in `#` and this to lead there."""
        return anchor_of(self.address)

    @property
    def value(self) -> str:
        """The figure in words: a count, an amount in 万元, or what else the cell prints."""
        return f"{self.cell.value:f}" if self.cell.value is not None else _STATES.get(self.cell.state, "no figure")

    @property
    def title(self) -> str:
        """What a person reads who points at the cell."""
        raw = f" (printed: {self.cell.raw})" if self.cell.raw else ""
        return "\n".join((f"{self.address} = {self.value}{raw}: {self.tone}", *self.reasons))


@dataclass(frozen=True, slots=True)
class Mark:
    """One place of the source with every cell that was read there: figures run together share theirs."""

    place: Place
    cells: tuple[CellMark, ...]

    @property
    def tone(self) -> Tone:
        """The worst of its cells."""
        return worst(mark.tone for mark in self.cells)

    @property
    def title(self) -> str:
        """What a person reads who points at the place."""
        return "\n".join(mark.title for mark in self.cells)


def anchor_of(address: Address) -> str:
    """The name of a cell's place on an annotated page.

    >>> anchor_of(Address.parse("requests.granted.total"))
    'gongkai-requests.granted.total'
    """
    return f"{ANCHOR}{address}"


def names_one_cell(place: Place) -> bool:
    """Whether a place is that of a single cell, and not of a whole line or page."""
    return place.column is not None or place.box is not None or place.path is not None


def worst(tones: Iterator[Tone]) -> Tone:
    """The tone of what several cells share; a figure among blanks is the figure."""
    return min(tones, key=_WORST_FIRST.index)


def marks_of(extraction: Extraction) -> tuple[Mark, ...]:
    """Every cell of a report by the place it stands in, in the order of the form."""
    places: dict[Place, list[CellMark]] = {}
    for mark in cell_marks(extraction):
        places.setdefault(mark.cell.where, []).append(mark)
    return tuple(Mark(place, tuple(cells)) for place, cells in places.items())


def cell_marks(extraction: Extraction) -> Iterator[CellMark]:
    """Every cell of a report with its tone and the reasons for it."""
    doubts = _by_cell(extraction.doubts)
    for address, cell in extraction.report.cells.items():
        about = doubts.get(address, ())
        yield CellMark(address, cell, _tone(cell, doubted=bool(about)), tuple(_reasons(cell, about)))


def _by_cell(doubts: Sequence[Doubt]) -> Mapping[Address, Sequence[Doubt]]:
    found: dict[Address, list[Doubt]] = {}
    for doubt in doubts:
        for address in doubt.cells:
            found.setdefault(address, []).append(doubt)
    return found


def _tone(cell: Cell, *, doubted: bool) -> Tone:
    if cell.state is CellState.UNREAD:
        return Tone.UNREAD
    if doubted or not cell.certain or cell.state is CellState.TEXT:
        return Tone.UNCERTAIN
    return Tone.BLANK if cell.state is CellState.BLANK else Tone.CERTAIN


def _reasons(cell: Cell, doubts: Sequence[Doubt]) -> Iterator[str]:
    if cell.unsure is not None:
        yield _UNSURE[cell.unsure]
    if cell.by is not None:
        yield f"not read at its place, but found by {cell.by}"
    if cell.confidence is not None:
        yield f"its characters were recognised with confidence {cell.confidence:.2f}"
    yield from (f"{doubt.code}: {doubt.message}" for doubt in doubts)
