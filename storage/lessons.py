"""Lessons in the database: what crawls found out about sites."""

from typing import Any

from sqlalchemy import Connection, Row, case, select

from crawler.domain.knowledge import Lesson
from storage.tables import lessons
from storage.upsert import insert_into


class Lessons:
    """The lessons that hold; one of each kind and key for a site, the one learned last."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, lesson: Lesson) -> None:
        """Note a lesson, in place of an older one under its key."""
        statement = insert_into(self._connection, lessons).values(
            site_id=lesson.site_id, kind=lesson.kind, key=lesson.key, value=lesson.value, learned_at=lesson.at
        )
        old, new = lessons.c, statement.excluded
        renewed = {
            name: case((new.learned_at >= old.learned_at, new[name]), else_=old[name])
            for name in ("value", "learned_at")
        }
        self._connection.execute(
            statement.on_conflict_do_update(index_elements=["site_id", "kind", "key"], set_=renewed)
        )

    def of_site(self, site_id: str) -> tuple[Lesson, ...]:
        """The lessons about a site, by kind and key."""
        return tuple(lesson for lesson in self.all() if lesson.site_id == site_id)

    def all(self) -> tuple[Lesson, ...]:
        """The lessons about all sites, by site, kind and key."""
        found = (_from_row(row) for row in self._connection.execute(select(lessons)))
        return tuple(sorted(found, key=lambda lesson: (lesson.site_id, lesson.kind, lesson.key)))


def _from_row(row: Row[Any]) -> Lesson:
    return Lesson(row.site_id, row.kind, row.key, row.value, row.learned_at)
