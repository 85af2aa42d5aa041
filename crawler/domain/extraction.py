"""An extraction: a report together with what we doubt about our own reading of it."""

from dataclasses import dataclass
from enum import StrEnum

from crawler.domain.report import Address, Report


class Medium(StrEnum):
    """What kind of document the bytes are, told by the bytes themselves."""

    HTML = "html"
    PDF = "pdf"
    IMAGE = "image"
    DOCX = "docx"
    DOC = "doc"
    RTF = "rtf"
    XLSX = "xlsx"
    XLS = "xls"
    OFD = "ofd"
    ZIP = "zip"
    RAR = "rar"
    TEXT = "text"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something we are not sure we read properly: our problem, and a bar to any verdict on its cells."""

    code: str
    message: str
    cells: tuple[Address, ...] = ()


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one source says, and how far we trust our reading of it."""

    report: Report
    doubts: tuple[Doubt, ...]
    medium: Medium
    digest: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whose report this is and on which year, with how each was found.

    `unit_id` is None when nothing settles it: `reason` then says why, and no unit is judged by it.
    `foreign` is True when the source names a body that the register does not hold.
    """

    unit_id: str | None
    report_year: int | None
    reason: str
    foreign: bool = False
