"""Stores what a crawl or a reread has made of a page: the same whichever it was."""

from dataclasses import dataclass
from datetime import datetime

from crawler.domain.capture import Reading
from crawler.domain.evidence import NotModified, Relisted, Stray, Visit
from crawler.domain.knowledge import Lesson
from crawler.domain.suspicion import Suspicion
from storage.reports import Saved
from storage.revisions import Cause
from storage.unit_of_work import UnitOfWork

Storable = Reading | Stray | Visit | Relisted | NotModified | Lesson | Suspicion
"""What there is a place for in the store."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of an item, as it is counted; `saved` where it was a report."""

    what: str
    saved: Saved | None = None


def store(work: UnitOfWork, item: Storable, cause: Cause = Cause.PUBLISHED, at: datetime | None = None) -> Stored:
    """Store an item as what it is. `at` is when we read it, where that was not when we fetched it."""
    match item:
        case Visit():
            work.visits.add(item)
            return Stored("visits")
        case Stray():
            work.strays.keep(item)
            return Stored("strays")
        case Relisted():
            work.sightings.listed_again(item)
            return Stored("relisted")
        case NotModified():
            work.sightings.not_modified(item)
            return Stored("not_modified")
        case Lesson():
            work.lessons.keep(item)
            return Stored("lessons")
        case Suspicion():
            work.suspicions.keep(item)
            return Stored("suspicions")
        case Reading():
            return _store_reading(work, item, cause, at)


def _store_reading(work: UnitOfWork, reading: Reading, cause: Cause, at: datetime | None) -> Stored:
    """Store a reading as a report, or as a stray while we cannot say whose it is on which year."""
    attribution, capture = reading.attribution, reading.capture
    site_id, seen_at = capture.trail.site_id, capture.fetched_at
    if not attribution.foreign and None not in (attribution.unit_id, attribution.report_year):
        work.strays.forget(site_id, capture.url)
        saved = work.reports.save(reading, cause, at)
        return Stored(f"reports/{saved.novelty}", saved)
    work.reports.disown(capture, at or seen_at)
    if attribution.foreign:
        work.strays.forget(site_id, capture.url)
        return Stored("foreign")
    work.strays.keep(Stray(site_id, capture.url, attribution.report_year, attribution.reason, seen_at))
    return Stored("strays")
