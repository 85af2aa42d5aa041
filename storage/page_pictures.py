"""Which images a page showed, and when: a report that is printed on images is read again from the same ones."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, case, select

from storage.tables import captures, page_pictures
from storage.upsert import insert_into


class PagePictures:
    """The images of every page that was kept with some."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def see(self, page_id: int, picture_ids: Iterable[int], at: datetime) -> None:
        """Note that a page showed these images."""
        for picture_id in picture_ids:
            statement = insert_into(self._connection, page_pictures).values(
                page_id=page_id, picture_id=picture_id, first_seen_at=at, last_seen_at=at
            )
            old = page_pictures.c
            sightings = {
                "first_seen_at": case((old.first_seen_at > at, at), else_=old.first_seen_at),
                "last_seen_at": case((old.last_seen_at < at, at), else_=old.last_seen_at),
            }
            again = statement.on_conflict_do_update(index_elements=["page_id", "picture_id"], set_=sightings)
            self._connection.execute(again)

    def addresses(self, page_id: int) -> frozenset[str]:
        """The addresses of all images that a page was ever kept with."""
        query = select(captures.c.url).join(page_pictures, page_pictures.c.picture_id == captures.c.id)
        return frozenset(self._connection.execute(query.where(page_pictures.c.page_id == page_id)).scalars())

    def of(self, page_id: int) -> tuple[Row[Any], ...]:
        """The sightings of the images of one page, in the order of first sight."""
        query = select(page_pictures).where(page_pictures.c.page_id == page_id)
        ordered = query.order_by(page_pictures.c.first_seen_at, page_pictures.c.picture_id)
        return tuple(self._connection.execute(ordered))

    def all(self) -> Mapping[int, tuple[Row[Any], ...]]:
        """The sightings of images by the id of their page, in the order of first sight."""
        query = select(page_pictures).order_by(page_pictures.c.first_seen_at, page_pictures.c.picture_id)
        found: dict[int, tuple[Row[Any], ...]] = {}
        for row in self._connection.execute(query):
            found[row.page_id] = (*found.get(row.page_id, ()), row)
        return found


def shown(seen: Iterable[Row[Any]], rows: Mapping[int, Row[Any]]) -> tuple[int, ...]:
    """The images of a page: at each address the one that was seen there last.

    Where a page is unchanged and one of its images is another, that counts as our reading it better: the page
    is one source, of one moment.
    """
    latest: dict[str, tuple[datetime, int]] = {}
    for one in seen:
        url = rows[one.picture_id].url
        if url not in latest or one.last_seen_at >= latest[url][0]:
            latest[url] = one.last_seen_at, one.picture_id
    return tuple(picture_id for _, picture_id in latest.values())
