"""Prints documents to PDF with LibreOffice, which fetches nothing and runs nothing for them."""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from crawler.domain.errors import PrintingFailed
from crawler.readers.office.program import run_program
from monitor.documents.fonts import font_configuration

TIME_LIMIT = 180.0
"""Seconds that all documents of one run may take."""

_NEEDED = "it needs LibreOffice: apt-get install libreoffice-writer-nogui, or write it as .docx"
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" \
oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" \
oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse">\
<value>0</value></prop></item>
</oor:items>
"""


def print_documents(
    documents: Mapping[str, bytes], find: Callable[[str], str | None] = shutil.which
) -> dict[str, bytes]:
    """The PDF of each DOCX, by the same names; raises PrintingFailed where one was not printed."""
    program = find("soffice") or find("libreoffice")
    if program is None:
        raise PrintingFailed(_NEEDED)
    with TemporaryDirectory(prefix="gongkai-print-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        _prepare(folder, documents)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        options = ("--headless", "--norestore", "--nolockcheck", "--convert-to", "pdf", "--outdir", str(folder / "out"))
        written = (str(folder / f"{number}.docx") for number in range(len(documents)))
        if run_program((program, profile, *options, *written), folder, TIME_LIMIT) is None:
            raise PrintingFailed(f"LibreOffice took longer than {TIME_LIMIT:.0f} s over it and was stopped")
        return {name: _printed(folder / "out" / f"{number}.pdf") for number, name in enumerate(documents)}


def _prepare(folder: Path, documents: Mapping[str, bytes]) -> None:
    user = folder / "profile" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(_PROFILE, "utf-8")
    fonts = folder / ".config" / "fontconfig"
    fonts.mkdir(parents=True)
    (fonts / "fonts.conf").write_text(font_configuration(), "utf-8")
    for number, content in enumerate(documents.values()):
        (folder / f"{number}.docx").write_bytes(content)


def _printed(path: Path) -> bytes:
    if not path.is_file():
        raise PrintingFailed("LibreOffice did not print it")
    return path.read_bytes()
