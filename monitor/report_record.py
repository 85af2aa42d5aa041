"""A report as programs read it: `gongkai.report/1`."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from crawler.domain.extraction import Extraction
from crawler.domain.report import Cell, Statement

SCHEMA = "gongkai.report/1"
_FOUND = ("title", "unit_name", "report_year", "signed")


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
