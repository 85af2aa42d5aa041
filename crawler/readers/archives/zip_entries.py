"""The files that a ZIP lists."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from functools import partial

from crawler.readers.archives.entry import Closed, Entry, name_of

_ENCRYPTED = 0x1
_UTF8 = 0x800
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, LookupError, RuntimeError, struct.error)


def zip_entries(body: bytes) -> Iterator[Entry]:
    """The files in order; raises Closed where the archive is broken."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(body))
    except _BROKEN as error:
        raise Closed(f"the ZIP is broken: {error}") from error
    for info in archive.infolist():
        if not info.filename.endswith("/"):
            encrypted = bool(info.flag_bits & _ENCRYPTED)
            yield Entry(_name(info), info.file_size, info.compress_size, encrypted, partial(_taken, archive, info))


def _taken(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    try:
        return archive.read(info)
    except _BROKEN as error:
        raise Closed(f"it is broken: {error}") from error


def _name(info: zipfile.ZipInfo) -> str:
    return info.filename if info.flag_bits & _UTF8 else name_of(info.filename.encode("cp437", "replace"))
