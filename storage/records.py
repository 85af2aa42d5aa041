"""Extractions as JSON records, and back, with nothing lost."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from crawler.domain.evidence import DateBasis, Dated
from crawler.domain.extraction import Doubt, Extraction, Medium
from crawler.domain.report import (
    Address,
    Box,
    Cell,
    CellState,
    Dates,
    Place,
    Report,
    Scope,
    Section,
    Statement,
    Subject,
    Unsure,
)

Record = Mapping[str, Any]

_STATES = {state.value: state for state in CellState}
_NOWHERE = Place()
_address = lru_cache(maxsize=1024)(Address.parse)


def to_record(extraction: Extraction) -> dict[str, Any]:
    """Turn an extraction into what JSON can hold; the cells keep the order of the form."""
    report = extraction.report
    return {
        "digest": extraction.digest,
        "medium": extraction.medium.value,
        "title": report.title,
        "unit_name": report.unit_name,
        "report_year": report.report_year,
        "form": report.form,
        "blocks": dict(report.blocks),
        "dates": {name: _text(day) for name, day in _parts(report.dates).items()},
        "dated": dated_record(report.dated),
        "period": [day.isoformat() for day in report.period] if report.period else None,
        "signature": report.signature,
        "preface": report.preface,
        "sections": [_parts(section) for section in report.sections],
        "cells": {str(address): cell_record(cell) for address, cell in report.cells.items()},
        "statements": [_statement_record(statement) for statement in report.statements],
        "found_by": dict(report.found_by),
        "surplus": dict(report.surplus),
        "variants": dict(report.variants),
        "subtotals": {str(address): cell_record(cell) for address, cell in report.subtotals.items()},
        "doubts": [
            {"code": doubt.code, "message": doubt.message, "cells": [str(address) for address in doubt.cells]}
            for doubt in extraction.doubts
        ],
    }


def from_record(record: Record) -> Extraction:
    """Turn a record back into the extraction it was made of."""
    return Extraction(
        report=_report(record),
        doubts=tuple(
            Doubt(doubt["code"], doubt["message"], tuple(Address.parse(text) for text in doubt["cells"]))
            for doubt in record["doubts"]
        ),
        medium=Medium(record["medium"]),
        digest=record["digest"],
    )


def digest_of(extraction: Extraction) -> str:
    """A digest of what the source says: two readings that share it are the same edition of a report.

    Our doubts, the raw spelling of a figure and the spaces of the text have no part in it.
    """
    report = extraction.report
    said = {
        "form": report.form,
        "report_year": report.report_year,
        "dates": {name: _text(day) for name, day in _parts(report.dates).items()},
        "sections": [[section.key, _bare(section.heading), _bare(section.text)] for section in report.sections],
        "cells": {str(address): _said_in(cell) for address, cell in report.cells.items()},
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode("ascii")).hexdigest()


def dated_record(dated: Iterable[Dated]) -> list[dict[str, str]]:
    """Dates with where they were read, as JSON can hold them."""
    return [
        {"basis": shown.basis.value, "day": shown.day.isoformat(), "where": shown.where, "url": shown.url}
        for shown in dated
    ]


def dated_from(records: Iterable[Record]) -> tuple[Dated, ...]:
    """The dates that such a record holds."""
    return tuple(
        Dated(DateBasis(one["basis"]), date.fromisoformat(one["day"]), one["where"], one["url"]) for one in records
    )


def cell_record(cell: Cell) -> dict[str, Any]:
    """A cell, and of it only what is set, since a report has two hundred of these."""
    record = {
        "value": None if cell.value is None else str(cell.value),
        "raw": cell.raw or None,
        "unsure": None if cell.unsure is None else cell.unsure.value,
        "by": cell.by,
        "where": _place_record(cell.where) or None,
        "unit": cell.unit,
        "note": cell.note,
        "confidence": cell.confidence,
    }
    return {"state": cell.state.value} | {name: value for name, value in record.items() if value is not None}


def _place_record(place: Place) -> dict[str, Any]:
    record = {name: part for name, part in _parts(place).items() if part is not None}
    return record if place.box is None else record | {"box": _parts(place.box)}


def _parts(noun: Box | Dates | Place | Section | Statement) -> dict[str, Any]:
    """The fields of a noun that holds no other; `dataclasses.asdict` would copy each of them."""
    return {name: getattr(noun, name) for name in noun.__slots__}


def cell_from(record: Record) -> Cell:
    """The cell that such a record holds."""
    return Cell(
        state=_STATES[record["state"]],
        value=Decimal(record["value"]) if "value" in record else None,
        raw=record.get("raw", ""),
        unsure=Unsure(record["unsure"]) if "unsure" in record else None,
        by=record.get("by"),
        where=_place(record["where"]) if "where" in record else _NOWHERE,
        unit=record.get("unit"),
        note=record.get("note"),
        confidence=record.get("confidence"),
    )


def _statement_record(statement: Statement) -> dict[str, Any]:
    """Only what is set, but for what every statement has."""
    figures = {
        "value": str(statement.value),
        "upper": None if statement.upper is None else str(statement.upper),
        "subject": None if statement.subject is None else statement.subject.value,
        "scope": None if statement.scope is None else statement.scope.value,
        "approximate": statement.approximate or None,
        "quote": statement.quote or None,
    }
    record = _parts(statement) | figures
    return {name: value for name, value in record.items() if value is not None or name in ("subject", "section")}


def _statement(record: Record) -> Statement:
    """A statement; one kept before these had units and places has a whole number and none of them."""
    return Statement(
        subject=Subject(record["subject"]) if record["subject"] is not None else None,
        value=Decimal(record["value"]),
        negated=record["negated"],
        text=record["text"],
        section=record["section"],
        upper=Decimal(record["upper"]) if "upper" in record else None,
        unit=record.get("unit"),
        counts=record.get("counts"),
        approximate=record.get("approximate", False),
        scope=Scope(record["scope"]) if "scope" in record else None,
        quote=record.get("quote", ""),
        offset=record.get("offset"),
    )


def _place(record: Record) -> Place:
    box = record.get("box")
    return Place(**record) if box is None else Place(**(dict(record) | {"box": Box(**box)}))


def _report(record: Record) -> Report:
    return Report(
        title=record["title"],
        unit_name=record["unit_name"],
        report_year=record["report_year"],
        form=record["form"],
        blocks=record["blocks"],
        dates=Dates(**{name: _day(text) for name, text in record["dates"].items()}),
        period=_period(record["period"]),
        signature=record["signature"],
        sections=tuple(Section(**section) for section in record["sections"]),
        cells={_address(text): cell_from(cell) for text, cell in record["cells"].items()},
        statements=tuple(_statement(statement) for statement in record["statements"]),
        found_by=record.get("found_by", {}),
        dated=dated_from(record.get("dated", ())),
        preface=record.get("preface", ""),
        surplus=record.get("surplus", {}),
        variants=record.get("variants", {}),
        subtotals={Address.parse(text): cell_from(cell) for text, cell in record.get("subtotals", {}).items()},
    )


def _period(days: list[str] | None) -> tuple[date, date] | None:
    return None if days is None else (date.fromisoformat(days[0]), date.fromisoformat(days[1]))


def _said_in(cell: Cell) -> list[str | None]:
    value = None if cell.value is None else str(cell.value.normalize() + 0)
    return [cell.state.value, value, None if cell.unsure is None else cell.unsure.value]


def _bare(text: str) -> str:
    return "".join(text.split())


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
