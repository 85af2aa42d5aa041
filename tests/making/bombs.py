"""Archives that unpack to the world, and entities that do."""

import io
import zipfile
from collections.abc import Callable, Mapping

from tests.making.zipped import zipped

_LAUGHS = (
    b"<!DOCTYPE x [<!ENTITY a0 'ha'>"
    + b"".join(b"<!ENTITY a%d '%s'>" % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12))
    + b"]>"
)


def laughing(make: Callable[[bytes, bytes], bytes], inside: bytes) -> bytes:
    """A document whose entities grow tenfold eleven times; `inside` has a place for the last of them."""
    return make(inside % b"&a11;", _LAUGHS)


def deep_zip(levels: int) -> bytes:
    """As 42.zip: sixteen archives in an archive, on every level the same, and a great file in the lowest."""
    body = zipped({"0.dll": bytes(5_000_000)})
    for _ in range(levels):
        body = zipped({f"lib {number}.zip": body for number in range(16)})
    return body


def swollen_zip(member: str, size: int, *, others: Mapping[str, bytes] | None = None) -> bytes:
    """An archive of which one file is nothing but blanks, as many as that."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in (others or {}).items():
            archive.writestr(name, body)
        with archive.open(member, "w") as file:
            for _ in range(size // 1_000_000):
                file.write(b" " * 1_000_000)
    return written.getvalue()


def crowded_zip(count: int) -> bytes:
    """An archive of very many files, all of them empty."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for number in range(count):
            archive.writestr(str(number), b"")
    return written.getvalue()
