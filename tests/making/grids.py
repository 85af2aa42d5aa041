"""The three tables as a style sets them: grids in the order they are printed, headings and captions between them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from spiders.simulator.forms import CORNER_NOTE, Form
from spiders.simulator.tables import Grid, GridCell, disputes_grid, placed, proactive_grid, requests_grid
from tests.making.figures import FULL_WIDTH
from tests.making.style import Caption, Cut, Digits, Head, Spans, Style, Title
from tests.making.truth import Truth

_HEAD_ROWS = 3
_LABELS = 3
_NO_FIGURES = frozenset({"", "/", "—", "——", "-", "无", "不涉及"})
_FIGURE = re.compile(r"[+-]?\d")
_ENUMERATED = re.compile(r"\d+[.、]\D")


@dataclass(frozen=True, slots=True)
class Tables:
    """What stands below the headings of sections two, three and four: paragraphs and grids."""

    proactive: tuple[str | Grid, ...]
    requests: tuple[str | Grid, ...]
    disputes: tuple[str | Grid, ...]


def set_tables(form: Form, truth: Truth, style: Style) -> Tables:
    """The tables of a report in a style."""
    return Tables(
        tuple(_finished(piece, style) for piece in _proactive(proactive_grid(form, truth), style)),
        tuple(_finished(piece, style) for piece in _requests(requests_grid(form, truth), style)),
        (_finished(_disputes(disputes_grid(truth), style), style),),
    )


def under_heading(heading: str, pieces: tuple[str | Grid, ...], style: Style) -> tuple[str | Grid, ...]:
    """The heading above its table, or as the first row inside it."""
    at = next((index for index, piece in enumerate(pieces) if not isinstance(piece, str)), None)
    if style.title is Title.OUTSIDE or at != 0:
        return (heading, *pieces)
    grid = pieces[0]
    assert not isinstance(grid, str)
    return (((GridCell(heading, columns=width_of(grid)),), *grid), *pieces[1:])


def width_of(grid: Grid) -> int:
    """How many columns a grid has."""
    return max(column + cell.columns for (_, column), cell in placed(grid).items())


def is_figure(text: str) -> bool:
    """Whether a cell holds what stands in the place of a figure, and no label.

    >>> [is_figure(text) for text in ("１2", "477.35万元", "/", "", "1.属于国家秘密", "第二十条第（一）项")]
    [True, True, True, True, False, False]
    """
    return text in _NO_FIGURES or (_FIGURE.match(text) is not None and _ENUMERATED.match(text) is None)


def _proactive(grid: Grid, style: Style) -> Iterator[str | Grid]:
    if style.caption is Caption.ROW:
        yield grid
        return
    captioned = groupby(grid, key=lambda row: row[0].text if len(row) == 1 else None)
    for caption, rows in captioned:
        yield caption if caption is not None else tuple(rows)


def _requests(grid: Grid, style: Style) -> tuple[Grid, ...]:
    corner = GridCell(CORNER_NOTE if style.corner_note else "", columns=_LABELS)
    head = _head(grid[:_HEAD_ROWS], corner, style.head)
    whole = (*head, *grid[_HEAD_ROWS:])
    return (whole,) if style.cut is Cut.NOWHERE else _cut(whole, len(head) + style.cut.value)


def _head(rows: Grid, corner: GridCell, head: Head) -> Grid:
    over, (natural, organisations, total), kinds = rows[0][1], rows[1], rows[2]
    labels = (replace(natural, rows=1), *kinds, replace(total, rows=1))
    if head is Head.ONE_ROW:
        return ((corner, *labels),)
    if head is Head.BLANK_THIRD:
        return (replace(corner, rows=3), over), labels, tuple(GridCell("") for _ in labels)
    merged = ((replace(corner, rows=3), over), (natural, organisations, total), kinds)
    return _expanded(merged, Spans.BLANK) if head is Head.UNMERGED else merged


def _disputes(grid: Grid, style: Style) -> Grid:
    if style.head is Head.BLANK_THIRD:
        return (*grid[:-1], tuple(GridCell("") for _ in grid[-1]), grid[-1])
    return grid


def _cut(grid: Grid, at: int) -> tuple[Grid, Grid]:
    """The grid in two, where a label that covers rows on both sides is printed again in the second."""
    cells = placed(grid)
    first = {place: replace(cell, rows=min(cell.rows, at - place[0])) for place, cell in cells.items() if place[0] < at}
    second = {place: cell for place, cell in cells.items() if place[0] >= at}
    second |= {
        (at, column): replace(cell, rows=row + cell.rows - at)
        for (row, column), cell in cells.items()
        if row < at < row + cell.rows
    }
    return _rows(first, range(at)), _rows(second, range(at, len(grid)))


def _rows(cells: dict[tuple[int, int], GridCell], numbers: range) -> Grid:
    return tuple(
        tuple(cells[place] for place in sorted(place for place in cells if place[0] == number)) for number in numbers
    )


def _finished(piece: str | Grid, style: Style) -> str | Grid:
    if isinstance(piece, str):
        return piece
    grid = _expanded(piece, style.spans)
    if style.digits is Digits.FULL:
        grid = _mapped_figures(grid)
    return tuple((*row, GridCell("")) for row in grid) if style.trailing_column else grid


def _mapped_figures(grid: Grid) -> Grid:
    def wide(cell: GridCell) -> GridCell:
        return replace(cell, text=cell.text.translate(FULL_WIDTH)) if is_figure(cell.text) else cell

    return tuple(tuple(map(wide, row)) for row in grid)


def _expanded(grid: Grid, spans: Spans) -> Grid:
    """Every cell that covers several as cells of one; merged figures stay merged where labels are repeated."""
    if spans is Spans.MERGED:
        return grid
    cells: dict[tuple[int, int], GridCell] = {}
    for (row, column), cell in placed(grid).items():
        if spans is Spans.REPEATED and is_figure(cell.text):
            cells[row, column] = cell
            continue
        covered = [(row + down, column + right) for down in range(cell.rows) for right in range(cell.columns)]
        copy = GridCell(cell.text if spans is Spans.REPEATED else "")
        cells |= dict.fromkeys(covered, copy) | {(row, column): GridCell(cell.text)}
    return _rows(cells, range(len(grid)))
