"""A report of noughts: every figure of its tables is 0."""

from collections.abc import Iterator
from dataclasses import replace

from crawler.domain.dossier import Dossier
from crawler.domain.extraction import Extraction
from crawler.domain.finding import Outcome, Severity
from crawler.domain.report import Report, Statement, Subject
from crawler.domain.unit import Level, UnitKind
from crawler.domain.wording import Text
from monitor.checks.catalogue import Discrepancy, dossier_check, not_applicable
from monitor.checks.surplus import TOO_MANY
from monitor.checks.tables import sure_value
from monitor.checks.trust import trusted

_SMALL = (UnitKind.DEPARTMENT, UnitKind.TOWNSHIP, UnitKind.SUBDISTRICT)
_TABLES = frozenset({"proactive", "requests", "disputes"})


@dossier_check("T2-11", Severity.INFO, Text("各表数字不全为0", "not every figure of the tables is 0"))
def tables_are_not_all_nought(dossier: Dossier) -> Iterator[Discrepancy]:
    """Every figure of tables 2 to 4 is 0: legitimate in a small township, and worth a look beside a text that counts.

    Only for departments, townships and 街道, and only where every cell is a figure that we are sure of: where a row
    prints too many noughts it does not matter which of them is the extra one.

    Basis: experience; no rule forbids it.
    Applies to: every kind of unit.

    Passes:
        kind: department
    Fails (INFO):
        kind: department
        *.*.* = 0
    """
    extraction = trusted(_whatever_is_extra(dossier.extraction))
    if extraction is None or not (dossier.kind in _SMALL or dossier.level is Level.TOWNSHIP):
        yield not_applicable("未取得表格，或非部门、乡镇、街道", "no tables, or no department, township or 街道")
        return
    if not _is_all_nought(extraction.report):
        yield Discrepancy(Outcome.PASS, Text("各表数字不全为0", "not every figure is 0"))
        return
    counted = [statement for statement in extraction.report.statements if _counts(statement)]
    quotes = tuple(dict.fromkeys(statement.quote for statement in counted if statement.quote))[:1]
    beside = Text(f"，而正文提到“{quotes[0]}”", f", while the text says “{quotes[0]}”") if quotes else Text("", "")
    cells = len(extraction.report.cells)
    yield Discrepancy(
        Outcome.INFO,
        Text(f"表二至表四{cells}格均为0{beside.zh}，供参考", f"all {cells} cells of tables 2 to 4 are 0{beside.en}"),
        quotes=quotes,
    )


def _whatever_is_extra(extraction: Extraction | None) -> Extraction | None:
    if extraction is None:
        return None
    return replace(extraction, doubts=tuple(doubt for doubt in extraction.doubts if doubt.code != TOO_MANY))


def _is_all_nought(report: Report) -> bool:
    printed = {address.table for address in report.cells}
    return printed >= _TABLES and all(sure_value(cell) == 0 for cell in report.cells.values())


def _counts(statement: Statement) -> bool:
    return statement.subject in (Subject.DISCLOSED, Subject.DOCUMENTS) and statement.value > 0
