"""Who is signed in, by the digests of what their browsers hold."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from storage.access_tables import sessions

# Asked for with every page: built once.
_BY_DIGEST = select(sessions).where(sessions.c.digest == bindparam("digest"))


@dataclass(frozen=True, slots=True)
class Session:
    """One sign-in of an account: since when, last seen when, and until when at the longest."""

    id: int
    account_id: int
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime


class Sessions:
    """The sessions that are open. One that ends is forgotten: the audit log says that it was there."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self, digest: str, account_id: int, at: datetime, expires_at: datetime) -> None:
        """Open a session; those that are over by then are forgotten meanwhile."""
        self._connection.execute(delete(sessions).where(sessions.c.expires_at <= at))
        row = {"digest": digest, "account_id": account_id, "created_at": at, "last_seen_at": at}
        self._connection.execute(insert(sessions).values(row | {"expires_at": expires_at}))

    def find(self, digest: str) -> Session | None:
        """The session of a digest, whether or not it is over."""
        row = self._connection.execute(_BY_DIGEST, {"digest": digest}).one_or_none()
        if row is None:
            return None
        return Session(row.id, row.account_id, row.created_at, row.last_seen_at, row.expires_at)

    def seen(self, session_id: int, at: datetime) -> None:
        """Note that somebody is still there."""
        self._connection.execute(update(sessions).where(sessions.c.id == session_id).values(last_seen_at=at))

    def end(self, digest: str) -> None:
        """End a session, if it is there."""
        self._connection.execute(delete(sessions).where(sessions.c.digest == digest))

    def end_all(self, account_id: int, but: str | None = None) -> None:
        """End the sessions of an account, but the one of a digest."""
        ended = delete(sessions).where(sessions.c.account_id == account_id)
        self._connection.execute(ended if but is None else ended.where(sessions.c.digest != but))
