"""Table 4, reviews and lawsuits: the sums of its three groups, and its blanks."""

from collections.abc import Iterator

from crawler.domain.finding import Outcome, Severity
from crawler.domain.report import Report
from crawler.domain.wording import Text
from monitor.checks.catalogue import Discrepancy, not_applicable, table_check
from monitor.checks.equations import Verdict, decide
from monitor.checks.phrases import conclusion, terms
from monitor.checks.tables import Printed, disputes_table

_NOT_READ = not_applicable("未读到表四", "table 4 was not read")


@table_check(
    "T4-02",
    Severity.HIGH,
    Text("表四每组：各种结果之和等于总计", "table 4, each group: the results sum up to the total"),
)
def outcomes_sum_up(report: Report) -> Iterator[Discrepancy]:
    """Every case was upheld, corrected, ended otherwise or is pending: 尚未审结 belongs to the sum.

    Each of the three groups is summed up by itself; nothing is said across groups or across years.

    Basis: 国办公开办函〔2021〕30号 and 〔2019〕60号, table 4: four results and 总计 in each group.
    Applies to: every kind of unit.

    Passes:
        disputes.review.pending = 3
        disputes.review.total = 5
    Passes (PASS_IF_BLANK_ZERO):
        disputes.direct.* = blank
    Fails:
        disputes.review.total = 3
    Fails (UNDETERMINED):
        disputes.review.total = blank
    """
    table = disputes_table(report)
    if table is None:
        yield _NOT_READ
        return
    for row in table.block.rows:
        yield _sum_of_group(table, row.key)


@table_check("T4-03", Severity.LOW, Text("表四各格均填写数字", "table 4: every cell has a figure"))
def every_dispute_cell_is_filled(report: Report) -> Iterator[Discrepancy]:
    """A blank does not say that there was no case; a table left blank altogether is graver.

    Where the source no longer says in which column a blank stands it is only a warning.

    Basis: 国办公开办函〔2021〕30号 「不能遗漏」; a year without cases is told by 0.
    Applies to: every kind of unit.

    Passes:
        disputes.*.* = 0
    Fails:
        disputes.direct.* = blank
    Fails:
        disputes.*.* = blank
    """
    table = disputes_table(report)
    if table is None:
        yield _NOT_READ
        return
    empty, size = tuple(table.empty()), table.size()
    if not empty:
        yield Discrepancy(Outcome.PASS, Text("表四未见空白格", "no cell of table 4 is blank"))
        return
    certain = all(report.cells[address].certain for address in empty)
    yield Discrepancy(
        Outcome.FAIL if certain else Outcome.WARN,
        Text(f"表四{size}格中有{len(empty)}格空白或填“/”", f"{len(empty)} of the {size} cells of table 4 are blank"),
        empty,
        Severity.MEDIUM if len(empty) == size else None,
    )


def _sum_of_group(table: Printed, row: str) -> Discrepancy:
    *results, total = table.columns
    verdict = decide([table.cell(row, result) for result in results], [table.cell(row, total)])
    cells = tuple(table.address(row, column) for column in table.columns)
    return Discrepancy(verdict.outcome, lambda: _group_in_words(table, row, verdict), cells)


def _group_in_words(table: Printed, row: str, verdict: Verdict) -> Text:
    *results, total = table.columns
    left = terms((table.column_name(result), table.cell(row, result)) for result in results)
    right = terms([(table.column_name(total), table.cell(row, total))])
    name, end = table.row_name(row), conclusion(verdict, table.row(row))
    return Text(
        f"表四“{name.zh}”：{left.zh}；{right.zh}，{end.zh}",
        f"table 4, {name.en}: {left.en}; {right.en}: {end.en}",
    )
