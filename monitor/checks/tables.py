"""The printed tables as checks walk them: a report beside the form that a block of it follows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from crawler.domain.report import Address, Cell, CellState, Report, Unsure
from crawler.domain.wording import Text
from crawler.forms import Block, Row, find_form
from crawler.forms.form import Role
from monitor.checks.phrases import column_name, figure, join, row_name


@dataclass(frozen=True, slots=True)
class Printed:
    """A table of a report that was printed and read, with the layout it follows."""

    report: Report
    block: Block

    @property
    def columns(self) -> tuple[str, ...]:
        """The keys of the columns, in the order of the form."""
        return tuple(column.key for column in self.block.columns)

    def cell(self, row: str, column: str) -> Cell | None:
        """One cell, or None where the report does not print it."""
        return self.report.cell(self.block.table, row, column)

    def address(self, row: str, column: str) -> Address:
        """Where that cell stands."""
        return Address(self.block.table, row, column)

    def row(self, row: str) -> tuple[Cell, ...]:
        """The printed cells of a row."""
        cells = (self.cell(row, column) for column in self.columns)
        return tuple(cell for cell in cells if cell is not None)

    def rows(self, role: Role) -> tuple[Row, ...]:
        """The rows that play one part in the balance of table 3."""
        return tuple(row for row in self.block.rows if row.role is role)

    def column_name(self, column: str) -> Text:
        """A column as officials know it."""
        return column_name(self.block, column)

    def row_name(self, key: str) -> Text:
        """A row as officials know it."""
        return row_name(next(row for row in self.block.rows if row.key == key))

    def place_name(self, address: Address) -> Text:
        """A cell by its row and column."""
        row, column = self.row_name(address.row), self.column_name(address.column)
        return Text(f"“{row.zh}”行“{column.zh}”", f"{row.en}, {column.en}")

    def named(self, addresses: Iterable[Address]) -> Text:
        """Cells by their places, each with what it prints: “规章”行“本年制发件数”为3."""
        pairs = [(self.place_name(address), figure(self.report.cells.get(address))) for address in addresses]
        return join(Text(f"{place.zh}为{shown.zh}", f"{place.en}: {shown.en}") for place, shown in pairs)

    def mixes_forms(self) -> bool:
        """Whether it prints rows that its form does not have: which rows make its sums is then not certain."""
        return not set(self.report.rows(self.block.table)) <= {row.key for row in self.block.rows}

    def empty(self) -> Iterator[Address]:
        """The cells that certainly stand blank or with a dash, though perhaps not in which column."""
        return (
            address
            for address, cell in self.report.cells.items()
            if address.table == self.block.table and is_empty(cell) and is_printed_fact(cell)
        )

    def size(self) -> int:
        """How many cells it prints."""
        return sum(address.table == self.block.table for address in self.report.cells)


def proactive_tables(report: Report) -> Iterator[Printed]:
    """The blocks of table 2 that were read, each beside the form that it follows."""
    for key, form_key in report.blocks.items():
        form = find_form(form_key)
        blocks = form.proactive if form is not None else ()
        yield from (Printed(report, block) for block in blocks if block.key == key)


def requests_table(report: Report) -> Printed | None:
    """Table 3, or None where none was read."""
    form = find_form(report.blocks.get("requests"))
    return None if form is None else Printed(report, form.requests)


def disputes_table(report: Report) -> Printed | None:
    """Table 4, or None where none was read."""
    form = find_form(report.blocks.get("disputes"))
    return None if form is None else Printed(report, form.disputes)


def is_empty(cell: Cell) -> bool:
    """Whether it prints no figure: blank or a dash, which are never 0."""
    return cell.state in (CellState.BLANK, CellState.NOT_APPLICABLE)


def sure_value(cell: Cell | None) -> Decimal | None:
    """The figure of a cell that a verdict may rest on; None for every other."""
    return cell.value if cell is not None and cell.certain and cell.state is CellState.NUMBER else None


def is_positive(cell: Cell) -> bool:
    """Whether it prints a figure above 0."""
    return cell.value is not None and cell.value > 0


def is_printed_fact(cell: Cell) -> bool:
    """Whether the row certainly prints this, even where the source no longer says in which of its columns."""
    return cell.unsure is not Unsure.VALUE and cell.state is not CellState.UNREAD
