"""The row （七）总计 that was never summed up: one defect that breaks many identities of table 3."""

from decimal import Decimal

from crawler.domain.finding import Outcome
from crawler.domain.report import Address, Cell, CellState, Unsure
from crawler.domain.wording import Text
from crawler.forms.form import Role
from monitor.checks.equations import Verdict, decide
from monitor.checks.phrases import figure, join, number
from monitor.checks.tables import Printed, is_empty, is_positive, is_printed_fact

CHECK = "T3-05"
ROW = "total_handled"
_COLUMNS_LOST = Text("（所在列在原文中不可辨）", " (in columns that the source no longer tells apart)")


def parts_of(table: Printed, column: str) -> list[Cell | None]:
    """The results in one column; with a None where the table prints rows of both forms, whose sum is not certain."""
    parts = [table.cell(row.key, column) for row in table.rows(Role.PART)]
    return [*parts, None] if table.mixes_forms() else parts


def outcome_of(table: Printed) -> Outcome:
    """Whether the row was summed up: decided on figures that certainly stand in their row, whatever their column."""
    sums = table.row(ROW)
    if any(map(is_positive, sums)):
        return Outcome.PASS
    if not _positive(table):
        return Outcome.PASS_IF_BLANK_ZERO if any(map(is_empty, sums)) else Outcome.PASS
    certain = all(cell.certain and cell.state is not CellState.TEXT for cell in sums)
    return Outcome.FAIL if certain and filled_parts(table) else Outcome.UNDETERMINED


def explains_the_rest(table: Printed) -> bool:
    """Whether every balance can hold once the results themselves stand in for the row."""
    if outcome_of(table) is not Outcome.FAIL:
        return False
    return all(_balance_of_parts(table, column).outcome is not Outcome.FAIL for column in table.columns)


def filled_parts(table: Printed) -> tuple[Address, ...]:
    """The results that certainly print a figure above 0."""
    return tuple(address for address, cell in _positive(table) if is_printed_fact(cell))


def parts_as_printed(table: Printed) -> Text:
    """The rows of results that print figures, as they print them."""
    rows = dict.fromkeys(address.row for address, _ in _positive(table))
    return join(_row_as_printed(table, row) for row in rows)


def recomputed(table: Printed) -> Text:
    """What the row would say, column by column; nothing where the columns are lost."""
    if any(cell.unsure is not None for _, cell in _positive(table)):
        return Text("", "")
    values = {column: _recomputed(table, column) for column in table.columns}
    named = ((table.column_name(column), number(value)) for column, value in values.items() if value > 0)
    return join(Text(f"{name.zh}{value.zh}", f"{name.en} {value.en}") for name, value in named)


def _positive(table: Printed) -> tuple[tuple[Address, Cell], ...]:
    parts = {row.key for row in table.rows(Role.PART)}
    cells = table.report.cells.items()
    return tuple(
        (address, cell)
        for address, cell in cells
        if address.table == table.block.table and address.row in parts and is_positive(cell)
    )


def _row_as_printed(table: Printed, row: str) -> Text:
    name = table.row_name(row)
    cells = [(column, cell) for column in table.columns if (cell := table.cell(row, column)) and is_positive(cell)]
    if any(cell.unsure is Unsure.COLUMN for _, cell in cells):
        shown = join(figure(cell) for _, cell in cells)
        return Text(f"{name.zh}印有{shown.zh}{_COLUMNS_LOST.zh}", f"{name.en} prints {shown.en}{_COLUMNS_LOST.en}")
    named = join(_figure_in_column(table, column, cell) for column, cell in cells)
    return Text(f"{name.zh}（{named.zh}）", f"{name.en} ({named.en})")


def _figure_in_column(table: Printed, column: str, cell: Cell) -> Text:
    name, shown = table.column_name(column), figure(cell)
    return Text(f"{name.zh}{shown.zh}", f"{name.en} {shown.en}")


def _balance_of_parts(table: Printed, column: str) -> Verdict:
    """The balance of table 3 with the results in place of their sum."""
    ins = [table.cell(row.key, column) for row in table.rows(Role.IN)]
    outs = [table.cell(row.key, column) for row in table.rows(Role.OUT)]
    return decide(ins, [*parts_of(table, column), *outs])


def _recomputed(table: Printed, column: str) -> Decimal:
    """The sum of the results; a blank among them may hold what the balance of the column still lacks."""
    parts = parts_of(table, column)
    known = sum((cell.value for cell in parts if cell is not None and cell.value is not None), Decimal(0))
    lacking = _balance_of_parts(table, column)
    return known + max(lacking.difference, Decimal(0)) if lacking.outcome is Outcome.UNDETERMINED else known
