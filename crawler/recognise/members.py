"""Which file of an archive is the report, and what the other files say against it."""

from collections.abc import Iterator, Mapping, Sequence

from crawler.domain.errors import NotAnAnnualReport, NotReadable
from crawler.domain.extraction import Doubt, Extraction, Medium

Refusal = NotReadable | NotAnAnnualReport

_TRUSTED_FIRST = (Medium.DOCX, Medium.XLSX, Medium.HTML, Medium.PDF, Medium.OFD, Medium.XLS, Medium.DOC, Medium.RTF)


def choose_member(read: Mapping[str, Extraction], refused: Sequence[Refusal], source: str) -> str:
    """The name of the member to go by: of one report in several media, the one whose medium loses least.

    Raises NotReadable where several reports were read, and where none was but a member could not be read;
    NotAnAnnualReport where there is none.
    """
    reports = {name: extraction.report for name, extraction in read.items()}
    if len({(report.title, report.unit_name, report.report_year) for report in reports.values()}) > 1:
        titles = ", ".join(f"{name} ({report.title or 'untitled'})" for name, report in reports.items())
        raise NotReadable(source, f"it holds {len(reports)} reports: {titles}")
    if not reports:
        reason = "; ".join(("no report in the archive", *map(str, refused)))
        unread = any(isinstance(error, NotReadable) for error in refused)
        raise NotReadable(source, reason) if unread else NotAnAnnualReport(source, reason)
    return min(read, key=lambda name: _rank(read[name].medium))


def _rank(medium: Medium) -> int:
    return _TRUSTED_FIRST.index(medium) if medium in _TRUSTED_FIRST else len(_TRUSTED_FIRST)


def doubts_beside(read: Mapping[str, Extraction], chosen: str, refused: Sequence[Refusal]) -> Iterator[Doubt]:
    """What other members say against the one we go by, and which of them could not be read."""
    ours = {address: cell for address, cell in read[chosen].report.cells.items() if cell.certain}
    for name, extraction in read.items():
        theirs = {address: cell for address, cell in extraction.report.cells.items() if cell.certain}
        apart = tuple(address for address in ours if address in theirs and ours[address].value != theirs[address].value)
        if apart:
            yield Doubt("members_disagree", f"{name} says otherwise than {chosen}", apart)
    for error in refused:
        if isinstance(error, NotReadable):
            yield Doubt("member_not_read", str(error))
