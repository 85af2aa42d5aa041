"""Tables of a page as grids: rows in the order they are shown, spanned cells repeated wherever they reach."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from bs4.element import NavigableString, Tag

from crawler.domain.document import Grid
from crawler.domain.report import Place
from crawler.readers.html.tree import path_of
from crawler.readers.html.visible_text import SKIPPED, gather, is_hidden, joined

MOST_CELLS = 20_000
"""How many cells a table is spread to; long texts count for several."""

_TEXT_OF_ONE_CELL = 100
_MOST_COLUMNS, _MOST_ROWS = 1000, 65_534
_DIGITS = re.compile(r"\s*([0-9]{1,6})")
_PROSE_LENGTH = 100
_SHORT_TABLE = 40
_FIGURES_OF_DATA = 3
_FIGURE = re.compile(r"[0-9０-９][0-9０-９,.]*")
_ELSEWHERE = "…"
_CELLS = frozenset({"td", "th"})
_NO_ROWS = SKIPPED | {"caption", "colgroup", "col", "table"}

Element = tuple[Tag, str]
"""An element and its path."""

Row = list[Element]
Groups = list[list[Row]]
"""The rows of a table in the order they are shown: head, bodies, foot."""


@dataclass(slots=True)
class SpreadTable:
    """A table as a grid, and what was met in it: images, tables that stand in its cells, whether it was too large."""

    grid: Grid
    images: list[Tag] = field(default_factory=list)
    inner: list[Element] = field(default_factory=list)
    too_large: bool = False


def is_layout(groups: Groups, *, holds_tables: bool) -> bool:
    """Whether a table only places text on the page: it holds tables and no figures, or a single column of prose."""
    if not holds_tables and any(len(row) > 1 for rows in groups for row in rows):
        return False
    cells = [cell for rows in groups for row in rows for cell, _ in row]
    if not holds_tables:
        return sum(len(_text(cell)) for cell in cells) > _PROSE_LENGTH
    own = [cell for cell in cells if cell.find("table") is None]
    return sum(1 for cell in own if _FIGURE.fullmatch(_text(cell))) < _FIGURES_OF_DATA


def spread(groups: Groups, number: int, *, holds_tables: bool) -> SpreadTable:
    """The table with every spanned cell repeated wherever it reaches; its copies keep the place of the first."""
    return _Spreading(number, nested=holds_tables).table(groups)


def caption_of(table: Tag) -> Tag | None:
    """The caption of a table, where it has one of its own."""
    return next((child for child in table.contents if isinstance(child, Tag) and child.name == "caption"), None)


def groups_of(table: Tag, path: str) -> Groups:
    """The groups of rows as browsers show them: the head first, the foot last; no span reaches out of its group."""
    found: dict[str, list[list[Row]]] = {"thead": [], "tbody": [], "tfoot": []}
    for name, run in groupby(_shown(table, path), key=lambda child: child[0].name if child[0].name in found else None):
        if name is None:
            found["tbody"].append(list(_rows(run)))
        else:
            found[name].extend(list(_rows(_shown(group, step))) for group, step in run)
    return [*found["thead"], *found["tbody"], *found["tfoot"]]


def _rows(children: Iterable[Element]) -> Iterator[Row]:
    """The rows among elements: rows, what wrappers such as a form hold, and cells that stand in no row."""
    for alone, run in groupby(children, key=lambda child: child[0].name in _CELLS):
        if alone:
            yield list(run)
            continue
        for child, step in run:
            if child.name == "tr":
                yield list(_cells(child, step))
            elif child.name not in _NO_ROWS:
                yield from _rows(_shown(child, step))


def _cells(row: Tag, path: str) -> Iterator[Element]:
    for child, step in _shown(row, path):
        if child.name in _CELLS:
            yield child, step
        elif child.name == "form":
            yield from _cells(child, step)


def _shown(tag: Tag, path: str) -> Iterator[Element]:
    position = 0
    for child in tag.contents:
        if isinstance(child, Tag):
            position += 1
            if not is_hidden(child.attrs):
                yield child, f"{path}/*[{position}]"


def _text(cell: Tag) -> str:
    pieces: list[str] = []
    gather(cell, pieces, [])
    return joined(pieces)


_Piece = tuple[str, Place]


class _Spreading:
    """Spreads one table, row by row, as long as it stays within bounds."""

    def __init__(self, number: int, *, nested: bool) -> None:
        self._number = number
        self._nested = nested
        self._room = MOST_CELLS
        self._images: list[Tag] = []
        self._inner: list[Element] = []

    def table(self, groups: Groups) -> SpreadTable:
        rows: list[list[_Piece]] = []
        for group in groups:
            hanging: dict[int, tuple[_Piece, int]] = {}
            for cells in group:
                row, hanging = self._row(cells, hanging, len(rows) + 1)
                if self._room < 0:
                    return self._spread(rows, too_large=True)
                rows.append(row)
        return self._spread(rows, too_large=False)

    def _spread(self, rows: list[list[_Piece]], *, too_large: bool) -> SpreadTable:
        grid = Grid(
            rows=tuple(tuple([text for text, _ in row]) for row in rows),
            places=tuple(tuple([place for _, place in row]) for row in rows),
        )
        return SpreadTable(grid, self._images, self._inner, too_large)

    def _row(
        self, cells: Row, hanging: dict[int, tuple[_Piece, int]], number: int
    ) -> tuple[list[_Piece], dict[int, tuple[_Piece, int]]]:
        """One row, and what hangs from it into the next."""
        row: list[_Piece] = []
        below: dict[int, tuple[_Piece, int]] = {}
        waiting = iter(cells)
        while self._room >= 0:
            at = len(row)
            if at in hanging:
                (piece, left), width = hanging[at], 1
            elif (cell := next(waiting, None)) is not None:
                piece = (self._cell_text(*cell), Place(table=self._number, row=number, column=at + 1, path=cell[1]))
                left, width = _spans(cell[0])
            else:
                break
            self._room -= width * (1 + len(piece[0]) // _TEXT_OF_ONE_CELL)
            if left > 1:
                below |= dict.fromkeys(range(at, at + width), (piece, left - 1))
            row += [piece] * width
        beyond = {at: (piece, left - 1) for at, (piece, left) in hanging.items() if at >= len(row) and left > 1}
        return row, beyond | below

    def _cell_text(self, cell: Tag, path: str) -> str:
        pieces: list[str] = []
        gather(cell, pieces, self._images)
        text = joined(pieces)
        if not self._nested or len(text) <= _SHORT_TABLE or cell.find("table") is None:
            return text
        return self._text_beside_tables(cell)

    def _text_beside_tables(self, cell: Tag) -> str:
        """The text of a cell that holds tables: they are read by themselves, and leave their mark."""
        outer = cell.find_parent("table")
        tables = [table for table in cell.find_all("table") if table.find_parent("table") is outer]
        self._inner += [(table, path_of(table)) for table in tables]
        own = [
            text
            for text in cell.find_all(string=True)
            if type(text) is NavigableString and text.find_parent("table") is outer
        ]
        return joined([*own, f" {_ELSEWHERE}"])


def _spans(cell: Tag) -> tuple[int, int]:
    """How many rows and columns a cell covers, as browsers read it: the digits at the start, 0 rows for all."""
    if "rowspan" not in cell.attrs and "colspan" not in cell.attrs:
        return 1, 1
    rows, columns = (_span(cell.attrs.get(name)) for name in ("rowspan", "colspan"))
    return min(rows, _MOST_ROWS) or _MOST_ROWS, min(columns, _MOST_COLUMNS) or 1


def _span(printed: object) -> int:
    found = _DIGITS.match(str(printed)) if printed is not None else None
    return int(found[1]) if found else 1
