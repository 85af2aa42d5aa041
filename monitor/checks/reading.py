"""How far the text that we read of a report may carry a verdict: what is not there may only have been lost to us."""

import re
from collections.abc import Iterator

from crawler.domain.dossier import Dossier
from crawler.domain.extraction import Extraction, Medium
from crawler.domain.finding import Outcome
from crawler.domain.report import Report, Section
from monitor.checks.catalogue import Discrepancy, not_applicable

_TEXT_LOST = frozenset(
    {
        "not_readable",
        "page_cut",
        "pages_left_out",
        "page_unreadable",
        "page_cut_short",
        "documents_left_out",
        "objects_left_out",
        "picture_not_read",
        "hidden_content",
        "foreign_part",
        "table_too_large",
        "too_many_tables",
    }
)

_TRADITIONAL = re.compile("[務報開處與關題項]")
_A_FEW = 5


def read_text(dossier: Dossier) -> Extraction | None:
    """The reading of a report of which there is running text; None where there is none to judge."""
    extraction = dossier.extraction
    return extraction if extraction is not None and extraction.report.sections else None


def nothing_read() -> Discrepancy:
    """There is no running text to judge."""
    return not_applicable("未取得报告正文，未作核对", "there is no running text that can be judged")


def is_recognised(extraction: Extraction) -> bool:
    """Whether characters of it were, or may have been, recognised on images: a slip is then perhaps our own.

    A document of which no table was found may be such a scan; where tables were, their cells say so.
    """
    report = extraction.report
    return (
        extraction.medium is Medium.IMAGE
        or report.form is None
        or any(cell.confidence is not None for cell in report.cells.values())
    )


def is_whole(extraction: Extraction) -> bool:
    """Whether what we did not find in the text is not there: none of it was lost, unread, or in other script."""
    lost = any(doubt.code in _TEXT_LOST for doubt in extraction.doubts)
    traditional = len(_TRADITIONAL.findall(extraction.report.narrative)) > _A_FEW
    return not (lost or traditional or is_recognised(extraction))


def if_whole(extraction: Extraction, outcome: Outcome) -> Outcome:
    """The outcome for something that was not found, where the text was read as a whole; else undetermined."""
    return outcome if is_whole(extraction) else Outcome.UNDETERMINED


def section(report: Report, key: str) -> Section | None:
    """A section with its text, and with what stands under headings behind it that no outline knows."""
    parts = list(_with_unknown(report, key))
    return Section(key, parts[0].heading, "\n".join(part.text for part in parts)) if parts else None


def _with_unknown(report: Report, key: str) -> Iterator[Section]:
    is_open = False
    for one in report.sections:
        is_open = one.key == key or (is_open and one.key is None)
        if is_open:
            yield one
