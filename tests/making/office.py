"""Conversions by LibreOffice, several documents at a time, since it starts slowly."""

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

_LIMIT_SECONDS = 180
_IMPORT_FILTERS = {"html": "HTML (StarWriter)"}
_EXPORT_FILTERS = {"docx": "MS Word 2007 XML", "doc": "MS Word 97", "rtf": "Rich Text Format", "xls": "MS Excel 97"}


def converted(bodies: Sequence[bytes], before: str, after: str) -> list[bytes]:
    """The documents in another format; the formats are named by their suffixes."""
    with tempfile.TemporaryDirectory() as folder:
        sources = [Path(folder) / f"{number}.{before}" for number in range(len(bodies))]
        for source, body in zip(sources, bodies, strict=True):
            source.write_bytes(body)
        subprocess.run(
            _command(Path(folder), sources, before, after), check=True, capture_output=True, timeout=_LIMIT_SECONDS
        )
        return [(Path(folder) / "out" / f"{source.stem}.{after}").read_bytes() for source in sources]


def _command(folder: Path, sources: Sequence[Path], before: str, after: str) -> list[str]:
    program = shutil.which("soffice")
    if program is None:
        raise FileNotFoundError("soffice: apt-get install libreoffice-writer-nogui libreoffice-calc-nogui")
    wanted = f"{after}:{_EXPORT_FILTERS[after]}" if after in _EXPORT_FILTERS else after
    infilter = [f"--infilter={_IMPORT_FILTERS[before]}"] if before in _IMPORT_FILTERS else []
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    options = [profile, "--headless", *infilter, "--convert-to", wanted, "--outdir", str(folder / "out")]
    return [program, *options, *map(str, sources)]
