"""Reports: what units published, at which addresses, in which editions."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, case, exists, select, update

from crawler.domain.capture import Capture, Reading
from crawler.domain.errors import NoReport
from crawler.domain.evidence import Met, Publication
from crawler.domain.extraction import Extraction
from storage.absences import last_absence
from storage.captures import Captures
from storage.page_pictures import PagePictures
from storage.publication_rows import publication_from
from storage.records import dated_record, digest_of
from storage.revisions import Cause, Revision, Revisions, Source
from storage.tables import publications, revisions
from storage.units import Units
from storage.upsert import insert_into


class Novelty(StrEnum):
    """What a reading told us that we did not know."""

    NEW_PUBLICATION = "new_publication"
    NEW_REVISION = "new_revision"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a reading: the revision that now holds it, and whether that is new."""

    novelty: Novelty
    revision: int


class Reports:
    """Every edition of every report; nothing is ever overwritten."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._captures = Captures(connection)
        self._revisions = Revisions(connection)
        self._units = Units(connection)

    def save(self, reading: Reading, cause: Cause = Cause.PUBLISHED, at: datetime | None = None) -> Saved:
        """Keep a reading as a new revision, unless it says what its source was known to say at that time.

        So saving twice is harmless, and so is reading all of history again. `at` is when we read, where
        that was not when we fetched. Unchanged bytes cannot be news, whatever the cause given: then only
        our reading has changed; and where an image did not come this time that the page was read with before,
        that is kept. What other publications hold of the same capture is taken back.
        """
        source = self._source(reading.capture)
        publication_id = self._see(reading)
        self._take_back(source.capture_id, at or source.seen_at, keep=publication_id)
        known = self._revisions.in_force(publication_id, source.seen_at)
        if known is not None and known.digest == digest_of(reading.extraction):
            self._revisions.confirm(publication_id, known.number)
            self._date_again(publication_id, known.number, reading.extraction)
            return Saved(Novelty.UNCHANGED, known.number)
        if known is not None and known.capture_id == source.capture_id and self._lacks_images(reading.capture, source):
            return Saved(Novelty.UNCHANGED, known.number)
        if known is not None and (known.capture_id, known.carrier_id) == (source.capture_id, source.carrier_id):
            cause, source = Cause.REREAD, Source(source.capture_id, source.carrier_id, known.seen_at)
        first = self._revisions.in_force(publication_id) is None
        number = self._revisions.add(
            publication_id, source, reading.extraction, cause, at or reading.capture.fetched_at
        )
        self._date(publication_id)
        return Saved(Novelty.NEW_PUBLICATION if first else Novelty.NEW_REVISION, number)

    def disown(self, capture: Capture, at: datetime) -> None:
        """Take back all that was read from a capture, since it turned out to be nobody's report."""
        capture_id = self._captures.find_id(capture)
        if capture_id is not None:
            self._take_back(capture_id, at)

    def publications(self, report_year: int, unit_ids: Collection[str] | None = None) -> tuple[Publication, ...]:
        """What units published on one year of work, or all did, by unit and in the order of first sight."""
        return tuple(publication_from(row, readings) for row, readings in self._published(report_year, unit_ids))

    def met(self, report_years: Collection[int], unit_ids: Collection[str]) -> tuple[Met, ...]:
        """When the reports of some units were met first and last, and nothing else of them."""
        stands = exists().where(revisions.c.publication_id == publications.c.id, revisions.c.disowned_at.is_(None))
        seen = publications.c
        columns = (seen.unit_id, seen.report_year, seen.first_seen_at, seen.last_seen_at, seen.last_listed_at)
        query = select(*columns).where(seen.report_year.in_(report_years), seen.unit_id.in_(unit_ids), stands)
        return tuple(
            Met(unit_id, year, first, last if listed is None else max(last, listed))
            for unit_id, year, first, last, listed in self._connection.execute(query)
        )

    def publication_of(self, unit_id: str, report_year: int) -> Publication | None:
        """The best publication of a unit on a year: the one of which we are sure of most cells."""
        best = self._best(unit_id, report_year)
        return None if best is None else publication_from(*best)

    def latest(self, unit_id: str, report_year: int) -> Extraction | None:
        """What the best publication of a unit on a year says now."""
        best = self._best(unit_id, report_year)
        return None if best is None else self._revisions.extraction(best[0].id, best[1][-1].number)

    def revisions(self, unit_id: str, report_year: int) -> tuple[Revision, ...]:
        """All readings of the best publication, in the order we made them."""
        best = self._best(unit_id, report_year)
        return () if best is None else self._revisions.of(best[0].id)

    def revision(self, unit_id: str, report_year: int, number: int) -> Extraction:
        """One reading of the best publication; raises NoReport."""
        best = self._best(unit_id, report_year)
        found = None if best is None else self._revisions.extraction(best[0].id, number)
        if found is None:
            raise NoReport(unit_id, report_year)
        return found

    def _source(self, capture: Capture) -> Source:
        capture_id = self._captures.find_id(capture)
        if capture_id is None:
            raise LookupError(f"{capture.url} was read and saved, but never kept")
        return Source(capture_id, self._captures.carrier_id(capture), capture.fetched_at)

    def _lacks_images(self, page: Capture, source: Source) -> bool:
        """Whether images did not come that the same bytes of a page were kept with before."""
        came = {picture.url for picture in page.pictures}
        return not PagePictures(self._connection).addresses(source.capture_id) <= came

    def _see(self, reading: Reading) -> int:
        """Note that a publication stood at its address, for the first time or once more."""
        statement = insert_into(self._connection, publications).values(**_to_row(reading))
        old, new = publications.c, statement.excluded
        newer = new.last_seen_at >= old.last_seen_at
        dated = old.list_date.is_(None) | (new.list_date <= old.list_date)
        seen = {
            "first_seen_at": case((new.first_seen_at < old.first_seen_at, new.first_seen_at), else_=old.first_seen_at),
            "last_seen_at": case((newer, new.last_seen_at), else_=old.last_seen_at),
            # A way to the page that tells no date takes none away, and a list that is dated anew tells no later day.
            "list_date": case((dated, new.list_date), else_=old.list_date),
            "list_url": case((dated, new.list_url), else_=old.list_url),
        }
        again = statement.on_conflict_do_update(index_elements=["unit_id", "report_year", "url"], set_=seen)
        row = self._connection.execute(again.returning(publications.c.id, publications.c.first_seen_at)).one()
        if row.first_seen_at == reading.capture.fetched_at:
            self._bound(row.id, reading.attribution.unit_id, reading.attribution.report_year, reading.capture)
        return int(row.id)

    def _bound(self, publication_id: int, unit_id: str | None, report_year: int | None, first: Capture) -> None:
        """Note when a report was last looked for in vain before it was first seen."""
        unit = None if unit_id is None else self._units.find(unit_id)
        if unit is None or report_year is None:
            return
        absent = last_absence(self._connection, unit, report_year, first.url, first.fetched_at)
        known = publications.c.last_absent_at
        # A unit that has another name by now was looked for under its old one.
        kept = case((known < first.fetched_at, known), else_=None) if absent is None else absent
        this = publications.c.id == publication_id
        self._connection.execute(update(publications).where(this).values(last_absent_at=kept))

    def _date(self, publication_id: int) -> None:
        """Give a publication the dates that its source shows now."""
        current = self._revisions.in_force(publication_id)
        extraction = current and self._revisions.extraction(publication_id, current.number)
        if extraction:
            self._set_dates(publication_id, extraction)

    def _date_again(self, publication_id: int, number: int, extraction: Extraction) -> None:
        """A better reading may find the same dates at more places, which makes no other edition of a report."""
        current = self._revisions.in_force(publication_id)
        if current is not None and current.number == number:
            self._set_dates(publication_id, extraction)

    def _set_dates(self, publication_id: int, extraction: Extraction) -> None:
        dates = extraction.report.dates
        values = {
            "page_date": dates.page,
            "url_date": dates.url,
            "signed_date": dates.signed,
            "dates": dated_record(extraction.report.dated),
        }
        self._connection.execute(update(publications).where(publications.c.id == publication_id).values(**values))

    def _take_back(self, capture_id: int, at: datetime, keep: int | None = None) -> None:
        for publication_id in self._revisions.disown(capture_id, at, keep):
            self._date(publication_id)

    def _published(
        self, report_year: int, unit_ids: Collection[str] | None = None
    ) -> list[tuple[Row[Any], Sequence[Row[Any]]]]:
        """The publications on a year of which a reading stands, with their readings as the source showed them."""
        readings = self._revisions.of_year(report_year, unit_ids)
        query = select(publications).where(publications.c.report_year == report_year)
        if unit_ids is not None:
            query = query.where(publications.c.unit_id.in_(unit_ids))
        rows = self._connection.execute(query.order_by(publications.c.first_seen_at, publications.c.id))
        standing = ((row, readings[row.id]) for row in rows if row.id in readings)
        return sorted(standing, key=lambda pair: str(pair[0].unit_id))

    def _best(self, unit_id: str, report_year: int) -> tuple[Row[Any], Sequence[Row[Any]]] | None:
        # The first of several equals wins, and that is the one seen first.
        return max(
            self._published(report_year, [unit_id]), key=lambda pair: int(pair[1][-1].certain_cells), default=None
        )


def _to_row(reading: Reading) -> dict[str, Any]:
    attribution, capture = reading.attribution, reading.capture
    if attribution.unit_id is None or attribution.report_year is None:
        raise ValueError(f"{capture.url} is nobody's report on no year: {attribution.reason}")
    return {
        "unit_id": attribution.unit_id,
        "report_year": attribution.report_year,
        "url": capture.url,
        "first_seen_at": capture.fetched_at,
        "last_seen_at": capture.fetched_at,
        "list_date": capture.trail.list_date,
        "list_url": (capture.trail.list_url or None) if capture.trail.list_date is not None else None,
        "dates": [],
    }
