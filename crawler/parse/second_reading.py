"""Two unlike readings of one report, held against each other.

Where both are sure of a cell and differ, neither is believed. Where the first could not settle a row and
the second could, the second speaks.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from crawler.domain.extraction import Doubt
from crawler.domain.report import Address, Cell, CellState, Report, Unsure
from crawler.forms import all_forms, standard_addresses

DISAGREE = "readings_disagree"

Cells = Mapping[Address, Cell]
_REQUESTS, _TOTAL = "requests", "total"

ReadReport = tuple[Report, tuple[Doubt, ...]]
_Row = tuple[Address, ...]


@dataclass(frozen=True, slots=True)
class ReadCells:
    """The cells of one way to read a report, and what it doubts."""

    cells: Cells
    doubts: tuple[Doubt, ...]


def settle(first: ReadCells, second: ReadCells, name: str) -> ReadCells:
    """Hold a second reading, called `name`, against the first; what only the first has stays as it is."""
    cells, taken, disputed = dict(first.cells), set[Address](), list[Address]()
    for row in _rows({**first.cells, **second.cells}):
        if not any(address in first.cells for address in row):
            if _may_be_printed(row[0], first.cells):
                cells |= _alone(row, second.cells)
        elif _settles(row, first.cells, second.cells):
            cells |= {address: replace(second.cells[address], by=second.cells[address].by or name) for address in row}
            taken.update(row)
        else:
            disputed += _disputed(row, first.cells, second.cells)
    cells |= {address: replace(cells[address], unsure=Unsure.VALUE) for address in disputed}
    added = cells.keys() - first.cells.keys()
    kept = (*_about(first.doubts, first.cells.keys() - taken), *_about(second.doubts, added, only=True))
    return ReadCells(cells, (*kept, *_disagreement(disputed, name)))


def settle_reports(first: ReadReport, second: ReadReport, name: str) -> ReadReport:
    """As settle, for whole reports: all but the cells is the first's."""
    (report, doubts), (other, other_doubts) = first, second
    settled = settle(ReadCells(report.cells, doubts), ReadCells(other.cells, other_doubts), name)
    cells = {address: settled.cells[address] for address in standard_addresses() if address in settled.cells}
    return replace(report, cells=cells, blocks={**other.blocks, **report.blocks}), settled.doubts


def disagreement(cells: Cells, other: Cells) -> Iterator[Doubt]:
    """The doubt about cells that another source of the same report prints otherwise."""
    return _disagreement(
        [address for row in _rows(cells) for address in _disputed(row, cells, other)], "the page that carries it"
    )


def _rows(cells: Cells) -> Iterator[_Row]:
    rows: dict[tuple[str, str], list[Address]] = {}
    for address in cells:
        rows.setdefault((address.table, address.row), []).append(address)
    return (tuple(row) for row in rows.values())


def _settles(row: _Row, first: Cells, second: Cells) -> bool:
    """Whether the second is sure of figures in a row that the first is not sure of, and nowhere prints otherwise."""
    printed = _printed(row, second)
    if not printed or _is_sure(row, first) or not _is_sure(row, second):
        return False
    return _printed(row, first) in ((), printed) and _adds_up(row, second)


def _alone(row: _Row, second: Cells) -> dict[Address, Cell]:
    """A row that the first reading has lost: figures that add up are believed, and nothing else of it."""
    if _printed(row, second) and _adds_up(row, second):
        return {address: second[address] for address in row}
    return {address: replace(second[address], unsure=second[address].unsure or Unsure.VALUE) for address in row}


def _adds_up(row: _Row, cells: Cells) -> bool:
    """Whether a row is one that the forms sum up, and its sum comes out: nothing else makes one reading certain."""
    parts = [cells[address].value or Decimal(0) for address in row if address.column != _TOTAL]
    total = [cells[address].value or Decimal(0) for address in row if address.column == _TOTAL]
    return [sum(parts, Decimal(0))] == total


def _may_be_printed(address: Address, first: Cells) -> bool:
    """Whether a row that only the second reading has is of the form that the first one reads."""
    if address.table != _REQUESTS:
        return True
    printed = {known.row for known in first if known.table == _REQUESTS}
    rows = [{row.key for row in form.requests.rows} for form in all_forms()]
    most = max(len(printed & keys) for keys in rows)
    return any(address.row in keys for keys in rows if len(printed & keys) == most)


def _disputed(row: _Row, first: Cells, second: Cells) -> Iterator[Address]:
    """The cells of a row that both are sure of and read differently.

    All, where the second has only lost their columns and prints as many figures, but others: fewer may be a label
    broken by the end of a page, and figures that are themselves in doubt contest nothing.
    """
    if not _is_sure(row, second):
        printed, other = _printed(row, first), _printed(row, second)
        if _is_sure(row, first) and _lost_columns(row, second) and len(printed) == len(other) and printed != other:
            yield from row
        return
    for address in row:
        one, another = first.get(address), second[address]
        has_number = one is not None and CellState.NUMBER in (one.state, another.state)
        if one is not None and one.certain and has_number and one.value != another.value:
            yield address


def _is_sure(row: _Row, cells: Cells) -> bool:
    return all(address in cells and cells[address].certain for address in row)


def _lost_columns(row: _Row, cells: Cells) -> bool:
    return all(address in cells and cells[address].unsure is Unsure.COLUMN for address in row)


def _printed(row: _Row, cells: Cells) -> tuple[Decimal, ...]:
    """The figures of a row in their order, wherever in it they stand."""
    found = (cells[address].value for address in row if address in cells)
    return tuple(value for value in found if value is not None)


def _about(doubts: Iterable[Doubt], cells: Collection[Address], *, only: bool = False) -> Iterator[Doubt]:
    """The doubts on these cells; those on no cell at all, too, unless only these are asked for."""
    for doubt in doubts:
        left = tuple(address for address in doubt.cells if address in cells)
        if left or not (doubt.cells or only):
            yield replace(doubt, cells=left)


def _disagreement(disputed: Sequence[Address], name: str) -> Iterator[Doubt]:
    if disputed:
        message = f"{len(disputed)} cells read otherwise by {name}: neither reading is believed"
        yield Doubt(DISAGREE, message, tuple(disputed))
