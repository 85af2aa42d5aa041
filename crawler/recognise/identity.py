"""Whether a document is an annual report, and what it says of its title, unit and year of work."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from crawler.domain.document import Document, Grid
from crawler.domain.errors import NotAnAnnualReport
from crawler.domain.normalise import normalise, squeeze
from crawler.domain.titles import ReportTitle, read_title
from crawler.forms import outline

_HEAD = 15
_TITLE_LINES = 3
_TABLE_MARKS = ("本年新收政府信息公开申请", "结转下年度继续办理", "第二十条第(一)项", "结果维持")
_BODY = re.compile(
    r"[^\d。,;:、?!]{2,24}"
    r"(?:政府|办公室|办公厅|委员会|管委会|[省市县区州盟旗镇乡局厅委办处所队院中心站会]|街道)(?:文件)?"
)
_PERIOD = re.compile(r"((?:19|20)\d{2})年1月1日.{0,4}?(?:至|到|-|—|~).{0,2}?((?:19|20)\d{2})年12月31日")


@dataclass(frozen=True, slots=True)
class Identity:
    """What a report says of itself; None where it does not say."""

    title: str | None
    unit_name: str | None
    report_year: int | None
    period_years: tuple[int, int] | None


def identify(document: Document, source: str) -> Identity:
    """Recognise an annual report and read its identity; raises NotAnAnnualReport with the reason.

    The title in the text speaks first, then the page's titles, then the name of the source. A page with
    the title and nothing else is a report all the same: its tables may be images.
    """
    lines = _lines(document)
    in_text = _title_in_text(lines)
    of_page = _title_of_page(document, source)
    title = in_text or of_page
    if title is None and not _has_tables(lines):
        raise NotAnAnnualReport(source, "it has neither the title nor the tables of one")
    if _lists_reports(lines):
        raise NotAnAnnualReport(source, "it lists reports, and is none itself")
    period = _PERIOD.search(squeeze("".join(lines)))
    years = (int(period[1]), int(period[2])) if period else None
    unit_name = _unit_above(lines, in_text) or (of_page.unit_name if of_page else "")
    return Identity(
        title=title.text if title else None,
        unit_name=(title.unit_name if title else "") or unit_name or None,
        report_year=title.report_year if title else (years[1] if years else None),
        period_years=years,
    )


def _lines(document: Document) -> list[str]:
    lines: list[str] = []
    for block in document.blocks:
        if isinstance(block, Grid):
            lines.extend("".join(row) for row in block.rows)
        else:
            lines.append(block.text)
    return lines


def _title_in_text(lines: list[str]) -> ReportTitle | None:
    """The first title among the first lines, which may be broken over up to three of them."""
    return next((title for title in _titles_at_head(lines) if title.report_year is not None), None)


def _titles_at_head(lines: list[str]) -> Iterator[ReportTitle]:
    """Titles on one line first, then those broken over two and three."""
    for length in range(1, _TITLE_LINES + 1):
        for start in range(min(_HEAD, len(lines))):
            pieces = lines[start : start + length]
            if _may_join(pieces) and (title := read_title("".join(pieces))) is not None:
                yield title


def _may_join(pieces: list[str]) -> bool:
    """Lines above a title's last are parts of it, not a letterhead that names the body once more."""
    return all(
        len(squeeze(piece)) < 60 and not piece.rstrip().endswith(("。", "：", ":")) for piece in pieces
    ) and not any(_is_body(piece) for piece in pieces[:-1])


def _title_of_page(document: Document, source: str) -> ReportTitle | None:
    names = (*document.facts.titles, source.rsplit("/", 1)[-1])
    cut = (re.split(r"[-_|]", name)[0] for name in names)
    candidates = (read_title(text) for pair in zip(names, cut, strict=True) for text in pair)
    return next((title for title in candidates if title is not None and title.report_year is not None), None)


def _unit_above(lines: list[str], title: ReportTitle | None) -> str:
    """The body named on the line above a title that names none."""
    if title is None:
        return ""
    for above, line in zip(lines, islice(lines, 1, _HEAD), strict=False):
        if squeeze(line) and squeeze(line) in title.text:
            return squeeze(above) if _is_body(above) else ""
    return ""


def _is_body(line: str) -> bool:
    return _BODY.fullmatch(squeeze(line)) is not None


def _lists_reports(lines: list[str]) -> bool:
    """Whether titles of several reports stand on lines of their own, and none of the sections of a report."""
    titles = (read_title(line) for line in lines)
    several = {(title.unit_name, title.report_year) for title in titles if title is not None and title.report_year}
    return len(several) > 1 and not _has_sections(lines) and not _has_tables(lines)


def _has_sections(lines: list[str]) -> bool:
    headings = {f"({section.number}){label}" for section in outline() for label in section.accepted}
    return len(headings.intersection(map(normalise, lines))) > 1


def _has_tables(lines: list[str]) -> bool:
    whole = normalise("".join(lines))
    return any(mark in whole for mark in _TABLE_MARKS) and any(
        label in whole for section in outline() for label in section.accepted
    )
