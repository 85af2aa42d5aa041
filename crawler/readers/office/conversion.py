"""DOC of Word and of Kingsoft WPS, and RTF: other programs turn them into what we read."""

import re
import shutil
from dataclasses import replace
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory

from crawler.domain.document import Document
from crawler.domain.errors import NotReadable
from crawler.domain.extraction import Doubt, Medium
from crawler.readers.office.compound_file import PROTECTED, ends_in_table, is_protected
from crawler.readers.office.docbook import document_of_docbook
from crawler.readers.office.program import OUTPUT_LIMIT, FindProgram, run_program
from crawler.readers.word.document import read_docx

TIME_LIMIT = 120.0
"""Seconds that a conversion may take."""

_DEEPEST = 500
"""No program nests the groups of RTF deeper; LibreOffice is lost in them."""

_BRACE = re.compile(rb"\\.|([{}])", re.DOTALL)
_NEEDED = "needs LibreOffice: apt-get install libreoffice-writer-nogui"

# No macros, no links to other files, nothing fetched for a document that someone else wrote.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">\
<value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" \
oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" \
oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse">\
<value>0</value></prop></item>
</oor:items>
"""


def read_doc(body: bytes, source: str, find: FindProgram = shutil.which) -> Document:
    """Read a binary document of Word or WPS; raises NotReadable, saying what is needed where no program is there."""
    if is_protected(body):
        raise NotReadable(source, PROTECTED)
    # Where the text ends in a table, LibreOffice 7.4 drops its cells and runs their figures together.
    is_safe = not ends_in_table(body)
    if is_safe and (program := _office(find)) is not None:
        return replace(_converted(body, source, program), medium=Medium.DOC)
    if (program := find("antiword")) is not None:
        return _as_text(body, source, program)
    raise NotReadable(source, _NEEDED if is_safe else "it ends in a table, which LibreOffice loses; needs antiword")


def read_rtf(body: bytes, source: str, find: FindProgram = shutil.which) -> Document:
    """Read a document in RTF; raises NotReadable, saying what is needed where no program is there."""
    if _depth(body) > _DEEPEST:
        raise NotReadable(source, f"its groups are nested more than {_DEEPEST} deep")
    program = _office(find)
    if program is None:
        raise NotReadable(source, _NEEDED)
    return replace(_converted(body, source, program), medium=Medium.RTF)


def _depth(body: bytes) -> int:
    """How deep the groups of RTF are nested; a brace after a backslash is text."""
    steps = (1 if match[1] == b"{" else -1 for match in _BRACE.finditer(body) if match[1])
    return max(accumulate(steps), default=0)


def _office(find: FindProgram) -> str | None:
    return find("soffice") or find("libreoffice")


def _converted(body: bytes, source: str, program: str) -> Document:
    with TemporaryDirectory(prefix="gongkai-") as name:
        folder = Path(name)
        written = _in_folder(body, folder)
        (folder / "profile" / "user").mkdir(parents=True)
        (folder / "profile" / "user" / "registrymodifications.xcu").write_text(_PROFILE, "utf-8")
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        options = ("--headless", "--norestore", "--nolockcheck", "--convert-to", "docx:MS Word 2007 XML")
        command = (program, profile, *options, "--outdir", str(folder / "out"), str(written))
        if run_program(command, folder, TIME_LIMIT) is None:
            raise NotReadable(source, f"LibreOffice took longer than {TIME_LIMIT:.0f} s over it and was stopped")
        return read_docx(_output(folder / "out" / f"{written.stem}.docx", source), source)


def _in_folder(body: bytes, folder: Path) -> Path:
    """The file as LibreOffice is to see it: its ending tells what it is, so we go by the bytes."""
    written = folder / ("report.rtf" if body.lstrip().startswith(b"{\\rtf") else "report.doc")
    written.write_bytes(body)
    return written


def _output(path: Path, source: str) -> bytes:
    if not path.is_file():
        raise NotReadable(source, "LibreOffice could not open it")
    if path.stat().st_size >= OUTPUT_LIMIT:
        raise NotReadable(source, "LibreOffice made too large a document of it")
    return path.read_bytes()


def _as_text(body: bytes, source: str, program: str) -> Document:
    """What antiword makes of it: its tables lose merged cells, and some of them whole rows."""
    with TemporaryDirectory(prefix="gongkai-") as name:
        folder = Path(name)
        written = _in_folder(body, folder)
        printed = run_program((program, "-m", "UTF-8.txt", "-x", "db", str(written)), folder, TIME_LIMIT)
    if printed is None:
        raise NotReadable(source, f"antiword took longer than {TIME_LIMIT:.0f} s over it and was stopped")
    document = document_of_docbook(printed)
    if not document.blocks:
        raise NotReadable(source, f"antiword finds no text in it, and reading it otherwise {_NEEDED}")
    return replace(
        document, doubts=(Doubt("tables_as_text", f"read by antiword, which loses cells; better {_NEEDED}"),)
    )
