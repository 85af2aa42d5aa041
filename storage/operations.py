"""What operators look at: the sites with their last visits, single visits, and runs of all jobs."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, func, select

from crawler.domain.evidence import VisitOutcome
from crawler.domain.unit import host_of
from storage.runs import Run
from storage.tables import runs, units, visits
from storage.unit_lines import in_scope


@dataclass(frozen=True, slots=True)
class SeenVisit:
    """One visit, without what it saw in detail; `failures` are what could not be seen, as address and cause."""

    id: int
    site_id: str
    started_at: datetime
    ended_at: datetime
    outcome: VisitOutcome
    thorough: bool
    requests: int
    outcomes: int
    pages: int
    columns: tuple[str, ...]
    failures: tuple[tuple[str, str], ...] = field(repr=False)

    @property
    def cause(self) -> str:
        """The first thing that could not be seen, and why; "" where all was."""
        return self.failures[0][1] if self.failures else ""


@dataclass(frozen=True, slots=True)
class SiteHealth:
    """A site of the register with its last visits, the newest first; none where it was never visited."""

    site_id: str
    units: int
    name: str
    visits: tuple[SeenVisit, ...]


class Operations:
    """What the store knows of our own work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def sites(self, areas: Collection[str] | None) -> dict[str, tuple[int, str]]:
        """The sites of the units in some areas: how many units each carries, and the name of the first of them."""
        carried = func.count().label("carried"), func.min(units.c.name).label("name")
        query = select(units.c.site_url, *carried).where(*in_scope(units.c.id, areas)).group_by(units.c.site_url)
        found: dict[str, tuple[int, str]] = {}
        for row in self._connection.execute(query.order_by(units.c.site_url)):
            site_id = host_of(row.site_url)
            number, name = found.get(site_id, (0, row.name))
            found[site_id] = number + row.carried, name
        return found

    def health(self, sites: dict[str, tuple[int, str]], since: datetime, number: int) -> tuple[SiteHealth, ...]:
        """Sites with their last visits since a moment, so many at most of each."""
        seen: dict[str, list[SeenVisit]] = {}
        place = func.row_number().over(
            partition_by=visits.c.site_id, order_by=(visits.c.started_at.desc(), visits.c.id.desc())
        )
        recent = select(visits.c.id, place.label("place")).where(
            visits.c.started_at >= since, visits.c.site_id.in_(sorted(sites))
        )
        ranked = recent.subquery("recent")
        for visit in self._visits(visits.c.id.in_(select(ranked.c.id).where(ranked.c.place <= number))):
            seen.setdefault(visit.site_id, []).append(visit)
        return tuple(SiteHealth(one, *told, tuple(seen.get(one, ()))) for one, told in sites.items())

    def visits(
        self, limit: int, before: int | None = None, site_ids: Collection[str] | None = None
    ) -> tuple[SeenVisit, ...]:
        """Single visits, the newest first."""
        conditions = [] if before is None else [visits.c.id < before]
        conditions += [] if site_ids is None else [visits.c.site_id.in_(sorted(site_ids))]
        return self._visits(*conditions, limit=limit)

    def runs(self, limit: int, before: int | None = None) -> tuple[Run, ...]:
        """Runs of all jobs, the newest first."""
        query = select(runs).order_by(runs.c.id.desc()).limit(limit)
        if before is not None:
            query = query.where(runs.c.id < before)
        return tuple(Run(**row._mapping) for row in self._connection.execute(query))

    def _visits(self, *conditions: ColumnElement[bool], limit: int | None = None) -> tuple[SeenVisit, ...]:
        shown = ("id", "site_id", "started_at", "ended_at", "outcome", "thorough", "requests", "outcomes", "pages")
        query = select(*(visits.c[name] for name in shown), visits.c.columns, visits.c.failures).where(*conditions)
        rows = self._connection.execute(query.order_by(visits.c.id.desc()).limit(limit))
        return tuple(
            SeenVisit(
                *row[:4],
                VisitOutcome(row.outcome),
                *row[5:9],
                tuple(row.columns),
                tuple((one["url"], one["cause"]) for one in row.failures),
            )
            for row in rows
        )
