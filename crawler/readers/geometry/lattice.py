"""The cells that the lines of a ruling enclose."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from crawler.domain.report import Box
from crawler.readers.geometry.rulings import REACH, Ruling, Stretch

_DRAWN = 0.7
"""Which part of a side must be drawn for it to part two cells."""
_LOWEST = 6.5
"""Points; browsers end a cell that spans rows a little below its last row."""
_MOST_SQUARES = 20_000
_HANGING = 2.0
"""Points between the cut foot of a table and text that hangs out of it, at most."""

Square = tuple[int, int]
"""One step of the lattice: row and column, from 0."""


@dataclass(frozen=True, slots=True)
class Span:
    """The squares of one cell: from row and column to before row and column."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Lattice:
    """Where the lines of a ruling lie, and the cells between them; where it is cut below, text may hang out."""

    downs: tuple[float, ...]
    acrosses: tuple[float, ...]
    cells: Mapping[Square, Span]
    is_cut_below: bool = False

    @property
    def box(self) -> Box:
        """The box around all."""
        return Box(self.acrosses[0], self.downs[0], self.acrosses[-1], self.downs[-1])

    def box_of(self, span: Span) -> Box:
        """The box of a cell."""
        return Box(self.acrosses[span.left], self.downs[span.top], self.acrosses[span.right], self.downs[span.bottom])

    def cell_around(self, box: Box) -> Span | None:
        """The cell in which the middle of a box lies; None outside."""
        across, down = (box.left + box.right) / 2, (box.top + box.bottom) / 2
        if self.is_cut_below and down >= self.downs[-1] >= box.top - _HANGING:
            down = (self.downs[-2] + self.downs[-1]) / 2
        row, column = bisect_right(self.downs, down) - 1, bisect_right(self.acrosses, across) - 1
        return self.cells.get((row, column))


def lattice_of(ruling: Ruling) -> Lattice | None:
    """The lattice of a ruling; None where its lines enclose nothing, or more than a table has."""
    downs, acrosses = _positions(ruling.levels, _LOWEST), _positions(ruling.uprights, REACH)
    squares = (len(downs) - 1) * (len(acrosses) - 1)
    if min(len(downs), len(acrosses)) < 2 or squares > _MOST_SQUARES:
        return None
    sides = _Sides(ruling, downs, acrosses)
    cells: dict[Square, Span] = {}
    for region in _regions(sides):
        cells.update({square: span for span in _rectangles(region, sides) for square in _squares(span)})
    return Lattice(downs, acrosses, cells, ruling.is_cut_below)


def _positions(stretches: Sequence[Stretch], least: float) -> tuple[float, ...]:
    """Where the lines lie; of two so near that no text has room between them, the first."""
    positions: list[float] = []
    for at in sorted({one.at for one in stretches}):
        if not positions or at - positions[-1] > least:
            positions.append(at)
    return tuple(positions)


class _Sides:
    """Which sides of the squares are drawn."""

    def __init__(self, ruling: Ruling, downs: Sequence[float], acrosses: Sequence[float]) -> None:
        self.rows, self.columns = len(downs) - 1, len(acrosses) - 1
        self._above = _drawn_sides(ruling.levels, downs, acrosses)
        self._before = _drawn_sides(ruling.uprights, acrosses, downs)

    def above(self, square: Square) -> bool:
        """Whether the upper side is drawn; with the row after the last, the lower side of that."""
        return self._above[square[0]][square[1]]

    def before(self, square: Square) -> bool:
        """Whether the left side is drawn; with the column after the last, the right side of that."""
        return self._before[square[1]][square[0]]

    def neighbours(self, square: Square) -> Iterator[Square]:
        """The squares beside one, with no side drawn between."""
        row, column = square
        if row > 0 and not self.above(square):
            yield row - 1, column
        if row + 1 < self.rows and not self.above((row + 1, column)):
            yield row + 1, column
        if column > 0 and not self.before(square):
            yield row, column - 1
        if column + 1 < self.columns and not self.before((row, column + 1)):
            yield row, column + 1


def _drawn_sides(lines: Sequence[Stretch], positions: Sequence[float], steps: Sequence[float]) -> list[list[bool]]:
    """For each position whether a line is drawn there along each step; a line lies at one position only."""
    at: defaultdict[int, list[Stretch]] = defaultdict(list)
    for line in lines:
        at[bisect_right(positions, line.at) - 1].append(line)
    return [[_is_drawn(at[index], start, end) for start, end in pairwise(steps)] for index in range(len(positions))]


def _is_drawn(lines: Sequence[Stretch], start: float, end: float) -> bool:
    covered = (min(one.end, end) - max(one.start, start) for one in lines)
    return max(covered, default=0.0) >= _DRAWN * (end - start)


def _regions(sides: _Sides) -> Iterator[set[Square]]:
    """The squares in groups that no side parts."""
    left = {(row, column) for row in range(sides.rows) for column in range(sides.columns)}
    while left:
        region: set[Square] = set()
        waiting = [min(left)]
        while waiting:
            square = waiting.pop()
            if square not in region:
                region.add(square)
                waiting.extend(sides.neighbours(square))
        left -= region
        yield region


def _rectangles(region: Collection[Square], sides: _Sides) -> Iterator[Span]:
    """The region itself where it is a rectangle; else it is cut, row by row, into the widest."""
    rows, columns = [row for row, _ in region], [column for _, column in region]
    whole = Span(min(rows), min(columns), max(rows) + 1, max(columns) + 1)
    if len(region) == (whole.bottom - whole.top) * (whole.right - whole.left):
        yield whole
        return
    for row in sorted(set(rows)):
        left: int | None = None
        for column in range(whole.left, whole.right + 1):
            inside = (row, column) in region
            if left is not None and (not inside or sides.before((row, column))):
                yield Span(row, left, row + 1, column)
                left = None
            if inside and left is None:
                left = column


def _squares(span: Span) -> Iterator[Square]:
    return ((row, column) for row in range(span.top, span.bottom) for column in range(span.left, span.right))
