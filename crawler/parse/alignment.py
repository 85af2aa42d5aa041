"""Which figure of a row belongs to which column.

A row is certain where only one alignment is possible. Where the source has lost the columns, the sums
of the row say which placements can be true; what they do not settle stays unsure and carries no verdict.
"""

from collections.abc import Callable, Collection, Container, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from crawler.domain.report import Cell, CellState, Place, Unsure
from crawler.forms.form import Column
from crawler.parse.figures import read_figure
from crawler.parse.run_together import parted

SURE = 0.9
"""From this confidence on, two looks at a cell of an image agree and are sure."""

COLUMN_LOST = "column_lost"
TOO_MANY_VALUES = "too_many_values"
ROW_LOST = "row_lost"
FIGURES_ASTRAY = "figures_astray"
RUN_TOGETHER = "run_together"
ADDS_NOT_UP = "row_does_not_add_up"
CELL_SHARED = "cell_shared"
COLUMNS_UNKNOWN = "columns_unknown"


@dataclass(frozen=True, slots=True)
class Printed:
    """One value as it is printed, and where; `confidence` where it was recognised on an image."""

    raw: str
    place: Place
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Aligned:
    """The cells of a row in the order of the columns, and what we doubt of their alignment.

    `printed` is how many figures the row prints where these are more than the columns.
    """

    cells: tuple[Cell, ...]
    doubt: str | None = None
    printed: int | None = None

    @property
    def certain(self) -> bool:
        """Whether nothing is doubted."""
        return self.doubt is None and all(cell.certain for cell in self.cells)


Sums = Callable[[Sequence[Decimal | None]], bool]
"""Says whether a row, its blanks taken as none, can be true by the sums of the form."""


def align_grid_row(
    printed: Sequence[Printed],
    columns: Sequence[Column],
    sums: Sums | None,
    starts: Container[int] = frozenset(),
    *,
    exact: bool = False,
    at_edge: bool = False,
) -> Aligned:
    """Align the cells of a grid that stand right of the label, blanks included.

    `starts` are the places among them where headers and full rows show the first column; `exact` says that
    rows cannot have slipped against these, else their sums must agree; `at_edge` that the row reaches the
    column of totals. A row that is longer than the form has blanks at its ends: the figures must fit one
    window of the form's width, and that is certain where it is shown, or where they fill both its ends.
    """
    width = len(columns)
    windows = _windows(printed, width)
    if not any(map(_filled, printed)):
        return _cells(printed[:width], columns) if windows else align_figures((), columns, sums)
    shown = [start for start in windows if start in starts]
    if len(shown) == 1 and (exact or (len(windows) == 1 and _proves(printed[shown[0] : shown[0] + width], sums))):
        return _cells(printed[shown[0] : shown[0] + width], columns)
    if len(windows) == 1 and _fills_both_ends(printed[windows[0] : windows[0] + width]):
        return _cells(printed[windows[0] : windows[0] + width], columns)
    if at_edge and len(printed) < width and (ended := _ends_in_total(printed, columns)) is not None:
        return ended
    return align_figures([value for value in printed if _filled(value)], columns, sums)


def align_figures(printed: Sequence[Printed], columns: Sequence[Column], sums: Sums | None) -> Aligned:
    """Align figures of which only the order is known; without sums to hold them to, fewer than columns stay unread."""
    if not printed:
        return Aligned(tuple(Cell(CellState.BLANK) for _ in columns))
    if len(printed) == len(columns):
        return _cells(printed, columns)
    if len(printed) > len(columns):
        return _too_many(printed, columns)
    if len(printed) == 1 and (figures := parted(printed[0].raw, len(columns), sums)) is not None:
        return _run_together(printed[0], figures, columns, sums)
    if sums is None:
        return unread(columns, COLUMN_LOST)
    return _by_sums(printed, columns, sums)


def agreed(one: Aligned, other: Aligned) -> Aligned:
    """Of two ways to align a row the certain one; where both are certain and differ, none is."""
    if one == other or not other.certain:
        return one
    return Aligned(tuple(Cell(CellState.UNREAD) for _ in one.cells), COLUMN_LOST) if one.certain else other


def doubted(aligned: Aligned, doubt: str, columns: Collection[int]) -> Aligned:
    """The row with the value of some columns in doubt."""
    cells = tuple(
        replace(cell, unsure=Unsure.VALUE) if index in columns else cell for index, cell in enumerate(aligned.cells)
    )
    return replace(aligned, cells=cells, doubt=aligned.doubt or doubt)


def unread(columns: Sequence[Column], doubt: str) -> Aligned:
    """A row that is there and that we could not read."""
    return Aligned(tuple(Cell(CellState.UNREAD) for _ in columns), doubt)


def _windows(printed: Sequence[Printed], width: int) -> list[int]:
    """Where a window of that width holds every figure."""
    return [
        start
        for start in range(len(printed) - width + 1)
        if not any(map(_filled, (*printed[:start], *printed[start + width :])))
    ]


def _fills_both_ends(window: Sequence[Printed]) -> bool:
    return _filled(window[0]) and _filled(window[-1])


def _proves(window: Sequence[Printed], sums: Sums | None) -> bool:
    """Whether the sums of a row speak for its alignment: they hold, and not of noughts alone."""
    values = [read_figure(value.raw).value for value in window]
    return sums is not None and any(values) and sums(values)


def _filled(value: Printed) -> bool:
    return bool(value.raw.strip())


def _cells(printed: Sequence[Printed], columns: Sequence[Column]) -> Aligned:
    return Aligned(tuple(_cell(value, column) for value, column in zip(printed, columns, strict=True)))


def _cell(printed: Printed, column: Column, unsure: Unsure | None = None, by: str | None = None) -> Cell:
    said = read_figure(printed.raw, money=column.money, unit=column.unit)
    if unsure is None and (said.about or (printed.confidence is not None and printed.confidence < SURE)):
        unsure = Unsure.VALUE
    raw = printed.raw.strip()
    return Cell(said.state, said.value, raw, unsure, by, printed.place, said.unit, said.note, printed.confidence)


def _run_together(printed: Printed, figures: Sequence[str], columns: Sequence[Column], sums: Sums | None) -> Aligned:
    by = "digits" if sums is None else "sums"
    parts = (replace(printed, raw=figure) for figure in figures)
    cells = (_cell(part, column, Unsure.VALUE, by) for part, column in zip(parts, columns, strict=True))
    return Aligned(tuple(cells), RUN_TOGETHER)


def _ends_in_total(printed: Sequence[Printed], columns: Sequence[Column]) -> Aligned | None:
    """A row that a page break made shorter, with one figure, in its last cell: no other column has one."""
    filled = [value for value in printed if _filled(value)]
    if len(printed) < 2 or len(filled) != 1 or filled[0] is not printed[-1]:
        return None
    blanks = tuple(Cell(CellState.BLANK) for _ in columns[:-1])
    return Aligned((*blanks, _cell(filled[0], columns[-1])))


def _too_many(printed: Sequence[Printed], columns: Sequence[Column]) -> Aligned:
    """More values than columns: harmless where all are the same, for then it does not matter which is extra.

    Two rows' worth of values are two rows, and of these one may be blank.
    """
    if len({value.raw for value in printed}) == 1 and len(printed) < 2 * len(columns):
        cells = _cells(printed[: len(columns)], columns).cells
    else:
        cells = unread(columns, TOO_MANY_VALUES).cells
    return Aligned(cells, TOO_MANY_VALUES, len(printed))


def _by_sums(printed: Sequence[Printed], columns: Sequence[Column], sums: Sums) -> Aligned:
    """Fewer figures than columns: the first placement the sums allow, unsure even where it is the only one."""
    possible = list(_placements(printed, columns, sums))
    if not possible:
        return unread(columns, COLUMN_LOST)
    at = dict(zip(possible[0], printed, strict=True))
    by = "sums" if len(possible) == 1 else "order"
    cells = tuple(
        _cell(at.get(index, Printed("", Place())), column, Unsure.COLUMN, by) for index, column in enumerate(columns)
    )
    return Aligned(cells, COLUMN_LOST)


def _placements(printed: Sequence[Printed], columns: Sequence[Column], sums: Sums) -> Iterator[tuple[int, ...]]:
    """The columns that the figures may stand in, in order, leftmost first, where the sums come out."""
    figures = [read_figure(value.raw).value for value in printed]
    for places in combinations(range(len(columns)), len(printed)):
        values: list[Decimal | None] = [None] * len(columns)
        for place, figure in zip(places, figures, strict=True):
            values[place] = figure
        if sums(values):
            yield places
