"""Eyesight: how our last looks at every site went, and what else tells whether we see at all."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from crawler.domain.evidence import VisitOutcome
from crawler.domain.finding import Outcome
from storage.tables import findings, publications, visits


@dataclass(frozen=True, slots=True)
class Look:
    """One visit to a site, in short; `cause` is the first thing that could not be seen, "" where all was."""

    at: datetime
    outcome: VisitOutcome
    columns: tuple[str, ...]
    cause: str = ""


class Eyesight:
    """What the store knows of how well we see."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def looks(self, since: datetime, number: int) -> Mapping[str, tuple[Look, ...]]:
        """The last looks at each site, so many of those since a moment at most, the oldest first."""
        place = func.row_number().over(
            partition_by=visits.c.site_id, order_by=(visits.c.started_at.desc(), visits.c.id.desc())
        )
        recent = select(visits.c.id, place.label("place")).where(visits.c.started_at >= since).subquery("recent")
        query = (
            select(visits.c.site_id, visits.c.started_at, visits.c.outcome, visits.c.columns, visits.c.failures)
            .join(recent, recent.c.id == visits.c.id)
            .where(recent.c.place <= number)
            .order_by(visits.c.site_id, visits.c.started_at, visits.c.id)
        )
        found: dict[str, list[Look]] = {}
        for row in self._connection.execute(query):
            cause = next((str(failure["cause"]) for failure in row.failures), "")
            look = Look(row.started_at, VisitOutcome(row.outcome), tuple(row.columns), cause)
            found.setdefault(row.site_id, []).append(look)
        return {site_id: tuple(looks) for site_id, looks in found.items()}

    def last_thorough(self, site_ids: Collection[str]) -> Mapping[str, datetime]:
        """When each of these sites was last walked in full, or was to be."""
        query = select(visits.c.site_id, func.max(visits.c.started_at)).where(
            visits.c.site_id.in_(site_ids), visits.c.thorough
        )
        return {row[0]: row[1] for row in self._connection.execute(query.group_by(visits.c.site_id))}

    def last_met(self, unit_ids: Collection[str]) -> Mapping[str, datetime]:
        """When a report of each of these units was last known to be there: seen itself, or named by a list."""
        query = select(publications.c.unit_id, publications.c.last_seen_at, publications.c.last_listed_at)
        met: dict[str, datetime] = {}
        for row in self._connection.execute(query.where(publications.c.unit_id.in_(unit_ids))):
            last = max(row.last_seen_at, row.last_listed_at or row.last_seen_at)
            met[row.unit_id] = max(last, met.get(row.unit_id, last))
        return met

    def rule_errors(self) -> Mapping[str, int]:
        """The checks that crashed when they last looked, each with the number of its crashes."""
        query = (
            select(findings.c.check, func.count())
            .where(findings.c.status == Outcome.RULE_ERROR, findings.c.resolved_at.is_(None))
            .group_by(findings.c.check)
        )
        return {row[0]: row[1] for row in self._connection.execute(query)}
