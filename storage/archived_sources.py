"""Where in the archive the bytes lie that a finding rests on, and when they were seen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from crawler.domain.finding_life import Shown
from storage.tables import captures
from storage.warc import Location


@dataclass(frozen=True, slots=True)
class ArchivedSource:
    """Bytes that stood at an address, from first to last sight, and where they are kept."""

    url: str
    digest: str
    fetched_at: datetime
    first_seen_at: datetime
    last_seen_at: datetime
    transport: str
    location: Location


class ArchivedSources:
    """The proof behind findings."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, sources: Iterable[Shown]) -> tuple[ArchivedSource, ...]:
        """The captures of these bytes, of each one; that at the same address where there are several."""
        return tuple(found for shown in sources if (found := self._find(shown)) is not None)

    def _find(self, shown: Shown) -> ArchivedSource | None:
        here = captures.c
        query = (
            select(captures)
            .where(here.digest == shown.digest)
            .order_by((here.url == shown.url).desc(), here.id)
            .limit(1)
        )
        row = self._connection.execute(query).one_or_none()
        if row is None:
            return None
        location = Location(row.warc_file, row.warc_offset, row.warc_length)
        seen = (row.fetched_at, row.first_seen_at, row.last_seen_at)
        return ArchivedSource(row.url, row.digest, *seen, row.transport, location)
