"""What was read before, and under which circumstances: under the same ones it need not be read again.

The circumstances are all that a reading depends on: our own code and forms, the register, how we came to the
page, the page that carries a file, and the images of a page. Where any of them has changed, everything is read
once more. What could not be read is always read again, for the hurry may have been ours.
"""

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, select

import crawler
from crawler.domain.capture import Capture, CaptureKind, Reading
from crawler.domain.register import Register
from storage.captures import Captures
from storage.journal_tables import read_captures
from storage.tables import captures
from storage.upsert import insert_into

_READABLE = (CaptureKind.REPORT, CaptureKind.ATTACHMENT)
_UNREAD = "not_readable"
_NOT_READING = "fetch"


class ReadBefore:
    """Which captures were read, by whom and on what way."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def remember(self, reading: Reading, reader: str) -> None:
        """Note that a capture was read; `reader` is what `reader_of` says."""
        capture_id = Captures(self._connection).find_id(reading.capture)
        if capture_id is None or any(doubt.code == _UNREAD for doubt in reading.extraction.doubts):
            return
        statement = insert_into(self._connection, read_captures).values(
            capture_id=capture_id, circumstances=_circumstances(reading.capture, reader)
        )
        renewed = {"circumstances": statement.excluded.circumstances}
        self._connection.execute(statement.on_conflict_do_update(index_elements=["capture_id"], set_=renewed))

    def knows(self, capture: Capture, reader: str) -> bool:
        """Whether the same bytes stood last at that address, and were read under the same circumstances."""
        if capture.kind not in _READABLE:
            return False
        here = captures.c.url == capture.url, captures.c.kind.in_([kind.value for kind in _READABLE])
        query = (
            select(captures.c.digest, captures.c.kind, read_captures.c.circumstances)
            .join_from(captures, read_captures, read_captures.c.capture_id == captures.c.id, isouter=True)
            .where(*here)
            .order_by(captures.c.last_seen_at.desc(), captures.c.id.desc())
            .limit(1)
        )
        last = self._connection.execute(query).one_or_none()
        now = (capture.digest, capture.kind.value, _circumstances(capture, reader))
        return last is not None and tuple(last) == now


def reader_of(register: Register) -> str:
    """Who reads: our code as it is now, with the register as it is now."""
    units = "\n".join(repr(unit) for unit in register)
    return hashlib.sha256(f"{code_digest()}\n{units}".encode()).hexdigest()


def _circumstances(capture: Capture, reader: str) -> str:
    carrier = None if capture.carrier is None else (capture.carrier.url, capture.carrier.digest)
    pictures = sorted((picture.url, picture.digest) for picture in capture.pictures)
    return hashlib.sha256(repr((reader, capture.trail, capture.rendered, carrier, pictures)).encode()).hexdigest()


@cache
def code_digest() -> str:
    """The digest of all that reads, as it is now."""
    digest = hashlib.sha256()
    for path in _sources(Path(crawler.__file__).parent):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _sources(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".py", ".toml") and path.relative_to(folder).parts[0] != _NOT_READING:
            yield path
