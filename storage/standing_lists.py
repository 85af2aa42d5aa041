"""Lists of where obligations stand: filtered, in an order, and in parts that follow each other by key."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from crawler.domain.dossier import Status
from crawler.domain.unit import UnitKind
from storage.standing_records import Stood
from storage.standing_rows import from_row, stood_query
from storage.standing_tables import standings
from storage.tables import units
from storage.unit_lines import in_scope, within

_LAST_DAY = date(9999, 12, 31)


class Order(StrEnum):
    """The order of a list; within what is alike, by the units' ids."""

    URGENCY = "urgency"
    NAME = "name"
    DUE = "due_on"
    PUBLISHED = "published_on"
    LATE = "days_late"
    FINDINGS = "findings"
    ID = "id"


_KEYS: Mapping[Order, ColumnElement[Any]] = {
    Order.URGENCY: standings.c.urgency,
    Order.NAME: units.c.name,
    Order.DUE: func.coalesce(standings.c.due_on, _LAST_DAY),
    Order.PUBLISHED: func.coalesce(standings.c.published_on, _LAST_DAY),
    Order.LATE: func.coalesce(standings.c.days_late, -1),
    Order.FINDINGS: standings.c.decided,
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which obligations a list is of. `areas` are those that the reader may see, None everywhere; `area` is one."""

    report_year: int
    areas: frozenset[str] | None = None
    area: str | None = None
    statuses: frozenset[Status] = frozenset()
    kinds: frozenset[UnitKind] = frozenset()
    name: str = ""
    due_on: date | None = None
    order: Order = Order.URGENCY
    descending: bool = False

    def key_of(self, stood: Stood) -> str:
        """Where one stands in this list: what a next part is asked for by."""
        standing = stood.standing
        owed = standing.obligation
        value: Any = {
            Order.NAME: stood.unit.name,
            Order.DUE: (owed.due_on if owed else _LAST_DAY).isoformat(),
            Order.PUBLISHED: (standing.published_on or _LAST_DAY).isoformat(),
            Order.LATE: -1 if standing.days_late is None else standing.days_late,
            Order.FINDINGS: stood.decided,
            Order.URGENCY: stood.urgency,
        }.get(self.order, "")
        return json.dumps([value, stood.unit.id], ensure_ascii=False, separators=(",", ":"))


class BadKey(ValueError):
    """What a next part is asked for by is no place in the list."""


class StandingLists:
    """Parts of lists, and how long these are."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def part(self, wanted: Wanted, limit: int, after: str | None = None) -> tuple[Stood, ...]:
        """So many obligations that follow a key; raises BadKey."""
        query = stood_query().where(*_conditions(wanted))
        if after is not None:
            query = query.where(_follows(wanted, after))
        rows = self._connection.execute(_ordered(query, wanted).limit(limit))
        return tuple(from_row(row) for row in rows)

    def count(self, wanted: Wanted) -> int:
        """How many there are in all."""
        query = select(func.count()).select_from(standings)
        if wanted.kinds or wanted.name:
            query = query.join(units, units.c.id == standings.c.unit_id)
        return self._connection.execute(query.where(*_conditions(wanted))).scalar_one()


def _conditions(wanted: Wanted) -> tuple[ColumnElement[bool], ...]:
    found = [standings.c.report_year == wanted.report_year, *in_scope(standings.c.unit_id, wanted.areas)]
    if wanted.area is not None:
        found.append(standings.c.unit_id.in_(within((wanted.area,))))
    if wanted.statuses:
        found.append(standings.c.status.in_(sorted(status.value for status in wanted.statuses)))
    if wanted.kinds:
        found.append(units.c.kind.in_(sorted(kind.value for kind in wanted.kinds)))
    if wanted.due_on is not None:
        found.append(standings.c.due_on == wanted.due_on)
    if wanted.name:
        found.append(units.c.name.contains(wanted.name, autoescape=True))
    return tuple(found)


def _ordered(query: Select[Any], wanted: Wanted) -> Select[Any]:
    key = _KEYS.get(wanted.order)
    if key is None:
        return query.order_by(standings.c.unit_id)
    return query.order_by(key.desc() if wanted.descending else key, standings.c.unit_id)


def _follows(wanted: Wanted, after: str) -> ColumnElement[bool]:
    value, unit_id = _place(wanted.order, after)
    key, later = _KEYS.get(wanted.order), standings.c.unit_id > unit_id
    if key is None:
        return later
    # The first condition says nothing new; it is by it that an index is entered where the part begins.
    begins, beyond = (key <= value, key < value) if wanted.descending else (key >= value, key > value)
    return and_(begins, or_(beyond, later))


def _place(order: Order, after: str) -> tuple[Any, str]:
    """The value and the unit that a key is made of."""
    try:
        value, unit_id = json.loads(after)
        if not isinstance(unit_id, str):
            raise BadKey(after)
        return _READ[order](value), unit_id
    except (ValueError, TypeError) as error:
        raise BadKey(after) from error


def _number(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) >= 2**31:
        raise BadKey(repr(value))
    return value


_READ: Mapping[Order, Callable[[Any], Any]] = {
    Order.URGENCY: _number,
    Order.NAME: str,
    Order.DUE: date.fromisoformat,
    Order.PUBLISHED: date.fromisoformat,
    Order.LATE: _number,
    Order.FINDINGS: _number,
    Order.ID: str,
}
