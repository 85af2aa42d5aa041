"""What containers say they hold, without opening anything in them: ZIP files and OLE compound files."""

import io
import struct
from collections.abc import Iterator
from itertools import islice

import olefile

_END_OF_DIRECTORY = b"PK\x05\x06"
_ENTRY = b"PK\x01\x02"
_END_SIZE = 22
_ENTRY_SIZE = 46
_LONGEST_COMMENT = 65535
_MOST_NAMES = 5000
_BROKEN = (OSError, ValueError, LookupError, struct.error, TypeError, AttributeError, OverflowError, RecursionError)


def zip_names(body: bytes) -> frozenset[str]:
    """The names in the directory of a ZIP, at most the first 5,000; none where it is broken."""
    return frozenset(name.decode("utf-8", "replace") for name in islice(_directory(body), _MOST_NAMES))


def _directory(body: bytes) -> Iterator[bytes]:
    end = body.rfind(_END_OF_DIRECTORY, max(len(body) - _END_SIZE - _LONGEST_COMMENT, 0))
    if end < 0 or end + _END_SIZE > len(body):
        return
    (size,) = struct.unpack_from("<I", body, end + 12)
    at = end - size
    while at >= 0 and body[at : at + 4] == _ENTRY and at + _ENTRY_SIZE <= len(body):
        name, extra, comment = struct.unpack_from("<3H", body, at + 28)
        yield body[at + _ENTRY_SIZE : at + _ENTRY_SIZE + name]
        at += _ENTRY_SIZE + name + extra + comment


def compound_streams(body: bytes) -> frozenset[str]:
    """The names of the uppermost streams of an OLE compound file, in lower case; none where it is broken."""
    try:
        with olefile.OleFileIO(io.BytesIO(body)) as file:
            return frozenset(path[0].lower() for path in file.listdir() if len(path) == 1)
    except _BROKEN:
        return frozenset()
