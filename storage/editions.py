"""Editions: what each address of a report showed, one text after another, each by our newest reading of it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row

from crawler.domain.dossier import Edition
from storage.revisions import Revisions


class Editions:
    """The editions of reports. Costly, for each is read whole: ask only where there are several."""

    def __init__(self, connection: Connection) -> None:
        self._revisions = Revisions(connection)

    def of(self, unit_id: str, report_year: int, as_of: datetime) -> tuple[Edition, ...]:
        """What the addresses of a unit's report on a year showed until a moment, by address and in the order of time.

        The same bytes are the same edition's wherever they stood again, and our newest reading speaks for them: that
        we read better by now is no change of theirs.
        """
        found = self._revisions.of_year(report_year, [unit_id]).values()
        return tuple(edition for readings in found for edition in self._of_address(readings, as_of))

    def _of_address(self, readings: Sequence[Row[Any]], as_of: datetime) -> Iterator[Edition]:
        newest = {_source(row): row for row in sorted(readings, key=lambda row: int(row.number))}
        shown = _shown(row for row in readings if row.seen_at <= as_of)
        by_text = groupby(shown, key=lambda row: newest[_source(row)].digest)
        for first in (next(rows) for _, rows in by_text):
            reading = newest[_source(first)]
            extraction = self._revisions.extraction(reading.publication_id, reading.number)
            if extraction is not None:
                reader = reading.reader or ""
                yield Edition(first.url, first.seen_at, first.capture_digest, extraction, reader)


def _shown(readings: Iterable[Row[Any]]) -> tuple[Row[Any], ...]:
    """What stood there at each moment of which we have a reading, in the order of time."""
    return tuple({row.seen_at: row for row in readings}.values())


def _source(reading: Row[Any]) -> tuple[int, int | None]:
    return reading.capture_id, reading.carrier_id
