"""What a trial of rules came to, as people and programs read it: `gongkai.backtest/1` and plain text."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from crawler.domain.finding import Finding
from crawler.domain.wording import Language
from monitor.jobs.backtest import Backtest
from monitor.rules.shifts import Shift, Turn

SCHEMA = "gongkai.backtest/1"
_SIGNS = {Turn.APPEARS: "+", Turn.VANISHES: "-", Turn.CHANGES: "~"}
_PLURAL = {Turn.APPEARS: "appear", Turn.VANISHES: "vanish", Turn.CHANGES: "change"}


def to_record(result: Backtest, language: Language) -> Mapping[str, Any]:
    """The published JSON object of one trial."""
    return {
        "schema": SCHEMA,
        "years": list(result.years),
        "dossiers": result.dossiers,
        "by_check": [{"check": check, **counts} for check, counts in _by_check(result.shifts)],
        "shifts": [_shift(shift, language) for shift in result.shifts],
        "crashed": [{"unit": unit, "report_year": year, "check": check} for unit, year, check in result.crashed],
    }


def to_text(result: Backtest, language: Language) -> str:
    """The trial as a person weighs it: first by check, then by unit."""
    return "\n".join(_lines(result, language)) + "\n"


def _lines(result: Backtest, language: Language) -> Iterator[str]:
    turns = Counter(shift.turn for shift in result.shifts)
    counted = ", ".join(f"{turns[turn]} {_PLURAL[turn]}" for turn in Turn)
    yield f"{result.dossiers} dossiers on {', '.join(map(str, result.years))}: of the findings {counted}"
    for check, counts in _by_check(result.shifts):
        yield f"  {check:<8}" + "".join(f" {_SIGNS[turn]}{counts[turn.value]}" for turn in Turn)
    ordered = sorted(result.shifts, key=lambda shift: (shift.unit_id, shift.report_year))
    for (unit_id, year), shifts in groupby(ordered, key=lambda shift: (shift.unit_id, shift.report_year)):
        ones = tuple(shifts)
        yield f"{unit_id} {ones[0].unit_name}, {year}"
        yield from (f"  {_line(shift, language)}" for shift in ones)


def _line(shift: Shift, language: Language) -> str:
    number = "" if shift.finding_id is None else f" (finding {shift.finding_id})"
    was = "" if shift.before is None else f"{_weight(shift.before)} → "
    message = shift.finding.message.to(language)
    return f"{_SIGNS[shift.turn]} {shift.finding.check} {was}{_weight(shift.finding)}{number}: {message}"


def _weight(finding: Finding) -> str:
    return f"{finding.status.value} {finding.severity.value}"


def _by_check(shifts: Sequence[Shift]) -> Iterator[tuple[str, dict[str, int]]]:
    counted: dict[str, Counter[str]] = {}
    for shift in shifts:
        counted.setdefault(shift.finding.check, Counter())[shift.turn.value] += 1
    for check in sorted(counted):
        yield check, {turn.value: counted[check][turn.value] for turn in Turn}


def _shift(shift: Shift, language: Language) -> Mapping[str, Any]:
    finding, before = shift.finding, shift.before
    return {
        "turn": shift.turn.value,
        "unit": shift.unit_id,
        "report_year": shift.report_year,
        "check": finding.check,
        "status": finding.status.value,
        "severity": finding.severity.value,
        "before": None if before is None else {"status": before.status.value, "severity": before.severity.value},
        "finding": shift.finding_id,
        "message": finding.message.to(language),
        "cells": [str(address) for address in finding.cells],
    }
