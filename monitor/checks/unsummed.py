"""Table 3, row （七）总计: that it was summed up at all."""

from collections.abc import Iterator

from crawler.domain.finding import Severity
from crawler.domain.report import Report
from crawler.domain.wording import Text
from monitor.checks import lone_cell, missing_sum
from monitor.checks.catalogue import Discrepancy, not_applicable, table_check
from monitor.checks.lone_cell import lone_slip
from monitor.checks.tables import Printed, is_empty, requests_table


@table_check(
    missing_sum.CHECK, Severity.HIGH, Text("表三（七）总计应汇总各项办理结果", "table 3: row (7) sums up the results")
)
def sum_is_filled_in(report: Report) -> Iterator[Discrepancy]:
    """A （七）总计 left blank or 0 beside results that have figures: the root of all it breaks.

    The message tells what the row would say if it were summed up, where that is certain.

    Basis: 国办公开办函〔2021〕30号 and 〔2019〕60号, table 3, row （七）总计.
    Applies to: every kind of unit.

    Passes:
        requests.total_handled.research = blank
    Passes (PASS_IF_BLANK_ZERO):
        requests.granted.* = 0
        requests.new_received.* = 0
        requests.total_handled.* = blank
    Fails:
        requests.total_handled.* = blank
    Fails:
        requests.total_handled.* = 0
    Fails (UNDETERMINED):
        requests.total_handled.* = unread
    """
    table = requests_table(report)
    if table is None or not table.row(missing_sum.ROW):
        yield not_applicable("未读到表三", "table 3 was not read")
        return
    outcome = missing_sum.outcome_of(table)
    cells = tuple(table.address(missing_sum.ROW, column) for column in table.columns)
    if outcome.passed:
        fine = Text("表三“（七）总计”行与各项办理结果无出入", "table 3, row (7) has figures where the results have")
        yield Discrepancy(outcome, fine, cells)
        return
    root = lone_cell.CHECK if lone_slip(table) is not None else None
    yield Discrepancy(outcome, _not_summed(table), (*cells, *missing_sum.filled_parts(table)), root=root)


def _not_summed(table: Printed) -> Text:
    seen, again = missing_sum.parts_as_printed(table), missing_sum.recomputed(table)
    state = _state_of_sum(table)
    zh = f"表三“（七）总计”行{state.zh}，而{seen.zh}"
    en = f"table 3, row (7) is {state.en}, while {seen.en}"
    if again.zh:
        return Text(f"{zh}；重新汇总为：{again.zh}，请核实", f"{en}; summed up again: {again.en}")
    return Text(f"{zh}，请核实", en)


def _state_of_sum(table: Printed) -> Text:
    empty = {is_empty(cell) for cell in table.row(missing_sum.ROW)}
    if empty == {True}:
        return Text("空白", "blank")
    return Text("空白或填0", "blank or 0") if True in empty else Text("填0", "0")
