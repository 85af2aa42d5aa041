"""What happened around one obligation: when its report was revised, and when an office was told of it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from crawler.domain.message import Plane
from storage.outbox_records import State
from storage.outbox_rows import addressee_of
from storage.outbox_tables import outbox, outbox_items
from storage.revisions import Cause
from storage.tables import captures, publications, revisions


@dataclass(frozen=True, slots=True)
class Revised:
    """A later text of a report: where and when it was first seen."""

    url: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that an office, by its name, was told of a unit: when, in which words, and where that stands."""

    at: datetime
    addressee: str
    text: str
    state: State


class UnitTimeline:
    """Steps of one obligation that its standing does not keep."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def revised(self, unit_id: str, report_year: int) -> tuple[Revised, ...]:
        """The later texts of a unit's reports on a year; that we read the same text again is none."""
        query = (
            select(captures.c.url, revisions.c.seen_at)
            .join_from(revisions, publications, publications.c.id == revisions.c.publication_id)
            .join(captures, captures.c.id == revisions.c.capture_id)
            .where(publications.c.unit_id == unit_id, publications.c.report_year == report_year)
            .where(
                revisions.c.number > 1, revisions.c.disowned_at.is_(None), revisions.c.cause == Cause.PUBLISHED.value
            )
            .order_by(revisions.c.seen_at, revisions.c.id)
        )
        return tuple(Revised(row.url, row.seen_at) for row in self._connection.execute(query))

    def told(self, unit_id: str, report_year: int) -> tuple[Told, ...]:
        """What offices were told of a unit and year, the oldest first."""
        query = (
            select(outbox.c.created_at, outbox.c.ended_at, outbox.c.recipient, outbox.c.record, outbox.c.state)
            .add_columns(outbox_items.c.text)
            .join_from(outbox_items, outbox, outbox.c.number == outbox_items.c.message)
            .where(outbox_items.c.unit_id == unit_id, outbox_items.c.report_year == report_year)
            .where(outbox.c.plane == Plane.OFFICES.value, outbox.c.state != State.DROPPED.value)
            .order_by(outbox.c.number, outbox_items.c.id)
        )
        return tuple(
            Told(row.ended_at or row.created_at, addressee_of(row.recipient, row.record), row.text, State(row.state))
            for row in self._connection.execute(query)
        )
