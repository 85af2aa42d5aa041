"""The lists of a document as XLSX: what an office sorts, filters and sends on."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from monitor.documents.building import Notice
from monitor.documents.circular import Circular
from monitor.documents.lines import ProblemLine, RecheckLine, UnitLine
from monitor.documents.notices import Overdue, Rectification, Reminder
from monitor.summaries.workbook import Column, Sheet, Value, write_workbook

_UNIT = (
    (Column("序号", 7), "number"),
    (Column("单位", 32), "unit"),
    (Column("类别", 14), "kind"),
    (Column("应公布期限", 16), "due_on"),
    (Column("期限依据", 34), "due_basis"),
    (Column("监测结果", 30), "status"),
    (Column("公布日期", 16), "published_on"),
    (Column("日期说明", 28), "published"),
    (Column("距到期", 26), "days_left"),
)
_PROBLEM = (
    (Column("序号", 7), "number"),
    (Column("单位", 32), "unit"),
    (Column("报告年度", 10), "report_year"),
    (Column("问题类别", 14), "category"),
    (Column("具体表现（位置及数值）", 60), "whole"),
    (Column("位置", 16), "place"),
    (Column("依据", 40), "basis"),
    (Column("检查项", 10), "check"),
    (Column("整改时限", 16), "reply_on"),
    (Column("整改情况", 20), "done"),
)
_RECHECK = (
    (Column("序号", 7), "number"),
    (Column("单位", 32), "unit"),
    (Column("问题", 60), "what"),
    (Column("首次监测到", 16), "seen_on"),
    (Column("复查结果", 14), "outcome"),
    (Column("说明", 50), "why"),
)
_PROOF = Column("所见", 50), Column("网址", 60), Column("采集时间", 18), Column("SHA-256", 68)
_PROOFS = (Column("清单", 20), Column("序号", 7), Column("单位", 32), *_PROOF)
_Line = UnitLine | ProblemLine | RecheckLine
_Columns = Sequence[tuple[Column, str]]


def render_lists(notice: Notice, at: datetime) -> bytes:
    """The lists of a document, each on a sheet of its own, and the evidence of all on the last."""
    lists = [(title, columns, lines) for title, columns, lines in _lists(notice) if lines or title == "问题清单"]
    above = (notice.title, f"截至{notice.cut_off}", notice.caution)
    sheets = [_sheet(title, columns, lines, above) for title, columns, lines in lists]
    proofs = tuple(row for title, _, lines in lists for line in lines for row in _proofs(title, line))
    return write_workbook((*sheets, Sheet("证据", _PROOFS, proofs, above)), at)


def _lists(notice: Notice) -> Iterator[tuple[str, _Columns, Sequence[_Line]]]:
    match notice:
        case Reminder():
            yield "尚未监测到", _UNIT, notice.due
            yield "未能核实", _UNIT, notice.unverified
        case Overdue():
            yield "逾期未监测到", _UNIT, notice.missing
            yield "逾期公布", _UNIT, notice.late
            yield "未能核实", _UNIT, notice.unverified
        case Rectification():
            yield "问题清单", _PROBLEM, notice.problems
        case Circular():
            yield "各单位情况", _UNIT, notice.units
            yield "问题清单", _PROBLEM, notice.problems
            yield "整改复查", _RECHECK, notice.recheck
            yield "未能核实", _UNIT, notice.unverified


def _sheet(title: str, columns: _Columns, lines: Sequence[_Line], above: tuple[str, ...]) -> Sheet:
    rows = tuple(tuple(_value(line, name) for _, name in columns) for line in lines)
    return Sheet(title, tuple(column for column, _ in columns), rows, above)


def _value(line: _Line, name: str) -> Value:
    value: Value = getattr(line, name)
    return value


def _proofs(title: str, line: _Line) -> Iterator[tuple[Value, ...]]:
    if isinstance(line, RecheckLine):
        return
    for proof in line.proofs:
        yield title, line.number, line.unit, proof.seen, proof.url, proof.taken_at, proof.sha256
