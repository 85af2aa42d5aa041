"""Tables of Word as grids: cells that span columns or hang down stand in every place they cover."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from lxml import etree

from crawler.domain.document import Grid
from crawler.domain.report import Place
from crawler.readers.word.markup import CELL, ROW, TABLE, is_on, name, number_of, printed_children, value_of

_MOST_COLUMNS = 63
_LABEL_LENGTH = 100

_Piece = tuple[str, Place]


@dataclass(frozen=True, slots=True)
class _Shape:
    """How a cell lies in its row: how many columns it takes, and whether it goes on from its left or from above."""

    width: int
    from_left: bool
    from_above: bool
    hangs: bool


def is_layout(table: etree._Element) -> bool:
    """Whether a table only places text on the page: it holds tables, or a single column of prose."""
    if next(table.iterdescendants(TABLE), None) is not None:
        return True
    alone = all(len(cells_of(row)) == 1 for row in rows_of(table))
    return alone and sum(len(text.text or "") for text in table.iter(name("t"))) > _LABEL_LENGTH


def rows_of(table: etree._Element) -> list[etree._Element]:
    """The rows that are printed: neither hidden nor deleted by a tracked change."""
    rows = (child for child in printed_children(table) if child.tag == ROW)
    return [row for row in rows if not is_on(row, "trPr", "hidden") and value_of(row, "trPr", "del") is None]


def cells_of(row: etree._Element) -> list[etree._Element]:
    """The cells of a row."""
    return [child for child in printed_children(row) if child.tag == CELL]


def grid_of(table: etree._Element, number: int, text_of: Callable[[etree._Element], str]) -> Grid:
    """The grid of a table; `text_of` reads a cell and is asked once for each, in their order."""
    rows: list[list[_Piece]] = []
    hanging: dict[int, _Piece] = {}
    for index, row in enumerate(rows_of(table), start=1):
        pieces, hanging = _spread(row, hanging, Place(table=number, row=index), text_of)
        rows.append(pieces)
    rows = _without_slivers(rows)
    return Grid(
        rows=tuple(tuple(text for text, _ in row) for row in rows),
        places=tuple(tuple(place for _, place in row) for row in rows),
    )


def _without_slivers(rows: list[list[_Piece]]) -> list[list[_Piece]]:
    """The rows without columns that are only ever part of a wider cell: edges that miss each other by a hair make them.

    Every cell keeps a column; those behind a column that goes move up by one.
    """
    column = 0
    while column < min(max(map(len, rows), default=0), _MOST_COLUMNS):
        reaching = [row for row in rows if column < len(row)]
        if all(row[column] in (*row[max(column - 1, 0) : column], *row[column + 1 : column + 2]) for row in reaching):
            rows = [[_moved(piece, column) for piece in (*row[:column], *row[column + 1 :])] for row in rows]
        else:
            column += 1
    return rows


def _moved(piece: _Piece, column: int) -> _Piece:
    text, place = piece
    behind = place.column is not None and place.column > column + 1
    return (text, replace(place, column=(place.column or 0) - 1)) if behind else piece


def _spread(
    row: etree._Element, hanging: dict[int, _Piece], place: Place, text_of: Callable[[etree._Element], str]
) -> tuple[list[_Piece], dict[int, _Piece]]:
    """The pieces of a row, and those of them that hang into the next by their column."""
    pieces = _blanks(row, "gridBefore", place, 0)
    below: dict[int, _Piece] = {}
    for cell in cells_of(row):
        shape, start = _shape(cell), len(pieces)
        own = (text_of(cell), _at(place, start))
        if shape.from_left and pieces:
            own = pieces[-1]
        elif shape.from_above:
            own = hanging.get(start, own)
        pieces.extend([own] * shape.width)
        if shape.hangs or shape.from_above:
            below.update(dict.fromkeys(range(start, len(pieces)), own))
    return pieces + _blanks(row, "gridAfter", place, len(pieces)), below


def _shape(cell: etree._Element) -> _Shape:
    properties = cell.find(name("tcPr"))
    width = number_of(properties, "gridSpan") or 1
    upright, level = value_of(properties, "vMerge"), value_of(properties, "hMerge")
    return _Shape(
        width=min(width, _MOST_COLUMNS),
        from_left=level in ("", "continue"),
        from_above=upright in ("", "continue"),
        hangs=upright == "restart",
    )


def _blanks(row: etree._Element, local: str, place: Place, start: int) -> list[_Piece]:
    """The columns that a row leaves free at one of its ends."""
    count = min(number_of(row, "trPr", local) or 0, _MOST_COLUMNS)
    return [("", _at(place, start + index)) for index in range(count)]


def _at(place: Place, index: int) -> Place:
    return Place(table=place.table, row=place.row, column=index + 1)
