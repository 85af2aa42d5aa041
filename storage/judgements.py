"""Judgements: what the checks last said of each unit and year, with a digest of all that they looked at."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from crawler.domain.finding import Finding, Outcome, Severity
from crawler.domain.report import Address
from crawler.domain.wording import Text
from storage.judgement_tables import judgements


@dataclass(frozen=True, slots=True)
class Judgement:
    """What there was to say of a unit, without all that passed; `form` is the form its report follows."""

    digest: str
    form: str | None
    findings: tuple[Finding, ...]


class Judgements:
    """The last judgement of each unit and year. It can be made again at any time: nothing rests on it alone."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, report_year: int, unit_ids: Collection[str]) -> dict[str, Judgement]:
        """The judgements of some units on a year, by unit."""
        this = judgements.c
        query = select(this.unit_id, this.digest, this.form, this.findings)
        rows = self._connection.execute(query.where(this.report_year == report_year, this.unit_id.in_(unit_ids)))
        return {row.unit_id: Judgement(row.digest, row.form, tuple(map(_finding, row.findings))) for row in rows}

    def keep(self, report_year: int, judged: Mapping[str, Judgement]) -> None:
        """Keep the judgements of units that have none, or none any more."""
        if judged:
            rows = [_row(unit_id, report_year, judgement) for unit_id, judgement in judged.items()]
            self._connection.execute(insert(judgements), rows)

    def forget(self, report_year: int, unit_ids: Collection[str]) -> None:
        """Let some units be judged anew, whatever they were judged on."""
        of_these = judgements.c.report_year == report_year, judgements.c.unit_id.in_(list(unit_ids))
        self._connection.execute(delete(judgements).where(*of_these))


def _row(unit_id: str, report_year: int, judgement: Judgement) -> dict[str, Any]:
    return {
        "unit_id": unit_id,
        "report_year": report_year,
        "digest": judgement.digest,
        "form": judgement.form,
        "findings": [_record(finding) for finding in judgement.findings],
    }


def _record(finding: Finding) -> dict[str, Any]:
    return {
        "check": finding.check,
        "status": finding.status.value,
        "severity": finding.severity.value,
        "title": [finding.title.zh, finding.title.en],
        "message": [finding.message.zh, finding.message.en],
        "cells": [str(address) for address in finding.cells],
        "root": finding.root,
        "quotes": list(finding.quotes),
    }


def _finding(record: Mapping[str, Any]) -> Finding:
    return Finding(
        check=record["check"],
        status=Outcome(record["status"]),
        severity=Severity(record["severity"]),
        title=Text(*record["title"]),
        message=Text(*record["message"]),
        cells=tuple(map(Address.parse, record["cells"])),
        root=record["root"],
        quotes=tuple(record["quotes"]),
    )
