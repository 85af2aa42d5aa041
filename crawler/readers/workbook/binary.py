"""XLS through xlrd: its sheets with every number as it is displayed."""

import io
import struct
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

import xlrd
from xlrd.compdoc import CompDocError

from crawler.domain.errors import NotReadable
from crawler.readers.workbook.number_format import UNKNOWN, displayed, displayed_date
from crawler.readers.workbook.sheet import Area, Position, Sheet

_XLRD_ERRORS = (
    xlrd.XLRDError,
    CompDocError,
    struct.error,
    AssertionError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    OSError,
    RuntimeError,
)
"""What xlrd raises on broken files: it asserts rather than checks."""


def sheets_of_xls(body: bytes, source: str) -> tuple[Sheet, ...]:
    """The sheets of a workbook; raises NotReadable for one that does not open."""
    try:
        book = xlrd.open_workbook(
            file_contents=body, formatting_info=True, ragged_rows=True, logfile=io.StringIO(), on_demand=False
        )
        return tuple(_sheet(book, sheet) for sheet in book.sheets())
    except _XLRD_ERRORS as error:
        raise NotReadable(source, f"a workbook that does not open: {error}") from error


def _sheet(book: Any, sheet: Any) -> Sheet:  # noqa: ANN401 - xlrd ships no types
    return Sheet(
        name=sheet.name,
        texts=_texts(book, sheet),
        areas=tuple(Area(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells),
        hidden_rows=frozenset(row + 1 for row, look in sheet.rowinfo_map.items() if look.hidden or look.height == 0),
        hidden_columns=frozenset(
            column + 1 for column, look in sheet.colinfo_map.items() if look.hidden or look.width == 0
        ),
        is_hidden=sheet.visibility != 0,
    )


def _texts(book: Any, sheet: Any) -> Mapping[Position, str]:  # noqa: ANN401 - xlrd ships no types
    """The texts of the cells that exist; a sheet may leave its noughts blank."""
    texts: dict[Position, str] = {}
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            if sheet.show_zero_values or cell.ctype != xlrd.XL_CELL_NUMBER or cell.value != 0:
                texts[row + 1, column + 1] = _text(book, sheet, row, column)
    return {position: text for position, text in texts.items() if text}


def _text(book: Any, sheet: Any, row: int, column: int) -> str:  # noqa: ANN401 - xlrd ships no types
    cell = sheet.cell(row, column)
    if cell.ctype == xlrd.XL_CELL_TEXT:
        runs = sheet.rich_text_runlist_map.get((row, column), ())
        return "".join(_pieces(book, cell.value, runs))
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        look = book.format_map.get(book.xf_list[cell.xf_index].format_key)
        return displayed(cell.value, look.format_str if look is not None else "General")
    if cell.ctype == xlrd.XL_CELL_DATE:
        return _date(cell.value, book.datemode)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return str(bool(cell.value)).upper()
    return xlrd.error_text_from_code.get(cell.value, UNKNOWN) if cell.ctype == xlrd.XL_CELL_ERROR else ""


def _date(value: float, mode: int) -> str:
    try:
        return displayed_date(xlrd.xldate_as_datetime(value, mode))
    except (xlrd.xldate.XLDateError, ArithmeticError, ValueError):
        return UNKNOWN


def _pieces(book: Any, text: str, runs: Any) -> Iterator[str]:  # noqa: ANN401 - xlrd ships no types
    """The pieces of rich text; what is raised or struck out is kept apart from the digits beside it."""
    starts = [*runs, (len(text), 0)]
    yield text[: starts[0][0]]
    for (start, font), (end, _) in pairwise(starts):
        look = book.font_list[font]
        is_apart = look.escapement != 0 or look.struck_out
        yield f" {text[start:end]} " if is_apart else text[start:end]
