"""What the readings of tables have in common: the cells they fill and the doubts they leave."""

import re
from dataclasses import dataclass, field, replace

from crawler.domain.extraction import Doubt
from crawler.domain.report import Address, Cell, Place, Unsure
from crawler.forms import Block, Column, Row
from crawler.parse.alignment import (
    ADDS_NOT_UP,
    CELL_SHARED,
    COLUMN_LOST,
    COLUMNS_UNKNOWN,
    FIGURES_ASTRAY,
    ROW_LOST,
    RUN_TOGETHER,
    TOO_MANY_VALUES,
    Aligned,
)

# The unit of money behind a label of the form is printed in many ways, and is read as a unit.
_UNIT_BEHIND = re.compile(r"[(:].*$")

ROW_TWICE = "row_twice"

_WHY = {
    COLUMN_LOST: "fewer figures than columns: the source no longer says which column each stands in",
    RUN_TOGETHER: "its figures run together: they were parted where that can be done in one way only",
    ADDS_NOT_UP: "in running text its figures do not add up: one of them may be a neighbour's, or broken in two",
    TOO_MANY_VALUES: "more figures than the form has columns",
    CELL_SHARED: "a figure stands in a cell that spans several rows; whose it is the source does not say",
    COLUMNS_UNKNOWN: "the header does not name the columns of the form in their order",
    FIGURES_ASTRAY: "figures stand beside it that may be its own",
    ROW_LOST: "the table is there, but this row was not found in it",
}


@dataclass(slots=True)
class Tables:
    """Cells by address, the form that each printed block follows, and doubts, while a document is read.

    `surplus` and `subtotals` are what a report prints beyond its form, `variants` labels that it spells otherwise.
    """

    cells: dict[Address, Cell] = field(default_factory=dict)
    blocks: dict[str, str] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    surplus: dict[str, int] = field(default_factory=dict)
    subtotals: dict[Address, Cell] = field(default_factory=dict)
    variants: dict[str, str] = field(default_factory=dict)

    def fill(self, addresses: tuple[Address, ...], aligned: Aligned, label: str) -> None:
        """Take the cells of one row; a row that was filled before keeps its first reading.

        The same figures once more say nothing new.
        """
        if any(address in self.cells for address in addresses):
            if not self._prints(addresses, aligned):
                why = f"{label}: the row is printed twice; the first is kept"
                self.doubts.append(Doubt(ROW_TWICE, why, addresses))
            return
        self.cells.update(zip(addresses, aligned.cells, strict=True))
        if aligned.doubt is not None:
            self.doubts.append(Doubt(aligned.doubt, f"{label}: {_WHY[aligned.doubt]}", addresses))
        if aligned.printed is not None:
            self.surplus[_name(addresses)] = aligned.printed

    def _prints(self, addresses: tuple[Address, ...], aligned: Aligned) -> bool:
        """Whether these very figures stand there already, for certain both times."""
        read = [self.cells.get(address) for address in addresses]
        known = [None if cell is None or not cell.certain else (cell.state, cell.value) for cell in read]
        return aligned.certain and known == [(cell.state, cell.value) for cell in aligned.cells]

    def share(self, places: frozenset[Place]) -> None:
        """Doubt the cells read from places that prove to belong to several rows."""
        for address, cell in self.cells.items():
            if cell.where in places:
                self.cells[address] = replace(cell, unsure=Unsure.VALUE)

    def has(self, block: Block, row: Row) -> bool:
        """Whether a row was filled already."""
        return block.addresses(row)[0] in self.cells

    def note_label(self, block: Block, named: Row | Column, printed: str) -> None:
        """Remember a label that is not spelt as the form spells it; the two of them are normalised."""
        own = _UNIT_BEHIND.sub("", named.labels[0]) if isinstance(named, Column) else named.labels[0]
        if not printed.startswith(own):
            self.variants.setdefault(f"{block.key}.{named.key}", printed)

    def doubt(self, code: str, message: str, cells: tuple[Address, ...] = ()) -> None:
        """Note something we are not sure of."""
        self.doubts.append(Doubt(code, message, cells))


def _name(addresses: tuple[Address, ...]) -> str:
    """What one printed row is called: table 4 prints its three groups side by side, as one."""
    table, rows = addresses[0].table, {address.row for address in addresses}
    return table if len(rows) > 1 else f"{table}.{addresses[0].row}"
