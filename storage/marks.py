"""Marks: how far the store had come at a moment, so that what has come since can be told."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from storage.finding_tables import corrections
from storage.tables import publications, revisions, visits

Mark = Mapping[str, int]


class Marks:
    """Counts that only grow. What is added to the store moves VISITS or REVISIONS; whatever else moves, all may."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def now(self) -> Mark:
        """How far the store has come."""
        return {
            "visits": self._asked(func.max(visits.c.id)),
            "revisions": self._asked(func.max(revisions.c.id)),
            "disowned": self._asked(func.count(revisions.c.disowned_at)),
            "corrections": self._asked(func.max(corrections.c.id)),
            "withdrawn": self._asked(func.count(corrections.c.withdrawn_at)),
        }

    def published_since(self, mark: Mark) -> frozenset[str]:
        """The units of which something was read since."""
        new = select(publications.c.unit_id).join(revisions, revisions.c.publication_id == publications.c.id)
        return frozenset(self._connection.execute(new.where(revisions.c.id > mark["revisions"])).scalars())

    def visited_since(self, mark: Mark) -> frozenset[str]:
        """The sites that were visited since."""
        return frozenset(
            self._connection.execute(select(visits.c.site_id).where(visits.c.id > mark["visits"])).scalars()
        )

    def _asked(self, figure: ColumnElement[Any]) -> int:
        return self._connection.execute(select(figure)).scalar_one() or 0
