"""The cells that the parts of an equation name: in the forms, and as one report prints them."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from fnmatch import fnmatchcase

from crawler.domain.report import Address, Report
from crawler.domain.wording import Text
from crawler.forms import Block, all_forms, find_form
from monitor.checks.phrases import column_name, row_name
from monitor.rules.equation import Equation, Linear

_TABLES = {
    "proactive": Text("表二", "table 2"),
    "requests": Text("表三", "table 3"),
    "disputes": Text("表四", "table 4"),
}


@dataclass(frozen=True, slots=True)
class Layout:
    """The blocks that a report prints, by the forms they follow; `mixed` are the tables that print rows beside them."""

    blocks: tuple[Block, ...]
    mixed: frozenset[str]

    def matching(self, pattern: str) -> Iterator[Address]:
        """The cells of a pattern, in the order of the forms."""
        for block in self.blocks:
            for row in block.rows:
                yield from (address for address in block.addresses(row) if fnmatchcase(str(address), pattern))


def layout_of(report: Report) -> Layout:
    """How a report is printed."""
    followed = tuple(_followed(report))
    known = {address for block in followed for row in block.rows for address in block.addresses(row)}
    return Layout(followed, frozenset(address.table for address in report.cells if address not in known))


def expanded(side: Linear, layout: Layout) -> dict[Address, Decimal] | None:
    """Each cell of a side with its number; None where it is not certain which cells of this report are meant."""
    found: dict[Address, Decimal] = {}
    for part in side.parts:
        addresses = [Address.parse(part.cells)]
        if "*" in part.cells:
            addresses = list(layout.matching(part.cells))
            if not addresses or addresses[0].table in layout.mixed:
                return None
        for address in addresses:
            found[address] = found.get(address, Decimal(0)) + part.times
    return found


def unknown_cells(equation: Equation, forms: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Every part that names no cell of any form, or of none that is asked for, with the column it stands at."""
    meant = [form for form in all_forms() if not forms or form.key in forms]
    known = sorted({str(address) for form in meant for address in form.addresses()})
    for part in equation.parts:
        if not any(fnmatchcase(address, part.cells) for address in known):
            close = get_close_matches(part.cells, known, n=1)
            perhaps = f"; {close[0]} perhaps?" if close else ""
            yield part.column, f"no form has a cell {part.cells}{perhaps}"


def name_of(address: Address, layout: Layout) -> Text:
    """A cell by the labels of its row and column."""
    for block in layout.blocks:
        row = next((row for row in block.rows if row.key == address.row), None)
        if block.table == address.table and row is not None and address in block.addresses(row):
            named, column, table = row_name(row), column_name(block, address.column), _TABLES[address.table]
            return Text(f"{table.zh}“{named.zh}·{column.zh}”", f"{table.en} {named.en}, {column.en}")
    return Text(str(address), str(address))


def _followed(report: Report) -> Iterator[Block]:
    for key, form_key in report.blocks.items():
        form = find_form(form_key)
        if form is not None:
            yield from (block for block in form.blocks() if block.key == key)
