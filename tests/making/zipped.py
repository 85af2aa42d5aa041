"""ZIP archives whose bytes depend on their content alone."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_EPOCH = (1980, 1, 1, 0, 0, 0)


def zipped(members: Mapping[str, bytes]) -> bytes:
    """An archive of these files, in their order."""
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        for name, body in members.items():
            information = ZipInfo(name, _EPOCH)
            information.compress_type = ZIP_DEFLATED
            archive.writestr(information, body)
    return written.getvalue()


def with_fixed_times(body: bytes) -> bytes:
    """The same archive without the hour at which it was written."""
    with ZipFile(BytesIO(body)) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist()})
