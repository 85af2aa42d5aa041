"""The sums of groups of results that some reports add to table 3, though no form asks for them."""

from collections.abc import Iterator

from crawler.domain.finding import Outcome, Severity
from crawler.domain.report import Address, Cell, Report
from crawler.domain.wording import Text
from crawler.forms import Row
from monitor.checks.catalogue import Discrepancy, not_applicable, table_check
from monitor.checks.equations import Verdict, decide
from monitor.checks.phrases import conclusion, figure, row_name, terms
from monitor.checks.tables import Printed, requests_table

_SINGLE, _GROUP = "other", "（六）其他处理"
_PLAIN = str.maketrans("（）", "()")


@table_check(
    "T3-10",
    Severity.HIGH,
    Text("表三分组小计等于组内各行之和", "table 3: the sum of a group is that of its rows"),
)
def groups_sum_up(report: Report) -> Iterator[Discrepancy]:
    """Where a report prints a figure beside （三）不予公开 or another group, it is the sum of the rows of the group.

    No form has such rows, so only those that are printed are held to it. A row （六）其他处理 beside its own three may
    be a row of the form of 60号 that was left standing, not a sum: that is for a person to see.

    Basis: logic; the groups of table 3 in 国办公开办函〔2021〕30号 and 〔2019〕60号.
    Applies to: every kind of unit.

    Passes:
        sum: （三）不予公开 0 0 0 0 0 0 0
    Fails:
        sum: （三）不予公开 2 0 0 0 0 0 2
    Fails (WARN):
        requests.other.natural_person = 2
    """
    table = requests_table(report)
    groups = {} if table is None else dict(_groups(table))
    if table is None or not groups:
        yield not_applicable("未印有分组小计", "no sums of groups are printed")
        return
    for group, sums in groups.items():
        found = [_sum_of_group(table, group, column, cell) for column, cell in sums.items()]
        raised = [discrepancy for discrepancy in found if not discrepancy.outcome.passed]
        yield from raised
        if not raised:
            yield Discrepancy(
                Outcome.PASS, Text(f"表三“{group}”小计未见出入", f"table 3, sum of {group}: nothing amiss")
            )


def _groups(table: Printed) -> Iterator[tuple[str, dict[str, Cell]]]:
    """The sums that are printed, by group as the form names it and by column."""
    for group in dict.fromkeys(row.group for row in table.block.rows if row.group):
        name = group.translate(_PLAIN)
        sums = {
            address.column: cell
            for address, cell in table.report.subtotals.items()
            if address.row.translate(_PLAIN) == name
        }
        if sums:
            yield group, sums
    single = {address.column: cell for address, cell in table.report.row(table.block.table, _SINGLE)}
    if _rows_of(table, _GROUP) and any(cell.value is not None for cell in single.values()):
        yield _GROUP, single


def _rows_of(table: Printed, group: str) -> tuple[Row, ...]:
    return tuple(row for row in table.block.rows if row.group == group)


def _sum_of_group(table: Printed, group: str, column: str, printed: Cell) -> Discrepancy:
    rows = _rows_of(table, group)
    cells = [table.cell(row.key, column) for row in rows]
    verdict = decide(cells, [printed])
    parts = terms(
        (row_name(row), cell) for row, cell in zip(rows, cells, strict=True) if cell is not None and cell.value
    )
    shown, name = figure(printed), table.column_name(column)
    seen = parts if parts.zh else Text("组内各行未见大于0的数字", "no row of it is above 0")
    end = conclusion(verdict, (*cells, printed))
    return Discrepancy(
        _outcome(verdict, group),
        Text(
            f"表三“{name.zh}”列：{seen.zh}；{group}小计{shown.zh}，{end.zh}",
            f"table 3, column {name.en}: {seen.en}; sum of {group} {shown.en}: {end.en}",
        ),
        tuple(Address(table.block.table, row.key, column) for row in rows),
    )


def _outcome(verdict: Verdict, group: str) -> Outcome:
    return Outcome.WARN if verdict.outcome is Outcome.FAIL and group == _GROUP else verdict.outcome
