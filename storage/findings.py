"""Findings: each opened once, kept for ever, resolved when it is no longer there."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, select, update

from crawler.domain.errors import UnknownFinding
from crawler.domain.finding import Finding, Outcome, Severity
from crawler.domain.report import Address
from crawler.domain.wording import Text
from storage.tables import findings
from storage.upsert import insert_into


@dataclass(frozen=True, slots=True)
class StoredFinding:
    """A finding with whose it is, and since when; `resolved_at` is None while it is open."""

    id: int
    unit_id: str
    report_year: int
    finding: Finding
    opened_at: datetime
    resolved_at: datetime | None


class Findings:
    """What was ever found, about whom. Nothing is deleted."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, unit_id: str, report_year: int, found: Sequence[Finding], at: datetime) -> None:
        """Make what was found now the open findings of a unit and year.

        New ones open, known ones are refreshed, resolved ones open again. Those no longer found are
        resolved, save where their check crashed: then nobody has looked.
        """
        seen = {_fingerprint(finding): finding for finding in found}
        for fingerprint, finding in seen.items():
            self._open(unit_id, report_year, fingerprint, finding, at)
        crashed = {finding.check for finding in found if finding.status is Outcome.RULE_ERROR}
        self._resolve_others(_of(unit_id, report_year), set(seen), crashed, at)

    def open_findings(self, report_year: int, unit_id: str | None = None) -> tuple[StoredFinding, ...]:
        """What stands open on one report year, of one unit or of all, in the order it was found."""
        query = select(findings).where(findings.c.report_year == report_year, findings.c.resolved_at.is_(None))
        if unit_id is not None:
            query = query.where(findings.c.unit_id == unit_id)
        return tuple(_from_row(row) for row in self._connection.execute(query.order_by(findings.c.id)))

    def get(self, finding_id: int) -> StoredFinding:
        """The finding of that id, open or resolved; raises UnknownFinding."""
        row = self._connection.execute(select(findings).where(findings.c.id == finding_id)).one_or_none()
        if row is None:
            raise UnknownFinding(finding_id)
        return _from_row(row)

    def _open(self, unit_id: str, report_year: int, fingerprint: str, finding: Finding, at: datetime) -> None:
        key = {"unit_id": unit_id, "report_year": report_year, "fingerprint": fingerprint}
        words = _to_words(finding) | {"last_seen_at": at, "resolved_at": None}
        statement = insert_into(self._connection, findings).values(**key, **words, opened_at=at)
        self._connection.execute(statement.on_conflict_do_update(index_elements=list(key), set_=words))

    def _resolve_others(self, whose: ColumnElement[bool], seen: set[str], crashed: set[str], at: datetime) -> None:
        gone = (
            update(findings)
            .where(whose, findings.c.resolved_at.is_(None))
            .where(findings.c.fingerprint.not_in(seen), findings.c.check.not_in(crashed))
        )
        self._connection.execute(gone.values(resolved_at=at))


def _of(unit_id: str, report_year: int) -> ColumnElement[bool]:
    return (findings.c.unit_id == unit_id) & (findings.c.report_year == report_year)


def _fingerprint(finding: Finding) -> str:
    """What makes a finding the same one next time: its check, its cells and what it says."""
    parts = (finding.check, *(str(address) for address in finding.cells), finding.message.zh)
    return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()


def _to_words(finding: Finding) -> dict[str, Any]:
    return {
        "check": finding.check,
        "status": finding.status.value,
        "severity": finding.severity.value,
        "title_zh": finding.title.zh,
        "title_en": finding.title.en,
        "message_zh": finding.message.zh,
        "message_en": finding.message.en,
        "cells": [str(address) for address in finding.cells],
        "root": finding.root,
    }


def _from_row(row: Row[Any]) -> StoredFinding:
    finding = Finding(
        check=row.check,
        status=Outcome(row.status),
        severity=Severity(row.severity),
        title=Text(row.title_zh, row.title_en),
        message=Text(row.message_zh, row.message_en),
        cells=tuple(Address.parse(text) for text in row.cells),
        root=row.root,
    )
    return StoredFinding(row.id, row.unit_id, row.report_year, finding, row.opened_at, row.resolved_at)
