"""How the narrative says applications were decided, held against the groups of rows of table 3."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from crawler.domain.extraction import Extraction
from crawler.domain.finding import Outcome, Severity
from crawler.domain.report import Report
from crawler.domain.wording import Text
from monitor.checks.catalogue import Discrepancy, extraction_check, not_applicable
from monitor.checks.equations import decide
from monitor.checks.phrases import number
from monitor.checks.statements import Sentence, as_cell, borne, is_partial, sentences
from monitor.checks.tables import Printed, requests_table

_COUNTS = re.compile(
    r"(?<!部分)(?<!未)(?P<kind>予以公开|部分公开|不予公开|无法提供|不予处理|其他处理)"
    r"(?:的|类|共|为|有|计|:|申请|答复|信息|件数){0,3}(?P<number>\d{1,3}(?:,\d{3})+|\d+)(?:件|宗|条|份|起)"
)
_ABOUT = re.compile(r"公开申请|依申请|申请公开")
# So many kinds in one sentence are the terms of table 3, whether or not it names applications.
_UNMISTAKABLE = 3
_OTHER_TOPICS = re.compile(r"热线|12345|信箱|留言|提案|建议|信访件|工单|复议|诉讼|同比|较上|较去")
_OTHER_YEAR = re.compile(r"(?:^|[,;:])((?:19|20)\d{2})年")
_ROWS = {
    "予以公开": "granted",
    "部分公开": "partial",
    "不予公开": "denied_",
    "无法提供": "unable_",
    "不予处理": "not_processed_",
    "其他处理": "other",
}


@dataclass(frozen=True, slots=True)
class _Said:
    kind: str
    value: Decimal
    sentence: Sentence


@extraction_check(
    "NAR-04",
    Severity.MEDIUM,
    Text("正文所称各类办理结果与表三一致", "the text counts the kinds of decision as table 3 does"),
)
def decisions_agree(extraction: Extraction) -> Iterator[Discrepancy]:
    """A kind of decision that the text counts is as many as its group of rows sums up to in table 3.

    Texts often quote the column of natural persons, or the first row for the whole group: where the figure is that of
    another cell of the group, the message names it. A mismatch always needs a person.

    Basis: 国办公开办函〔2021〕30号 (发布内容不准确); table 3, groups （一） to （六）.
    Applies to: every kind of unit.

    Passes:
        s1_overview: 依申请公开办结3件，其中予以公开3件，不予公开0件。
    Passes (NOT_APPLICABLE):
        s1_overview: 依申请公开办理规范。
    Fails (WARN):
        s1_overview: 依申请公开办结3件，其中予以公开2件，不予公开1件。
    """
    table = requests_table(extraction.report)
    said = () if table is None or table.mixes_forms() else tuple(_said(extraction.report))
    if table is None or not said:
        yield not_applicable("正文未称各类办理结果或未读到表三", "the text counts no kinds of decision, or no table 3")
        return
    for one in said:
        yield _held(extraction, table, one)


def _said(report: Report) -> Iterator[_Said]:
    """What the text counts, in sentences on applications of this year; a kind counted twice counts parts."""
    found: dict[str, list[_Said]] = {}
    for sentence in sentences(report):
        if not _is_on_applications(sentence.text, report.report_year):
            continue
        for match in _COUNTS.finditer(sentence.text):
            value = Decimal(match["number"].replace(",", ""))
            found.setdefault(match["kind"], []).append(_Said(match["kind"], value, sentence))
    yield from (counts[0] for counts in found.values() if len({one.value for one in counts}) == 1)


def _is_on_applications(text: str, year: int | None) -> bool:
    kinds = {match["kind"] for match in _COUNTS.finditer(text)}
    if not (_ABOUT.search(text) or len(kinds) >= _UNMISTAKABLE) or _OTHER_TOPICS.search(text):
        return False
    before = text.partition("其中")[0]
    return not is_partial(re.sub(r"(?:上年度?|上一年度?)?结转", "", before)) and all(
        int(named) == year for named in _OTHER_YEAR.findall(text)
    )


def _held(extraction: Extraction, table: Printed, said: _Said) -> Discrepancy:
    keys = [row.key for row in table.block.rows if row.key.startswith(_ROWS[said.kind])]
    outcome = decide([as_cell(said.value)], [table.cell(key, "total") for key in keys]).outcome
    if outcome is Outcome.FAIL:
        outcome = Outcome.WARN
    cells = tuple(table.address(key, "total") for key in keys)
    values = [cell.value for key in keys if (cell := table.cell(key, "total")) is not None and cell.value is not None]
    total, other = number(sum(values, Decimal(0))), _same_figure(table, keys, said.value)
    if outcome.passed:
        other = Text("", "")
    message = Text(
        f"正文称“{said.kind}{number(said.value).zh}件”；表三该类各行总计合计{total.zh}{other.zh}"
        + ("" if outcome.passed else "，疑似不一致，请核实"),
        f"the text counts {number(said.value).en} of {said.kind}; its rows of table 3 sum up to {total.en}{other.en}",
    )
    return Discrepancy(borne(extraction, outcome), message, cells, quotes=(said.sentence.quote,))


def _same_figure(table: Printed, keys: Sequence[str], value: Decimal) -> Text:
    """A cell of the group that holds the figure of the text: the likely source of it."""
    same = (
        (key, column)
        for key in keys
        for column in table.columns
        if value > 0 and (cell := table.cell(key, column)) is not None and cell.value == value
    )
    found: tuple[str, str] | None = next(same, None)
    if found is None:
        return Text("", "")
    row, column = table.row_name(found[0]), table.column_name(found[1])
    return Text(f"（与“{row.zh}”行“{column.zh}”列的数字相同）", f" (the figure is that of {row.en}, {column.en})")
