"""Made reports as workbooks: text and tables below each other on one sheet."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from spiders.simulator.tables import Grid, placed
from tests.making.reports import MadeReport
from tests.making.zipped import with_fixed_times


def as_xlsx(report: MadeReport) -> bytes:
    """The report as a workbook; figures that are written plainly are numbers in it."""
    workbook = Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "年度报告"
    sheet.append([report.title])
    for piece in report.pieces():
        if isinstance(piece, str):
            sheet.append([piece])
        else:
            _add_table(sheet, piece, sheet.max_row + 1)
    written = BytesIO()
    workbook.save(written)
    return with_fixed_times(written.getvalue())


def _add_table(sheet: Worksheet, grid: Grid, first: int) -> None:
    for (row, column), cell in placed(grid).items():
        top, left = first + row, column + 1
        sheet.cell(top, left, _value(cell.text))
        if cell.rows > 1 or cell.columns > 1:
            sheet.merge_cells(
                start_row=top, start_column=left, end_row=top + cell.rows - 1, end_column=left + cell.columns - 1
            )


def _value(text: str) -> str | int | None:
    if text.isascii() and text.isdecimal():
        return int(text)
    return text or None
