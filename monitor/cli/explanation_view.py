"""A finding explained, as people and programs read it: plain text and `gongkai.finding/1`."""

from collections.abc import Iterator
from datetime import datetime

from crawler.domain.clock import SHANGHAI
from crawler.domain.correction import Correction
from crawler.domain.report import Cell
from crawler.domain.wording import Language, Text
from monitor.checks.phrases import figure
from monitor.finding_record import SCHEMA as SCHEMA
from monitor.finding_record import name_of
from monitor.finding_record import to_record as to_record
from monitor.findings.explaining import CellExplained, Explanation
from monitor.findings.words import STATES, event_words, place_words
from monitor.summaries.words import visible
from storage.archived_sources import ArchivedSource


def to_text(told: Explanation, language: Language) -> str:
    """The finding as a person checks it, from the rule to the bytes."""
    return visible("\n".join(_lines(told, language))) + "\n"


def _lines(told: Explanation, language: Language) -> Iterator[str]:
    stored, finding = told.stored, told.stored.finding
    state = STATES[stored.state].to(language)
    yield f"{stored.id}  {finding.check}  {finding.status.value}  {finding.severity.value}  {state}"
    yield f"{name_of(told)} ({stored.unit_id}), {stored.report_year}"
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


def _clock(at: datetime) -> str:
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
