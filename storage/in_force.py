"""What the best publications of a whole year say at a moment, for those who look at many reports at once."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from crawler.domain.extraction import Doubt, Extraction, Medium
from crawler.domain.report import Address, Cell, CellState, Report, Section
from storage.records import from_record
from storage.tables import captures, figure_column, figures, publications, revisions

_AT_ONCE = 500
_IN_SHORT = ("report_year", "form", "blocks", "sections", "doubts", "medium")


@dataclass(frozen=True, slots=True)
class InForce:
    """The reading that stands for a unit and year: `digest` is that of the bytes, `said` that of what they say."""

    revision_id: int
    digest: str
    said: str


class ReadingsInForce:
    """The readings of a year, one for each unit that published, without a query for each."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_year(self, report_year: int, as_of: datetime, unit_ids: Collection[str] | None = None) -> dict[str, InForce]:
        """For each unit, or some, the newest reading of its best publication: where we are sure of most cells."""
        query = (
            select(
                publications.c.unit_id,
                revisions.c.publication_id,
                revisions.c.id,
                revisions.c.digest.label("said"),
                revisions.c.certain_cells,
                captures.c.digest,
            )
            .join(publications, publications.c.id == revisions.c.publication_id)
            .join(captures, captures.c.id == revisions.c.capture_id)
            .where(publications.c.report_year == report_year, revisions.c.disowned_at.is_(None))
            .where(revisions.c.seen_at <= as_of)
            .order_by(publications.c.first_seen_at, publications.c.id, revisions.c.seen_at, revisions.c.number)
        )
        if unit_ids is not None:
            query = query.where(publications.c.unit_id.in_(unit_ids))
        newest = {row.publication_id: row for row in self._connection.execute(query)}
        best: dict[str, Any] = {}
        for row in newest.values():
            # The first of several equals wins, and that is the one seen first.
            if row.unit_id not in best or row.certain_cells > best[row.unit_id].certain_cells:
                best[row.unit_id] = row
        return {unit_id: InForce(row.id, row.digest, row.said) for unit_id, row in best.items()}

    def extraction(self, reading: InForce) -> Extraction | None:
        """All that was read."""
        query = select(revisions.c.record).where(revisions.c.id == reading.revision_id)
        record = self._connection.execute(query).scalar_one_or_none()
        return None if record is None else from_record(record)

    def sections(self, readings: Iterable[InForce]) -> dict[int, tuple[Section, ...]]:
        """The sections of several readings, by the id of the revision."""
        query = select(revisions.c.id, revisions.c.record["sections"].label("sections"))
        return {row.id: _sections(row) for row in self._of(query, readings)}

    def in_short(self, readings: Sequence[InForce], addresses: Sequence[Address]) -> dict[int, Extraction]:
        """Readings with their sections and doubts, and of these cells those that print a certain number."""
        query = _query_in_short(tuple(addresses))
        digests = {reading.revision_id: reading.digest for reading in readings}
        return {row[0]: _in_short(row, digests[row[0]], addresses) for row in self._of(query, readings)}

    def _of(self, query: Select[Any], readings: Iterable[InForce]) -> Iterator[Row[Any]]:
        ids = sorted(reading.revision_id for reading in readings)
        for start in range(0, len(ids), _AT_ONCE):
            yield from self._connection.execute(query.where(revisions.c.id.in_(ids[start : start + _AT_ONCE])))


@cache
def _query_in_short(addresses: tuple[Address, ...]) -> Select[Any]:
    return select(
        revisions.c.id,
        *(revisions.c.record[name] for name in _IN_SHORT),
        *(figures().columns[figure_column(address)] for address in addresses),
    ).join(figures(), figures().c.revision_id == revisions.c.id)


def _sections(row: Row[Any]) -> tuple[Section, ...]:
    return tuple(Section(**section) for section in row.sections)


def _in_short(row: Row[Any], digest: str, addresses: Sequence[Address]) -> Extraction:
    record: dict[str, Any] = dict(zip(_IN_SHORT, row[1:], strict=False))
    numbers = zip(addresses, row[1 + len(_IN_SHORT) :], strict=True)
    report = Report(
        title=None,
        unit_name=None,
        report_year=record["report_year"],
        form=record["form"],
        blocks=record["blocks"],
        sections=tuple(Section(**section) for section in record["sections"]),
        cells={address: Cell(CellState.NUMBER, _exact(number)) for address, number in numbers if number is not None},
    )
    doubts = (Doubt(one["code"], one["message"], tuple(map(Address.parse, one["cells"]))) for one in record["doubts"])
    return Extraction(report, tuple(doubts), Medium(record["medium"]), digest)


def _exact(number: float) -> Decimal:
    """The figure that was kept as a floating-point number."""
    return Decimal(int(number)) if number.is_integer() else Decimal(str(number))
