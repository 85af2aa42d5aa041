"""Table 4, reviews and lawsuits: the sums of its three groups, and its blanks."""

from collections.abc import Iterator

from crawler.domain.finding import Outcome, Severity
from crawler.domain.report import Report
from crawler.domain.wording import Text
from monitor.checks.catalogue import Discrepancy, not_applicable, table_check
from monitor.checks.equations import decide
from monitor.checks.phrases import conclusion, terms
from monitor.checks.tables import Printed, disputes_table

_NOT_READ = not_applicable("未读到表四", "table 4 was not read")


@table_check(
    "T4-02",
    Severity.HIGH,
    Text("表四每组：各种结果之和等于总计", "table 4, each group: the results sum up to the total"),
)
def outcomes_sum_up(report: Report) -> Iterator[Discrepancy]:
    """Every case was upheld, corrected, ended otherwise or is pending: 尚未审结 belongs to the sum (30号, table 4)."""
    table = disputes_table(report)
    if table is None:
        yield _NOT_READ
        return
    for row in table.block.rows:
        yield _sum_of_group(table, row.key)


@table_check("T4-03", Severity.LOW, Text("表四各格均填写数字", "table 4: every cell has a figure"))
def every_dispute_cell_is_filled(report: Report) -> Iterator[Discrepancy]:
    """A blank does not say that there was no case; a table left blank altogether is graver."""
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
    left = terms((table.column_name(result), table.cell(row, result)) for result in results)
    right = terms([(table.column_name(total), table.cell(row, total))])
    name, end = table.row_name(row), conclusion(verdict, table.row(row))
    return Discrepancy(
        verdict.outcome,
        Text(
            f"表四“{name.zh}”：{left.zh}；{right.zh}，{end.zh}",
            f"table 4, {name.en}: {left.en}; {right.en}: {end.en}",
        ),
        tuple(table.address(row, column) for column in table.columns),
    )
