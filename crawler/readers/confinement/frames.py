"""What goes over the pipe between us and a worker: frames of bytes, and replies that can do nothing but be read."""

import io
import pickle
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import IntEnum
from operator import attrgetter
from typing import IO, Any

from crawler.domain.document import Document, Grid, PageFacts, Paragraph, Picture
from crawler.domain.evidence import DateBasis, Dated
from crawler.domain.extraction import Doubt, Medium
from crawler.domain.report import Address, Box, Place
from crawler.readers.archives.entry import Member

LONGEST_REPLY = 400 * 1024 * 1024
"""No frame is longer, in bytes: all members of an archive fit, and nothing that would be the end of us."""

_HEAD = 8
_NOUNS = (Document, Grid, PageFacts, Paragraph, Picture, Dated, Doubt, Address, Box, Place, Member)
_ALLOWED: Mapping[tuple[str, str], type] = {
    (kind.__module__, kind.__qualname__): kind for kind in (*_NOUNS, Medium, DateBasis, date)
}


class Reply(IntEnum):
    """How a reading ended; the first byte of what a worker replies."""

    READ = 1
    REFUSED = 2
    OUT_OF_MEMORY = 3
    NEEDS_RECOGNITION = 4
    FAILED = 5


@dataclass(frozen=True, slots=True)
class Request:
    """What a worker is asked: to call a reader by its name, within so many seconds."""

    reader: str
    body: bytes
    source: str
    seconds: float


def write_frame(pipe: IO[bytes], *pieces: bytes) -> None:
    """Send the pieces as one frame."""
    pipe.write(sum(map(len, pieces)).to_bytes(_HEAD, "big"))
    for piece in pieces:
        pipe.write(piece)
    pipe.flush()


def read_frame(pipe: IO[bytes]) -> bytes | None:
    """The next frame; None where the pipe ends, in whatever way, or a frame says to be too long."""
    length = int.from_bytes(head := pipe.read(_HEAD), "big")
    if len(head) < _HEAD or length > LONGEST_REPLY:
        return None
    frame = pipe.read(length)
    return frame if len(frame) == length else None


def packed(read: object) -> bytes:
    """What a reader gave, as bytes."""
    payload = io.BytesIO()
    _Packing(payload, pickle.HIGHEST_PROTOCOL).dump(read)
    return payload.getvalue()


def unpacked(payload: bytes) -> Any:  # noqa: ANN401 - what the reader gave: a Document, or the members of an archive
    """What a worker made of a document; raises pickle.UnpicklingError for anything but our own nouns.

    A reader that was taken over by the file it reads must not become code in our process.
    """
    return _OnlyNouns(io.BytesIO(payload)).load()


class _OnlyNouns(pickle.Unpickler):
    def find_class(self, module_name: str, global_name: str, /) -> type:
        """The class of that name, if it is one of our nouns."""
        try:
            return _ALLOWED[module_name, global_name]
        except KeyError:
            raise pickle.UnpicklingError(f"a reply may not name {module_name}.{global_name}") from None


def _taking_apart(kind: type) -> Callable[[Any], tuple[type, tuple[object, ...]]]:
    # An address is a named tuple; all others are dataclasses.
    values = attrgetter(*getattr(kind, "_fields", None) or (field.name for field in fields(kind)))
    return lambda noun: (kind, values(noun))


class _Packing(pickle.Pickler):
    # A dataclass with slots looks up its fields each time it is packed; to be told them is several times as fast.
    dispatch_table = {kind: _taking_apart(kind) for kind in _NOUNS}  # noqa: RUF012 - it is what pickle asks for
