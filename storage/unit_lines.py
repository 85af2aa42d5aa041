"""Which areas a unit lies in: a line for each unit above it, and one for itself."""

from collections.abc import Collection, Iterator, Mapping, Set
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, delete, insert, select

from storage.standing_tables import unit_lines
from storage.tables import units

_AT_ONCE = 500


class UnitLines:
    """The lines of the register, kept as the register changes."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def parents(self, unit_ids: Collection[str]) -> dict[str, str | None]:
        """The unit above each of some units, of those that are registered."""
        found: dict[str, str | None] = {}
        for some in _parts(unit_ids):
            query = select(units.c.id, units.c.parent_id).where(units.c.id.in_(some))
            found |= {row.id: row.parent_id for row in self._connection.execute(query)}
        return found

    def redraw(self, moved: Set[str]) -> None:
        """Draw the lines of units that are new or stand below another unit now, and of all below them."""
        if not moved:
            return
        parents = {row.id: row.parent_id for row in self._connection.execute(select(units.c.id, units.c.parent_id))}
        lines = {unit_id: tuple(_up(unit_id, parents)) for unit_id in parents}
        touched = [unit_id for unit_id, line in lines.items() if not moved.isdisjoint(line)]
        for some in _parts(touched):
            self._connection.execute(delete(unit_lines).where(unit_lines.c.unit_id.in_(some)))
            rows = [_row(unit_id, depth, above) for unit_id in some for depth, above in enumerate(lines[unit_id])]
            self._connection.execute(insert(unit_lines), rows)


def within(areas: Collection[str]) -> Select[Any]:
    """The ids of all units in some areas, for a query."""
    return select(unit_lines.c.unit_id).where(unit_lines.c.ancestor_id.in_(sorted(areas)))


def in_scope(unit_id: ColumnElement[str], areas: Collection[str] | None) -> tuple[ColumnElement[bool], ...]:
    """That a unit lies in one of some areas, as conditions of a query; none where the areas are None, everywhere."""
    return () if areas is None else (unit_id.in_(within(areas)),)


def _up(unit_id: str, parents: Mapping[str, str | None]) -> Iterator[str]:
    met: set[str] = set()
    above: str | None = unit_id
    while above is not None and above in parents and above not in met:
        yield above
        met.add(above)
        above = parents[above]


def _row(unit_id: str, depth: int, above: str) -> dict[str, Any]:
    return {"ancestor_id": above, "unit_id": unit_id, "depth": depth}


def _parts(unit_ids: Collection[str]) -> Iterator[list[str]]:
    ordered = sorted(unit_ids)
    return (ordered[start : start + _AT_ONCE] for start in range(0, len(ordered), _AT_ONCE))
