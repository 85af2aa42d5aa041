"""What the readings of tables have in common: the cells they fill and the doubts they leave."""

from dataclasses import dataclass, field, replace

from crawler.domain.extraction import Doubt
from crawler.domain.report import Address, Cell, Place, Unsure
from crawler.forms import Block, Row
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
    """Cells by address, the form that each printed block follows, and doubts, while a document is read."""

    cells: dict[Address, Cell] = field(default_factory=dict)
    blocks: dict[str, str] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)

    def fill(self, addresses: tuple[Address, ...], aligned: Aligned, label: str) -> None:
        """Take the cells of one row; a row that was filled before keeps its first reading."""
        if addresses[0] in self.cells:
            self.doubts.append(Doubt("row_twice", f"{label}: the row is printed twice; the first is kept", addresses))
            return
        self.cells.update(zip(addresses, aligned.cells, strict=True))
        if aligned.doubt is not None:
            self.doubts.append(Doubt(aligned.doubt, f"{label}: {_WHY[aligned.doubt]}", addresses))

    def share(self, places: frozenset[Place]) -> None:
        """Doubt the cells read from places that prove to belong to several rows."""
        for address, cell in self.cells.items():
            if cell.where in places:
                self.cells[address] = replace(cell, unsure=Unsure.VALUE)

    def has(self, block: Block, row: Row) -> bool:
        """Whether a row was filled already."""
        return block.addresses(row)[0] in self.cells

    def doubt(self, code: str, message: str, cells: tuple[Address, ...] = ()) -> None:
        """Note something we are not sure of."""
        self.doubts.append(Doubt(code, message, cells))
