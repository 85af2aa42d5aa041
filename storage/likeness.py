"""Which texts of a year are like which, by the groups of units that were compared."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from crawler.domain.likeness import Likeness
from storage.likeness_tables import likeness_groups, likenesses
from storage.upsert import insert_into


class Likenesses:
    """What the last comparison of each group found; what it was of is known by a digest, so that none is repeated."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def compared(self, report_year: int) -> dict[str, str]:
        """The digest of what was compared last in each group, by its key."""
        query = select(likeness_groups.c.key, likeness_groups.c.digest)
        rows = self._connection.execute(query.where(likeness_groups.c.report_year == report_year))
        return {row.key: row.digest for row in rows}

    def keep(
        self, key: str, report_year: int, digest: str, found: Mapping[str, Sequence[Likeness]], at: datetime
    ) -> None:
        """Put what was found in a group, by unit, in place of what was found there before."""
        group_id = self._group(key, report_year, digest, at)
        self._connection.execute(delete(likenesses).where(likenesses.c.group_id == group_id))
        rows = [_to_row(group_id, unit_id, like) for unit_id, likes in found.items() for like in likes]
        if rows:
            self._connection.execute(insert(likenesses), rows)

    def of_year(self, report_year: int, as_of: datetime) -> dict[str, tuple[Likeness, ...]]:
        """What is known at a moment of the texts of a year, by unit and in the order it was found."""
        query = (
            select(likenesses)
            .join(likeness_groups, likeness_groups.c.id == likenesses.c.group_id)
            .where(likeness_groups.c.report_year == report_year, likeness_groups.c.compared_at <= as_of)
            .order_by(likenesses.c.id)
        )
        found: dict[str, tuple[Likeness, ...]] = {}
        for row in self._connection.execute(query):
            found[row.unit_id] = (*found.get(row.unit_id, ()), _from_row(row))
        return found

    def _group(self, key: str, report_year: int, digest: str, at: datetime) -> int:
        renewed = {"digest": digest, "compared_at": at}
        statement = insert_into(self._connection, likeness_groups).values(key=key, report_year=report_year, **renewed)
        again = statement.on_conflict_do_update(index_elements=["key", "report_year"], set_=renewed)
        return int(self._connection.execute(again.returning(likeness_groups.c.id)).scalar_one())


def _to_row(group_id: int, unit_id: str, like: Likeness) -> dict[str, Any]:
    return {
        "group_id": group_id,
        "unit_id": unit_id,
        "section": like.section,
        "other_id": like.unit_id,
        "other_name": like.unit_name,
        "other_year": like.report_year,
        "containment": like.containment,
        "characters": like.characters,
        "identical": like.identical,
        "same_but_figures": like.same_but_figures,
        "passages": list(like.passages),
    }


def _from_row(row: Row[Any]) -> Likeness:
    return Likeness(
        section=row.section,
        unit_id=row.other_id,
        unit_name=row.other_name,
        report_year=row.other_year,
        containment=row.containment,
        same_but_figures=row.same_but_figures,
        passages=tuple(row.passages),
        identical=row.identical,
        characters=row.characters,
    )
