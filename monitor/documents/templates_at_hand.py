"""Where the template of a document is taken from: an office's own, else the one that is shipped."""

from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from crawler.domain.errors import BadTemplate
from monitor.documents.kinds import NoticeKind

FOLDER_NAME = "templates"
"""The folder of the workspace with an office's own templates."""

_LARGEST = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class DocumentTemplate:
    """A template, and the name of its file for whoever has to mend it."""

    name: str
    content: bytes = field(repr=False)


def find_template(kind: NoticeKind, workspace: Path) -> DocumentTemplate:
    """The template for a kind of document; raises BadTemplate where an office's own is there and cannot be read."""
    own = workspace / FOLDER_NAME / f"{kind.value}.docx"
    if not own.exists():
        return shipped_template(kind)
    try:
        if own.stat().st_size > _LARGEST:
            raise BadTemplate(str(own), f"it is larger than {_LARGEST} bytes")
        return DocumentTemplate(str(own), own.read_bytes())
    except OSError as error:
        raise BadTemplate(str(own), error.strerror or str(error)) from error


def shipped_template(kind: NoticeKind) -> DocumentTemplate:
    """The template that comes with the program."""
    name = f"{kind.value}.docx"
    return DocumentTemplate(name, (files("monitor.documents") / "templates" / name).read_bytes())
