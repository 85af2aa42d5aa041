"""The summary as text for a terminal."""

from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text as Line

from crawler.domain.dossier import Standing, Status
from crawler.domain.wording import Language, Text
from monitor.summaries.summary import APART, BY_URGENCY, Summary, UnitRow
from monitor.summaries.words import (
    CAUTION,
    KINDS,
    SEVERITIES,
    STATUSES,
    clock_time,
    count_words,
    date_basis_words,
    is_local,
    status_words,
    title_words,
    visible,
)

_WIDTH = 120
_LONGEST_NAME = 30
_HEADINGS = (
    Text("单位", "unit"),
    Text("类别", "kind"),
    Text("期限", "due"),
    Text("状态", "status"),
    Text("公布", "published"),
    Text("问题", "findings"),
)
_NARROW = _HEADINGS[1:3]
_APART_HEADINGS = (Text("单位", "unit"), Text("类别", "kind"), Text("原因与采集时间", "cause, and when we looked"))


def render_text(summary: Summary, language: Language, width: int = _WIDTH) -> str:
    """The summary for a reader at a terminal: counts first, then every unit, the unverifiable ones apart."""
    return "\n".join(_printed(part, width) for part in _parts(summary, language))


def counts_line(summary: Summary, language: Language) -> str:
    """How many units are obliged and how many of them stand where, as one line."""
    obliged = Text("应公布 {} 家", "{} obliged").to(language).format(summary.totals["obliged"])
    found = ((status, summary.having(status)) for status in BY_URGENCY if status is not Status.NOT_OBLIGED)
    stands = [
        f"{STATUSES[status].to(language)} {count_words([row.standing for row in rows]).to(language)}"
        for status, rows in found
        if rows
    ]
    return f"{obliged}{Text('：', ': ').to(language)}{Text('；', '; ').to(language).join(stands)}"


def _parts(summary: Summary, language: Language) -> Iterator[str | Table]:
    cut_off = Text("截至 {}（北京时间）", "as of {} (Asia/Shanghai)").to(language).format(clock_time(summary.as_of))
    yield f"{title_words(summary.report_year).to(language)}  {cut_off}"
    yield counts_line(summary, language)
    if rows := [row for status in BY_URGENCY if status not in APART for row in summary.having(status)]:
        yield _table(_HEADINGS, [_cells(row, language) for row in rows], language)
    if unverifiable := summary.having(Status.UNVERIFIABLE):
        yield STATUSES[Status.UNVERIFIABLE].to(language)
        yield _table(_APART_HEADINGS, [_apart_cells(row, language) for row in unverifiable], language)
    if free := summary.having(Status.NOT_OBLIGED):
        names = Text("、", ", ").to(language).join(row.unit.name for row in free)
        yield f"{STATUSES[Status.NOT_OBLIGED].to(language)}{Text('：', ': ').to(language)}{visible(names)}"
    yield CAUTION.to(language)


def _printed(part: str | Table, width: int) -> str:
    if isinstance(part, str):
        return f"{part}\n"
    paper = StringIO()
    Console(file=paper, width=width, color_system=None).print(part)
    return "".join(f"{line.rstrip()}\n" for line in paper.getvalue().splitlines())


def _table(headings: Iterable[Text], rows: Sequence[tuple[str, ...]], language: Language) -> Table:
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    for heading in headings:
        table.add_column(heading.to(language), overflow="fold", no_wrap=heading in _NARROW)
    table.columns[0].min_width = min(_LONGEST_NAME, max(cell_len(cells[0]) for cells in rows))
    for cells in rows:
        table.add_row(*(Line(visible(cell)) for cell in cells))
    return table


def _cells(row: UnitRow, language: Language) -> tuple[str, ...]:
    return (
        row.unit.name,
        KINDS[row.unit.kind].to(language),
        _due(row.standing, language),
        status_words(row.standing).to(language),
        _published(row.standing, language),
        findings_words(row, language),
    )


def _apart_cells(row: UnitRow, language: Language) -> tuple[str, ...]:
    line = Text("{}（{}）", "{} ({})").to(language)
    seen = "\n".join(line.format(found.what.to(language), clock_time(found.at)) for found in row.standing.evidence)
    return row.unit.name, KINDS[row.unit.kind].to(language), seen or Text("没有采集记录", "never visited").to(language)


def _due(standing: Standing, language: Language) -> str:
    if standing.obligation is None:
        return ""
    local = Text("（本地）", " (local)").to(language) if is_local(standing) else ""
    return f"{standing.obligation.due_on.isoformat()}{local}"


def _published(standing: Standing, language: Language) -> str:
    if standing.published_on is None:
        return "—"
    if standing.published_basis is None:
        return standing.published_on.isoformat()
    basis = date_basis_words(standing.published_basis).to(language)
    return f"{standing.published_on.isoformat()} {basis}"


def findings_words(row: UnitRow, language: Language) -> str:
    """How much there is to say of a unit's report, and how grave the gravest of it is."""
    failures, review = len(row.failures), len(row.for_review)
    parts = []
    if failures:
        gravest = SEVERITIES[row.failures[0].severity]
        parts.append(Text(f"{failures}项（{gravest.zh}）", f"{failures} ({gravest.en})"))
    if review:
        parts.append(Text(f"{review}项待人工判断", f"{review} for review"))
    if dismissed := len(row.dismissed):
        parts.append(Text(f"{dismissed}项经人工复核不成立", f"{dismissed} dismissed"))
    return Text("，", ", ").to(language).join(part.to(language) for part in parts) or "—"
