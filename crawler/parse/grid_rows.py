"""Rows of grids: which cells are a row's own, and which cells stand behind its label."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from operator import eq

from crawler.domain.document import Grid
from crawler.domain.normalise import normalise
from crawler.domain.report import CellState, Place
from crawler.parse.alignment import Printed
from crawler.parse.figures import is_free_figure, read_figure


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row of a grid: its cells as printed, their normalised labels, its number and its grid's width.

    `words` are the labels that are text.
    """

    cells: tuple[Printed, ...]
    labels: tuple[str, ...]
    words: tuple[str, ...]
    number: int
    width: int

    @property
    def is_blank(self) -> bool:
        """Whether no cell has text."""
        return not any(self.labels)

    @property
    def is_of_values(self) -> bool:
        """Whether the row has no labels: most of what it prints is figures, or says that there are none."""
        printed = [cell.raw for cell in self.cells if cell.raw.strip()] if self.words else []
        return 2 * sum(read_figure(raw).state is CellState.TEXT for raw in printed) <= len(printed)

    @property
    def is_marked_up(self) -> bool:
        """Whether markup says in which column a cell stands; in text a converter may have lost columns."""
        return all(cell.place.line is None for cell in self.cells)

    def is_own(self, index: int) -> bool:
        """Whether a cell begins in this row, and does not hang into it from one above."""
        return self.cells[index].place.row == self.number

    def behind(self, index: int, *, merged: bool) -> tuple[tuple[int, Printed], ...]:
        """The cells behind an index, each with its own.

        One that spans several columns prints its text once; merged, it counts as one cell.
        """
        first = index + 1 if index >= 0 else 0
        cells = self.cells[first:]
        places = [cell.place for cell in cells]
        copies = [False, *map(eq, places, places[1:])]
        if not any(copies):
            return tuple(enumerate(cells, start=first))
        marked = zip(count(first), cells, copies, strict=False)
        if merged:
            return tuple((at, cell) for at, cell, is_copy in marked if not is_copy)
        return tuple((at, Printed("", cell.place) if is_copy else cell) for at, cell, is_copy in marked)

    def shared(self, index: int) -> frozenset[Place]:
        """The places of filled cells behind an index that this row shares with one above."""
        behind = range(index + 1, len(self.cells))
        return frozenset(self.cells[at].place for at in behind if self.labels[at] and not self.is_own(at))


def rows_of(grid: Grid) -> Iterator[GridRow]:
    """The rows of a grid, without the blank ones that part a row of figures from its header."""
    rows = list(_rows(grid))
    for row, following in zip(rows, (*rows[1:], None), strict=False):
        if not (row.is_blank and following is not None and following.is_of_values):
            yield row


def _rows(grid: Grid) -> Iterator[GridRow]:
    width = max((len(row) for row in grid.rows), default=0)
    unsaid = tuple((None,) * len(texts) for texts in grid.rows)
    rows = zip(grid.rows, grid.places, grid.confidences or unsaid, strict=True)
    for number, (texts, places, confidences) in enumerate(rows, start=1):
        cells = tuple(map(Printed, texts, places, confidences))
        labels = tuple(map(normalise, texts))
        words = tuple([label for label in labels if label and not is_free_figure(label)])
        yield GridRow(cells, labels, words, number, width)
