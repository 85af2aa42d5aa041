"""Table 2 by the form of 60号: what its figures say of each other, and of those of the year before."""

from collections.abc import Iterator
from dataclasses import replace

from crawler.domain.dossier import Dossier
from crawler.domain.finding import Outcome, Severity
from crawler.domain.report import Cell, Report
from crawler.domain.wording import Text
from monitor.checks.catalogue import Discrepancy, dossier_check, not_applicable, table_check
from monitor.checks.equations import Verdict, decide_at_most
from monitor.checks.phrases import conclusion, figure, number, terms
from monitor.checks.proactive_rows import FINE, NO_SUCH_COLUMNS, both, of_row, rows_with
from monitor.checks.tables import Printed, sure_value
from monitor.checks.trust import trusted

_ALL, _NEWLY = Text("对外公开总数量", "disclosed in all"), Text("本年新公开数量", "newly disclosed")


@table_check(
    "T2O-01",
    Severity.HIGH,
    Text("本年新公开数量不大于对外公开总数量", "what was newly disclosed is part of all that is disclosed"),
)
def newly_disclosed_is_part_of_all(report: Report) -> Iterator[Discrepancy]:
    """对外公开总数量 holds 本年新公开数量; only the form of 60号 asks for the two.

    Basis: logic; 国办公开办函〔2019〕60号, table 2, 第二十条第（一）项.
    Applies to: every kind of unit.

    Passes:
        form: form_2019
        proactive.rules.disclosed = 5
        proactive.rules.disclosed_total = 5
    Fails:
        form: form_2019
        proactive.rules.disclosed = 5
        proactive.rules.disclosed_total = 4
    Fails (UNDETERMINED):
        form: form_2019
        proactive.rules.disclosed = 5
        proactive.rules.disclosed_total = blank
    """
    rows = tuple(rows_with(report, "disclosed", "disclosed_total"))
    if not rows:
        yield NO_SUCH_COLUMNS
    for table, row in rows:
        disclosed, total = table.cell(row, "disclosed"), table.cell(row, "disclosed_total")
        verdict = decide_at_most([disclosed], [total])
        seen = both(terms([(_NEWLY, disclosed)]), terms([(_ALL, total)]))
        end = FINE if verdict.outcome.passed else conclusion(verdict, (disclosed, total))
        yield of_row(table, row, verdict.outcome, both(seen, end), ("disclosed", "disclosed_total"))


@table_check(
    "T2O-02",
    Severity.INFO,
    Text("本年新制作与新公开数量的关系", "what was made and what was newly disclosed"),
)
def made_is_disclosed(report: Report) -> Iterator[Discrepancy]:
    """More disclosed than made are documents of earlier years, fewer are documents not disclosed.

    Both are legitimate: a note for the reader, and no finding against the unit.

    Basis: 国办公开办函〔2019〕60号, table 2, 第二十条第（一）项.
    Applies to: every kind of unit.

    Passes:
        form: form_2019
        proactive.normative_documents.made = 5
        proactive.normative_documents.disclosed = 5
        proactive.normative_documents.disclosed_total = 5
    Fails (INFO):
        form: form_2019
        proactive.normative_documents.made = 6
        proactive.normative_documents.disclosed = 5
        proactive.normative_documents.disclosed_total = 5
    """
    rows = tuple(rows_with(report, "made", "disclosed"))
    if not rows:
        yield NO_SUCH_COLUMNS
    for table, row in rows:
        made, disclosed = table.cell(row, "made"), table.cell(row, "disclosed")
        sure = {sure_value(made), sure_value(disclosed)}
        differ = None not in sure and len(sure) > 1
        seen = both(terms([(Text("本年新制作数量", "made"), made)]), terms([(_NEWLY, disclosed)]))
        end = Text("两数不同，供参考", "they differ, which is legitimate") if differ else FINE
        yield of_row(table, row, Outcome.INFO if differ else Outcome.PASS, both(seen, end), ("made", "disclosed"))


@table_check(
    "T2O-03",
    Severity.MEDIUM,
    Text("上一年项目数量加本年增/减不小于0", "the items of last year with the change are not below 0"),
)
def items_are_not_below_nought(report: Report) -> Iterator[Discrepancy]:
    """No more items can be dropped than there were.

    处理决定数量 is no result of the two and is not compared with them.

    Basis: logic; 国办公开办函〔2019〕60号, table 2, 第二十条第（五）、（六）、（八）项.
    Applies to: every kind of unit.

    Passes:
        form: form_2019
        proactive.licensing.prev_items = 7
        proactive.licensing.delta = -7
    Fails:
        form: form_2019
        proactive.licensing.prev_items = 7
        proactive.licensing.delta = -8
    Fails (UNDETERMINED):
        form: form_2019
        proactive.licensing.prev_items = blank
        proactive.licensing.delta = -8
    """
    rows = tuple(rows_with(report, "prev_items", "delta"))
    if not rows:
        yield NO_SUCH_COLUMNS
    for table, row in rows:
        items, change = table.cell(row, "prev_items"), table.cell(row, "delta")
        verdict = decide_at_most([_negated(change)], [items])
        seen = both(terms([(Text("上一年项目数量", "items of last year"), items)]), _changed_by(change))
        yield of_row(table, row, verdict.outcome, both(seen, _below_nought(verdict)), ("prev_items", "delta"))


@dossier_check(
    "T2O-05",
    Severity.INFO,
    Text(
        "对外公开总数量的增加不大于本年新公开数量", "what is disclosed in all grew by no more than was newly disclosed"
    ),
)
def total_grows_by_what_is_disclosed(dossier: Dossier) -> Iterator[Discrepancy]:
    """对外公开总数量 grows by 本年新公开数量 less what was taken down; a greater growth has another source.

    How much was taken down is not known, so a smaller growth says nothing; only the reports on 2019 and 2020 can be
    compared so.

    Basis: logic; 国办公开办函〔2019〕60号, table 2, 第二十条第（一）项, in two years.
    Applies to: every kind of unit.

    Passes:
        form: form_2019
        last year: proactive.rules.disclosed_total = 5
        proactive.rules.disclosed = 2
        proactive.rules.disclosed_total = 7
    Fails (INFO):
        form: form_2019
        last year: proactive.rules.disclosed_total = 5
        proactive.rules.disclosed = 2
        proactive.rules.disclosed_total = 8
    """
    now, before = trusted(dossier.extraction), trusted(dossier.previous)
    rows = () if now is None else tuple(rows_with(now.report, "disclosed", "disclosed_total"))
    grown = () if before is None else tuple(_growth(table, row, before.report) for table, row in rows)
    known = [discrepancy for discrepancy in grown if discrepancy is not None]
    yield from known
    if not known:
        yield not_applicable("无可比对的两年数字", "there are no figures of two years to compare")


def _negated(cell: Cell | None) -> Cell | None:
    return cell if cell is None or cell.value is None else replace(cell, value=-cell.value)


def _changed_by(change: Cell | None) -> Text:
    shown = figure(change)
    return Text(f"本年增/减{shown.zh}", f"change {shown.en}")


def _below_nought(verdict: Verdict) -> Text:
    if verdict.outcome.passed:
        return FINE
    if verdict.outcome is Outcome.UNDETERMINED:
        return Text(
            "减少数大于已填项目数；有空白或未能确认的内容，尚不能判定，请核实", "not decided: some are blank or unsure"
        )
    below = number(-verdict.difference).zh
    return Text(f"相加为{below}，小于0，请核实", f"together {below}, below 0")


def _growth(table: Printed, row: str, before: Report) -> Discrepancy | None:
    then = sure_value(before.cell(table.block.table, row, "disclosed_total"))
    total, disclosed = (sure_value(table.cell(row, column)) for column in ("disclosed_total", "disclosed"))
    if then is None or total is None or disclosed is None:
        return None
    seen = Text(
        f"对外公开总数量由{number(then).zh}变为{number(total).zh}，本年新公开数量{number(disclosed).zh}",
        f"disclosed in all went from {number(then).en} to {number(total).en}, newly disclosed {number(disclosed).en}",
    )
    more = total - then > disclosed
    end = (
        Text(f"增加{number(total - then).zh}，大于本年新公开数量，供参考", "it grew by more than that")
        if more
        else FINE
    )
    outcome = Outcome.INFO if more else Outcome.PASS
    return of_row(table, row, outcome, both(seen, end), ("disclosed", "disclosed_total"))
