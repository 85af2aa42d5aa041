"""Links that work once: to set up the first account, to choose a password, to come back from an identity provider."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, insert, select, update

from storage.access_tables import one_time_links


class Purpose(StrEnum):
    """What a link is for."""

    SET_UP = "set-up"
    PASSWORD = "password"  # noqa: S105 - what it is for, not one
    IDENTITY = "identity"
    """The way to an identity provider and back; `detail` holds what it must bring along."""


@dataclass(frozen=True, slots=True)
class OneTimeLink:
    """A link that was not used yet and still holds."""

    purpose: Purpose
    account_id: int | None
    detail: Mapping[str, Any] = field(repr=False)
    expires_at: datetime


class OneTimeLinks:
    """The links that were given out, as digests."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(
        self,
        digest: str,
        purpose: Purpose,
        at: datetime,
        expires_at: datetime,
        account_id: int | None = None,
        detail: Mapping[str, Any] | None = None,
    ) -> None:
        """Give out a link; those that are over by then are forgotten meanwhile."""
        self._connection.execute(delete(one_time_links).where(one_time_links.c.expires_at <= at))
        row = {"digest": digest, "purpose": purpose.value, "account_id": account_id, "detail": dict(detail or {})}
        self._connection.execute(insert(one_time_links).values(row | {"created_at": at, "expires_at": expires_at}))

    def find(self, digest: str, now: datetime) -> OneTimeLink | None:
        """The link of a digest, if it still holds; it goes on to do so."""
        row = self._connection.execute(select(one_time_links).where(*_holds(digest, now))).one_or_none()
        return None if row is None else _link(row)

    def use(self, digest: str, purpose: Purpose, now: datetime) -> OneTimeLink | None:
        """The same for a purpose, and from now on it holds no more; of two who use it at once, one is given it."""
        used = update(one_time_links).where(*_holds(digest, now), one_time_links.c.purpose == purpose.value)
        row = self._connection.execute(used.values(used_at=now).returning(one_time_links)).one_or_none()
        return None if row is None else _link(row)

    def void(self, purpose: Purpose, account_id: int | None = None) -> None:
        """Have the links of a purpose, to one account where it is given, hold no more."""
        voided = delete(one_time_links).where(one_time_links.c.purpose == purpose.value)
        if account_id is not None:
            voided = voided.where(one_time_links.c.account_id == account_id)
        self._connection.execute(voided)


def _holds(digest: str, now: datetime) -> tuple[ColumnElement[bool], ...]:
    links = one_time_links.c
    return links.digest == digest, links.used_at.is_(None), links.expires_at > now


def _link(row: Row[Any]) -> OneTimeLink:
    return OneTimeLink(Purpose(row.purpose), row.account_id, row.detail, row.expires_at)
