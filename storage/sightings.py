"""What was met again without being fetched: named by a list, or said by its server to be unchanged."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Case, Column, Connection, Row, Select, case, delete, or_, select, update

from crawler.domain.capture import CaptureKind
from crawler.domain.evidence import NotModified, Relisted
from storage.tables import captures, publications, revisions, strays

_READABLE = (CaptureKind.REPORT.value, CaptureKind.ATTACHMENT.value)


class Sightings:
    """Moves on what is known of reports and strays that stand where they stood. No moment ever moves back."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def listed_again(self, relisted: Relisted) -> None:
        """A list names these addresses still: with them the files that their pages carry."""
        self._list(relisted.urls, relisted.at)
        met = strays.c.url.in_(relisted.urls) | strays.c.url.in_(_files_of(relisted.urls))
        self._connection.execute(
            update(strays)
            .where(strays.c.site_id == relisted.site_id, met)
            .values(seen_at=_later(strays.c.seen_at, relisted.at))
        )

    def not_modified(self, seen: NotModified) -> None:
        """What we have of an address stands there still: its bytes, and what was made of them."""
        latest = self._latest(seen.url)
        if latest is None:
            return
        is_latest = captures.c.id == latest.id
        self._connection.execute(
            update(captures).where(is_latest).values(last_seen_at=_later(captures.c.last_seen_at, seen.at))
        )
        if not self._see_report(latest, seen.at):
            self._see_stray(latest, seen.at)
        self._list((seen.url,), seen.at)

    def _list(self, urls: Sequence[str], at: datetime) -> None:
        named = publications.c.url.in_(urls) | publications.c.id.in_(_carried_by(urls))
        moved = {"last_listed_at": _later(publications.c.last_listed_at, at)}
        self._connection.execute(update(publications).where(named).values(moved))

    def _latest(self, url: str) -> Row[Any] | None:
        query = select(captures).where(captures.c.url == url, captures.c.kind.in_(_READABLE))
        newest = query.order_by(captures.c.last_seen_at.desc(), captures.c.id.desc()).limit(1)
        return self._connection.execute(newest).one_or_none()

    def _see_report(self, capture: Row[Any], at: datetime) -> bool:
        """Whether the bytes are a report; that its page failed to come in between is then settled."""
        read_from = select(revisions.c.publication_id).where(
            revisions.c.capture_id == capture.id, revisions.c.disowned_at.is_(None)
        )
        stands = or_(publications.c.last_seen_at >= capture.last_seen_at, publications.c.id.in_(read_from))
        moved = {"last_seen_at": _later(publications.c.last_seen_at, at)}
        changed = self._connection.execute(
            update(publications).where(publications.c.url == capture.url, stands).values(moved)
        )
        if changed.rowcount:
            self._connection.execute(delete(strays).where(strays.c.url == capture.url, strays.c.seen_at <= at))
        return changed.rowcount > 0

    def _see_stray(self, capture: Row[Any], at: datetime) -> None:
        self._connection.execute(
            update(strays).where(strays.c.url == capture.url).values(seen_at=_later(strays.c.seen_at, at))
        )


def _later(known: Column[Any], at: datetime) -> Case[Any]:
    return case((or_(known.is_(None), known < at), at), else_=known)


def _carried_by(urls: Sequence[str]) -> Select[Any]:
    """The publications that were read from files which these pages carry."""
    carriers = select(captures.c.id).where(captures.c.url.in_(urls))
    return select(revisions.c.publication_id).where(
        revisions.c.carrier_id.in_(carriers), revisions.c.disowned_at.is_(None)
    )


def _files_of(urls: Sequence[str]) -> Select[Any]:
    """The addresses of the files that these pages carry."""
    carriers = select(captures.c.id).where(captures.c.url.in_(urls))
    return select(captures.c.url).where(captures.c.carrier_id.in_(carriers))
