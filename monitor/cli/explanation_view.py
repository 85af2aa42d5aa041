"""A finding explained, as people and programs read it: plain text and `gongkai.finding/1`."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from crawler.domain.clock import SHANGHAI
from crawler.domain.correction import Correction
from crawler.domain.finding_life import Event
from crawler.domain.report import Cell
from crawler.domain.wording import Language, Text
from monitor.checks.phrases import figure
from monitor.cli.report_view import plain_number
from monitor.findings.explaining import CellExplained, Explanation
from monitor.findings.words import STATES, event_words, place_words
from monitor.summaries.words import visible
from storage.archived_sources import ArchivedSource

SCHEMA = "gongkai.finding/1"


def to_record(told: Explanation, language: Language) -> Mapping[str, Any]:
    """The published JSON object of one finding; only texts for people depend on the language."""
    stored, finding = told.stored, told.stored.finding
    return {
        "schema": SCHEMA,
        "id": stored.id,
        "unit": {"id": stored.unit_id, "name": _name(told)},
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


def to_text(told: Explanation, language: Language) -> str:
    """The finding as a person checks it, from the rule to the bytes."""
    return visible("\n".join(_lines(told, language))) + "\n"


def _name(told: Explanation) -> str:
    """The unit's name; its id where the register does not hold it any more."""
    return told.stored.unit_id if told.unit is None else told.unit.name


def _lines(told: Explanation, language: Language) -> Iterator[str]:
    stored, finding = told.stored, told.stored.finding
    state = STATES[stored.state].to(language)
    yield f"{stored.id}  {finding.check}  {finding.status.value}  {finding.severity.value}  {state}"
    yield f"{_name(told)} ({stored.unit_id}), {stored.report_year}"
    yield f"{_said('规则', 'rule', language)}{finding.title.to(language)}"
    if told.rule is not None:
        yield f"   {' '.join(told.rule.rule.split())}"
    if told.rule is not None and told.rule.basis:
        yield f"{_said('依据', 'basis', language)}{told.rule.basis}"
    yield f"{_said('监测到', 'seen', language)}{finding.message.to(language)}"
    if finding.root is not None:
        yield f"{_said('根源', 'explained by', language)}{finding.root}"
    for cell in told.cells:
        yield f"   {_cell_line(cell, language)}"
    yield from (f"   {_said('原文', 'quoted', language)}{quote}" for quote in stored.grounds.quotes)
    yield from (_capture_line(capture, language) for capture in told.captures)
    if told.letter is not None:
        yield f"{_said('将告知', 'would be told', language)}{told.letter}"
    if told.withheld is not None:
        yield f"{_said('不告知', 'not told', language)}{told.withheld.to(language)}"
    yield f"{_said('经过', 'history', language)}".rstrip()
    yield from (f"   {_clock(event.at)}  {event_words(event).to(language)}" for event in told.history)


def _said(zh: str, en: str, language: Language) -> str:
    return Text(f"{zh}：", f"{en}: ").to(language)


def _cell_line(told: CellExplained, language: Language) -> str:
    """The place, what is printed there, and what went into the formula, which may not be the same."""
    cell, label = told.seen.cell, told.label.to(language)
    if cell is None:
        return f"{label}: {figure(None).to(language)} ({told.seen.address})"
    used, place = figure(cell).to(language), place_words(cell.where).to(language)
    printed = f"“{(cell.read or cell).raw}”"
    facts = Text(f"计入{used}，印作{printed}", f"counted as {used}, printed {printed}").to(language)
    unsure = "" if cell.certain else Text("，未能确认", ", not certain").to(language)
    corrected = _corrected(told.correction, cell).to(language)
    return f"{label}: {facts}{unsure}{corrected} ({told.seen.address}; {place})"


def _corrected(correction: Correction | None, cell: Cell) -> Text:
    if cell.read is None:
        return Text("", "")
    read = figure(cell.read)
    who = "" if correction is None else f" {correction.by} {_clock(correction.made_at)} {correction.note}"
    return Text(f"，人工更正，原识读为{read.zh}{who}", f", corrected by a person, read by us as {read.en}{who}")


def _capture_line(capture: ArchivedSource, language: Language) -> str:
    where = capture.location
    head = f"{_said('存证', 'proof', language)}{capture.url}\n   "
    return head + Text(
        f"{_clock(capture.fetched_at)}采集，sha256 {capture.digest}，{where.file}第{where.offset}字节起",
        f"fetched at {_clock(capture.fetched_at)}, sha256 {capture.digest}, {where.file} at byte {where.offset}",
    ).to(language)


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


def _clock(at: datetime) -> str:
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
