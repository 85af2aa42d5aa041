"""The archive: captures as received, in WARC files that only ever grow."""

import base64
import gzip
import hashlib
import os
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.domain.capture import Capture
from crawler.domain.errors import ArchiveDamaged

_FULL = 500_000_000
_DATE = "%Y-%m-%dT%H:%M:%S.%fZ"

_ORIGINAL = "X-Archive-Orig-"
"""Marks a header that was true of the answer on the wire and is not of the decoded body beside it."""

_OF_THE_WIRE = frozenset({"content-encoding", "transfer-encoding", "content-length"})


@dataclass(frozen=True, slots=True)
class Location:
    """Where in the archive a capture lies."""

    file: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Archived:
    """An answer as the archive gives it back."""

    url: str
    fetched_at: datetime
    status: int
    headers: tuple[tuple[str, str], ...] = field(repr=False)
    body: bytes = field(repr=False)


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
        record = _to_record(capture)
        file = self._open_file(capture.fetched_at)
        offset = file.tell()
        try:
            file.write(record)
            file.flush()
            os.fsync(file.fileno())
        except OSError:
            self._take_back(offset)
            raise
        return Location(self._name, offset, len(record))

    def load(self, location: Location) -> Archived:
        """Read a capture back; raises ArchiveDamaged where it is not there as it was written."""
        place = f"{self._folder / location.file}@{location.offset}"
        try:
            with (self._folder / location.file).open("rb") as file:
                file.seek(location.offset)
                return _from_record(file.read(location.length))
        except (OSError, EOFError, ValueError, zlib.error, ArchiveLoadFailed) as error:
            raise ArchiveDamaged(place, str(error) or type(error).__name__) from error

    def close(self) -> None:
        """Close the file being written; the next capture opens another."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _open_file(self, at: datetime) -> BinaryIO:
        if self._file is not None and self._file.tell() >= self._full:
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


class _Headers(StatusAndHeaders):  # type: ignore[misc]  # its base has no types
    """Writes headers as they are: warcio by itself rewrites what is not ASCII."""

    def compute_headers_buffer(self, header_filter: Callable[[tuple[str, str]], object] | None = None) -> None:
        self.headers_buff = self.to_bytes(header_filter, "utf-8")


def _to_record(capture: Capture) -> bytes:
    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="WARC/1.1")
    record = writer.create_warc_record(
        capture.url,
        "response",
        payload=BytesIO(capture.body),
        length=len(capture.body),
        http_headers=_Headers(_status_line(capture.status), _to_wire(capture.headers), protocol="HTTP/1.1"),
        warc_headers_dict={
            "WARC-Date": capture.fetched_at.astimezone(UTC).strftime(_DATE),
            "WARC-Payload-Digest": _digest(capture.body),
            "X-Gongkai-Rendered": "yes" if capture.rendered else "no",
        },
    )
    writer.write_record(record)
    return out.getvalue()


def _from_record(data: bytes) -> Archived:
    record = next(iter(ArchiveIterator(BytesIO(gzip.decompress(data)))), None)
    if record is None or record.rec_type != "response":
        raise ValueError("no response is recorded there")
    body = b"".join(iter(lambda: record.raw_stream.read(1 << 16), b""))
    if record.rec_headers.get_header("WARC-Payload-Digest") != _digest(body):
        raise ValueError("the body does not match its digest")
    return Archived(
        url=record.rec_headers.get_header("WARC-Target-URI"),
        fetched_at=datetime.strptime(record.rec_headers.get_header("WARC-Date"), _DATE).replace(tzinfo=UTC),
        status=int(record.http_headers.get_statuscode()),
        headers=tuple((name.removeprefix(_ORIGINAL), value) for name, value in record.http_headers.headers),
        body=body,
    )


def _status_line(status: int) -> str:
    with suppress(ValueError):
        return f"{status} {HTTPStatus(status).phrase}"
    return str(status)


def _to_wire(headers: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    return [(f"{_ORIGINAL}{name}" if _speaks_of_the_wire(name) else name, _one_line(value)) for name, value in headers]


def _speaks_of_the_wire(name: str) -> bool:
    return name.lower() in _OF_THE_WIRE or name.startswith(_ORIGINAL)


def _one_line(value: str) -> str:
    plain = value.encode("utf-8", "replace").decode("utf-8")
    return plain.replace("\r", " ").replace("\n", " ")


def _digest(body: bytes) -> str:
    return "sha256:" + base64.b32encode(hashlib.sha256(body).digest()).decode("ascii")
