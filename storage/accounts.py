"""Accounts, and the roles they hold in which areas."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, delete, insert, select, update

from crawler.domain.errors import AccountNotPossible, UnknownAccount
from storage.access_tables import accounts, grants
from storage.upsert import insert_into

# Asked for with every page: built once.
_BY_ID = select(accounts).where(accounts.c.id == bindparam("account_id"))
_HELD = select(grants).where(grants.c.account_id == bindparam("account_id")).order_by(grants.c.id)


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role by its name, within the area that a unit leads; None stands for the whole register."""

    role: str
    area_id: str | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """Someone who may sign in: by a password, by an identity provider (`issuer` and `subject`), or not yet."""

    id: int
    name: str
    display_name: str
    created_at: datetime
    mail: str | None = None
    password_hash: str | None = field(default=None, repr=False)
    issuer: str | None = None
    subject: str | None = None
    disabled_at: datetime | None = None
    roles: tuple[HeldRole, ...] = ()


class Accounts:
    """Every account ever made; one that is of no use any more is disabled, so that its name keeps its meaning."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, name: str, display_name: str, at: datetime, mail: str | None = None) -> Account:
        """Make an account that holds no role and cannot sign in yet; raises AccountNotPossible where its name is taken.

        Names are kept as they are given: the caller has them in lower case.
        """
        row = {"name": name, "display_name": display_name, "created_at": at, "mail": mail}
        made = insert_into(self._connection, accounts).values(row).on_conflict_do_nothing(index_elements=["name"])
        if self._connection.execute(made.returning(accounts.c.id)).one_or_none() is None:
            raise AccountNotPossible(name, "there is one of that name")
        return self.get(name)

    def find(self, name: str) -> Account | None:
        """The account of a name."""
        return self._one(select(accounts).where(accounts.c.name == name))

    def get(self, name: str) -> Account:
        """The account of a name; raises UnknownAccount."""
        found = self.find(name)
        if found is None:
            raise UnknownAccount(name)
        return found

    def by_id(self, account_id: int) -> Account:
        """The account that a session, a token or a link belongs to."""
        found = self._one(_BY_ID, account_id=account_id)
        if found is None:
            raise UnknownAccount(str(account_id))
        return found

    def by_subject(self, issuer: str, subject: str) -> Account | None:
        """The account of whom an identity provider knows by that subject."""
        return self._one(select(accounts).where(accounts.c.issuer == issuer, accounts.c.subject == subject))

    def all(self) -> tuple[Account, ...]:
        """All accounts, by their names."""
        held: dict[int, list[HeldRole]] = {}
        for row in self._connection.execute(select(grants).order_by(grants.c.id)):
            held.setdefault(row.account_id, []).append(HeldRole(row.role, row.area_id))
        rows = self._connection.execute(select(accounts))
        return tuple(_account(row, held.get(row.id, ())) for row in sorted(rows, key=lambda row: str(row.name)))

    def give(self, account_id: int, roles: Iterable[HeldRole]) -> None:
        """Have an account hold these roles and no others."""
        self._connection.execute(delete(grants).where(grants.c.account_id == account_id))
        rows = [{"account_id": account_id, "role": held.role, "area_id": held.area_id} for held in roles]
        if rows:
            self._connection.execute(insert(grants), rows)

    def set_password(self, account_id: int, password_hash: str) -> None:
        """Have an account sign in by another password from now on."""
        self._change(account_id, password_hash=password_hash)

    def link(self, account_id: int, issuer: str, subject: str) -> None:
        """Have an account sign in by an identity provider; raises AccountNotPossible where another one does so."""
        other = self.by_subject(issuer, subject)
        if other is not None and other.id != account_id:
            raise AccountNotPossible(other.name, "the identity provider knows it by that subject already")
        self._change(account_id, issuer=issuer, subject=subject)

    def disable(self, account_id: int, at: datetime) -> None:
        """Let nobody in by an account any more."""
        self._change(account_id, disabled_at=at)

    def enable(self, account_id: int) -> None:
        """Let people in by it again."""
        self._change(account_id, disabled_at=None)

    def holders_everywhere(self, role: str) -> tuple[str, ...]:
        """The names of those who hold a role over the whole register and may sign in."""
        query = select(accounts.c.name).join(grants).where(grants.c.role == role, grants.c.area_id.is_(None))
        return tuple(sorted(self._connection.execute(query.where(accounts.c.disabled_at.is_(None))).scalars()))

    def _change(self, account_id: int, **values: object) -> None:
        self._connection.execute(update(accounts).where(accounts.c.id == account_id).values(**values))

    def _one(self, query: Select[Any], **asked: object) -> Account | None:
        row = self._connection.execute(query, asked).one_or_none()
        if row is None:
            return None
        held = self._connection.execute(_HELD, {"account_id": row.id})
        return _account(row, [HeldRole(one.role, one.area_id) for one in held])


def _account(row: Row[Any], roles: Iterable[HeldRole]) -> Account:
    return Account(**row._mapping, roles=tuple(roles))
