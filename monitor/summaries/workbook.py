"""Writes tables as XLSX: dates as dates, numbers as numbers, and nothing that anybody printed as a formula."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from crawler.domain.clock import SHANGHAI
from monitor.summaries.legible import legible
from monitor.summaries.page import is_web_address
from monitor.summaries.spreadsheet import begins_formula

Value = str | int | float | date | datetime | None

_LONGEST = 32_767
"""No cell holds more characters."""

_LONGEST_LINK, _MOST_LINKS = 2_000, 60_000
"""Excel follows no longer address, and opens no sheet with more of them."""

_LINE = Side(style="thin", color="BFBFBF")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEADING = PatternFill("solid", fgColor="DCE6F1")
_FORMATS: Mapping[type, str] = {datetime: "yyyy-mm-dd hh:mm", date: "yyyy-mm-dd"}


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, and how many characters wide the column is."""

    heading: str
    width: int = 14


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table with what is said above it."""

    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Value]]
    above: tuple[str, ...] = ()


def write_workbook(sheets: Sequence[Sheet], at: datetime) -> bytes:
    """The tables as one file; `at` is when they hold."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = "gongkai"
    book.properties.created = at.astimezone(SHANGHAI).replace(tzinfo=None)
    for sheet in sheets:
        _write(book.create_sheet(sheet.title), sheet)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _write(page: Worksheet, sheet: Sheet) -> None:
    for number, line in enumerate(sheet.above, 1):
        _fill(page.cell(number, 1), line)
        page.cell(number, 1).font = Font(bold=number == 1, size=14 if number == 1 else 11)
    head = len(sheet.above) + 1
    for number, column in enumerate(sheet.columns, 1):
        _head(page.cell(head, number), column.heading)
        page.column_dimensions[get_column_letter(number)].width = column.width
    links = 0
    for row, values in enumerate(sheet.rows, head + 1):
        for number, value in enumerate(values, 1):
            links += _fill_boxed(page.cell(row, number), value, links < _MOST_LINKS)
    page.freeze_panes = f"A{head + 1}"
    page.auto_filter.ref = f"A{head}:{get_column_letter(len(sheet.columns))}{head + max(len(sheet.rows), 1)}"
    _as_printed(page, head)


def _as_printed(page: Worksheet, head: int) -> None:
    """On paper: A4 across, as wide as the sheet, the headings on every page."""
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = f"{head}:{head}"


def _head(cell: Cell | MergedCell, heading: str) -> None:
    _fill(cell, heading)
    cell.font, cell.fill, cell.border = Font(bold=True), _HEADING, _BOX
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def _fill_boxed(cell: Cell | MergedCell, value: Value, may_link: bool) -> bool:
    """Fill a cell of the table; whether it became a link."""
    _fill(cell, value)
    cell.border, cell.alignment = _BOX, Alignment(vertical="top", wrap_text=isinstance(value, str))
    if not (may_link and isinstance(value, str) and len(value) <= _LONGEST_LINK and is_web_address(value)):
        return False
    cell.hyperlink, cell.font = legible(value), Font(color="0563C1", underline="single")
    return True


def _fill(cell: Cell | MergedCell, value: Value) -> None:
    if isinstance(value, str):
        _fill_with_text(cell, value)
        return
    cell.value = value.astimezone(SHANGHAI).replace(tzinfo=None) if isinstance(value, datetime) else value
    if value is not None and (form := _FORMATS.get(type(value))):
        cell.number_format = form


def _fill_with_text(cell: Cell | MergedCell, text: str) -> None:
    """Text stays text, when somebody edits the cell too: Excel's own mark for that is the quote prefix."""
    cell.value = "\n".join(map(legible, text.split("\n")))[:_LONGEST]
    cell.data_type = "s"
    if begins_formula(text) or begins_formula(str(cell.value)):
        cell.quotePrefix = True
