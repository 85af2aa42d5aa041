"""When a report was last looked for and not found, before it was first seen."""

from datetime import UTC, datetime

from sqlalchemy import Connection, or_, select

from crawler.domain.evidence import VisitOutcome
from crawler.domain.unit import Unit
from storage.tables import visits


def last_absence(
    connection: Connection, unit: Unit, report_year: int, url: str, first_seen: datetime
) -> datetime | None:
    """When the last complete visit began that looked for a unit and a year, and ended before the first sight.

    Before the year was over there was nothing to find. A visit that failed to open the very address met the
    report without seeing it.
    """
    query = (
        select(visits.c.started_at, visits.c.looked_for, visits.c.failures)
        .where(
            visits.c.site_id == unit.site_id,
            visits.c.outcome == VisitOutcome.COMPLETE.value,
            visits.c.thorough.is_(True),
            visits.c.started_at >= datetime(report_year + 1, 1, 1, tzinfo=UTC),
            visits.c.ended_at < first_seen,
            or_(visits.c.report_year.is_(None), visits.c.report_year == report_year),
        )
        .order_by(visits.c.started_at.desc())
    )
    for row in connection.execute(query):
        if unit.fingerprint in row.looked_for and all(failure["url"] != url for failure in row.failures):
            started_at: datetime = row.started_at
            return started_at
    return None
