"""The tokens by which programs come in, as digests."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from storage.access_tables import api_tokens
from storage.accounts import HeldRole


@dataclass(frozen=True, slots=True)
class ApiToken:
    """A token of an account. It may do what both its own roles and those of the account allow."""

    id: int
    account_id: int
    name: str
    roles: tuple[HeldRole, ...]
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None = None
    last_used_at: datetime | None = None


class ApiTokens:
    """Every token ever made; a revoked one is kept, so that it can be told what it was."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(
        self, digest: str, account_id: int, name: str, roles: Sequence[HeldRole], at: datetime, expires_at: datetime
    ) -> int:
        """Keep a token by its digest; returns its number."""
        row = {
            "digest": digest,
            "account_id": account_id,
            "name": name,
            "grants": [[held.role, held.area_id] for held in roles],
            "created_at": at,
            "expires_at": expires_at,
        }
        return int(self._connection.execute(insert(api_tokens).values(row).returning(api_tokens.c.id)).scalar_one())

    def find(self, digest: str) -> ApiToken | None:
        """The token of a digest, whether or not it still holds."""
        row = self._connection.execute(select(api_tokens).where(api_tokens.c.digest == digest)).one_or_none()
        return None if row is None else _token(row)

    def of(self, account_id: int) -> tuple[ApiToken, ...]:
        """The tokens of an account, the newest first."""
        query = select(api_tokens).where(api_tokens.c.account_id == account_id).order_by(api_tokens.c.id.desc())
        return tuple(_token(row) for row in self._connection.execute(query))

    def revoke(self, token_id: int, account_id: int, at: datetime) -> bool:
        """Have a token of an account hold no more; whether there was one that did."""
        theirs = (api_tokens.c.id == token_id, api_tokens.c.account_id == account_id, api_tokens.c.revoked_at.is_(None))
        revoked = update(api_tokens).where(*theirs).values(revoked_at=at).returning(api_tokens.c.id)
        return self._connection.execute(revoked).one_or_none() is not None

    def used(self, token_id: int, at: datetime) -> None:
        """Note that a program came in by a token."""
        self._connection.execute(update(api_tokens).where(api_tokens.c.id == token_id).values(last_used_at=at))


def _token(row: Row[Any]) -> ApiToken:
    return ApiToken(
        id=row.id,
        account_id=row.account_id,
        name=row.name,
        roles=tuple(HeldRole(role, area_id) for role, area_id in row.grants),
        created_at=row.created_at,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
        last_used_at=row.last_used_at,
    )
