"""Revisions: the readings of one publication, one after the other; nothing is ever overwritten."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, Select, func, insert, select, update

from crawler.domain.extraction import Extraction
from crawler.domain.report import CellState
from storage.read_before import code_digest
from storage.records import digest_of, from_record, to_record
from storage.tables import captures, figure_column, figures, publications, revisions


class Cause(StrEnum):
    """Why there is a revision: the source says something else, or we read the same source again and better."""

    PUBLISHED = "published"
    REREAD = "reread"


@dataclass(frozen=True, slots=True)
class Revision:
    """One reading of a publication. `seen_at` is when the source showed it, `read_at` when we read it so."""

    number: int
    cause: Cause
    url: str
    digest: str
    seen_at: datetime
    read_at: datetime


@dataclass(frozen=True, slots=True)
class Source:
    """The kept capture that a revision is read from, and when it stood there."""

    capture_id: int
    carrier_id: int | None
    seen_at: datetime


class Revisions:
    """The readings of all publications. Those we took back are kept and counted nowhere."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def in_force(self, publication_id: int, at: datetime | None = None) -> Row[Any] | None:
        """What a publication said at a moment, or says now, by the newest reading of it."""
        query = _live().where(revisions.c.publication_id == publication_id)
        if at is not None:
            query = query.where(revisions.c.seen_at <= at)
        newest = query.order_by(revisions.c.seen_at.desc(), revisions.c.number.desc()).limit(1)
        return self._connection.execute(newest).one_or_none()

    def add(self, publication_id: int, source: Source, extraction: Extraction, cause: Cause, read_at: datetime) -> int:
        """Keep a reading behind all others of its publication; returns its number."""
        latest = select(func.max(revisions.c.number)).where(revisions.c.publication_id == publication_id)
        number = (self._connection.execute(latest).scalar_one() or 0) + 1
        statement = insert(revisions).values(
            publication_id=publication_id,
            number=number,
            capture_id=source.capture_id,
            carrier_id=source.carrier_id,
            seen_at=source.seen_at,
            read_at=read_at,
            cause=cause.value,
            digest=digest_of(extraction),
            certain_cells=sum(cell.certain for cell in extraction.report.cells.values()),
            reader=code_digest(),
            record=to_record(extraction),
        )
        revision_id = self._connection.execute(statement.returning(revisions.c.id)).scalar_one()
        self._connection.execute(insert(figures()), {"revision_id": revision_id, **certain_numbers(extraction)})
        return number

    def confirm(self, publication_id: int, number: int) -> None:
        """Note that the code as it is now reads the same that a revision says."""
        this = revisions.c.publication_id == publication_id, revisions.c.number == number
        self._connection.execute(update(revisions).where(*this).values(reader=code_digest()))

    def disown(self, capture_id: int, at: datetime, keep: int | None = None) -> tuple[int, ...]:
        """Take back what was read from a capture, save for one publication; returns whose readings those were."""
        wrong = revisions.c.capture_id == capture_id, revisions.c.disowned_at.is_(None)
        statement = update(revisions).where(*wrong)
        if keep is not None:
            statement = statement.where(revisions.c.publication_id != keep)
        changed = statement.values(disowned_at=at).returning(revisions.c.publication_id)
        return tuple(dict.fromkeys(self._connection.execute(changed).scalars()))

    def of(self, publication_id: int) -> tuple[Revision, ...]:
        """The readings of a publication, in the order we made them."""
        query = _live().where(revisions.c.publication_id == publication_id).order_by(revisions.c.number)
        return tuple(_revision(row) for row in self._connection.execute(query))

    def of_year(self, report_year: int, unit_ids: Collection[str] | None = None) -> dict[int, Sequence[Row[Any]]]:
        """The readings of the publications on a year, by publication, in the order the sources showed them."""
        query = _live().where(publications.c.report_year == report_year)
        if unit_ids is not None:
            query = query.where(publications.c.unit_id.in_(unit_ids))
        ordered = query.order_by(revisions.c.publication_id, revisions.c.seen_at, revisions.c.number)
        rows = self._connection.execute(ordered).all()
        return {key: tuple(group) for key, group in groupby(rows, lambda row: int(row.publication_id))}

    def extraction(self, publication_id: int, number: int) -> Extraction | None:
        """What was read for one revision."""
        query = select(revisions.c.record).where(
            revisions.c.publication_id == publication_id,
            revisions.c.number == number,
            revisions.c.disowned_at.is_(None),
        )
        record = self._connection.execute(query).scalar_one_or_none()
        return None if record is None else from_record(record)


def editions(rows: Iterable[Row[Any]]) -> int:
    """How many different texts a source showed one after the other; our reading one again adds none."""
    in_force = {row.seen_at: row.digest for row in rows}
    return sum(1 for _ in groupby(in_force.values()))


def _live() -> Select[Any]:
    """All of a revision but its record, with the address and the bytes it was read from."""
    return (
        select(
            revisions.c.publication_id,
            revisions.c.number,
            revisions.c.capture_id,
            revisions.c.carrier_id,
            revisions.c.cause,
            revisions.c.digest,
            revisions.c.seen_at,
            revisions.c.read_at,
            revisions.c.certain_cells,
            revisions.c.reader,
            publications.c.url,
            publications.c.first_seen_at,
            captures.c.digest.label("capture_digest"),
            captures.c.transport,
            captures.c.trail,
        )
        .join(publications, publications.c.id == revisions.c.publication_id)
        .join(captures, captures.c.id == revisions.c.capture_id)
        .where(revisions.c.disowned_at.is_(None))
    )


def _revision(row: Row[Any]) -> Revision:
    return Revision(row.number, Cause(row.cause), row.url, row.capture_digest, row.seen_at, row.read_at)


def certain_numbers(extraction: Extraction) -> dict[str, float]:
    """The standard cells we are sure of; whatever else a report prints is in its record alone."""
    columns = figures().columns
    return {
        figure_column(address): float(cell.value)
        for address, cell in extraction.report.cells.items()
        if cell.certain and cell.state is CellState.NUMBER and cell.value is not None
        if figure_column(address) in columns
    }
