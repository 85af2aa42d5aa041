"""Captures as WARC records, and back: one gzip member each, which any reader of WARC files understands."""

import base64
import gzip
import hashlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.domain.capture import Capture

_DATE = "%Y-%m-%dT%H:%M:%S.%fZ"
_PROFILE = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
_RESPONSE, _REVISIT = "response", "revisit"

# The highest level takes twice the time and saves a hundredth of the room.
_COMPRESSION = 6

_ORIGINAL = "X-Archive-Orig-"
"""Marks a header that was true of the answer on the wire and is not of the decoded body beside it."""

_OF_THE_WIRE = frozenset({"content-encoding", "transfer-encoding", "content-length"})
_DIGEST, _URL, _WHEN = "WARC-Payload-Digest", "WARC-Target-URI", "WARC-Date"
_RENDERED, _BODY_AT = "X-Gongkai-Rendered", "X-Gongkai-Body-At"
_TRANSPORT = "X-Gongkai-Transport"


@dataclass(frozen=True, slots=True)
class Location:
    """Where in the archive a capture lies."""

    file: str
    offset: int
    length: int

    def __str__(self) -> str:
        return f"{self.offset} {self.length} {self.file}"

    @classmethod
    def parse(cls, text: str) -> "Location":
        """A location from its text; raises ValueError."""
        offset, length, file = text.split(" ", 2)
        return cls(file, int(offset), int(length))


@dataclass(frozen=True, slots=True)
class Archived:
    """An answer as the archive gives it back."""

    url: str
    fetched_at: datetime
    status: int
    headers: tuple[tuple[str, str], ...] = field(repr=False)
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Recorded:
    """What one record says: an answer, whose body may lie in another record with the same digest."""

    answer: Archived
    digest: str
    body_at: Location | None


def to_record(capture: Capture) -> bytes:
    """A capture with its bytes."""
    return _written(capture, _RESPONSE, capture.body, {})


def to_revisit(capture: Capture, body_at: Location, earlier: Archived) -> bytes:
    """A capture of bytes that the archive holds already, in the record of an earlier answer."""
    told = {
        "WARC-Profile": _PROFILE,
        "WARC-Refers-To-Target-URI": earlier.url,
        "WARC-Refers-To-Date": earlier.fetched_at.strftime(_DATE),
        _BODY_AT: str(body_at),
    }
    return _written(capture, _REVISIT, b"", told)


def from_record(data: bytes) -> Recorded:
    """What a record says; raises ValueError, or an error of those who unpack it, where it is damaged."""
    record = next(iter(ArchiveIterator(BytesIO(gzip.decompress(data)))), None)
    if record is None or record.rec_type not in (_RESPONSE, _REVISIT):
        raise ValueError("no response is recorded there")
    body = b"".join(iter(lambda: record.raw_stream.read(1 << 16), b""))
    recorded = Recorded(_archived(record, body), record.rec_headers.get_header(_DIGEST), _body_at(record))
    if recorded.body_at is None:
        check_digest(recorded.digest, body)
    return recorded


def check_digest(digest: str, body: bytes) -> None:
    """Raises ValueError for a body that is not the one its record was made of."""
    if digest != _digest(body):
        raise ValueError("the body does not match its digest")


class _Headers(StatusAndHeaders):  # type: ignore[misc]  # its base has no types
    """Writes headers as they are: warcio by itself rewrites what is not ASCII."""

    def compute_headers_buffer(self, header_filter: Callable[[tuple[str, str]], object] | None = None) -> None:
        self.headers_buff = self.to_bytes(header_filter, "utf-8")


def _written(capture: Capture, kind: str, body: bytes, told: dict[str, str]) -> bytes:
    out = BytesIO()
    writer = WARCWriter(out, gzip=False, warc_version="WARC/1.1")
    record = writer.create_warc_record(
        capture.url,
        kind,
        payload=BytesIO(body),
        length=len(body),
        http_headers=_Headers(_status_line(capture.status), _to_wire(capture.headers), protocol="HTTP/1.1"),
        warc_headers_dict={
            _WHEN: capture.fetched_at.astimezone(UTC).strftime(_DATE),
            _DIGEST: _digest(capture.body),
            _RENDERED: "yes" if capture.rendered else "no",
            **({_TRANSPORT: _one_line(capture.transport)} if capture.transport else {}),
            **told,
        },
    )
    writer.write_record(record)
    return gzip.compress(out.getvalue(), _COMPRESSION, mtime=0)


def _archived(record: Any, body: bytes) -> Archived:  # noqa: ANN401 - warcio has no types
    return Archived(
        url=record.rec_headers.get_header(_URL),
        fetched_at=datetime.strptime(record.rec_headers.get_header(_WHEN), _DATE).replace(tzinfo=UTC),
        status=int(record.http_headers.get_statuscode()),
        headers=tuple((name.removeprefix(_ORIGINAL), value) for name, value in record.http_headers.headers),
        body=body,
    )


def _body_at(record: Any) -> Location | None:  # noqa: ANN401 - warcio has no types
    return Location.parse(record.rec_headers.get_header(_BODY_AT) or "") if record.rec_type == _REVISIT else None


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
