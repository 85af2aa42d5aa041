"""A table that runs over pages becomes one, and so do its cells that the page break cut."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from crawler.readers.geometry.lattice import Span
from crawler.readers.geometry.page_breaks import Join, cut_between
from crawler.readers.geometry.tables import Table, TableCell, cells_in_row

_NEAR = 4.0
_LETTER = re.compile(r"[^\W\d_]")


def continued(table: Table, more: Table) -> Table | None:
    """The table with what follows at the top of the next page; None where that has other columns."""
    edges = _common_edges(table.edges, more.edges)
    if edges is None:
        return None
    first, second = (
        _on_edges(table, edges),
        _without_repeated_header(_without_cut_off_head(_on_edges(more, edges)), table),
    )
    join = cut_between(first, second)
    cells = _with_parts(first.cells, second.cells, join)
    return Table(edges, first.rows + second.rows - int(join.is_row), cells, second.last_page, second.box)


def _common_edges(one: Sequence[float], other: Sequence[float]) -> tuple[float, ...] | None:
    """The finer of two sets of edges where it holds the coarser; pages may be bound on different sides."""
    coarse, fine = sorted(([edge - edges[0] for edge in edges] for edges in (one, other)), key=len)
    if abs(coarse[-1] - fine[-1]) > _NEAR or any(_distance(edge, fine) > _NEAR for edge in coarse):
        return None
    return tuple(fine)


def _distance(edge: float, edges: Sequence[float]) -> float:
    return min(abs(edge - other) for other in edges)


def _on_edges(table: Table, edges: Sequence[float]) -> Table:
    """The table with the columns of its cells counted between other edges."""
    at = [min(range(len(edges)), key=lambda index: abs(edges[index] - edge)) for edge in _from_left(table.edges)]
    cells = tuple(
        replace(cell, span=replace(cell.span, left=at[cell.span.left], right=at[cell.span.right]))
        for cell in table.cells
    )
    return replace(table, cells=cells)


def _from_left(edges: Sequence[float]) -> Iterator[float]:
    return (edge - edges[0] for edge in edges)


def _without_cut_off_head(more: Table) -> Table:
    """The next page without a first row that is only what a row left over when the page broke: nothing is in it."""
    if more.rows == 1 or any(cell.lines for cell in cells_in_row(more, 0)):
        return more
    return _without_rows(more, 1)


def _without_rows(table: Table, count: int) -> Table:
    """The table without its first rows; cells that reach below them begin there."""
    kept = tuple(
        replace(cell, span=replace(cell.span, top=max(cell.span.top - count, 0), bottom=cell.span.bottom - count))
        for cell in table.cells
        if cell.span.bottom > count
    )
    return replace(table, rows=table.rows - count, cells=kept)


def _without_repeated_header(more: Table, table: Table) -> Table:
    """The next page without the rows of labels that it repeats from the head of the table."""
    repeated = 0
    while repeated < min(more.rows - 1, table.rows) and _same_labels(more, table, repeated):
        repeated += 1
    if not repeated or any(cell.span.top < repeated < cell.span.bottom for cell in more.cells):
        return more
    return _without_rows(more, repeated)


def _same_labels(one: Table, other: Table, row: int) -> bool:
    first, second = ([cell.text for cell in cells_in_row(table, row)] for table in (one, other))
    return first == second and all(_LETTER.search(text) for text in first)


def _moved(cell: TableCell, rows: int) -> TableCell:
    return replace(cell, span=replace(cell.span, top=cell.span.top + rows, bottom=cell.span.bottom + rows))


def _with_parts(first: Sequence[TableCell], second: Sequence[TableCell], join: Join) -> tuple[TableCell, ...]:
    """All cells, numbered on; the parts of a cut cell are one."""
    rows = max(cell.span.bottom for cell in first) - int(join.is_row)
    lower: Mapping[Span, TableCell] = {above.span: below for above, below in join.pairs}
    parts = {below.span for _, below in join.pairs}
    kept = (_one(cell, _moved(lower[cell.span], rows)) if cell.span in lower else cell for cell in first)
    cells = (*kept, *(_moved(cell, rows) for cell in second if cell.span not in parts))
    return tuple(_doubted(cell, rows) for cell in cells) if join.is_doubtful else cells


def _doubted(cell: TableCell, below: int) -> TableCell:
    """A cell of the rows above and below the break without confidence, any other as it is."""
    return replace(cell, confidence=0.0) if {cell.span.bottom - 1, cell.span.top} & {below - 1, below} else cell


def _one(above: TableCell, below: TableCell) -> TableCell:
    """One cell of two parts; it stands where its text begins."""
    confidences = [cell.confidence for cell in (above, below) if cell.confidence is not None]
    begins = above if above.lines or not below.lines else below
    return replace(
        begins,
        span=replace(above.span, bottom=below.span.bottom),
        lines=above.lines + below.lines,
        confidence=min(confidences, default=None),
    )
