"""Files within archives: as the archive lists them, and as they were taken out."""

from collections.abc import Callable
from dataclasses import dataclass, field


class Closed(Exception):
    """An archive, or a file in it, cannot be opened; the message says why."""


def name_of(said: bytes) -> str:
    """A name in the charset of the machine that packed it, of which nothing is said: here most often GBK.

    >>> name_of("年报.txt".encode("gbk")), name_of("年报.txt".encode("utf-8"))
    ('年报.txt', '年报.txt')
    """
    try:
        return said.decode("utf-8")
    except UnicodeDecodeError:
        return said.decode("gb18030", "replace")


@dataclass(frozen=True, slots=True)
class Entry:
    """What an archive says of a file in it. `take` gives its bytes, no more than `size`; it raises Closed."""

    name: str
    size: int
    packed: int
    encrypted: bool
    take: Callable[[], bytes] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Member:
    """A file that was in an archive; in its name, "/" parts the folders and archives above it.

    `trouble` says why `body` is empty where the file could not be taken out.
    """

    name: str
    body: bytes = field(default=b"", repr=False)
    trouble: str = ""
