"""Reads the three tables from grids: rows of cells with blanks in their places."""

from collections.abc import Sequence
from dataclasses import dataclass

from crawler.domain.document import Grid
from crawler.domain.normalise import normalise
from crawler.domain.report import Address
from crawler.forms import Block, Form, Row, all_forms
from crawler.parse.alignment import Printed, align_grid_row
from crawler.parse.figures import is_free_figure, read_figure
from crawler.parse.labels import best_block, captions, find_column, find_row, proactive_blocks, requests_rows
from crawler.parse.sums import disputes_row_adds_up, requests_row_adds_up
from crawler.parse.table import Tables

_DISPUTE_HEADER = "结果维持"


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of a grid: its cells as printed, their normalised labels, and the width of its grid."""

    cells: tuple[Printed, ...]
    labels: tuple[str, ...]
    width: int

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(label for label in self.labels if label and not is_free_figure(label))

    def behind(self, index: int) -> tuple[Printed, ...]:
        """The cells behind an index, one that spans several columns once."""
        cells = self.cells[index + 1 :]
        return tuple(
            cell
            for before, cell in zip((None, *cells), cells, strict=False)
            if before is None or cell.place != before.place
        )


def read_grids(grids: Sequence[Grid], tables: Tables) -> None:
    """Fill the tables from all grids, in order; a table may be split over several."""
    reading = _GridReading(tables)
    for grid in grids:
        width = max((len(row) for row in grid.rows), default=0)
        for texts, places in zip(grid.rows, grid.places, strict=True):
            cells = tuple(Printed(text, place) for text, place in zip(texts, places, strict=True))
            reading.take(_Row(cells, tuple(normalise(text) for text in texts), width))


class _GridReading:
    """Where we are in the tables while walking row by row."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._caption: str | None = None
        self._block: tuple[Form, Block] | None = None
        self._header: dict[str, int] = {}
        self._in_requests = False
        self._before_disputes = False

    def take(self, row: _Row) -> None:
        """Read one row as what it is."""
        if self._is_caption(row) or self._is_dispute_header(row):
            return
        if self._before_disputes:
            self._disputes(row)
        elif self._request_row(row) is not None:
            self._requests(row)
        elif self._caption is not None:
            self._proactive(row)
        elif self._in_requests:
            self._unknown(row)

    def _is_caption(self, row: _Row) -> bool:
        caption = next((known for known in captions() if any(known in label for label in row.words)), None)
        if caption is None:
            return False
        self._caption, self._block, self._header = caption, None, {}
        return True

    def _is_dispute_header(self, row: _Row) -> bool:
        if _DISPUTE_HEADER not in row.labels:
            return False
        self._before_disputes, self._caption, self._in_requests = True, None, False
        return True

    def _request_row(self, row: _Row) -> tuple[int, Row] | None:
        rows = requests_rows()
        return _rightmost(row, rows) if self._caption is None or "本年新收" in "".join(row.words) else None

    def _requests(self, row: _Row) -> None:
        found = self._request_row(row)
        if found is None:
            return
        self._caption, self._in_requests = None, True
        index, form_row = found
        columns = all_forms()[0].requests.columns
        aligned = align_grid_row(row.behind(index), columns, requests_row_adds_up, at_edge=len(row.cells) == row.width)
        addresses = tuple(Address("requests", form_row.key, column.key) for column in columns)
        self._tables.fill(addresses, aligned, form_row.labels[0])
        if form_row.key == "carried_out":
            self._in_requests = False

    def _proactive(self, row: _Row) -> None:
        if self._caption is None:
            return
        candidates = proactive_blocks(self._caption)
        if self._block is None:
            self._block = best_block(candidates, row.words)
            if self._block is not None:
                self._header = _header_of(row, self._block[1])
                self._tables.blocks[self._block[1].key] = self._block[0].key
            return
        block = self._block[1]
        found = _rightmost(row, block.rows)
        if found is None:
            self._unknown(row)
            return
        index, form_row = found
        first = self._header.get(block.columns[0].key)
        header = None if first is None else first - index - 1
        aligned = align_grid_row(row.behind(index), block.columns, None, header)
        self._tables.fill(block.addresses(form_row), aligned, form_row.labels[0])

    def _disputes(self, row: _Row) -> None:
        if row.words:
            return
        self._before_disputes = False
        block = all_forms()[0].disputes
        columns = block.columns * len(block.rows)
        aligned = align_grid_row(row.behind(-1), columns, disputes_row_adds_up, at_edge=len(row.cells) == row.width)
        addresses = tuple(address for form_row in block.rows for address in block.addresses(form_row))
        self._tables.fill(addresses, aligned, "table 4")

    def _unknown(self, row: _Row) -> None:
        if row.words and any(read_figure(cell.raw)[1] is not None for cell in row.cells):
            self._tables.doubt(
                "unknown_label", f"no form has a row {' / '.join(row.words)!r}; its figures are left out"
            )


def _rightmost(row: _Row, rows: Sequence[Row]) -> tuple[int, Row] | None:
    """The right-most cell that names a row, and the row."""
    for index in reversed(range(len(row.labels))):
        found = find_row(row.labels[index], rows)
        if found is not None:
            return index, found
    return None


def _header_of(row: _Row, block: Block) -> dict[str, int]:
    found = ((find_column(label, block.columns), index) for index, label in enumerate(row.labels) if label)
    header: dict[str, int] = {}
    for column, index in found:
        if column is not None:
            header.setdefault(column.key, index)
    return header
