"""The tables of one page: the lattices that hold words, and the cells with theirs."""

from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from crawler.domain.report import Box
from crawler.readers.geometry.bands import crossing, stacked
from crawler.readers.geometry.lattice import Lattice, Span, lattice_of
from crawler.readers.geometry.layout import LaidOutPage, Word
from crawler.readers.geometry.lines import TextLine, confidence_of, lines_of, text_of
from crawler.readers.geometry.rulings import rulings_of
from crawler.readers.geometry.words import join_boxes

_PROSE = 100
_OVERHANG = 0.3
_ROOM = 8.0
_MOST_PADDING = 6.0
"""Points; what word processors leave on each side, and a little more."""


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell, the squares it covers, and where it stands; its lines have `room` between its sides and their padding.

    A cell that a page break cut has the lines of both parts.
    """

    span: Span
    lines: tuple[TextLine, ...]
    confidence: float | None
    page: int
    box: Box
    room: float

    @property
    def text(self) -> str:
        """What the cell says."""
        return text_of(self.lines, self.room)


@dataclass(frozen=True, slots=True)
class Table:
    """Cells between the edges of columns; `last_page` is where it ends, `box` where its part there stands."""

    edges: tuple[float, ...]
    rows: int
    cells: tuple[TableCell, ...]
    last_page: int
    box: Box


def tables_of(page: LaidOutPage) -> tuple[tuple[Table, ...], tuple[Word, ...]]:
    """The tables of a page, and the words that stand in none.

    A frame around a page, a box around prose and lines without words are no tables.
    """
    lattices = [lattice for ruling in rulings_of(page.rules) if (lattice := lattice_of(ruling)) is not None]
    words: Sequence[Word] = page.words
    tables: list[Table] = []
    for lattice in sorted(lattices, key=_size):
        inside, outside = _sorted_into(lattice, words)
        if _is_table(lattice, inside):
            tables.extend(_tables(lattice, inside, page.number))
            words = outside
    return tuple(tables), tuple(words)


def _size(lattice: Lattice) -> float:
    box = lattice.box
    return (box.right - box.left) * (box.bottom - box.top)


def _sorted_into(lattice: Lattice, words: Iterable[Word]) -> tuple[Mapping[Span, list[Word]], list[Word]]:
    inside: defaultdict[Span, list[Word]] = defaultdict(list)
    outside: list[Word] = []
    for word in words:
        span = lattice.cell_around(word.box)
        if span is None:
            outside.append(word)
        else:
            inside[span].append(word)
    return inside, outside


def _is_table(lattice: Lattice, inside: Mapping[Span, Sequence[Word]]) -> bool:
    if not inside or len(set(lattice.cells.values())) == 1:
        return False
    is_column = len(lattice.acrosses) == 2
    return not is_column or sum(len(word.text) for words in inside.values() for word in words) <= _PROSE


def _tables(lattice: Lattice, inside: Mapping[Span, Sequence[Word]], page: int) -> Iterator[Table]:
    for spans in stacked(_without_cut_off_foot(lattice, inside)):
        yield _table(lattice, spans, inside, page)


def _table(lattice: Lattice, spans: Collection[Span], inside: Mapping[Span, Sequence[Word]], page: int) -> Table:
    rows = sorted({span.top for span in spans if span in inside or _has_room(lattice, span.top)})
    columns = sorted({span.left for span in spans})
    astray = crossing(spans)
    cells = [
        _cell(lattice.box_of(span), at, inside.get(span, ()), page, sure=span not in astray)
        for span in spans
        if (at := _renumbered(span, rows, columns)).top < at.bottom
    ]
    edges = (*(lattice.acrosses[column] for column in columns), lattice.acrosses[max(span.right for span in spans)])
    box = join_boxes(lattice.box_of(span) for span in spans)
    return Table(edges, len(rows), with_padding(sorted(cells, key=_order)), page, box)


def _order(cell: TableCell) -> tuple[int, int]:
    return cell.span.top, cell.span.left


def _has_room(lattice: Lattice, row: int) -> bool:
    """Whether a line of text has room in a row; browsers end cells that span rows a little below their last."""
    return lattice.downs[row + 1] - lattice.downs[row] >= _ROOM


def _without_cut_off_foot(lattice: Lattice, inside: Container[Span]) -> Collection[Span]:
    """The cells without a last row that is only the border running on to the page break: nothing begins in it."""
    spans = set(lattice.cells.values())
    last = max(span.top for span in spans)
    if last == 0 or not lattice.is_cut_below or any(span in inside for span in spans if span.top == last):
        return spans
    return {span for span in spans if span.top < last}


def _renumbered(span: Span, rows: Sequence[int], columns: Sequence[int]) -> Span:
    """Where a cell stands among the steps of the lattice that are rows and columns; not all are."""

    def before(steps: Sequence[int], step: int) -> int:
        return sum(1 for one in steps if one < step)

    return Span(
        before(rows, span.top), before(columns, span.left), before(rows, span.bottom), before(columns, span.right)
    )


def _cell(box: Box, span: Span, words: Sequence[Word], page: int, *, sure: bool) -> TableCell:
    doubtful = not sure or any(_runs_over(word, box) for word in words)
    return TableCell(span, lines_of(words), 0.0 if doubtful else confidence_of(words), page, box, box.right - box.left)


def with_padding(cells: Iterable[TableCell]) -> tuple[TableCell, ...]:
    """The cells of a table with the room that its padding leaves: as much as the line nearest to a side keeps."""
    every = tuple(cells)
    sides = (
        side
        for cell in every
        for line in cell.lines
        for side in (line.box.left - cell.box.left, cell.box.right - line.box.right)
    )
    padding = min(max(min(sides, default=0.0), 0.0), _MOST_PADDING)
    return tuple(replace(cell, room=cell.box.right - cell.box.left - 2 * padding) for cell in every)


def _runs_over(word: Word, box: Box) -> bool:
    """Whether a figure reaches so far over the side of its cell that it may be that of the cell beside."""
    width = word.box.right - word.box.left
    over = max(box.left - word.box.left, word.box.right - box.right)
    return any(character.isdecimal() for character in word.text) and over > _OVERHANG * width


def cells_in_row(table: Table, row: int) -> Iterator[TableCell]:
    """The cells that reach into a row, from the left."""
    reaching = (cell for cell in table.cells if cell.span.top <= row < cell.span.bottom)
    return iter(sorted(reaching, key=lambda cell: cell.span.left))
