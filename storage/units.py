"""The register, as the database holds it."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Row, select

from crawler.domain.register import Register
from crawler.domain.unit import Level, Unit, UnitKind
from storage.tables import units
from storage.upsert import insert_into


class Units:
    """Every unit ever registered; one that owes nothing any more keeps its past, so none is deleted."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, kept: Iterable[Unit]) -> None:
        """Add units, or renew those of the same id."""
        rows = [to_row(unit) for unit in kept]
        if not rows:
            return
        statement = insert_into(self._connection, units)
        renewed = {column.name: statement.excluded[column.name] for column in units.columns if column.name != "id"}
        self._connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=renewed), rows)

    def register(self) -> Register:
        """All units, in the order of their ids."""
        # Sorted here, since each database sorts by rules of its own.
        rows = sorted(self._connection.execute(select(units)), key=lambda row: str(row.id))
        return Register(_from_row(row) for row in rows)

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
    month, day = values.pop("local_due_month"), values.pop("local_due_day")
    values["local_due"] = None if month is None or day is None else (month, day)
    values["kind"], values["level"] = UnitKind(row.kind), Level(row.level)
    values["aliases"] = tuple(row.aliases)
    return Unit(**values)
