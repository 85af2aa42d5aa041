"""Visits: what every crawl of every site saw and did not see."""

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from crawler.domain.evidence import Failure, Listed, SearchOutcome, SeenList, Visit, VisitOutcome
from storage.tables import visits


class Visits:
    """All visits, each as it was told; without them no absence is proven."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, visit: Visit) -> int:
        """Note one visit; its id."""
        values = {
            **asdict(visit),
            "outcome": visit.outcome.value,
            "columns": list(visit.columns),
            "listings": list(visit.listings),
            "failures": [asdict(failure) for failure in visit.failures],
            "looked_for": list(visit.looked_for),
            "listed": [asdict(one) for one in visit.listed],
            "lists": [asdict(one) for one in visit.lists],
            "search": visit.search.value,
        }
        return int(self._connection.execute(insert(visits).returning(visits.c.id), values).scalar_one())

    def get(self, visit_id: int) -> Visit:
        """The visit of that id; raises LookupError."""
        row = self._connection.execute(select(visits).where(visits.c.id == visit_id)).one_or_none()
        if row is None:
            raise LookupError(f"no visit {visit_id}")
        return _from_row(row)

    def of_site(self, site_id: str, since: datetime) -> tuple[Visit, ...]:
        """The visits to a site that began at that moment or later, oldest first."""
        query = (
            select(visits)
            .where(visits.c.site_id == site_id, visits.c.started_at >= since)
            .order_by(visits.c.started_at, visits.c.id)
        )
        return tuple(_from_row(row) for row in self._connection.execute(query))

    def of_sites(self, site_ids: Collection[str], since: datetime) -> dict[str, tuple[Visit, ...]]:
        """The same for several sites at once."""
        query = (
            select(visits)
            .where(visits.c.site_id.in_(site_ids), visits.c.started_at >= since)
            .order_by(visits.c.started_at, visits.c.id)
        )
        found: dict[str, list[Visit]] = {}
        for row in self._connection.execute(query):
            found.setdefault(row.site_id, []).append(_from_row(row))
        return {site_id: tuple(of_site) for site_id, of_site in found.items()}

    def last(self, site_id: str) -> Visit | None:
        """The latest visit to a site."""
        query = (
            select(visits)
            .where(visits.c.site_id == site_id)
            .order_by(visits.c.started_at.desc(), visits.c.id.desc())
            .limit(1)
        )
        row = self._connection.execute(query).one_or_none()
        return None if row is None else _from_row(row)


def _from_row(row: Row[Any]) -> Visit:
    return Visit(
        site_id=row.site_id,
        started_at=row.started_at,
        ended_at=row.ended_at,
        outcome=VisitOutcome(row.outcome),
        columns=tuple(row.columns),
        listings=tuple(row.listings),
        entries=row.entries,
        pages=row.pages,
        failures=tuple(Failure(**failure) for failure in row.failures),
        report_year=row.report_year,
        looked_for=tuple(row.looked_for),
        listed=tuple(Listed(**one) for one in row.listed),
        identified_by=row.identified_by,
        lists=tuple(SeenList(**one) for one in row.lists),
        search=SearchOutcome(row.search),
        requests=row.requests,
        outcomes=row.outcomes,
        thorough=row.thorough,
    )
