"""The edition of what the store holds, for whoever must not answer the same twice."""

from sqlalchemy import Connection, func, select

from storage.access_tables import audit_head
from storage.finding_tables import corrections, finding_history
from storage.tables import revisions, runs, units, visits

_HIGHEST = (revisions.c.id, visits.c.id, finding_history.c.id, corrections.c.id, runs.c.id, units.c.edition)


class DataEdition:
    """A few words that are others as soon as a job, a crawl or a person has changed anything."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def now(self) -> str:
        """The edition as it is now; one look at the ends of the indexes."""
        ends = [select(func.max(column)).scalar_subquery() for column in _HIGHEST]
        ended = select(func.max(runs.c.ended_at)).scalar_subquery()
        withdrawn = select(func.max(corrections.c.withdrawn_at)).scalar_subquery()
        acts = select(func.max(audit_head.c.entries)).scalar_subquery()
        row = self._connection.execute(select(*ends, ended, withdrawn, acts)).one()
        return "/".join(str(value) for value in row)
