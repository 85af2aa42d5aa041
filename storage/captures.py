"""Captures: which bytes stood at which address and when, and where in the archive they lie."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, case, select, union, update

from crawler.domain.capture import Capture, CaptureKind, Trail
from storage.archive import Location
from storage.tables import captures, revisions
from storage.upsert import insert_into

_READABLE = (CaptureKind.REPORT.value, CaptureKind.ATTACHMENT.value)


@dataclass(frozen=True, slots=True)
class Kept:
    """A capture that was kept, without its bytes: all that the archive needs to give it back whole."""

    url: str
    kind: CaptureKind
    digest: str
    rendered: bool
    trail: Trail
    location: Location
    seen_at: datetime
    carrier: "Kept | None" = None


class Captures:
    """Every capture; the same bytes at the same address for the same reason are one."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, capture: Capture, location: Location) -> int:
        """Note a capture and where it lies. One that is known was merely seen again, and stays where it is."""
        statement = insert_into(self._connection, captures).values(
            **_to_row(capture), **_to_warc(location), carrier_id=self.carrier_id(capture)
        )
        old, new = captures.c, statement.excluded
        sightings = {
            "first_seen_at": case((new.first_seen_at < old.first_seen_at, new.first_seen_at), else_=old.first_seen_at),
            "last_seen_at": case((new.last_seen_at > old.last_seen_at, new.last_seen_at), else_=old.last_seen_at),
            "etag": case((new.last_seen_at >= old.last_seen_at, new.etag), else_=old.etag),
            "last_modified": case((new.last_seen_at >= old.last_seen_at, new.last_modified), else_=old.last_modified),
        }
        again = statement.on_conflict_do_update(index_elements=["url", "digest", "kind"], set_=sightings)
        return int(self._connection.execute(again.returning(captures.c.id)).scalar_one())

    def see_again(self, capture: Capture) -> bool:
        """Note that known bytes stood at their address once more; False where they are new to us."""
        known = update(captures).where(
            captures.c.url == capture.url,
            captures.c.digest == capture.digest,
            captures.c.kind == capture.kind.value,
        )
        at, old = capture.fetched_at, captures.c
        changed = self._connection.execute(
            known.values(
                first_seen_at=case((old.first_seen_at > at, at), else_=old.first_seen_at),
                last_seen_at=case((old.last_seen_at < at, at), else_=old.last_seen_at),
                # What the server says of its bytes may change while they do not.
                **{
                    name: case((old.last_seen_at <= at, value), else_=old[name])
                    for name, value in _validators(capture).items()
                },
            )
        )
        return changed.rowcount > 0

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

    def to_reread(self) -> tuple[Kept, ...]:
        """Every report and attachment, oldest first.

        What a source showed, changed and showed again is there once for each time it made a revision,
        so that reading it all again tells the same story.
        """
        # A crawl may be going on: whatever is sighted first is among the captures that are asked for next.
        sightings = self._connection.execute(_SIGHTINGS).all()
        rows = {row.id: row for row in self._connection.execute(select(captures))}
        return tuple(_kept(rows, one.capture_id, one.seen_at, one.carrier_id) for one in sightings)


_FIRST = select(captures.c.id.label("capture_id"), captures.c.first_seen_at.label("seen_at"), captures.c.carrier_id)
_REVISED = select(revisions.c.capture_id, revisions.c.seen_at, revisions.c.carrier_id)
_SIGHTINGS = union(_FIRST.where(captures.c.kind.in_(_READABLE)), _REVISED).order_by("seen_at", "capture_id")


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
        "trail": asdict(capture.trail) | {"list_date": _text(capture.trail.list_date)},
        **_validators(capture),
    }


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
        trail=Trail(**(row.trail | {"list_date": _day(row.trail["list_date"])})),
        location=Location(row.warc_file, row.warc_offset, row.warc_length),
        seen_at=seen_at,
        # A carrier is always kept before what it carries, so this comes to an end.
        carrier=None if carrier is None else _kept(rows, carrier.id, carrier.first_seen_at, carrier.carrier_id),
    )


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
