"""Suspicions: signs that strangers have been at a page, each with when it was seen first and last."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, case, select

from crawler.domain.suspicion import Suspicion
from storage.tables import suspicions
from storage.upsert import insert_into

_KEY = ["site_id", "url", "kind"]


@dataclass(frozen=True, slots=True)
class StoredSuspicion:
    """A suspicion as it was seen last, and since when."""

    suspicion: Suspicion
    first_seen_at: datetime


class Suspicions:
    """What was ever suspected of any page: one suspicion for each of its signs."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, suspicion: Suspicion) -> None:
        """Note a suspicion, or that it stands still; the order in which sightings are told does not matter."""
        values = asdict(suspicion)
        seen_at = values.pop("seen_at")
        statement = insert_into(self._connection, suspicions).values(
            **values, first_seen_at=seen_at, last_seen_at=seen_at
        )
        new, old = statement.excluded, suspicions.c
        later = new.last_seen_at >= old.last_seen_at
        renewed = {
            "detail": case((later, new.detail), else_=old.detail),
            "first_seen_at": case((new.first_seen_at < old.first_seen_at, new.first_seen_at), else_=old.first_seen_at),
            "last_seen_at": case((later, new.last_seen_at), else_=old.last_seen_at),
        }
        self._connection.execute(statement.on_conflict_do_update(index_elements=_KEY, set_=renewed))

    def of_site(self, site_id: str) -> tuple[StoredSuspicion, ...]:
        """What is suspected of a site, by address and sign."""
        return self._found(select(suspicions).where(suspicions.c.site_id == site_id))

    def all_since(self, moment: datetime) -> tuple[StoredSuspicion, ...]:
        """What was seen at that moment or later, on all sites, by site, address and sign."""
        return self._found(select(suspicions).where(suspicions.c.last_seen_at >= moment))

    def _found(self, query: Select[Any]) -> tuple[StoredSuspicion, ...]:
        found = (_from_row(row) for row in self._connection.execute(query))
        # Sorted here: the two databases order text differently.
        return tuple(sorted(found, key=_place))


def _place(stored: StoredSuspicion) -> tuple[str, str, str]:
    suspicion = stored.suspicion
    return suspicion.site_id, suspicion.url, suspicion.kind


def _from_row(row: Row[Any]) -> StoredSuspicion:
    suspicion = Suspicion(row.site_id, row.url, row.kind, row.detail, row.last_seen_at)
    return StoredSuspicion(suspicion, row.first_seen_at)
