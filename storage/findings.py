"""Findings: each opened once and kept for ever, with every step that the program or a person took.

What step is due, the monitor says; here it is written down. The history only grows.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, select, update

from crawler.domain.errors import UnknownFinding
from crawler.domain.finding import Finding, Outcome, Severity
from crawler.domain.finding_life import STANDING, Cause, Event, Grounds, State, Step
from crawler.domain.report import Address
from crawler.domain.wording import Text
from storage.finding_tables import finding_history, findings
from storage.ground_records import grounds_from, grounds_record

_BY_PEOPLE = (Step.ACKNOWLEDGED.value, Step.DISMISSED.value, Step.REOPENED.value)
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class StoredFinding:
    """A finding with whose it is, since when, where it stands, and what it was last judged on.

    `evidence` is the digest of `grounds`. `unjudged_since` is when we could no longer look, None while we can.
    """

    id: int
    unit_id: str
    report_year: int
    fingerprint: str
    finding: Finding
    opened_at: datetime
    last_seen_at: datetime
    state: State
    evidence: str
    grounds: Grounds
    resolved_at: datetime | None = None
    unjudged_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class NewFinding:
    """A finding that nobody knew, with the step that opens it."""

    unit_id: str
    report_year: int
    fingerprint: str
    finding: Finding
    event: Event


class Findings:
    """What was ever found, about whom, and what became of it. Nothing is deleted."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_year(
        self, report_year: int, unit_ids: Collection[str] | None = None, states: Sequence[State] = tuple(State)
    ) -> tuple[StoredFinding, ...]:
        """What was found on one report year, of some units or of all, in the order it was found."""
        query = select(findings).where(findings.c.report_year == report_year).order_by(findings.c.id)
        if unit_ids is not None:
            query = query.where(findings.c.unit_id.in_(unit_ids))
        return self._all(query.where(findings.c.state.in_([state.value for state in states])))

    def units_of(self, report_year: int) -> frozenset[str]:
        """The units of which something was ever found on a year, in the register or not."""
        query = select(findings.c.unit_id).where(findings.c.report_year == report_year).distinct()
        return frozenset(self._connection.execute(query).scalars())

    def open_findings(self, report_year: int, unit_id: str | None = None) -> tuple[StoredFinding, ...]:
        """What counts on one report year: open or acknowledged."""
        return self.of_year(report_year, None if unit_id is None else [unit_id], STANDING)

    def get(self, finding_id: int) -> StoredFinding:
        """The finding of that id, wherever it stands; raises UnknownFinding."""
        if found := self.those([finding_id]):
            return found[0]
        raise UnknownFinding(finding_id)

    def those(self, finding_ids: Sequence[int]) -> tuple[StoredFinding, ...]:
        """The findings of some ids, in the order of these."""
        found = {one.id: one for one in self._all(select(findings).where(findings.c.id.in_(finding_ids)))}
        return tuple(found[one] for one in finding_ids if one in found)

    def open(self, new: Sequence[NewFinding]) -> tuple[int, ...]:
        """Keep findings that are new, each with the first step of its history; returns their ids."""
        starts = range(0, len(new), _AT_ONCE)
        return tuple(made for start in starts for made in self._open(new[start : start + _AT_ONCE]))

    def _open(self, new: Sequence[NewFinding]) -> Sequence[int]:
        evidence = [_to_evidence(one.event.grounds) for one in new]
        made = insert(findings).returning(findings.c.id, sort_by_parameter_order=True)
        rows = [_to_row(one) | rests_on for one, rests_on in zip(new, evidence, strict=True)]
        ids = self._connection.execute(made, rows).scalars().all()
        steps = zip(ids, new, evidence, strict=True)
        history = [_to_step(finding_id, one.event) | rests_on for finding_id, one, rests_on in steps]
        self._connection.execute(insert(finding_history), history)
        return ids

    def take(self, finding_id: int, event: Event, since: State | None = None) -> bool:
        """Write down a step, and where the finding stands after it.

        False, and nothing is written, where it does not stand at `since` any more: somebody else was faster.
        """
        evidence = _to_evidence(event.grounds)
        values: dict[str, Any] = {"state": event.state.value}
        values["resolved_at"] = event.at if event.state is State.RESOLVED else None
        if event.step is Step.UNJUDGED:
            values["unjudged_since"] = event.at
        elif not event.by:
            values["unjudged_since"] = None
        if event.step not in (Step.UNJUDGED, Step.RESOLVED):
            values |= evidence
        taken = update(findings).where(findings.c.id == finding_id).values(values)
        taken = taken if since is None else taken.where(findings.c.state == since.value)
        if self._connection.execute(taken).rowcount != 1:
            return False
        self._connection.execute(insert(finding_history), _to_step(finding_id, event) | evidence)
        return True

    def reword(self, finding_id: int, finding: Finding, grounds: Grounds) -> None:
        """Say a finding as it is said now; what it was judged on is the same, and so no step is taken."""
        values = _to_words(finding) | {"grounds": grounds_record(grounds)}
        self._connection.execute(update(findings).where(findings.c.id == finding_id).values(values))

    def see_again(self, finding_ids: Iterable[int], at: datetime) -> None:
        """Note that findings are still there."""
        ids = tuple(finding_ids)
        for start in range(0, len(ids), _AT_ONCE):
            some = ids[start : start + _AT_ONCE]
            self._connection.execute(update(findings).where(findings.c.id.in_(some)).values(last_seen_at=at))

    def see_all_again(self, report_year: int, unit_ids: Collection[str], at: datetime) -> None:
        """Note that whatever stands of some units is still there: nothing that it was judged on has changed."""
        of_these = findings.c.report_year == report_year, findings.c.unit_id.in_(unit_ids)
        gone = findings.c.state == State.RESOLVED.value
        unseen = findings.c.unjudged_since.is_not(None)
        self._connection.execute(update(findings).where(*of_these, ~gone, ~unseen).values(last_seen_at=at))

    def history(self, finding_id: int) -> tuple[Event, ...]:
        """Every step of a finding, oldest first."""
        query = select(finding_history).where(finding_history.c.finding_id == finding_id)
        return tuple(_event(row) for row in self._connection.execute(query.order_by(finding_history.c.id)))

    def verdict_on(self, finding_id: int, evidence: str) -> State | None:
        """What a person last said of a finding on this very evidence; None where nobody did."""
        said = finding_history.c
        query = (
            select(said.state)
            .where(said.finding_id == finding_id, said.evidence == evidence, said.by_whom != "")
            .where(said.step.in_(_BY_PEOPLE))
            .order_by(said.id.desc())
            .limit(1)
        )
        state = self._connection.execute(query).scalar_one_or_none()
        return None if state is None else State(state)

    def _all(self, query: Select[Any]) -> tuple[StoredFinding, ...]:
        return tuple(_from_row(row) for row in self._connection.execute(query))


def _to_row(new: NewFinding) -> dict[str, Any]:
    return {
        "unit_id": new.unit_id,
        "report_year": new.report_year,
        "fingerprint": new.fingerprint,
        "opened_at": new.event.at,
        "last_seen_at": new.event.at,
        "state": new.event.state.value,
        **_to_words(new.finding),
    }


def _to_step(finding_id: int, event: Event) -> dict[str, Any]:
    return {
        "finding_id": finding_id,
        "at": event.at,
        "step": event.step.value,
        "state": event.state.value,
        "cause": None if event.cause is None else event.cause.value,
        "by_whom": event.by,
        "note": event.note,
        "changed_at": event.changed_at,
    }


def _to_evidence(grounds: Grounds) -> dict[str, Any]:
    return {"evidence": grounds.digest, "grounds": grounds_record(grounds)}


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
        "quotes": list(finding.quotes),
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
        quotes=tuple(row.quotes),
    )
    return StoredFinding(
        id=row.id,
        unit_id=row.unit_id,
        report_year=row.report_year,
        fingerprint=row.fingerprint,
        finding=finding,
        opened_at=row.opened_at,
        last_seen_at=row.last_seen_at,
        state=State(row.state),
        evidence=row.evidence,
        grounds=grounds_from(row.grounds),
        resolved_at=row.resolved_at,
        unjudged_since=row.unjudged_since,
    )


def _event(row: Row[Any]) -> Event:
    return Event(
        at=row.at,
        step=Step(row.step),
        state=State(row.state),
        grounds=grounds_from(row.grounds),
        cause=None if row.cause is None else Cause(row.cause),
        by=row.by_whom,
        note=row.note,
        changed_at=row.changed_at,
    )
