"""ZIP archives whose bytes depend on their content alone."""

import re
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_PROPERTIES = "docProps/core.xml"
_TIME, _LONG_AGO = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"), b"2024-01-01T00:00:00Z"
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
        members = {name: archive.read(name) for name in archive.namelist()}
    return zipped(members | {name: _TIME.sub(_LONG_AGO, members[name]) for name in members if name == _PROPERTIES})
