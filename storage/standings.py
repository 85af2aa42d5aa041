"""Where each obligation stood when it was last judged: written by the evaluation, read by the pages."""

import hashlib
import json
from collections.abc import Collection, Sequence, Set
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, literal, select, update

from storage.standing_records import Season, Stood
from storage.standing_rows import from_row, stood_query, to_row
from storage.standing_tables import seasons, standings, unit_lines
from storage.tables import units
from storage.upsert import insert_into

_AT_ONCE = 500


class Standings:
    """Where every obligation stood when it was last judged. It can be made again at any time."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, report_year: int, as_of: datetime, stood: Sequence[Stood]) -> int:
        """Write down where some obligations stand, those alone of which anything changed; how many these are."""
        rows = {one.unit.id: _with_digest(to_row(one)) for one in stood}
        known = self._digests(report_year, rows)
        changed = [row | {"as_of": as_of} for key, row in rows.items() if known.get(key) != row["digest"]]
        if changed:
            statement = insert_into(self._connection, standings)
            renewed = {column.name: statement.excluded[column.name] for column in standings.columns}
            keys = [standings.c.unit_id, standings.c.report_year]
            self._connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=renewed), changed)
        return len(changed)

    def close(self, report_year: int, as_of: datetime) -> None:
        """Say of a year that it is judged as of a moment: what pages made of it before no longer holds."""
        statement = insert_into(self._connection, seasons)
        values = {"as_of": statement.excluded.as_of, "edition": seasons.c.edition + 1}
        row = {"report_year": report_year, "as_of": as_of, "edition": 1}
        conflict = statement.on_conflict_do_update(index_elements=[seasons.c.report_year], set_=values)
        self._connection.execute(conflict, [row])

    def remove_all_but(self, report_year: int, kept: Set[str]) -> None:
        """Forget the units that the register does not hold any more."""
        query = select(standings.c.unit_id).where(standings.c.report_year == report_year)
        left = sorted(set(self._connection.execute(query).scalars()) - kept)
        for start in range(0, len(left), _AT_ONCE):
            gone = standings.c.unit_id.in_(left[start : start + _AT_ONCE])
            self._connection.execute(delete(standings).where(standings.c.report_year == report_year, gone))

    def renew(self) -> None:
        """Say that something that is shown of every year has changed: the register."""
        self._connection.execute(update(seasons).values(edition=seasons.c.edition + 1))

    def seasons(self) -> tuple[Season, ...]:
        """The report years that were judged, the newest first."""
        rows = self._connection.execute(select(seasons).order_by(seasons.c.report_year.desc()))
        return tuple(Season(row.report_year, row.as_of, row.edition) for row in rows)

    def knows(self, report_year: int) -> bool:
        """Whether a year was ever judged since these are kept."""
        query = select(literal(1)).where(seasons.c.report_year == report_year)
        return self._connection.execute(query).first() is not None

    def of_unit(self, unit_id: str) -> tuple[Stood, ...]:
        """Where the obligations of one unit stood, the newest report year first."""
        query = stood_query().where(standings.c.unit_id == unit_id).order_by(standings.c.report_year.desc())
        return tuple(from_row(row) for row in self._connection.execute(query))

    def lies_within(self, unit_id: str, areas: Collection[str]) -> bool:
        """Whether a unit is registered and lies in one of some areas."""
        line = (unit_lines.c.unit_id == unit_id) & unit_lines.c.ancestor_id.in_(sorted(areas))
        return self._connection.execute(select(literal(1)).where(line).limit(1)).first() is not None

    def leads(self, unit_id: str) -> bool:
        """Whether there are units below one."""
        below = (unit_lines.c.ancestor_id == unit_id) & (unit_lines.c.depth == 1)
        return self._connection.execute(select(literal(1)).where(below).limit(1)).first() is not None

    def line_of(self, unit_id: str) -> tuple[tuple[str, str], ...]:
        """The units above one and itself, the highest first: each with its name."""
        query = (
            select(units.c.id, units.c.name)
            .join_from(unit_lines, units, units.c.id == unit_lines.c.ancestor_id)
            .where(unit_lines.c.unit_id == unit_id)
            .order_by(unit_lines.c.depth.desc())
        )
        return tuple((row.id, row.name) for row in self._connection.execute(query))

    def _digests(self, report_year: int, unit_ids: Collection[str]) -> dict[str, str]:
        ids, found = list(unit_ids), dict[str, str]()
        of_year = standings.c.report_year == report_year
        for start in range(0, len(ids), _AT_ONCE):
            some = standings.c.unit_id.in_(ids[start : start + _AT_ONCE])
            query = select(standings.c.unit_id, standings.c.digest).where(of_year, some)
            found |= {row.unit_id: row.digest for row in self._connection.execute(query)}
        return found


def _with_digest(row: dict[str, Any]) -> dict[str, Any]:
    said = json.dumps(list(row.values()), default=str, ensure_ascii=True)
    return row | {"digest": hashlib.sha256(said.encode("ascii")).hexdigest()[:32]}
