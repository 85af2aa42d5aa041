"""Strays: documents that look like reports and belong to nobody we know for sure."""

from collections.abc import Collection
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
        return self.of_sites([site_id]).get(site_id, ())

    def of_sites(self, site_ids: Collection[str]) -> dict[str, tuple[Stray, ...]]:
        """The same for several sites at once."""
        query = select(strays.c.site_id, strays.c.url, strays.c.report_year, strays.c.reason, strays.c.seen_at)
        found: dict[str, list[Stray]] = {}
        for row in self._connection.execute(query.where(strays.c.site_id.in_(site_ids))):
            found.setdefault(row.site_id, []).append(Stray(**row._mapping))
        return {site_id: tuple(sorted(of_site, key=lambda stray: stray.url)) for site_id, of_site in found.items()}
