"""Troubles of ours as episodes: since when, whether operators were told, and until when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from crawler.domain.wording import Text
from storage.tables import troubles


@dataclass(frozen=True, slots=True)
class Episode:
    """One trouble from its beginning to its end; `id` is None where it is not kept yet.

    `looks` counts how often in all it was seen, `absent` how often in a row it was not seen since. `said` is the last
    word on it.
    """

    kind: str
    about: str
    began_at: datetime
    last_seen_at: datetime
    said: Text
    looks: int = 1
    absent: int = 0
    told_at: datetime | None = None
    ended_at: datetime | None = None
    id: int | None = None

    @property
    def key(self) -> str:
        """What tells it apart from other troubles, and from the same one at another time."""
        return f"trouble/{self.kind}/{self.about}/{self.began_at.isoformat()}"


class Troubles:
    """All episodes."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def open(self) -> tuple[Episode, ...]:
        """Those that have not ended, told or not, the oldest first."""
        query = select(troubles).where(troubles.c.ended_at.is_(None)).order_by(troubles.c.id)
        return tuple(_from_row(row) for row in self._connection.execute(query))

    def latest(self, limit: int) -> tuple[Episode, ...]:
        """Those that operators were told of, the newest first."""
        query = select(troubles).where(troubles.c.told_at.is_not(None)).order_by(troubles.c.id.desc()).limit(limit)
        return tuple(_from_row(row) for row in self._connection.execute(query))

    def keep(self, episode: Episode) -> None:
        """Note an episode as it stands now."""
        values = {
            "kind": episode.kind,
            "about": episode.about,
            "began_at": episode.began_at,
            "last_seen_at": episode.last_seen_at,
            "looks": episode.looks,
            "absent": episode.absent,
            "told_at": episode.told_at,
            "ended_at": episode.ended_at,
            "said_zh": episode.said.zh,
            "said_en": episode.said.en,
        }
        if episode.id is None:
            self._connection.execute(insert(troubles), values)
        else:
            self._connection.execute(update(troubles).where(troubles.c.id == episode.id).values(values))

    def forget(self, episode: Episode) -> None:
        """Drop an episode that passed before anybody was told."""
        self._connection.execute(delete(troubles).where(troubles.c.id == episode.id))


def _from_row(row: Row[Any]) -> Episode:
    return Episode(
        kind=row.kind,
        about=row.about,
        began_at=row.began_at,
        last_seen_at=row.last_seen_at,
        said=Text(row.said_zh, row.said_en),
        looks=row.looks,
        absent=row.absent,
        told_at=row.told_at,
        ended_at=row.ended_at,
        id=row.id,
    )
