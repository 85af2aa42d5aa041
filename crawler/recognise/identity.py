"""Whether a document is an annual report, and what it says of its title, unit and year of work."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice, pairwise

from crawler.domain.dates import find_period
from crawler.domain.document import Document, Grid
from crawler.domain.errors import NotAnAnnualReport
from crawler.domain.extraction import Doubt
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
_REFERENCE = re.compile(
    r"[〔\[(【]?(?:19|20)\d{2}[〕\])】]\d+号|^(?:发文字号|发文机关|文号|索引号|主题词|文件编号|信息来源)"
)


@dataclass(frozen=True, slots=True)
class Identity:
    """What a report says of itself; None where it does not say. `found_by` says where each of them stands."""

    title: str | None
    unit_name: str | None
    report_year: int | None
    period: tuple[date, date] | None
    found_by: Mapping[str, str] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class _Titles:
    """The titles of a document by where they stand, the strongest first; `heading` is one in the text, year or none."""

    of_year: Mapping[str, ReportTitle]
    heading: ReportTitle | None

    @property
    def first(self) -> tuple[str, ReportTitle] | None:
        """The title that speaks for the document, and where it stands."""
        return next(iter(self.of_year.items()), None)


def identify(document: Document, source: str) -> Identity:
    """Recognise an annual report and read its identity; raises NotAnAnnualReport with the reason.

    The title in the text speaks first, then the page's titles, then the name of the source. A page with
    the title and nothing else is a report all the same: its tables may be images.
    """
    lines = _lines(document)
    titles = _titles(lines, document, source)
    if titles.first is None and not _has_tables(lines):
        raise NotAnAnnualReport(source, "it has neither the title nor the tables of one")
    if _lists_reports(lines):
        raise NotAnAnnualReport(source, "it lists reports, and is none itself")
    period = find_period(squeeze("".join(lines)))
    year, by_year, doubts = _year(titles, period)
    unit_name, by_unit = _unit_name(titles, lines)
    title, by_title = _title(titles)
    found = {"title": by_title, "unit_name": by_unit, "report_year": by_year}
    return Identity(title, unit_name, year, period, {name: by for name, by in found.items() if by}, doubts)


def _title(titles: _Titles) -> tuple[str | None, str | None]:
    if titles.first is not None:
        by, title = titles.first
        return title.text, by
    return (titles.heading.text, "heading") if titles.heading is not None else (None, None)


def _unit_name(titles: _Titles, lines: list[str]) -> tuple[str | None, str | None]:
    """The body that the title names, else the letterhead above it, else another title; a bare heading names nobody."""
    if titles.first is not None and titles.first[1].unit_name:
        return titles.first[1].unit_name, titles.first[0]
    if above := _unit_above(lines, titles.of_year.get("text")):
        return above, "letterhead"
    return next(((title.unit_name, by) for by, title in titles.of_year.items() if title.unit_name), (None, None))


def _year(titles: _Titles, period: tuple[date, date] | None) -> tuple[int | None, str | None, tuple[Doubt, ...]]:
    """The year of work, of the first title that names one; where titles differ and the period is against it, none."""
    if titles.first is None:
        return (period[1].year, "period", ()) if period is not None else (None, None, ())
    by, title = titles.first
    if len({one.report_year for one in titles.of_year.values()}) == 1:
        return title.report_year, by, ()
    said = ", ".join(f"the {place.replace('_', ' ')} says {one.report_year}" for place, one in titles.of_year.items())
    if period is None or period[1].year == title.report_year:
        return title.report_year, by, (Doubt("year_disputed", f"titles differ on the year: {said}"),)
    against = f"titles differ on the year: {said}, the statistical period {period[1].year}: which it is, we do not say"
    return None, None, (Doubt("year_disputed", against),)


def _titles(lines: list[str], document: Document, source: str) -> _Titles:
    at_head = list(_titles_at_head(lines))
    places = {
        "text": next((title for title in at_head if title.report_year is not None), None),
        "page": _first_of_year(document.facts.titles),
        "file_name": _first_of_year((source.rsplit("/", 1)[-1],)),
    }
    return _Titles({by: title for by, title in places.items() if title is not None}, next(iter(at_head), None))


def _first_of_year(names: Iterable[str]) -> ReportTitle | None:
    """The first title that names its year, whole or in front of what sites put behind it."""
    texts = (text for name in names for text in (name, re.split(r"[-_|]", name)[0]))
    titles = (read_title(text) for text in texts)
    return next((title for title in titles if title is not None and title.report_year is not None), None)


def _lines(document: Document) -> list[str]:
    lines: list[str] = []
    for block in document.blocks:
        if isinstance(block, Grid):
            lines.extend("".join(row) for row in block.rows)
        else:
            lines.append(block.text)
    return lines


def _titles_at_head(lines: list[str]) -> Iterator[ReportTitle]:
    """Titles on one line first, then those broken over two and three."""
    for length in range(1, _TITLE_LINES + 1):
        for start in range(min(_HEAD, len(lines))):
            pieces = lines[start : start + length]
            if _may_join(pieces) and (title := read_title("".join(pieces))) is not None:
                yield title


def _may_join(pieces: list[str]) -> bool:
    """Lines above a title's last are parts of it: no letterhead that names the body once more."""
    return all(
        len(squeeze(piece)) < 60 and not piece.rstrip().endswith(("。", "：", ":")) for piece in pieces
    ) and not any(_is_body(piece) for piece in pieces[:-1])


def _unit_above(lines: list[str], title: ReportTitle | None) -> str:
    """The body named on the line above a title that names none."""
    if title is None:
        return ""
    head = [line for line in islice(lines, _HEAD) if squeeze(line) and not _REFERENCE.search(squeeze(line))]
    for above, line in pairwise(head):
        if squeeze(line) in title.text or title.text in squeeze(line):
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
