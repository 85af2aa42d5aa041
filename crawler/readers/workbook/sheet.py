"""A sheet of a workbook as it is printed: its tables with merged cells, and the text above and below them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from crawler.domain.document import Grid, Paragraph
from crawler.domain.report import Place

_MOST_CELLS = 500_000
_GAP = 3
_SHORT = 30
_MOST_UNFILLED = 60
_DATE = re.compile(r"(?:19|20)\d{2}年\d{1,2}月\d{1,2}日")
_HEADING = r"第?[一二三四五六七八九十]{1,2}(?:部分|章|[、.．,，:：])\s?.{2,40}(?:情况|事项|问题|措施)"
_TITLE = r".{0,60}(?:19|20)\d{2}.{0,40}(?:报告|年报)"
_PROSE = re.compile(rf"{_HEADING}|{_TITLE}|{_DATE.pattern}|.*[。；：]")
_LETTERS = 26

Position = tuple[int, int]
"""Row and column of a cell, from 1."""


@dataclass(frozen=True, slots=True)
class Area:
    """Cells that are merged into one, its last row and column among them."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a sheet holds: the texts of its filled cells as printed, what is merged, and what is hidden.

    `is_hidden` says that the whole sheet is.
    """

    name: str
    texts: Mapping[Position, str]
    areas: Sequence[Area] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    is_hidden: bool = False

    def hides(self, position: Position) -> bool:
        """Whether a cell is not printed."""
        return self.is_hidden or position[0] in self.hidden_rows or position[1] in self.hidden_columns


class TooLarge(Exception):
    """A sheet claims more cells than we spread out; the caller knows of which source it is."""


@dataclass(slots=True)
class SheetBlocks:
    """Reads sheets one after the other; tables and lines are counted through all of them. May raise TooLarge."""

    blocks: list[Paragraph | Grid] = field(default_factory=list)
    _line: int = 0
    _table: int = 0

    def add(self, sheet: Sheet) -> None:
        """Take the paragraphs and grids of a sheet."""
        window = _Window(sheet)
        pending: list[int] = []
        for row in window.rows:
            if window.is_prose(row):
                self._add_grid(window, pending)
                pending = []
                self._add_lines(sheet.name, window.alone(row) or "")
            else:
                if pending and row - pending[-1] > _GAP:
                    self._add_grid(window, pending)
                    pending = []
                pending.extend(range(pending[-1] + 1 if pending else row, row + 1))
        self._add_grid(window, pending)

    def _add_lines(self, sheet: str, text: str) -> None:
        for line in filter(None, map(_plain, text.split("\n"))):
            self._line += 1
            self.blocks.append(Paragraph(line, Place(line=self._line, sheet=sheet)))

    def _add_grid(self, window: "_Window", rows: Sequence[int]) -> None:
        shown = [row for row in rows if row not in window.sheet.hidden_rows]
        if shown:
            self._table += 1
            self.blocks.append(window.grid(shown, self._table))


class _Window:
    """The printed part of a sheet: rows and columns that hold text and are not hidden, merged cells spread."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        filled = [position for position, text in sheet.texts.items() if text.strip()]
        columns = {column for _, column in filled} - sheet.hidden_columns
        rows = {row for row, _ in filled} - sheet.hidden_rows
        for area in (area for area in sheet.areas if sheet.texts.get((area.top, area.left), "").strip()):
            columns |= _first_shown(area.left, area.right, sheet.hidden_columns)
            rows |= _first_shown(area.top, area.bottom, sheet.hidden_rows)
        self.rows, self.columns = sorted(rows), sorted(columns)
        if len(rows) * _GAP * len(columns) > _MOST_CELLS:
            raise TooLarge
        self._anchors = self._spread()

    def alone(self, row: int) -> str | None:
        """The text of the only filled cell of a row; None where there are several or none."""
        filled = self._filled(row)
        return self.sheet.texts[filled[0]] if len(filled) == 1 else None

    def is_prose(self, row: int) -> bool:
        """Whether a row is running text: a title, a heading, a sentence, and no part of a table beside it."""
        text = self.alone(row)
        if text is None:
            return False
        if _reads_as_prose(text) or _DATE.fullmatch(_plain(self.alone(row + 1) or "")) is not None:
            return True
        across = len({self._anchor(row, column) for column in self.columns}) == 1
        return not (self._touches_table(row, 1) or (not across and self._touches_table(row, -1)))

    def _touches_table(self, row: int, step: int) -> bool:
        """Whether rows with one short text each, as of a table that was not filled in, lead to one with several."""
        for other in range(row + step, row + step * _MOST_UNFILLED, step):
            text = self.alone(other)
            if text is None or _reads_as_prose(text):
                return len(self._filled(other)) > 1
        return False

    def grid(self, rows: Sequence[int], table: int) -> Grid:
        """The grid of rows; its places count within the table, and name the cell of the sheet."""
        places: dict[Position, Place] = {}
        anchors = [[self._anchor(row, column) for column in self.columns] for row in rows]
        for number, row in enumerate(anchors, start=1):
            for at, anchor in enumerate(row, start=1):
                path = reference(*anchor)
                place = Place(sheet=self.sheet.name, table=table, row=number, column=at, path=path)
                places.setdefault(anchor, place)
        return Grid(
            rows=tuple(tuple(_plain(self.sheet.texts.get(anchor, "")) for anchor in row) for row in anchors),
            places=tuple(tuple(places[anchor] for anchor in row) for row in anchors),
        )

    def _anchor(self, row: int, column: int) -> Position:
        return self._anchors.get((row, column), (row, column))

    def _filled(self, row: int) -> list[Position]:
        anchors = dict.fromkeys(self._anchor(row, column) for column in self.columns)
        return [anchor for anchor in anchors if self.sheet.texts.get(anchor, "").strip()]

    def _spread(self) -> dict[Position, Position]:
        """For every printed cell that is merged, the first cell of its area, which holds the text."""
        anchors: dict[Position, Position] = {}
        last = self.rows[-1] if self.rows else 0
        left = _MOST_CELLS
        for area in self.sheet.areas:
            columns = self.columns[bisect_left(self.columns, area.left) : bisect_right(self.columns, area.right)]
            rows = range(area.top, min(area.bottom, last) + 1)
            left -= len(rows) * len(columns)
            if left < 0:
                raise TooLarge
            anchors.update({(row, column): (area.top, area.left) for row in rows for column in columns})
        return anchors


def hidden_figures(sheet: Sheet) -> Iterator[Position]:
    """The cells with digits that are not printed; the first of a merged area may be seen in its others."""
    merged = set() if sheet.is_hidden else {(area.top, area.left) for area in sheet.areas}
    for position, text in sheet.texts.items():
        if sheet.hides(position) and position not in merged and any(map(str.isdigit, text)):
            yield position


def reference(row: int, column: int) -> str:
    """The name of a cell in its sheet.

    >>> reference(8, 4), reference(1, 27)
    ('D8', 'AA1')
    """
    letters = ""
    while column:
        column, digit = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + digit) + letters
    return f"{letters}{row}"


def _reads_as_prose(text: str) -> bool:
    return "\n" in text.strip() or len(text) > _SHORT or _PROSE.fullmatch(_plain(text)) is not None


def _first_shown(first: int, last: int, hidden: frozenset[int]) -> set[int]:
    """The first of a range that is not hidden, if any."""
    return {next((index for index in range(first, last + 1) if index not in hidden), 0)} - {0}


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
