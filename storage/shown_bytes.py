"""The digests of the bytes that addresses showed, and from when to when: what a third party compares a copy with."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from storage.tables import captures

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Bytes:
    """Bytes in the archive, by their SHA-256, with where and when they were seen first and last."""

    url: str
    digest: str
    first_seen_at: datetime
    last_seen_at: datetime


class ShownBytes:
    """What stood at addresses, in the order in which it was first seen."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def at(self, urls: Iterable[str]) -> tuple[Bytes, ...]:
        """All that was ever kept of some addresses."""
        wanted, found = sorted(set(urls)), list[Bytes]()
        columns = (captures.c.url, captures.c.digest, captures.c.first_seen_at, captures.c.last_seen_at)
        for start in range(0, len(wanted), _AT_ONCE):
            query = select(*columns).where(captures.c.url.in_(wanted[start : start + _AT_ONCE]))
            found += [Bytes(*row) for row in self._connection.execute(query.order_by(captures.c.first_seen_at))]
        return tuple(found)
