"""Tables become grids: each cell stands in every place it spans, with the place of its first."""

from crawler.domain.document import Grid
from crawler.domain.report import Place
from crawler.readers.geometry.lattice import Square
from crawler.readers.geometry.tables import Table, TableCell


def grid_of(table: Table, number: int) -> Grid:
    """The grid that a table is; `number` counts the tables of the document from 1."""
    at = {square: cell for cell in table.cells for square in _squares(cell)}
    rows = [
        [at[row, column] for column in range(len(table.edges) - 1) if (row, column) in at] for row in range(table.rows)
    ]
    texts = {cell.span: cell.text for cell in table.cells}
    places = {cell.span: _place(cell, number) for cell in table.cells}
    sure = all(cell.confidence is None for cell in table.cells)
    return Grid(
        rows=tuple(tuple(texts[cell.span] for cell in row) for row in rows),
        places=tuple(tuple(places[cell.span] for cell in row) for row in rows),
        confidences=() if sure else tuple(tuple(_confidence(cell) for cell in row) for row in rows),
    )


def _squares(cell: TableCell) -> list[Square]:
    span = cell.span
    return [(row, column) for row in range(span.top, span.bottom) for column in range(span.left, span.right)]


def _place(cell: TableCell, table: int) -> Place:
    return Place(page=cell.page, table=table, row=cell.span.top + 1, column=cell.span.left + 1, box=cell.box)


def _confidence(cell: TableCell) -> float:
    return 1.0 if cell.confidence is None else cell.confidence
