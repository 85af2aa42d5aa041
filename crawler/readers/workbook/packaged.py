"""XLSX through openpyxl: its sheets with every number as it is displayed."""

import io
import warnings
import zipfile
import zlib
from collections.abc import Collection, Iterator, Mapping
from datetime import date

import openpyxl
from lxml import etree
from openpyxl.cell.cell import Cell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from crawler.domain.errors import NotReadable
from crawler.readers.workbook.number_format import UNKNOWN, displayed, displayed_date
from crawler.readers.workbook.sheet import Area, Position, Sheet
from crawler.readers.workbook.survey import unsaved_formulas
from crawler.readers.xml_package import XmlPackage

_VISIBLE = "visible"
_OPENPYXL_ERRORS = (
    InvalidFileException,
    zipfile.BadZipFile,
    zlib.error,
    etree.LxmlError,
    SyntaxError,
    OSError,
    EOFError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RuntimeError,
)
"""What openpyxl raises on files that break its expectations: it does not wrap errors of its own."""


def sheets_of_xlsx(body: bytes, source: str) -> tuple[Sheet, ...]:
    """The sheets of a workbook; raises NotReadable for one that does not open."""
    unsaved = unsaved_formulas(XmlPackage(body, source), source)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            workbook = openpyxl.load_workbook(io.BytesIO(body), data_only=True, keep_links=False, rich_text=True)
            return tuple(_sheet(sheet, unsaved.get(sheet.title, frozenset())) for sheet in workbook.worksheets)
    except _OPENPYXL_ERRORS as error:
        raise NotReadable(source, f"a workbook that does not open: {error}") from error


def _sheet(sheet: Worksheet, unsaved: Collection[str]) -> Sheet:
    ranges = (merged.bounds for merged in sheet.merged_cells.ranges)
    return Sheet(
        name=sheet.title,
        texts=_texts(sheet, unsaved),
        areas=tuple(Area(top, left, bottom, right) for left, top, right, bottom in ranges),
        hidden_rows=frozenset(row for row, look in sheet.row_dimensions.items() if look.hidden or look.height == 0),
        hidden_columns=frozenset(_hidden_columns(sheet)),
        is_hidden=sheet.sheet_state != _VISIBLE,
    )


def _hidden_columns(sheet: Worksheet) -> Iterator[int]:
    for look in sheet.column_dimensions.values():
        if look.hidden or look.width == 0:
            yield from range(look.min or 0, (look.max or 0) + 1)


def _texts(sheet: Worksheet, unsaved: Collection[str]) -> Mapping[Position, str]:
    """The texts of the cells that exist; a sheet may leave its noughts blank."""
    shows_zeros = sheet.sheet_view.showZeros is not False
    texts: dict[Position, str] = {}
    # Its rows would be as wide and as many as the sheet claims; here are the cells that exist.
    for position, cell in sheet._cells.items():
        if isinstance(cell, Cell) and (shows_zeros or cell.value != 0):
            texts[position] = UNKNOWN if cell.coordinate in unsaved else _text(cell)
    return {position: text for position, text in texts.items() if text}


def _text(cell: Cell) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, CellRichText):
        return "".join(map(_piece, value))
    if isinstance(value, date):
        return displayed_date(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return displayed(value, cell.number_format)
    return str(value)


def _piece(piece: str | TextBlock) -> str:
    """A piece of rich text; what is raised or struck out is kept apart from the digits beside it."""
    if isinstance(piece, str):
        return piece
    is_apart = piece.font.vertAlign in ("superscript", "subscript") or piece.font.strike
    return f" {piece.text} " if is_apart else piece.text
