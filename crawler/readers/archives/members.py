"""ZIP and RAR archives, and archives within them: the files in all of them, up to what a publisher would pack."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crawler.domain.errors import NotReadable
from crawler.domain.extraction import Medium
from crawler.readers.archives.entry import Closed, Entry, Member
from crawler.readers.archives.rar_entries import rar_entries
from crawler.readers.archives.zip_entries import zip_entries
from crawler.readers.confinement import CONVERSIONS, confined
from crawler.readers.medium import medium_of

ARCHIVES = {Medium.ZIP: zip_entries, Medium.RAR: rar_entries}
"""The media that are opened, not read, and how each is."""

_MEGABYTE = 1024 * 1024
_MOST_FILES = 200
_MOST_BYTES = 200 * _MEGABYTE
_MOST_RATIO = 500
_NEVER_A_BOMB = 10 * _MEGABYTE
_DEEPEST = 2
_ENCRYPTED = "it is encrypted, and opens with a password only"
_CHAFF = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


def members(body: bytes, source: str) -> Iterator[Member]:
    """The files in an archive, opened in a child process.

    Raises NotReadable where it is broken, encrypted, or holds more than an archive of reports would.
    """
    yield from confined(f"{__name__}:opened", CONVERSIONS, body, source)


def opened(body: bytes, source: str) -> tuple[Member, ...]:
    """As members, in this process."""
    try:
        return tuple(_Opening().members(body, "", 1))
    except (Closed, _TooMuch) as error:
        raise NotReadable(source, f"an archive that we do not open: {error}") from error


class _TooMuch(Exception):
    """The archive holds more than we take."""


@dataclass(slots=True)
class _Opening:
    """Counts what was found and taken, over an archive and all that are in it."""

    files: int = 0
    taken: int = 0

    def members(self, body: bytes, above: str, depth: int) -> Iterator[Member]:
        """The files of an archive that stands under a name; raises Closed and _TooMuch."""
        entries = [self._counted(entry) for entry in ARCHIVES[medium_of(body)](body)]
        if entries and all(entry.encrypted for entry in entries):
            raise Closed(_ENCRYPTED)
        for entry in entries:
            if not entry.name.startswith(_CHAFF[0]) and not entry.name.endswith(_CHAFF):
                yield from self._of_entry(entry, above + entry.name, depth)

    def _counted(self, entry: Entry) -> Entry:
        """The entry, unless it is one too many; what archives say of sizes is no less than what they give."""
        self.files += 1
        self.taken += entry.size
        if self.files > _MOST_FILES:
            raise _TooMuch(f"it holds more than {_MOST_FILES} files")
        if self.taken > _MOST_BYTES:
            raise _TooMuch(f"it unpacks to more than {_MOST_BYTES // _MEGABYTE} MB")
        if entry.size > max(_NEVER_A_BOMB, _MOST_RATIO * entry.packed):
            raise _TooMuch(f"a file in it unpacks to more than {_MOST_RATIO} times its size")
        return entry

    def _of_entry(self, entry: Entry, name: str, depth: int) -> Sequence[Member]:
        if entry.encrypted:
            return [Member(name, trouble=_ENCRYPTED)]
        try:
            body = entry.take()
            if medium_of(body) not in ARCHIVES:
                return [Member(name, body)]
            if depth == _DEEPEST:
                raise Closed(f"an archive within {_DEEPEST} others")
            return list(self.members(body, f"{name}/", depth + 1))
        except Closed as error:
            return [Member(name, trouble=str(error))]
