"""Knowledge of sites, gathered from what earlier crawls left in the database."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from crawler.domain.capture import CaptureKind
from crawler.domain.knowledge import Knowledge, KnownCapture
from storage.captures import trail_from
from storage.lessons import Lessons
from storage.tables import captures, publications, revisions, strays

_READABLE = (CaptureKind.REPORT.value, CaptureKind.ATTACHMENT.value)

_READ: Select[Any] = (
    select(
        revisions.c.capture_id,
        publications.c.unit_id,
        publications.c.report_year,
        publications.c.url,
        publications.c.last_seen_at,
    )
    .join(publications, publications.c.id == revisions.c.publication_id)
    .where(revisions.c.disowned_at.is_(None))
)


@dataclass(frozen=True, slots=True)
class _Fate:
    """What became of the bytes that stood last at an address."""

    site_id: str
    report_year: int | None
    is_stray: bool


class KnownSites:
    """What is known of every site that was ever visited with some result."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> dict[str, Knowledge]:
        """The knowledge of each site, by its id."""
        # A crawl may be going on: whatever was read is among the captures that are asked for next.
        read = self._connection.execute(_READ).all()
        rows = {row.id: row for row in self._connection.execute(select(captures))}
        held = _grouped((_site_of(rows[row.capture_id]), (row.unit_id, row.report_year)) for row in read)
        known = _grouped(self._captures(rows, read))
        lessons = _grouped((lesson.site_id, lesson) for lesson in Lessons(self._connection).all())
        return {
            site_id: Knowledge(
                site_id,
                frozenset(held.get(site_id, ())),
                dict(known.get(site_id, ())),
                tuple(lessons.get(site_id, ())),
            )
            for site_id in sorted({*held, *known, *lessons})
        }

    def _captures(
        self, rows: Mapping[int, Row[Any]], read: Iterable[Row[Any]]
    ) -> Iterator[tuple[str, tuple[str, KnownCapture]]]:
        by_capture = {row.capture_id: row for row in read}
        by_url = {row.url: row for row in sorted(read, key=lambda row: row.last_seen_at)}
        unread = {row.url: row for row in self._connection.execute(select(strays))}
        for latest in _latest(rows.values()):
            fate = _fate(latest, by_capture.get(latest.id) or by_url.get(latest.url), unread.get(latest.url))
            if fate is not None:
                yield fate.site_id, (latest.url, _known(latest, fate, rows))


def _latest(rows: Iterable[Row[Any]]) -> Iterable[Row[Any]]:
    """What stood last at each address."""
    readable = (row for row in rows if row.kind in _READABLE)
    return {row.url: row for row in sorted(readable, key=lambda row: (row.last_seen_at, row.id))}.values()


def _fate(capture: Row[Any], read: Row[Any] | None, stray: Row[Any] | None) -> _Fate | None:
    """A report, a stray, or None.

    Bytes that say what others said before them make no revision: the report was seen with them all the same.
    A stray that was met later than the bytes is of a page that did not come.
    """
    if read is not None and (read.capture_id == capture.id or read.last_seen_at >= capture.last_seen_at):
        return _Fate(_site_of(capture), read.report_year, is_stray=False)
    if stray is not None and stray.seen_at <= capture.last_seen_at:
        return _Fate(stray.site_id, stray.report_year, is_stray=True)
    return None


def _known(capture: Row[Any], fate: _Fate, rows: Mapping[int, Row[Any]]) -> KnownCapture:
    return KnownCapture(
        digest=capture.digest,
        etag=None if capture.rendered else capture.etag,
        last_modified=None if capture.rendered else capture.last_modified,
        last_seen_at=capture.last_seen_at,
        report_year=fate.report_year,
        is_stray=fate.is_stray,
        carrier_url=None if capture.carrier_id is None else rows[capture.carrier_id].url,
        trail=trail_from(capture.trail),
    )


def _site_of(capture: Row[Any]) -> str:
    return str(capture.trail["site_id"])


def _grouped(pairs: Iterable[tuple[str, Any]]) -> dict[str, list[Any]]:
    groups: dict[str, list[Any]] = {}
    for site_id, one in pairs:
        groups.setdefault(site_id, []).append(one)
    return groups
