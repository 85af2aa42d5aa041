"""Table 3, what is carried over: that it can be, and that it is not much of what came in."""

from collections.abc import Iterator
from decimal import Decimal

from crawler.domain.finding import Outcome, Severity
from crawler.domain.report import Report
from crawler.domain.wording import Text
from monitor.checks.catalogue import Discrepancy, not_applicable, table_check
from monitor.checks.phrases import number
from monitor.checks.requests import BALANCE, root_of_columns
from monitor.checks.rules import Limits
from monitor.checks.tables import requests_table, sure_value

_ROWS = ("carried_out", "new_received", "carried_in")


@table_check(
    "T3-13",
    Severity.LOW,
    Text("结转下年数与收到数相称", "what is carried over is part, and not much, of what came in"),
    limits={"share": "0.3", "applications": "10"},
)
def backlog_is_plausible(report: Report, limits: Limits) -> Iterator[Discrepancy]:
    """No more can be carried over than came in; and with 20 working days to answer, seldom more than `share` of it.

    Applications of December may all be carried over, so it only asks for a look, and only from `applications` on:
    one of two carried over is nothing unusual. Blanks are not taken for 0.

    Basis: logic; 条例 art. 33 (20 working days). The share is a figure of experience, not of any rule.
    Applies to: every kind of unit.

    Passes:
        requests.new_received.total = 20
        requests.carried_out.total = 6
    Fails (WARN):
        requests.new_received.total = 20
        requests.carried_out.total = 7
    Fails (WARN):
        requests.carried_out.total = 4
    """
    table = requests_table(report)
    values = [None] * 3 if table is None else [sure_value(table.cell(row, "total")) for row in _ROWS]
    out, new, carried_in = values
    if table is None or out is None or new is None or carried_in is None:
        yield not_applicable("收到数或结转数不是确定的数字", "what came in or was carried over is no certain figure")
        return
    came = new + carried_in
    seen = Text(
        f"表三“总计”列：收到{number(came).zh}件（本年新收{number(new).zh}+上年结转{number(carried_in).zh}），"
        f"结转下年{number(out).zh}件",
        f"table 3, column total: {number(came).en} came in, {number(out).en} are carried over",
    )
    outcome, end = _judged(out, came, limits)
    cells = tuple(table.address(row, "total") for row in _ROWS)
    root = (root_of_columns(table) or BALANCE) if out > came else None
    yield Discrepancy(outcome, Text(f"{seen.zh}，{end.zh}", f"{seen.en}: {end.en}"), cells, root=root)


def _judged(out: Decimal, came: Decimal, limits: Limits) -> tuple[Outcome, Text]:
    if out > came:
        return Outcome.WARN, Text("结转数大于收到数，请核实", "more than came in")
    if came >= limits["applications"] and out > limits["share"] * came:
        share = number((100 * out / came).quantize(Decimal("0.1"))).zh
        return Outcome.WARN, Text(f"占{share}%，请核实", f"{share}% of it")
    return Outcome.PASS, Text("未见异常", "nothing amiss")
