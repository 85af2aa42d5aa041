"""The register, as the database holds it."""

from collections.abc import Collection, Iterable
from dataclasses import asdict
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, func, select

from crawler.domain.register import Register
from crawler.domain.unit import Level, Unit, UnitKind
from storage.standings import Standings
from storage.tables import units
from storage.unit_lines import UnitLines
from storage.upsert import insert_into

_AT_ONCE = 1000


class Placed(NamedTuple):
    """A unit's place in the register."""

    unit_id: str
    site_url: str
    parent_id: str | None
    successor_id: str | None


class Units:
    """Every unit ever registered; one that owes nothing any more keeps its past, so none is deleted."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, kept: Iterable[Unit]) -> None:
        """Add units, or renew those of the same id."""
        edition = self.edition() + 1
        rows = [to_row(unit) | {"edition": edition} for unit in kept]
        if not rows:
            return
        lines = UnitLines(self._connection)
        before = lines.parents([row["id"] for row in rows])
        statement = insert_into(self._connection, units)
        renewed = {column.name: statement.excluded[column.name] for column in units.columns if column.name != "id"}
        self._connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=renewed), rows)
        lines.redraw({row["id"] for row in rows if before.get(row["id"], "") != row["parent_id"]})
        Standings(self._connection).renew()

    def register(self) -> Register:
        """All units, in the order of their ids."""
        # Sorted here, since each database sorts by rules of its own.
        rows = sorted(self._connection.execute(select(units)), key=lambda row: str(row.id))
        return Register(_from_row(row) for row in rows)

    def edition(self) -> int:
        """How often units were added or renewed."""
        return self._connection.execute(select(func.max(units.c.edition))).scalar_one() or 0

    def places(self) -> tuple[Placed, ...]:
        """Where every unit stands, and nothing else of it."""
        columns = (units.c.id, units.c.site_url, units.c.parent_id, units.c.successor_id)
        return tuple(Placed(*row) for row in self._connection.execute(select(*columns)))

    def some(self, unit_ids: Collection[str]) -> Register:
        """Some of the units, in the order of their ids."""
        ids, rows = sorted(unit_ids), list[Row[Any]]()
        for start in range(0, len(ids), _AT_ONCE):
            rows += self._connection.execute(select(units).where(units.c.id.in_(ids[start : start + _AT_ONCE]))).all()
        return Register(_from_row(row) for row in sorted(rows, key=lambda row: str(row.id)))

    def find(self, unit_id: str) -> Unit | None:
        """The unit of that id, if it was ever registered."""
        row = self._connection.execute(select(units).where(units.c.id == unit_id)).one_or_none()
        return None if row is None else _from_row(row)


def to_row(unit: Unit) -> dict[str, Any]:
    """A unit as its table holds it."""
    row = asdict(unit)
    row["local_due_month"], row["local_due_day"] = row.pop("local_due") or (None, None)
    return row | {"kind": unit.kind.value, "level": unit.level.value, "aliases": list(unit.aliases)}


def _from_row(row: Row[Any]) -> Unit:
    values = dict(row._mapping)
    del values["edition"]
    month, day = values.pop("local_due_month"), values.pop("local_due_day")
    values["local_due"] = None if month is None or day is None else (month, day)
    values["kind"], values["level"] = UnitKind(row.kind), Level(row.level)
    values["aliases"] = tuple(row.aliases)
    return Unit(**values)
