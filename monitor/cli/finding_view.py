"""Findings as people and programs read them."""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.table import Table

from crawler.domain.finding import Finding, Outcome
from crawler.domain.wording import Language

_COLOURS = {Outcome.FAIL: "red", Outcome.WARN: "yellow", Outcome.UNDETERMINED: "cyan", Outcome.RULE_ERROR: "magenta"}


def to_record(path: str, finding: Finding, language: Language) -> Mapping[str, Any]:
    """One object of the list that `gongkai check --format json` prints."""
    return {
        "file": path,
        "check": finding.check,
        "status": finding.status.value,
        "severity": finding.severity.value,
        "title": finding.title.to(language),
        "message": finding.message.to(language),
        "cells": [str(address) for address in finding.cells],
        "root": finding.root,
    }


def to_table(findings: Sequence[tuple[str, Finding]], language: Language) -> Table:
    """The findings beside what they are about."""
    table = Table(show_edge=False, pad_edge=False, header_style="bold")
    for heading in ("of", "check", "status", "severity", "what was seen"):
        table.add_column(heading, overflow="fold", no_wrap=heading in ("check", "status"))
    for about, finding in findings:
        status = f"[{_COLOURS.get(finding.status, 'default')}]{finding.status.value}[/]"
        root = f" ← {finding.root}" if finding.root else ""
        table.add_row(about, finding.check + root, status, finding.severity.value, finding.message.to(language))
    return table
