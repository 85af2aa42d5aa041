"""The cells of a report as a list to take away."""

from collections.abc import Iterator
from dataclasses import dataclass

from crawler.domain.report import Cell
from crawler.domain.wording import Text
from monitor.findings.explaining import label_of
from monitor.report_record import plain_number
from monitor.web.exports import Column
from monitor.web.report.cells import LOOKS, ShownCell
from monitor.web.report.page import ReportShown


@dataclass(frozen=True, slots=True)
class CellRow:
    """One cell: how it is shown, and what was read."""

    shown: ShownCell
    cell: Cell | None
    label: Text


COLUMNS: tuple[Column[CellRow], ...] = (
    Column("cell", Text("单元格", "cell"), lambda row: str(row.shown.address)),
    Column("label", Text("表格行列", "table, row and column"), lambda row: row.label),
    Column("value", Text("数值", "value"), lambda row: None if row.cell is None else plain_number(row.cell.value)),
    Column("printed", Text("原件印作", "printed"), lambda row: None if row.cell is None else row.cell.raw),
    Column("look", Text("可信程度", "how sure we are"), lambda row: LOOKS[row.shown.look]),
    Column("state", Text("内容", "what is there"), lambda row: None if row.cell is None else row.cell.state.value),
    Column("findings", Text("涉及问题", "findings"), lambda row: " ".join(map(str, row.shown.conflicts))),
)
"""What is given of each cell. A cell without a figure has no value, which is not 0."""


def rows_of(shown: ReportShown) -> Iterator[CellRow]:
    """The cells in the order of the tables."""
    cells = shown.reading.extraction.report.cells
    boxes = (box for table in shown.tables for part in table.parts for row in part.body for box in row)
    for one in (*(box.cell for box in boxes if box.cell is not None), *shown.others):
        form = shown.reading.extraction.report.form
        yield CellRow(one, cells.get(one.address), label_of(one.address, form))
