"""An extraction as people and programs read it: `gongkai.report/1` and plain text."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from crawler.domain.extraction import Extraction
from crawler.domain.report import Cell, CellState, Report, Statement
from crawler.forms import Block, find_form

SCHEMA = "gongkai.report/1"
_FOUND = ("title", "unit_name", "report_year", "signed")
_SHOWN = {CellState.BLANK: "·", CellState.NOT_APPLICABLE: "/", CellState.UNREAD: "?", CellState.TEXT: "…"}


def to_record(extraction: Extraction, path: str, transport: str = "") -> Mapping[str, Any]:
    """The published JSON object of one document; `path` is its file name or address.

    `transport` says how the connection was not an ordinary one over which it came.
    """
    report = extraction.report
    came = {"transport": transport} if transport else {}
    return {
        "schema": SCHEMA,
        "source": {"path": path, "media": extraction.medium.value, "sha256": extraction.digest, **came},
        "title": report.title,
        "unit_name": report.unit_name,
        "report_year": report.report_year,
        "form": report.form,
        "dates": {
            "page": _day(report.dates.page),
            "signed": _day(report.dates.signed),
            "url": _day(report.dates.url),
        },
        "period": [_day(day) for day in report.period] if report.period is not None else None,
        "found_by": {name: report.found_by.get(name) for name in _FOUND},
        "sections": [asdict(section) for section in report.sections],
        "statements": [_statement(statement) for statement in report.statements],
        "cells": {str(address): _cell(cell) for address, cell in report.cells.items()},
        "doubts": [
            {"code": doubt.code, "message": doubt.message, "cells": [str(address) for address in doubt.cells]}
            for doubt in extraction.doubts
        ],
    }


def to_text(extraction: Extraction, path: str, transport: str = "") -> RenderableType:
    """The document as a person checks it: what it is, its tables, and what we doubt."""
    came = (Text(f"came over no ordinary connection: {transport}", style="yellow"),) if transport else ()
    parts = (*_tables(extraction.report), *_corrected(extraction.report), *_doubts(extraction))
    return Group(*_facts(extraction, path), *came, *parts)


def plain_number(value: Decimal | None) -> int | float | None:
    """A figure as JSON prints it: whole where it is whole."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _cell(cell: Cell) -> Mapping[str, Any]:
    record: dict[str, Any] = {
        "state": cell.state.value,
        "value": plain_number(cell.value),
        "raw": cell.raw,
        "certain": cell.certain,
        "where": {key: value for key, value in asdict(cell.where).items() if value is not None},
    }
    read = None if cell.read is None else {"state": cell.read.state.value, "value": plain_number(cell.read.value)}
    optional = {"read": read, "by": cell.by, "unit": cell.unit, "note": cell.note, "confidence": cell.confidence}
    return record | {key: value for key, value in optional.items() if value is not None}


def _statement(statement: Statement) -> Mapping[str, Any]:
    """A statement; `text` is as printed, and stands at `offset` of the texts of all sections joined by line feeds."""
    record: dict[str, Any] = {
        "section": statement.section,
        "offset": statement.offset,
        "text": statement.quote or statement.text,
        "value": plain_number(statement.value),
        "unit": statement.unit,
        "counts": statement.counts,
        "negated": statement.negated,
        "approximate": statement.approximate,
        "scope": statement.scope.value if statement.scope is not None else None,
        "subject": statement.subject.value if statement.subject is not None else None,
    }
    return record | ({"upper": plain_number(statement.upper)} if statement.upper is not None else {})


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


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
