"""The record of who did what; it only grows."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from storage.access_tables import audit_head, audit_log
from storage.columns import Prose

_AT_ONCE = 1000
_BEGINNING = "0" * 64
_CLEAN = Prose()


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Someone did something to something: `about` is the id of the thing, `address` where the request came from.

    `digest` covers the entry and the digest of the one before it (`previous`), so none can be changed or left out
    without its being seen.
    """

    id: int
    at: datetime
    actor: str
    action: str
    about: str
    detail: Mapping[str, Any]
    address: str
    previous: str
    digest: str


class AuditLog:
    """The record of who did what. Entries are added and read; the database itself refuses anything else."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def note(
        self,
        actor: str,
        action: str,
        about: str,
        at: datetime,
        detail: Mapping[str, Any] | None = None,
        address: str = "",
    ) -> None:
        """Add an entry. Writers wait for each other until their transactions end, so the chain never forks."""
        grown = update(audit_head).values(entries=audit_head.c.entries + 1).returning(audit_head.c.digest)
        previous = self._connection.execute(grown).scalar_one() or _BEGINNING
        values: dict[str, Any] = {"actor": actor, "action": action, "about": about, "address": address}
        values = {name: _CLEAN.process_bind_param(text, self._connection.dialect) for name, text in values.items()}
        values |= {"at": at, "detail": dict(detail or {}), "previous": previous}
        values["digest"] = _digest(values)
        self._connection.execute(insert(audit_log).values(values))
        self._connection.execute(update(audit_head).values(digest=values["digest"]))

    def latest(
        self, limit: int, before: int | None = None, actor: str | None = None, about: str | None = None
    ) -> tuple[AuditEntry, ...]:
        """The last entries, the newest first; of those before the one numbered `before`."""
        query = select(audit_log).order_by(audit_log.c.id.desc()).limit(limit)
        if before is not None:
            query = query.where(audit_log.c.id < before)
        if actor is not None:
            query = query.where(audit_log.c.actor == actor)
        if about is not None:
            query = query.where(audit_log.c.about == about)
        return tuple(_from_row(row) for row in self._connection.execute(query))

    def first_gap(self) -> int | None:
        """The id of the first entry that does not follow from the one before; None where the chain is whole.

        0 stands for entries missing at the end.
        """
        expected, entries = _BEGINNING, 0
        query = select(audit_log).order_by(audit_log.c.id)
        with self._connection.execute(query, execution_options={"yield_per": _AT_ONCE}) as rows:
            for entry in map(_from_row, rows):
                entries += 1
                if entry.previous != expected or entry.digest != _digest(_values(entry)):
                    return entry.id
                expected = entry.digest
        head = self._connection.execute(select(audit_head)).one()
        return None if (head.entries, head.digest or _BEGINNING) == (entries, expected) else 0


def _from_row(row: Row[Any]) -> AuditEntry:
    return AuditEntry(**row._mapping)


def _values(entry: AuditEntry) -> dict[str, Any]:
    names = ("at", "actor", "action", "about", "detail", "address", "previous")
    return {name: getattr(entry, name) for name in names}


def _digest(values: Mapping[str, Any]) -> str:
    plain = dict(values) | {"at": values["at"].astimezone(UTC).isoformat()}
    return sha256(json.dumps(plain, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
