"""An extraction as people and programs read it: `gongkai.report/1` and plain text."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from crawler.domain.extraction import Extraction
from crawler.domain.report import Cell, CellState, Report
from crawler.forms import Block, find_form
from monitor.report_record import SCHEMA as SCHEMA
from monitor.report_record import plain_number as plain_number
from monitor.report_record import to_record as to_record

_SHOWN = {CellState.BLANK: "·", CellState.NOT_APPLICABLE: "/", CellState.UNREAD: "?", CellState.TEXT: "…"}


def to_text(extraction: Extraction, path: str, transport: str = "") -> RenderableType:
    """The document as a person checks it: what it is, its tables, and what we doubt."""
    came = (Text(f"came over no ordinary connection: {transport}", style="yellow"),) if transport else ()
    parts = (*_tables(extraction.report), *_corrected(extraction.report), *_doubts(extraction))
    return Group(*_facts(extraction, path), *came, *parts)


def _facts(extraction: Extraction, path: str) -> Iterator[RenderableType]:
    report = extraction.report
    yield Text(report.title or path, style="bold")
    dates = {"page": report.dates.page, "signed": report.dates.signed, "url": report.dates.url}
    said = ", ".join(f"{kind} {day}" for kind, day in dates.items() if day is not None)
    yield Text(f"{path} ({extraction.medium.value}): unit {report.unit_name or 'not named'}, ", end="")
    yield Text(f"year {report.report_year or 'unknown'}, {report.form or 'no form'}, dates: {said or 'none'}")


def _tables(report: Report) -> Iterator[RenderableType]:
    for block in _blocks(report):
        table = Table(title=block.caption or block.key, title_justify="left", show_edge=False, pad_edge=False)
        table.add_column("")
        for column in block.columns:
            table.add_column(column.labels[0], justify="right")
        for row in block.rows:
            cells = [report.cells.get(address) for address in block.addresses(row)]
            if any(cell is not None for cell in cells):
                table.add_row(row.labels[0], *(_shown(cell) for cell in cells))
        yield table


def _blocks(report: Report) -> Iterator[Block]:
    for key, form_key in report.blocks.items():
        form = find_form(form_key)
        if form is not None:
            yield from (block for block in form.blocks() if block.key == key)


def _shown(cell: Cell | None) -> str:
    if cell is None:
        return ""
    shown = str(plain_number(cell.value)) if cell.value is not None else _SHOWN[cell.state]
    if cell.read is not None:
        return f"{shown}*"
    return shown if cell.certain or cell.state is CellState.UNREAD else f"{shown}?"


def _corrected(report: Report) -> Iterator[RenderableType]:
    corrected = [(address, cell, cell.read) for address, cell in report.cells.items() if cell.read is not None]
    if corrected:
        yield Text("corrected by people (* marks the cells; see gongkai corrections list):", style="yellow")
    for address, cell, read in corrected:
        yield Text(f"  {address}: {_bare(cell)}, read by us as {_bare(read)}", style="yellow")


def _bare(cell: Cell) -> str:
    return cell.state.value if cell.value is None else str(plain_number(cell.value))


def _doubts(extraction: Extraction) -> Iterator[RenderableType]:
    if extraction.doubts:
        yield Text("doubts about our reading (? marks the cells):", style="yellow")
    for doubt in extraction.doubts:
        yield Text(f"  {doubt.code}: {doubt.message}", style="yellow")
