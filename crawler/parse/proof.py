"""What the sums of the forms prove, and disprove, of figures that were recognised on an image.

One digit misread breaks the sum of its row and that of its column. So a row that does not add up leaves
its figures unsure, however sure the recognition was; and a figure of which it was not sure is proven
where every sum that it is part of comes out.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from crawler.domain.extraction import Doubt
from crawler.domain.report import Address, Cell, CellState, Unsure
from crawler.forms import all_forms
from crawler.forms.form import Role
from crawler.parse.alignment import SURE

_TOTAL = "total"


@dataclass(frozen=True, slots=True)
class _Sum:
    """Addresses on two sides that add up to the same; one of a row has its total alone on one side."""

    left: tuple[Address, ...]
    right: tuple[Address, ...]
    of_row: bool

    def cells(self, cells: Mapping[Address, Cell]) -> tuple[Cell, ...]:
        return tuple(cells[address] for address in (*self.left, *self.right) if address in cells)

    def holds(self, cells: Mapping[Address, Cell]) -> bool:
        return _total(self.left, cells) == _total(self.right, cells)

    def is_broken(self, cells: Mapping[Address, Cell]) -> bool:
        """Whether the two sides differ by more than figures that were left out: that no ink is there is sure."""
        short = _total(self.left, cells) - _total(self.right, cells)
        shorter = self.left if short < 0 else self.right
        printed = (cells[address] for address in shorter if address in cells)
        left_out = any(cell.state is CellState.BLANK and cell.certain for cell in printed)
        return short != 0 and not left_out


def prove(cells: Mapping[Address, Cell]) -> tuple[dict[Address, Cell], tuple[Doubt, ...]]:
    """The cells with those that the sums prove made sure, and those they disprove made unsure."""
    if all(cell.confidence is None for cell in cells.values()):
        return dict(cells), ()
    settled = dict(cells)
    known = [one for one in _sums(cells) if all(_is_known(cell) for cell in one.cells(cells))]
    for address in _proven(cells, known):
        settled[address] = replace(cells[address], unsure=None, by="sums")
    for address in _disproven(cells, known):
        settled[address] = replace(settled[address], unsure=Unsure.VALUE)
    return settled, _doubts(settled)


def _proven(cells: Mapping[Address, Cell], known: Sequence[_Sum]) -> Iterator[Address]:
    """Unsure figures that are held by a sum without a second unsure figure, or by two sums at once."""
    for address, cell in cells.items():
        holding = [one for one in known if address in (*one.left, *one.right)]
        if _is_unsure(cell) and holding and all(one.holds(cells) for one in holding):
            alone = any(sum(map(_is_unsure, one.cells(cells))) == 1 for one in holding)
            if alone or len(holding) > 1:
                yield address


def _disproven(cells: Mapping[Address, Cell], known: Iterable[_Sum]) -> Iterator[Address]:
    for one in known:
        if one.of_row and one.is_broken(cells):
            addresses = (address for address in (*one.left, *one.right) if address in cells)
            yield from (address for address in addresses if cells[address].confidence is not None)


def _doubts(cells: Mapping[Address, Cell]) -> tuple[Doubt, ...]:
    unsure = tuple(
        address for address, cell in cells.items() if cell.confidence is not None and cell.unsure is not None
    )
    if not unsure:
        return ()
    return (Doubt("recognition_unsure", f"{len(unsure)} cells on an image were not recognised for sure", unsure),)


def _is_unsure(cell: Cell) -> bool:
    """Whether a cell was read as a figure, as a stroke that may be a 1, or as no ink, and not recognised for sure.

    One that is unsure for another reason is nothing that sums could prove.
    """
    doubtful = cell.confidence is not None and cell.confidence < SURE
    return doubtful and cell.unsure is Unsure.VALUE and _is_known(cell)


def _is_known(cell: Cell) -> bool:
    return cell.state in (CellState.NUMBER, CellState.BLANK, CellState.NOT_APPLICABLE)


def _total(addresses: Iterable[Address], cells: Mapping[Address, Cell]) -> Decimal:
    printed = (cells[address].value for address in addresses if address in cells)
    return sum((value for value in printed if value is not None), Decimal(0))


def _sums(cells: Mapping[Address, Cell]) -> Iterator[_Sum]:
    """Every sum that the forms have among the rows that are printed."""
    forms = all_forms()
    for block in (forms[0].requests, forms[0].disputes):
        columns = [column.key for column in block.columns]
        for row in dict.fromkeys(address.row for address in cells if address.table == block.key):
            parts = tuple(Address(block.key, row, column) for column in columns if column != _TOTAL)
            yield _Sum(parts, (Address(block.key, row, _TOTAL),), of_row=True)
    roles = {row.key: row.role for form in forms for row in form.requests.rows}
    for column in forms[0].requests.columns:
        by_role = {
            role: tuple(Address("requests", key, column.key) for key, of in roles.items() if of is role)
            for role in Role
        }
        yield _Sum(by_role[Role.PART], by_role[Role.SUM], of_row=False)
        yield _Sum(by_role[Role.IN], (*by_role[Role.SUM], *by_role[Role.OUT]), of_row=False)
