"""XLSX and XLS: the sheets of a workbook as they are printed."""

from collections.abc import Callable, Iterator, Sequence

from crawler.domain.document import Document, Grid
from crawler.domain.errors import NotReadable
from crawler.domain.extraction import Doubt, Medium
from crawler.readers.office.compound_file import PROTECTED, is_protected
from crawler.readers.workbook.binary import sheets_of_xls
from crawler.readers.workbook.packaged import sheets_of_xlsx
from crawler.readers.workbook.sheet import Sheet, SheetBlocks, TooLarge, hidden_figures


def read_xlsx(body: bytes, source: str) -> Document:
    """Read a workbook of Excel 2007 and later; raises NotReadable for a broken one and for one without text."""
    return _read(Medium.XLSX, body, source, sheets_of_xlsx)


def read_xls(body: bytes, source: str) -> Document:
    """Read a workbook of the older Excel and of Kingsoft ET; raises NotReadable as `read_xlsx` does."""
    return _read(Medium.XLS, body, source, sheets_of_xls)


def _read(medium: Medium, body: bytes, source: str, sheets_of: Callable[[bytes, str], Sequence[Sheet]]) -> Document:
    if is_protected(body):
        raise NotReadable(source, PROTECTED)
    sheets = sheets_of(body, source)
    reading = SheetBlocks()
    try:
        for sheet in sheets:
            if not sheet.is_hidden:
                reading.add(sheet)
    except TooLarge:
        raise NotReadable(source, "its sheets spread over more cells than any report has") from None
    if not any(not isinstance(block, Grid) or any(map(any, block.rows)) for block in reading.blocks):
        raise NotReadable(source, "it holds no text")
    return Document(medium, tuple(reading.blocks), doubts=tuple(_doubts(sheets)))


def _doubts(sheets: Sequence[Sheet]) -> Iterator[Doubt]:
    """What was left out because it is not printed."""
    for sheet in sheets:
        figures = sum(1 for _ in hidden_figures(sheet))
        if figures:
            where = "is hidden, with" if sheet.is_hidden else "hides in rows or columns"
            yield Doubt(
                "hidden_figures", f"the sheet {sheet.name} {where} {figures} cells of figures; they are left out"
            )
