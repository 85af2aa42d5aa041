"""Captures: which bytes stood at which address and when, and where in the archive they lie."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, Update, bindparam, case, func, select, union, update
from sqlalchemy.sql.dml import ReturningInsert

from crawler.domain.capture import Capture, CaptureKind, Trail
from storage.page_pictures import PagePictures, shown
from storage.tables import captures, revisions
from storage.upsert import insert_of
from storage.warc import Location

_READABLE = (CaptureKind.REPORT.value, CaptureKind.ATTACHMENT.value)


@dataclass(frozen=True, slots=True)
class Kept:
    """A capture that was kept, without its bytes: all that the archive needs to give it back whole."""

    url: str
    kind: CaptureKind
    digest: str
    rendered: bool
    transport: str
    trail: Trail
    location: Location
    seen_at: datetime
    carrier: "Kept | None" = None
    pictures: "tuple[Kept, ...]" = ()


class Captures:
    """Every capture; the same bytes at the same address for the same reason are one."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, capture: Capture, location: Location) -> int:
        """Note a capture and where it lies. One that is known was merely seen again, and stays where it is."""
        noted = {**_to_row(capture), **_to_warc(location), "carrier_id": self.carrier_id(capture)}
        return int(self._connection.execute(_keeping(self._connection.dialect.name), noted).scalar_one())

    def see_again(self, capture: Capture) -> bool:
        """Note that known bytes stood at their address once more; False where they are new to us."""
        said = {f"said_{name}": value for name, value in _validators(capture).items()}
        here = {"here": capture.url, "bytes": capture.digest, "as": capture.kind.value, "at": capture.fetched_at}
        return self._connection.execute(_seeing_again(), here | said).rowcount > 0

    def locations(self, digests: Iterable[str]) -> dict[str, Location]:
        """Where in the archive bytes lie that are there already, at whatever address they stood."""
        query = (
            select(captures.c.digest, captures.c.warc_file, captures.c.warc_offset, captures.c.warc_length)
            .where(captures.c.digest.in_(tuple(digests)))
            .order_by(captures.c.id.desc())
        )
        # The first that was kept is the last to be named.
        return {row[0]: Location(*row[1:]) for row in self._connection.execute(query)}

    def find_id(self, capture: Capture) -> int | None:
        """The id of a capture, if it was kept."""
        query = select(captures.c.id).where(
            captures.c.url == capture.url,
            captures.c.digest == capture.digest,
            captures.c.kind == capture.kind.value,
        )
        found: int | None = self._connection.execute(query).scalar_one_or_none()
        return found

    def carrier_id(self, capture: Capture) -> int | None:
        """The id of the page that carries an attachment; raises LookupError where that was not kept first."""
        if capture.carrier is None:
            return None
        url, digest = capture.carrier.url, capture.carrier.digest
        query = select(captures.c.id).where(captures.c.url == url, captures.c.digest == digest)
        found: int | None = self._connection.execute(query.order_by(captures.c.id).limit(1)).scalar_one_or_none()
        if found is None:
            raise LookupError(f"{url} carries {capture.url} and was not kept before it")
        return found

    def see_pictures(self, page: Capture) -> None:
        """Note which images a page showed; raises LookupError where one of them or the page was not kept before."""
        if not page.pictures:
            return
        page_id, *picture_ids = (self.find_id(one) for one in (page, *page.pictures))
        known = [picture_id for picture_id in picture_ids if picture_id is not None]
        if page_id is None or len(known) < len(picture_ids):
            raise LookupError(f"{page.url} shows images, and not all were kept before it")
        PagePictures(self._connection).see(page_id, known, page.fetched_at)

    def connections(self, since: datetime) -> Mapping[str, Mapping[str, int]]:
        """How many captures, seen since then, first came over no ordinary connection: by site, by kind."""
        site_id = captures.c.trail["site_id"].as_string()
        query = (
            select(site_id.label("site_id"), captures.c.transport, func.count().label("times"))
            .where(captures.c.transport != "", captures.c.last_seen_at >= since)
            .group_by("site_id", captures.c.transport)
            .order_by(captures.c.transport)
        )
        found: dict[str, dict[str, int]] = {}
        for row in self._connection.execute(query):
            found.setdefault(row.site_id, {})[row.transport] = row.times
        return found

    def kept(self, capture_id: int, seen_at: datetime, carrier_id: int | None = None) -> Kept:
        """One capture as it stood at a moment, with the page that carries it and the images that it showed."""
        pictures = PagePictures(self._connection).of(capture_id)
        rows: dict[int, Row[Any]] = {}
        wanted = {capture_id, *(one.picture_id for one in pictures), *(() if carrier_id is None else (carrier_id,))}
        while wanted:
            found = self._connection.execute(select(captures).where(captures.c.id.in_(wanted))).all()
            rows |= {row.id: row for row in found}
            wanted = {row.carrier_id for row in found if row.carrier_id is not None} - rows.keys()
        return replace(_kept(rows, capture_id, seen_at, carrier_id), pictures=tuple(_pictures(rows, pictures)))

    def to_reread(self) -> tuple[Kept, ...]:
        """Every report and attachment, oldest first.

        What a source showed, changed and showed again is there once for each time it made a revision,
        so that reading it all again tells the same story.
        """
        # A crawl may be going on: whatever is sighted first is among the captures that are asked for next.
        sightings = self._connection.execute(_SIGHTINGS).all()
        rows = {row.id: row for row in self._connection.execute(select(captures))}
        seen = PagePictures(self._connection).all()
        return tuple(
            replace(
                _kept(rows, one.capture_id, one.seen_at, one.carrier_id),
                pictures=tuple(_pictures(rows, seen.get(one.capture_id, ()))),
            )
            for one in sightings
        )


_FIRST = select(captures.c.id.label("capture_id"), captures.c.first_seen_at.label("seen_at"), captures.c.carrier_id)
_REVISED = select(revisions.c.capture_id, revisions.c.seen_at, revisions.c.carrier_id)
_SIGHTINGS = union(_FIRST.where(captures.c.kind.in_(_READABLE)), _REVISED).order_by("seen_at", "capture_id")


@cache
def _keeping(dialect: str) -> ReturningInsert[int]:
    """Made once, for making it costs more than running it."""
    statement = insert_of(dialect, captures)
    old, new = captures.c, statement.excluded
    sightings = {
        "first_seen_at": case((new.first_seen_at < old.first_seen_at, new.first_seen_at), else_=old.first_seen_at),
        "last_seen_at": case((new.last_seen_at > old.last_seen_at, new.last_seen_at), else_=old.last_seen_at),
        "etag": case((new.last_seen_at >= old.last_seen_at, new.etag), else_=old.etag),
        "last_modified": case((new.last_seen_at >= old.last_seen_at, new.last_modified), else_=old.last_modified),
    }
    again = statement.on_conflict_do_update(index_elements=["url", "digest", "kind"], set_=sightings)
    return again.returning(captures.c.id)


@cache
def _seeing_again() -> Update:
    at, old = bindparam("at", type_=captures.c.last_seen_at.type), captures.c
    # What the server says of its bytes may change while they do not.
    said = {
        name: case((old.last_seen_at <= at, bindparam(f"said_{name}", type_=old[name].type)), else_=old[name])
        for name in ("etag", "last_modified")
    }
    here = old.url == bindparam("here"), old.digest == bindparam("bytes"), old.kind == bindparam("as")
    return (
        update(captures)
        .where(*here)
        .values(
            first_seen_at=case((old.first_seen_at > at, at), else_=old.first_seen_at),
            last_seen_at=case((old.last_seen_at < at, at), else_=old.last_seen_at),
            **said,
        )
    )


def _to_row(capture: Capture) -> dict[str, Any]:
    return {
        "digest": capture.digest,
        "url": capture.url,
        "kind": capture.kind.value,
        "status": capture.status,
        "fetched_at": capture.fetched_at,
        "first_seen_at": capture.fetched_at,
        "last_seen_at": capture.fetched_at,
        "rendered": capture.rendered,
        "transport": capture.transport,
        "trail": trail_record(capture.trail),
        **_validators(capture),
    }


def trail_record(trail: Trail) -> dict[str, Any]:
    """How we came to a page, as JSON can hold it."""
    record = {name: getattr(trail, name) for name in Trail.__slots__}
    return record | {"list_date": _text(trail.list_date)}


def trail_from(record: Mapping[str, Any]) -> Trail:
    """The trail that such a record holds."""
    return Trail(**{**record, "list_date": _day(record["list_date"])})


def _validators(capture: Capture) -> dict[str, str | None]:
    """What a server wants to hear again to say that nothing has changed."""
    return {"etag": capture.header("ETag"), "last_modified": capture.header("Last-Modified")}


def _to_warc(location: Location) -> dict[str, Any]:
    return {"warc_file": location.file, "warc_offset": location.offset, "warc_length": location.length}


def _kept(rows: Mapping[int, Row[Any]], capture_id: int, seen_at: datetime, carrier_id: int | None) -> Kept:
    row = rows[capture_id]
    carrier = None if carrier_id is None else rows[carrier_id]
    return Kept(
        url=row.url,
        kind=CaptureKind(row.kind),
        digest=row.digest,
        rendered=row.rendered,
        transport=row.transport,
        trail=trail_from(row.trail),
        location=Location(row.warc_file, row.warc_offset, row.warc_length),
        seen_at=seen_at,
        # A carrier is always kept before what it carries, so this comes to an end.
        carrier=None if carrier is None else _kept(rows, carrier.id, carrier.first_seen_at, carrier.carrier_id),
    )


def _pictures(rows: Mapping[int, Row[Any]], seen: Iterable[Row[Any]]) -> Iterator[Kept]:
    for picture_id in shown(seen, rows):
        yield _kept(rows, picture_id, rows[picture_id].first_seen_at, None)


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
