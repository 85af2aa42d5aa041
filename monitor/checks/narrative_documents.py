"""What the narrative says of documents, licences, penalties and procurement, held against table 2."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from crawler.domain.extraction import Extraction
from crawler.domain.finding import Outcome, Severity
from crawler.domain.report import Address, Cell, CellState, Report, Statement, Subject
from crawler.domain.wording import Text
from monitor.checks.catalogue import Discrepancy, extraction_check, not_applicable
from monitor.checks.phrases import join, number
from monitor.checks.rules import Limits
from monitor.checks.statements import (
    borne,
    is_done_by_another,
    is_of_the_year,
    is_whole,
    may_be_partial,
    passages,
    quoted,
)

# Figures of what a site shows, of other times, of a kind or of a part; 目录 and 清单 count entries, not decisions.
_OTHER = re.compile(
    r"网站|平台|专栏|公众号|公报|解读|转发|转载|上级|本级|办公[室厅]|部门(?:行政)?规范性文件|乡镇|街道|季度|半年|(?<!\d)\d{1,2}月"
    r"|上年|去年|上一年|历年|累计|以来|同比|较|清理|审查|审核|备案|评估|征求|起草|代拟|拟定|草案|意见稿|修[改订]|信息|公示|目录|清单|双公示"
    r"|答复|申请|复议|诉讼|首违|不予|减轻|从轻|其中|类"
)
_DECISIONS = re.compile(
    r"(?P<row>行政许可|行政处罚|行政强制)(?P<end>决定|案件|措施|执行|事项)?(?:数量|总数|共计|共|合计|为|:|达){0,2}$"
)
_DECIDED_BEFORE = re.compile(r"(?:作出|做出|办理|办结|实施|下达|受理办结|立案查处|查处)(?:了|各类)*$")
_PROCUREMENT = re.compile(r"政府集中采购(?:项目)?(?:数量|共计|共|合计|为|:){0,2}$")
_CASES = frozenset({"件", "宗", "起", "例", "项", "次", "件次"})
_DECISION_ROWS = {"行政许可": "licensing", "行政处罚": "penalties", "行政强制": "coercive_measures"}
_DOCUMENT_ROWS = {"rules": "规章", "normative_documents": "规范性文件"}
_RULES, _NORMATIVE = re.compile(r"规章(?!制度)|政府令"), re.compile(r"规范性文件")
_REPEALED, _VALID = re.compile(r"废止|失效"), re.compile(r"有效|保留")
_MADE = re.compile(r"制发|制定|新制|制作|出台|印发")
_OPENING_YEAR = re.compile(r"^(?:19|20)\d{2}年(?:度|全年)?|^本?年度?(?=[办作做])|^全年(?:共)?|^共")
_LISTED, _SHOWN_ELSEWHERE = re.compile(r"事项|清单|职权|权责"), re.compile(r"网站|平台|公众号|公报|案卷|评查|抽查")
_ANY = ("made", "repealed", "valid", "disclosed", "disclosed_total")


@dataclass(frozen=True, slots=True)
class _Said:
    """A count of the text, the row of table 2 that it is about, and the columns that it may be."""

    statement: Statement
    row: str
    name: str
    columns: tuple[str, ...]


@extraction_check(
    "T2-09",
    Severity.MEDIUM,
    Text("正文所称件数与表二一致", "the text counts documents and decisions as table 2 does"),
    limits={"rounding": "0.1"},
)
def counts_agree_with_table_2(extraction: Extraction, limits: Limits) -> Iterator[Discrepancy]:
    """Rules, normative documents, licences, penalties and purchases that the text counts are those of table 2.

    Any column that the wording leaves open will do; a rounded figure may be off by a tenth. What was put on a website,
    cleared, reviewed or listed is another count and is not compared. A mismatch always needs a person: the text may
    speak of the body's own documents only.

    Basis: 国办公开办函〔2021〕30号 (发布内容不准确); 条例 art. 50(1).
    Applies to: every kind of unit.

    Passes:
        proactive.normative_documents.made = 2
        proactive.normative_documents.valid = 9
        s2_proactive: 本年度制发规范性文件2件，现行有效规范性文件9件。
    Passes (NOT_APPLICABLE):
        s2_proactive: 通过政府网站公开规范性文件5件。
    Fails (WARN):
        s2_proactive: 本年度制发规范性文件2件。
    Fails (WARN):
        s2_proactive: 本年度作出行政许可决定12件。
    """
    found = tuple(_held(extraction, _said(extraction.report), limits["rounding"]))
    yield from found or (not_applicable("正文未称表二所列件数", "the text counts nothing of table 2"),)


@extraction_check(
    "NAR-06",
    Severity.MEDIUM,
    Text("正文所称文件数与表二一致", "the text counts documents as table 2 does"),
    limits={"rounding": "0.1"},
)
def documents_agree(extraction: Extraction, limits: Limits) -> Iterator[Discrepancy]:
    """The numbers of documents in the text are those of table 2: the part of T2-09 that is about documents.

    What it finds T2-09 finds too, and is listed under it.

    Basis: 国办公开办函〔2021〕30号 (发布内容不准确).
    Applies to: every kind of unit.

    Passes:
        proactive.normative_documents.made = 2
        s2_proactive: 本年度制发规范性文件2件。
    Fails (WARN):
        s2_proactive: 本年度制发规范性文件2件。
    """
    said = (one for one in _said(extraction.report) if one.row not in _DECISION_ROWS.values())
    documents = (one for one in said if one.row != "procurement")
    found = tuple(
        seen if seen.outcome.passed else replace(seen, root="T2-09")
        for seen in _held(extraction, documents, limits["rounding"])
    )
    yield from found or (not_applicable("正文未称文件数", "the text counts no documents"),)


def _said(report: Report) -> Iterator[_Said]:
    for statement in report.statements:
        if statement.negated or not is_whole(statement.value) or statement.upper is not None:
            continue
        row = _documents_row(statement) or _decisions_row(statement)
        if row is not None and _is_comparable(report, statement):
            yield row


def _is_comparable(report: Report, statement: Statement) -> bool:
    if _OTHER.search(_without_lead(statement.text)) or not is_of_the_year(report, statement):
        return False
    sentence = _sentence_around(report, statement)
    is_listed = statement.unit == "项" and _LISTED.search(sentence) is not None
    elsewhere = _SHOWN_ELSEWHERE.search(sentence) is not None or is_done_by_another(report, statement.text)
    return not (is_listed or elsewhere or may_be_partial(report, statement))


def _without_lead(clause: str) -> str:
    """The clause without the word that opens a list: its entries are counts of their own."""
    return re.sub(r"^其中:?", "", clause)


def _sentence_around(report: Report, statement: Statement) -> str:
    if statement.offset is None:
        return statement.text
    text = report.narrative
    start = max(text.rfind(stop, 0, statement.offset) for stop in "。！？") + 1
    ends = [end for stop in "。！？" if (end := text.find(stop, statement.offset)) >= 0]
    return "".join(text[start : min(ends, default=len(text))].split())


def _documents_row(statement: Statement) -> _Said | None:
    """Which row and columns a count of documents is about; a clause that names both rows is about neither."""
    if statement.subject is not Subject.DOCUMENTS:
        return None
    named = {
        key: found[0]
        for key, pattern in (("rules", _RULES), ("normative_documents", _NORMATIVE))
        if (found := pattern.search(statement.text))
    }
    if len(named) != 1:
        return None
    row = next(iter(named))
    return _Said(statement, row, _DOCUMENT_ROWS[row], _columns_meant(statement.text))


def _columns_meant(clause: str) -> tuple[str, ...]:
    verbs = {"repealed": _REPEALED, "valid": _VALID, "made": _MADE}
    meant = tuple(column for column, verb in verbs.items() if verb.search(clause))
    if meant == ("valid",):
        return ("valid", "disclosed_total")
    return meant if len(meant) == 1 else _ANY


def _decisions_row(statement: Statement) -> _Said | None:
    """Decisions that the text counts: the words in front of the number must say so, or nothing but their name."""
    before = _in_front(statement)
    lead = re.sub(r"^.*?(?=行政许可|行政处罚|行政强制|政府集中采购)", "", before)
    if statement.unit not in _CASES or (statement.unit == "项" and "事项" in before):
        return None
    if decided := _DECISIONS.match(lead):
        ahead = before[: len(before) - len(lead)]
        if decided["end"] == "事项" or not (_DECIDED_BEFORE.search(ahead) or ahead == ""):
            return None
        return _Said(statement, _DECISION_ROWS[decided["row"]], decided["row"], ("decisions",))
    if _PROCUREMENT.match(lead):
        return _Said(statement, "procurement", "政府集中采购", ("projects",))
    return None


def _in_front(statement: Statement) -> str:
    """What stands in front of the number, from the last pause on; empty where the number is not found."""
    clause = _OPENING_YEAR.sub("", statement.text).replace(",", "")
    number_at = re.search(rf"(?<![\d.]){statement.value:f}(?![\d.])", clause)
    return "" if number_at is None else re.split("[、:]", clause[: number_at.start()])[-1]


def _held(extraction: Extraction, said: Iterator[_Said], rounding: Decimal) -> Iterator[Discrepancy]:
    counts = tuple(said)
    for one in counts:
        cells = _cells(extraction.report, one)
        if cells:
            yield _verdict(extraction, one, cells, rounding, together=_together(extraction.report, one, counts))


def _together(report: Report, one: _Said, counts: Iterable[_Said]) -> Decimal:
    """What one sentence counts of a row in all: 县政府制定3件，各部门制定1件."""
    place, row, columns = _sentence_around(report, one.statement), one.row, one.columns
    same = (other for other in counts if (other.row, other.columns) == (row, columns))
    return sum(
        (other.statement.value for other in same if _sentence_around(report, other.statement) == place), Decimal(0)
    )


def _cells(report: Report, said: _Said) -> dict[Address, Cell]:
    return {
        address: cell
        for address, cell in report.cells.items()
        if address.table == "proactive" and address.row == said.row and address.column in said.columns
    }


def _verdict(
    extraction: Extraction, said: _Said, cells: Mapping[Address, Cell], rounding: Decimal, *, together: Decimal
) -> Discrepancy:
    statement = said.statement
    slack = statement.value * rounding if statement.approximate else Decimal(0)
    values = [cell.value for cell in cells.values() if cell.value is not None]
    if together in values or any(abs(value - statement.value) <= slack for value in values):
        outcome = Outcome.PASS
    elif all(cell.certain and cell.state is CellState.NUMBER for cell in cells.values()):
        outcome = borne(extraction, Outcome.WARN)
    else:
        outcome = Outcome.UNDETERMINED
    text, shown = quoted(statement), join(number(value) for value in values)
    end = "" if outcome.passed else "，疑似不一致，请核实"
    message = Text(
        f"{text.zh}；表二“{said.name}”有关各格填{shown.zh or '空白'}{end}",
        f"{text.en}; table 2, {said.row}: {shown.en or 'blank'}",
    )
    return Discrepancy(outcome, message, tuple(cells), quotes=passages([statement]))
