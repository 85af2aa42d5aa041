"""Reads the three tables from grids: rows of cells with blanks in their places."""

from collections.abc import Sequence

from crawler.domain.document import Grid, Paragraph
from crawler.domain.normalise import normalise
from crawler.domain.report import Address
from crawler.forms import Block, Row, all_forms
from crawler.parse.alignment import (
    CELL_SHARED,
    COLUMNS_UNKNOWN,
    FIGURES_ASTRAY,
    Aligned,
    Printed,
    Sums,
    agreed,
    align_grid_row,
    doubted,
    unread,
)
from crawler.parse.figures import read_figure
from crawler.parse.grid_rows import GridRow, rows_of
from crawler.parse.headers import Header, header_of
from crawler.parse.labels import best_block, captions, find_row, proactive_blocks, requests_groups, requests_rows
from crawler.parse.sums import disputes_row_adds_up, requests_row_adds_up
from crawler.parse.table import Tables

_DISPUTE_HEADER = "结果维持"
_OPENING_ROWS = ("new_received", "carried_in")
_SUBTOTAL = "小计"


def read_grids(blocks: Sequence[Paragraph | Grid], tables: Tables) -> None:
    """Fill the tables from all grids, in order; a table may be split over several, its caption stand above it."""
    reading = _GridReading(tables)
    for block in blocks:
        if isinstance(block, Paragraph):
            reading.pass_by(normalise(block.text))
        else:
            for row in rows_of(block):
                reading.take(row)


class _GridReading:
    """Where we are in the tables while walking row by row."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._caption: str | None = None
        self._header: Header | None = None
        self._gap: int | None = None
        self._starts: set[tuple[int, int]] = set()
        self._totals: set[tuple[int, int]] = set()
        self._in_order = True
        self._in_requests = False
        self._before_disputes = False
        self._behind_disputes = False

    def take(self, row: GridRow) -> None:
        """Read one row as what it is."""
        if self._is_caption(row) or self._is_dispute_header(row):
            self._behind_disputes = False
            return
        self._note_columns(header_of(row.labels, all_forms()[0].requests), row)
        if self._before_disputes or (self._behind_disputes and row.is_of_values and not row.is_blank):
            self._disputes(row)
        elif (found := self._request_row(row)) is not None:
            self._requests(row, *found)
        elif self._caption is not None:
            self._proactive(row)
        elif self._in_requests and (subtotal := _subtotal(row)) is not None:
            self._subtotal(row, *subtotal)
        elif self._in_requests:
            self._unknown(row)

    def pass_by(self, line: str) -> None:
        """A line between grids may be the caption of the next."""
        self._behind_disputes = False
        if line in captions():
            self._caption, self._header = line, None

    def _is_caption(self, row: GridRow) -> bool:
        caption = next((known for known in captions() if any(known in label for label in row.words)), None)
        if caption is None:
            return False
        self._caption, self._header = caption, None
        return True

    def _is_dispute_header(self, row: GridRow) -> bool:
        if _DISPUTE_HEADER not in row.labels:
            return False
        block = all_forms()[0].disputes
        named = [column.key for label in row.labels for column in block.columns if label in column.labels]
        keys = [column.key for column in block.columns]
        if not self._before_disputes:
            self._starts, self._totals = {(len(row.cells), row.labels.index(_DISPUTE_HEADER))}, set()
            self._in_order = True
        self._in_order &= all(named[at : at + len(keys)] == keys for at in range(0, len(named), len(keys)))
        self._before_disputes, self._caption, self._header, self._in_requests = True, None, None, False
        return True

    def _request_row(self, row: GridRow) -> tuple[int, Row] | None:
        """The row of table 3 that this is; the table opens with the rows of what came in."""
        found = _rightmost(row, requests_rows())
        if found is None or (self._caption is not None and found[1].key != _OPENING_ROWS[0]):
            return None
        return found if self._in_requests or found[1].key in _OPENING_ROWS else None

    def _requests(self, row: GridRow, index: int, form_row: Row) -> None:
        self._caption, self._header, self._in_requests = None, None, form_row.key != "carried_out"
        block = all_forms()[0].requests
        aligned = self._aligned(row, index, Header(block, {}, {}), requests_row_adds_up)
        if aligned.certain and all(cell.raw for cell in aligned.cells):
            first = next(at for at, cell in enumerate(row.cells) if cell.place == aligned.cells[0].where)
            self._starts.add((len(row.cells), first))
        self._tables.note_label(block, form_row, row.labels[index])
        self._tables.fill(block.addresses(form_row), aligned, form_row.labels[0])

    def _subtotal(self, row: GridRow, index: int, group: str) -> None:
        """Keep the sum of a group of results beside the cells of the form; one without figures is but its caption."""
        block = all_forms()[0].requests
        aligned = self._aligned(row, index, Header(block, {}, {}), requests_row_adds_up)
        if aligned.certain and any(cell.value is not None for cell in aligned.cells):
            addresses = (Address(block.table, group, column.key) for column in block.columns)
            self._tables.subtotals.update(zip(addresses, aligned.cells, strict=True))
        else:
            self._unknown(row)

    def _proactive(self, row: GridRow) -> None:
        if self._header is None:
            self._open_block(row)
            return
        found = _rightmost(row, self._header.block.rows)
        if found is None:
            self._unknown(row)
            return
        index, form_row = found
        aligned = self._aligned(row, index, self._header, None)
        if not aligned.doubt and self._header.unnamed:
            unnamed = [at for at, column in enumerate(self._header.columns) if column.key in self._header.unnamed]
            aligned = doubted(aligned, COLUMNS_UNKNOWN, unnamed)
        self._tables.note_label(self._header.block, form_row, row.labels[index])
        self._tables.fill(self._header.block.addresses(form_row), aligned, form_row.labels[0])

    def _open_block(self, row: GridRow) -> None:
        chosen = best_block(proactive_blocks(self._caption or ""), row.words)
        if chosen is None:
            return
        form, block = chosen
        self._header = header_of(row.labels, block)
        self._in_order = self._header.is_in_order
        self._gap = self._header.gap(row.labels)
        self._tables.blocks[block.key] = form.key
        for column in block.columns:
            self._tables.note_label(block, column, self._header.labels.get(column.key, column.labels[0]))

    def _note_columns(self, header: Header, row: GridRow) -> None:
        """Remember where the header of table 3 shows its first column and its totals."""
        if "natural_person" in header.places:
            self._starts = {(len(row.cells), header.places["natural_person"])}
            self._in_order = True
        if "total" in header.places:
            self._totals.add((len(row.cells), header.places["total"]))
        if len(header.places) > 1:
            self._in_order &= header.is_in_order

    def _disputes(self, row: GridRow) -> None:
        if not row.is_of_values:
            return
        self._before_disputes, self._behind_disputes = False, True
        block = all_forms()[0].disputes
        whole = Block(block.key, block.caption, block.columns * len(block.rows), block.rows)
        aligned = self._aligned(row, -1, Header(whole, {}, {}), disputes_row_adds_up)
        if row.is_blank and not row.is_marked_up:
            # A converter may have put the figures of this row on the line below.
            aligned = unread(whole.columns, FIGURES_ASTRAY)
        addresses = tuple(address for form_row in block.rows for address in block.addresses(form_row))
        self._tables.fill(addresses, aligned, "table 4")

    def _aligned(self, row: GridRow, index: int, header: Header, sums: Sums | None) -> Aligned:
        """Align what stands behind the label, whichever way the cells that span columns are counted."""
        if not self._in_order:
            return unread(header.columns, COLUMNS_UNKNOWN)
        one, other = (row.behind(index, merged=merged) for merged in (True, False))
        aligned = self._aligned_one_way(one, index, row, header, sums)
        if other != one:
            aligned = agreed(aligned, self._aligned_one_way(other, index, row, header, sums))
        if shared := row.shared(index):
            self._tables.share(shared)
            return doubted(aligned, CELL_SHARED, [at for at, cell in enumerate(aligned.cells) if cell.where in shared])
        return aligned

    def _aligned_one_way(
        self, cells: Sequence[tuple[int, Printed]], label: int, row: GridRow, header: Header, sums: Sums | None
    ) -> Aligned:
        size = len(row.cells)
        if self._header is None:
            starts = {start for start, (index, _) in enumerate(cells) if (size, index) in self._starts}
        else:
            starts = {start for start, (index, _) in enumerate(cells) if index - label - 1 == self._gap}
        exact = row.is_marked_up or self._header is not None
        at_edge = size == row.width and (size, size - 1) in self._totals
        return align_grid_row([cell for _, cell in cells], header.columns, sums, starts, exact=exact, at_edge=at_edge)

    def _unknown(self, row: GridRow) -> None:
        if row.words and any(read_figure(cell.raw).value is not None for cell in row.cells):
            self._tables.doubt(
                "unknown_label", f"no form has a row {' / '.join(row.words)!r}; its figures are left out"
            )


def _rightmost(row: GridRow, rows: Sequence[Row]) -> tuple[int, Row] | None:
    """The right-most cell that names a row, and the row; a label that hangs down from above names none."""
    for index in reversed(range(len(row.labels))):
        found = find_row(row.labels[index], rows) if row.is_own(index) else None
        if found is not None:
            return index, found
    return None


def _subtotal(row: GridRow) -> tuple[int, str] | None:
    """The cell that names the sum of a group of results, and the group: its own caption, or 小计 behind it."""
    for index in reversed(range(len(row.labels))):
        label = row.labels[index]
        if label in requests_groups() and row.is_own(index):
            return index, label
        if label == _SUBTOTAL:
            return next(((index, group) for group in reversed(row.labels[:index]) if group in requests_groups()), None)
    return None
