"""All readings of a unit's report on a year, at each of its addresses: what a page about one report is drawn from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row

from crawler.domain.extraction import Extraction
from storage.captures import Captures, Kept
from storage.revisions import Cause, Revision, Revisions


@dataclass(frozen=True, slots=True)
class AddressReadings:
    """The readings at one address, in the order we made them; `current` is the number of the one in force.

    `certain_cells` are those of the reading in force; `best` tells that the unit is judged by this address.
    """

    publication_id: int
    url: str
    revisions: tuple[Revision, ...]
    current: int
    certain_cells: int
    best: bool = False

    def number(self, asked: int | None) -> int | None:
        """The number of the reading that is asked for, without one of that in force; None where there is none such."""
        wanted = self.current if asked is None else asked
        return wanted if any(one.number == wanted for one in self.revisions) else None


class ReportPages:
    """The readings of reports, by unit, year and address."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._revisions = Revisions(connection)

    def addresses(self, unit_id: str, report_year: int) -> tuple[AddressReadings, ...]:
        """The addresses of a report of which a reading stands, that by which the unit is judged first."""
        found = [_readings(rows) for rows in self._rows(unit_id, report_year)]
        # As in Reports: of several equals the one seen first is the best.
        best = max(found, key=lambda one: one.certain_cells, default=None)
        rest = (one for one in found if one is not best)
        return () if best is None else (_best(best), *rest)

    def extraction(self, address: AddressReadings, number: int) -> Extraction | None:
        """What one of the readings at an address says."""
        return self._revisions.extraction(address.publication_id, number)

    def source(self, unit_id: str, report_year: int, url: str, number: int) -> Kept | None:
        """The kept capture that a reading was made of."""
        row = self._row(unit_id, report_year, url, number)
        if row is None:
            return None
        return Captures(self._connection).kept(row.capture_id, row.seen_at, row.carrier_id)

    def _row(self, unit_id: str, report_year: int, url: str, number: int) -> Row[Any] | None:
        rows = (row for readings in self._rows(unit_id, report_year) for row in readings)
        return next((row for row in rows if row.url == url and row.number == number), None)

    def _rows(self, unit_id: str, report_year: int) -> Sequence[Sequence[Row[Any]]]:
        """By the moment at which each address was first seen."""
        found = self._revisions.of_year(report_year, [unit_id])
        return sorted(found.values(), key=lambda rows: (rows[0].first_seen_at, rows[0].publication_id))


def _readings(rows: Sequence[Row[Any]]) -> AddressReadings:
    in_force = rows[-1]
    made = sorted(rows, key=lambda row: int(row.number))
    revisions = tuple(
        Revision(row.number, Cause(row.cause), row.url, row.capture_digest, row.seen_at, row.read_at) for row in made
    )
    return AddressReadings(in_force.publication_id, in_force.url, revisions, in_force.number, in_force.certain_cells)


def _best(readings: AddressReadings) -> AddressReadings:
    return replace(readings, best=True)
