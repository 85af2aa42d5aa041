"""The summary as XLSX: the counts, every unit, what there is to say of them, and what it rests on."""

from collections.abc import Iterator

from crawler.domain.wording import Language, Text
from monitor.summaries.summary import BY_URGENCY, Summary, UnitRow
from monitor.summaries.text import findings_words
from monitor.summaries.words import (
    CAUTION,
    KINDS,
    OUTCOMES,
    SEVERITIES,
    STATUSES,
    clock_time,
    date_basis_words,
    due_basis_words,
    form_words,
    status_words,
    title_words,
)
from monitor.summaries.workbook import Column, Sheet, Value, write_workbook

_UNIT, _ADDRESS = Text("单位", "Unit"), Text("网址", "Address")
_COUNTS = (Text("状态", "Status"), 44), (Text("家数", "Units"), 10)
_UNITS = (
    (Text("编号", "Id"), 16),
    (_UNIT, 30),
    (Text("类别", "Kind"), 14),
    (Text("期限", "Due"), 12),
    (Text("期限依据", "Basis of the due date"), 34),
    (Text("状态", "Status"), 30),
    (Text("公布日期", "Published"), 12),
    (Text("日期来源", "Date read from"), 12),
    (Text("逾期天数", "Days late"), 10),
    (Text("问题", "Findings"), 22),
    (Text("格式", "Form"), 30),
    (Text("监测到的版本", "Versions seen"), 10),
    (Text("年报网址", "Report"), 50),
)
_FINDINGS = (
    (_UNIT, 30),
    (Text("检查项", "Check"), 10),
    (Text("判断", "Outcome"), 18),
    (Text("程度", "Severity"), 10),
    (Text("规则", "Rule"), 40),
    (Text("监测所见", "What was seen"), 60),
)
_EVIDENCE = (_UNIT, 30), (Text("采集时间", "Captured"), 18), (Text("所见", "Seen"), 60), (_ADDRESS, 60)


def render_workbook(summary: Summary, language: Language) -> bytes:
    """The summary as a workbook of four sheets."""
    cut_off = Text("截至 {}（北京时间）", "as of {} (Asia/Shanghai)").to(language).format(clock_time(summary.as_of))
    above = (title_words(summary.report_year).to(language), cut_off, CAUTION.to(language))
    sheets = (
        Sheet(
            Text("统计", "Counts").to(language), _columns(_COUNTS, language), tuple(_counts(summary, language)), above
        ),
        Sheet(Text("各单位情况", "Units").to(language), _columns(_UNITS, language), _units(summary, language)),
        Sheet(
            Text("问题", "Findings").to(language), _columns(_FINDINGS, language), tuple(_findings(summary, language))
        ),
        Sheet(
            Text("采集记录", "Evidence").to(language), _columns(_EVIDENCE, language), tuple(_seen(summary, language))
        ),
    )
    return write_workbook(sheets, summary.as_of)


def _columns(columns: tuple[tuple[Text, int], ...], language: Language) -> tuple[Column, ...]:
    return tuple(Column(heading.to(language), width) for heading, width in columns)


def _counts(summary: Summary, language: Language) -> Iterator[tuple[Value, ...]]:
    yield Text("应公布", "obliged").to(language), summary.totals["obliged"]
    for status in BY_URGENCY:
        yield STATUSES[status].to(language), summary.totals[status.value]


def _units(summary: Summary, language: Language) -> tuple[tuple[Value, ...], ...]:
    return tuple(_unit(row, language) for row in summary.rows)


def _unit(row: UnitRow, language: Language) -> tuple[Value, ...]:
    standing, owed = row.standing, row.standing.obligation
    return (
        row.unit.id,
        row.unit.name,
        KINDS[row.unit.kind].to(language),
        owed.due_on if owed else None,
        due_basis_words(standing).to(language) if owed else None,
        status_words(standing).to(language),
        standing.published_on,
        date_basis_words(standing.published_basis).to(language) if standing.published_basis else None,
        standing.days_late,
        findings_words(row, language),
        form_words(row.form).to(language) if row.form else None,
        row.revisions,
        standing.report_url,
    )


def _findings(summary: Summary, language: Language) -> Iterator[tuple[Value, ...]]:
    for row in summary.rows:
        for finding in row.findings:
            yield (
                row.unit.name,
                finding.check,
                OUTCOMES[finding.status].to(language) if finding.status in OUTCOMES else finding.status.value,
                SEVERITIES[finding.severity].to(language),
                finding.title.to(language),
                finding.message.to(language),
            )


def _seen(summary: Summary, language: Language) -> Iterator[tuple[Value, ...]]:
    for row in summary.rows:
        for seen in row.standing.evidence:
            yield row.unit.name, seen.at, seen.what.to(language), seen.url
