"""Strays: documents that look like reports and belong to nobody we know for sure."""

from dataclasses import asdict

from sqlalchemy import Connection, delete, select

from crawler.domain.evidence import Stray
from storage.tables import strays
from storage.upsert import insert_into


class Strays:
    """The strays that still stand; one at each address."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, stray: Stray) -> None:
        """Note a stray, in place of what was known of its address."""
        statement = insert_into(self._connection, strays).values(**asdict(stray))
        renewed = {name: statement.excluded[name] for name in ("report_year", "reason", "seen_at")}
        self._connection.execute(statement.on_conflict_do_update(index_elements=["site_id", "url"], set_=renewed))

    def forget(self, site_id: str, url: str) -> None:
        """The document at that address is no stray any more."""
        self._connection.execute(delete(strays).where(strays.c.site_id == site_id, strays.c.url == url))

    def of_site(self, site_id: str) -> tuple[Stray, ...]:
        """The strays of a site, by address."""
        query = select(strays.c.site_id, strays.c.url, strays.c.report_year, strays.c.reason, strays.c.seen_at).where(
            strays.c.site_id == site_id
        )
        found = (Stray(**row._mapping) for row in self._connection.execute(query))
        return tuple(sorted(found, key=lambda stray: stray.url))
