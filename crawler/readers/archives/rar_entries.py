"""The files that a RAR lists. What is packed is unpacked by bsdtar, what is merely stored we take ourselves."""

import io
import os
import shutil
import subprocess
import tarfile
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property, partial

import rarfile

from crawler.readers.archives.entry import Closed, Entry, name_of

_BROKEN = (rarfile.Error, EOFError, OSError, ValueError, LookupError, TypeError, AttributeError, zlib.error)
_NEEDED = "a packed RAR needs bsdtar: apt-get install libarchive-tools"

Finder = Callable[[str], str | None]


def rar_entries(body: bytes, find: Finder = shutil.which) -> Iterator[Entry]:
    """The files in order; raises Closed where the archive is broken, encrypted with its list, or a later volume.

    `find` looks for the program that unpacks.
    """
    try:
        archive = rarfile.RarFile(io.BytesIO(body))
    except rarfile.NeedFirstVolume as error:
        raise Closed("it is one volume of several") from error
    except _BROKEN as error:
        raise Closed(f"the RAR is broken: {error}") from error
    # A link is another name for a file that is there itself.
    infos = [info for info in archive.infolist() if info.is_file() and not info.file_redir]
    if archive.needs_password() and not infos:
        raise Closed("it is encrypted, and opens with a password only")
    packing = _Packing(body, find, sum(info.file_size for info in infos))
    for info in infos:
        take = partial(_taken, archive, info, packing)
        yield Entry(_name(info), info.file_size, info.compress_size, bool(info.needs_password()), take)


def _name(info: rarfile.RarInfo) -> str:
    """The name; rarfile takes one in GBK for UTF-16 where its length allows that."""
    known = isinstance(info, rarfile.Rar5Info) or info.flags & rarfile.RAR_FILE_UNICODE
    return str(info.filename) if known else name_of(info.orig_filename).replace("\\", "/")


def _taken(archive: rarfile.RarFile, info: rarfile.RarInfo, packing: "_Packing") -> bytes:
    if info.compress_type != rarfile.RAR_M0:
        return packing.take(info.file_size, info.CRC)
    try:
        return bytes(archive.read(info))
    except _BROKEN as error:
        raise Closed(f"it is broken: {error}") from error


@dataclass
class _Packing:
    """All files of a RAR as bsdtar unpacks them, in one go and with no name given; rarfile gives it wrong arguments."""

    body: bytes
    find: Finder
    size: int
    given: set[int] = field(default_factory=set)

    def take(self, size: int, checksum: int | None) -> bytes:
        """The next file of that size and CRC-32; raises Closed where there is none."""
        for number, content in enumerate(self._contents):
            same = len(content) == size and checksum in (None, zlib.crc32(content))
            if same and number not in self.given:
                self.given.add(number)
                return content
        raise Closed("bsdtar does not unpack it: it is broken, continued in another volume, or of an old kind")

    @cached_property
    def _contents(self) -> list[bytes]:
        program = self.find("bsdtar")
        if program is None:
            raise Closed(_NEEDED)
        with tempfile.TemporaryFile() as file:
            file.write(self.body)
            file.seek(0)
            with subprocess.Popen(  # noqa: S603 - no name of the archive is an argument
                [program, "-cf", "-", "--format=pax", "@-"],
                stdin=file,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=os.environ | {"LC_ALL": "C.UTF-8"},
            ) as unpacking:
                contents = list(self._within(unpacking))
                unpacking.kill()
        return contents

    def _within(self, unpacking: "subprocess.Popen[bytes]") -> Iterator[bytes]:
        """The files up to the first that does not unpack, or that goes beyond what the archive said."""
        left = self.size
        with suppress(tarfile.TarError, EOFError), tarfile.open(fileobj=unpacking.stdout, mode="r|") as stream:
            for info in stream:
                file = stream.extractfile(info) if info.isreg() else None
                left -= info.size
                if left < 0:
                    return
                if file is not None:
                    yield file.read()
