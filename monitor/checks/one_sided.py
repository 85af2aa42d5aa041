"""Rows of table 3 that give a total without its applicants, or applicants without their total."""

from collections.abc import Iterator

from crawler.domain.finding import Outcome, Severity
from crawler.domain.report import Report
from crawler.domain.wording import Text
from monitor.checks.catalogue import Discrepancy, not_applicable, table_check
from monitor.checks.phrases import join
from monitor.checks.rules import Limits
from monitor.checks.tables import Printed, is_empty, requests_table, sure_value

CHECK = "T3-11"
_ROWS = 3
_SIDES = {
    True: Text("仅填总计、未填各类申请人", "a total and no applicants"),
    False: Text("仅填各类申请人、未填总计", "applicants and no total"),
}


@table_check(
    CHECK,
    Severity.MEDIUM,
    Text("表三各行总计与各类申请人均填写", "table 3: rows give both the total and the kinds of applicant"),
    limits={"rows": str(_ROWS)},
)
def both_sides_are_filled(report: Report, limits: Limits) -> Iterator[Discrepancy]:
    """A row that gives only its total does not say who applied; one without it leaves the sum to the reader.

    One such row may be the end of a page, so `rows` of a kind are asked for. Blanks are no wrong figures: a warning.

    Basis: 国办公开办函〔2021〕30号 and 〔2019〕60号, table 3: 申请人情况 in seven columns; 30号 「不能遗漏」.
    Applies to: every kind of unit.

    Passes:
        requests.granted.* = blank
        requests.granted.total = 3
    Fails (WARN):
        requests.*.* = blank
        requests.new_received.total = 3
        requests.granted.total = 3
        requests.total_handled.total = 3
    Fails (WARN):
        requests.*.total = blank
    """
    table = requests_table(report)
    if table is None:
        yield not_applicable("未读到表三", "table 3 was not read")
        return
    sides = [(side, tuple(_rows(table, total_only=side))) for side in _SIDES]
    many = [(side, rows) for side, rows in sides if len(rows) >= limits["rows"]]
    for side, rows in many:
        yield _one_sided(table, rows, _SIDES[side])
    if not many:
        yield Discrepancy(
            Outcome.PASS, Text("表三未见多行只填一侧", "table 3 has not many rows of which only one side is filled")
        )


def rows_of(table: Printed) -> frozenset[str]:
    """The rows that the finding is about, where there are enough for one."""
    sides = [tuple(_rows(table, total_only=side)) for side in _SIDES]
    return frozenset(row for rows in sides if len(rows) >= _ROWS for row in rows)


def _rows(table: Printed, *, total_only: bool) -> Iterator[str]:
    *kinds, total = table.columns
    for row in table.block.rows:
        cells = [table.cell(row.key, kind) for kind in kinds]
        one, others = ([table.cell(row.key, total)], cells) if total_only else (cells, [table.cell(row.key, total)])
        filled = any(sure_value(cell) is not None for cell in one)
        if filled and all(cell is not None and cell.certain and is_empty(cell) for cell in others):
            yield row.key


def _one_sided(table: Printed, rows: tuple[str, ...], side: Text) -> Discrepancy:
    names = join(table.row_name(row) for row in rows)
    return Discrepancy(
        Outcome.WARN,
        Text(
            f"表三有{len(rows)}行{side.zh}：{names.zh}，请核实",
            f"{len(rows)} rows of table 3 give {side.en}: {names.en}",
        ),
        tuple(table.address(row, column) for row in rows for column in table.columns),
    )
