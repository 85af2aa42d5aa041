"""Runs: what our own jobs did and how they ended."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from storage.tables import runs


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a job. A run without an end is still going on, or was killed."""

    id: int
    job: str
    started_at: datetime
    ended_at: datetime | None = None
    outcome: str | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)

    @property
    def ended(self) -> bool:
        """Whether the run lived to say how it ended."""
        return self.ended_at is not None


class Runs:
    """All runs of all jobs."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self, job: str, at: datetime, detail: Mapping[str, Any] | None = None) -> int:
        """Note that a job has started, and what it was asked for; the id is what `end` asks for."""
        statement = insert(runs).values(job=job, started_at=at, detail=dict(detail or {})).returning(runs.c.id)
        return int(self._connection.execute(statement).scalar_one())

    def resume(self, run_id: int) -> None:
        """Note that a run which was cut short goes on."""
        self._connection.execute(update(runs).where(runs.c.id == run_id).values(ended_at=None, outcome=None))

    def get(self, run_id: int) -> Run | None:
        """The run of that id."""
        row = self._connection.execute(select(runs).where(runs.c.id == run_id)).one_or_none()
        return None if row is None else _from_row(row)

    def end(self, run_id: int, at: datetime, outcome: str, detail: Mapping[str, Any]) -> None:
        """Note how a run ended; raises LookupError where it never began."""
        values = {"ended_at": at, "outcome": outcome, "detail": dict(detail)}
        changed = self._connection.execute(update(runs).where(runs.c.id == run_id).values(**values))
        if changed.rowcount != 1:
            raise LookupError(f"no run {run_id}")

    def last(self, job: str) -> Run | None:
        """The latest run of a job, ended or not."""
        query = select(runs).where(runs.c.job == job).order_by(runs.c.started_at.desc(), runs.c.id.desc()).limit(1)
        row = self._connection.execute(query).one_or_none()
        return None if row is None else _from_row(row)

    def latest(self, job: str, limit: int) -> tuple[Run, ...]:
        """The last runs of a job, newest first."""
        newest = select(runs).where(runs.c.job == job).order_by(runs.c.started_at.desc(), runs.c.id.desc())
        return tuple(_from_row(row) for row in self._connection.execute(newest.limit(limit)))

    def all_since(self, since: datetime) -> tuple[Run, ...]:
        """The runs of all jobs that began at that moment or later, oldest first."""
        query = select(runs).where(runs.c.started_at >= since).order_by(runs.c.started_at, runs.c.id)
        return tuple(_from_row(row) for row in self._connection.execute(query))


def _from_row(row: Row[Any]) -> Run:
    return Run(**row._mapping)
