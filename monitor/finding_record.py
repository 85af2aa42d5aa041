"""A finding explained, as programs read it: `gongkai.finding/1`."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from crawler.domain.clock import SHANGHAI
from crawler.domain.finding_life import Event
from crawler.domain.report import Cell
from crawler.domain.wording import Language
from monitor.findings.explaining import CellExplained, Explanation
from monitor.findings.words import event_words
from monitor.report_record import plain_number
from storage.archived_sources import ArchivedSource

SCHEMA = "gongkai.finding/1"


def to_record(told: Explanation, language: Language) -> Mapping[str, Any]:
    """The published JSON object of one finding; only texts for people depend on the language."""
    stored, finding = told.stored, told.stored.finding
    return {
        "schema": SCHEMA,
        "id": stored.id,
        "unit": {"id": stored.unit_id, "name": name_of(told)},
        "report_year": stored.report_year,
        "check": finding.check,
        "status": finding.status.value,
        "severity": finding.severity.value,
        "state": stored.state.value,
        "title": finding.title.to(language),
        "message": finding.message.to(language),
        "root": finding.root,
        "opened_at": _time(stored.opened_at),
        "last_seen_at": _time(stored.last_seen_at),
        "resolved_at": _time(stored.resolved_at),
        "unjudged_since": _time(stored.unjudged_since),
        "rule": None if told.rule is None else asdict(told.rule),
        "cells": [_cell_record(cell, language) for cell in told.cells],
        "quotes": list(stored.grounds.quotes),
        "captures": [_capture_record(capture) for capture in told.captures],
        "letter": told.letter,
        "withheld": None if told.withheld is None else told.withheld.to(language),
        "history": [_event_record(event, language) for event in told.history],
    }


def name_of(told: Explanation) -> str:
    """The unit's name; its id where the register does not hold it any more."""
    return told.stored.unit_id if told.unit is None else told.unit.name


def _cell_record(told: CellExplained, language: Language) -> Mapping[str, Any]:
    cell, correction = told.seen.cell, told.correction
    made = None
    if correction is not None:
        made = {"id": correction.id, "by": correction.by, "note": correction.note, "at": _time(correction.made_at)}
    return {
        "address": str(told.seen.address),
        "label": told.label.to(language),
        "form": told.seen.form,
        "printed": None if cell is None else _figure(cell),
        "read": None if cell is None or cell.read is None else _figure(cell.read),
        "correction": made,
    }


def _figure(cell: Cell) -> Mapping[str, Any]:
    return {
        "state": cell.state.value,
        "value": plain_number(cell.value),
        "raw": cell.raw,
        "certain": cell.certain,
        "by": cell.by,
        "where": {key: value for key, value in asdict(cell.where).items() if value is not None},
    }


def _capture_record(capture: ArchivedSource) -> Mapping[str, Any]:
    seen = {name: _time(getattr(capture, name)) for name in ("fetched_at", "first_seen_at", "last_seen_at")}
    archive = {name: getattr(capture.location, name) for name in ("file", "offset", "length")}
    return {"url": capture.url, "sha256": capture.digest, **seen, "transport": capture.transport, "archive": archive}


def _event_record(event: Event, language: Language) -> Mapping[str, Any]:
    return {
        "at": _time(event.at),
        "step": event.step.value,
        "state": event.state.value,
        "cause": None if event.cause is None else event.cause.value,
        "by": event.by or None,
        "note": event.note or None,
        "changed_at": _time(event.changed_at),
        "what": event_words(event).to(language),
        "message": event.grounds.message.to(language),
        "evidence": event.evidence,
    }


def _time(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(SHANGHAI).isoformat(timespec="seconds")
