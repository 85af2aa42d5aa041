"""Rows of table 2 as checks of their figures take them, and how what is seen in one is told."""

from collections.abc import Iterator

from crawler.domain.finding import Outcome
from crawler.domain.report import Report
from crawler.domain.wording import Text
from monitor.checks.catalogue import Discrepancy, not_applicable
from monitor.checks.tables import Printed, proactive_tables

NO_SUCH_COLUMNS = not_applicable("所用格式无此各列", "the form has no such columns")
FINE = Text("未见出入", "nothing amiss")


def rows_with(report: Report, *columns: str) -> Iterator[tuple[Printed, str]]:
    """The rows of the blocks that have these columns, where they are printed."""
    for table in proactive_tables(report):
        if set(columns) <= set(table.columns):
            yield from ((table, row.key) for row in table.block.rows if table.row(row.key))


def of_row(table: Printed, row: str, outcome: Outcome, seen: Text, columns: tuple[str, ...]) -> Discrepancy:
    """What is to be said of one row, with the cells that it rests on."""
    name = table.row_name(row)
    return Discrepancy(
        outcome,
        Text(f"表二“{name.zh}”行：{seen.zh}", f"table 2, {name.en}: {seen.en}"),
        tuple(table.address(row, column) for column in columns),
    )


def both(one: Text, other: Text) -> Text:
    """Two parts of one sentence."""
    return Text(f"{one.zh}，{other.zh}", f"{one.en}, {other.en}")
