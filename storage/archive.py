"""The archive: captures as received, in WARC files that only ever grow. The same bytes are written once."""

import os
import zlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from warcio.exceptions import ArchiveLoadFailed

from crawler.domain.capture import Capture
from crawler.domain.errors import ArchiveDamaged
from storage.warc import Archived, Location, Recorded, check_digest, from_record, to_record, to_revisit

__all__ = ["Archive", "Archived", "Location"]

_FULL = 500_000_000
_NONE_KNOWN: Mapping[str, Location] = {}


class Archive:
    """A folder of WARC files. Each archive object writes to files of its own, so processes never meet."""

    def __init__(self, folder: Path, full: int = _FULL) -> None:
        self._folder = folder
        self._full = full
        self._file: BinaryIO | None = None
        self._name = ""

    def keep(self, capture: Capture) -> Location:
        """Write a capture and return only once it is on the disk.

        A full disk raises OSError and leaves all that was written before as it was.
        """
        return self.keep_all((capture,))[0]

    def keep_all(
        self, captures: Sequence[Capture], known: Mapping[str, Location] = _NONE_KNOWN
    ) -> tuple[Location, ...]:
        """Write captures, as `keep` does, and wait for the disk but once.

        `known` says by their digests where bytes lie that the archive holds: of these, and of bytes that come
        twice, a record is written that points there.
        """
        places: dict[str, tuple[Location, Archived]] = {}
        records = []
        for capture in captures:
            digest = capture.digest
            there = places.get(digest) or self._held(known.get(digest))
            location = self._write(_record_of(capture, there), capture.fetched_at)
            places[digest] = there or (location, _as_archived(capture))
            records.append(location)
        self._to_disk()
        return tuple(records)

    def load(self, location: Location) -> Archived:
        """Read a capture back; raises ArchiveDamaged where it is not there as it was written."""
        recorded = self._recorded(location)
        if recorded.body_at is None:
            return recorded.answer
        body = self._recorded(recorded.body_at).answer.body
        try:
            check_digest(recorded.digest, body)
        except ValueError as error:
            raise ArchiveDamaged(self._place(recorded.body_at), str(error)) from error
        answer = recorded.answer
        return Archived(answer.url, answer.fetched_at, answer.status, answer.headers, body)

    def close(self) -> None:
        """Close the file being written; the next capture opens another."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _held(self, location: Location | None) -> tuple[Location, Archived] | None:
        """A record with the bytes themselves, if it is whole: nothing is to rest on one that is not."""
        if location is None:
            return None
        with suppress(ArchiveDamaged):
            recorded = self._recorded(location)
            if recorded.body_at is None:
                return location, recorded.answer
            return self._held(recorded.body_at)
        return None

    def _recorded(self, location: Location) -> Recorded:
        try:
            with (self._folder / location.file).open("rb") as file:
                file.seek(location.offset)
                return from_record(file.read(location.length))
        except (OSError, EOFError, ValueError, zlib.error, ArchiveLoadFailed) as error:
            raise ArchiveDamaged(self._place(location), str(error) or type(error).__name__) from error

    def _place(self, location: Location) -> str:
        return f"{self._folder / location.file}@{location.offset}"

    def _write(self, record: bytes, at: datetime) -> Location:
        file = self._open_file(at)
        offset = file.tell()
        try:
            file.write(record)
            file.flush()
        except OSError:
            self._take_back(offset)
            raise
        return Location(self._name, offset, len(record))

    def _to_disk(self) -> None:
        if self._file is None:
            return
        try:
            os.fsync(self._file.fileno())
        except OSError:
            # What the disk has of the file is not known any more: nothing is added to it.
            self.close()
            raise

    def _open_file(self, at: datetime) -> BinaryIO:
        if self._file is not None and self._file.tell() >= self._full:
            self._to_disk()
            self.close()
        if self._file is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._file = self._new_file(f"gongkai-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}-{os.getpid()}")
        return self._file

    def _new_file(self, stem: str) -> BinaryIO:
        serial = 0
        while True:
            self._name = f"{stem}-{serial:05}.warc.gz"
            with suppress(FileExistsError):
                file = (self._folder / self._name).open("xb")
                _sync(self._folder)
                return file
            serial += 1

    def _take_back(self, offset: int) -> None:
        """Cut off what was written by half, so that the file stays one that anybody can read."""
        with suppress(OSError):
            self.close()
        self._file = None
        with suppress(OSError):
            os.truncate(self._folder / self._name, offset)


def _sync(folder: Path) -> None:
    """Put the name of a new file on the disk: without it the bytes would be there and nowhere to be found."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _record_of(capture: Capture, there: tuple[Location, Archived] | None) -> bytes:
    return to_record(capture) if there is None else to_revisit(capture, *there)


def _as_archived(capture: Capture) -> Archived:
    at = capture.fetched_at.astimezone(UTC)
    return Archived(capture.url, at, capture.status, capture.headers, capture.body)
