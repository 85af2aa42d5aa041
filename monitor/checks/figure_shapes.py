"""What a figure of a table may look like: counts are whole and not below 0, money is not below 0."""

from collections.abc import Iterable, Iterator

from crawler.domain.finding import Outcome
from crawler.domain.report import Address, Cell, CellState
from crawler.domain.wording import Text
from crawler.forms import Column
from monitor.checks.catalogue import Discrepancy
from monitor.checks.phrases import join
from monitor.checks.tables import Printed

_SIGNED = frozenset({"delta"})
"""The columns whose counts may go down: 本年增/减."""


def shapes_of(tables: Iterable[Printed], name: Text) -> Iterator[Discrepancy]:
    """What is to be said of the figures of one table: those that cannot be, words in place of one, or nothing."""
    printed = tuple(tables)
    odd = [(table, address, cell) for table in printed for address, cell in _odd(table)]
    sure = [(table, address) for table, address, cell in odd if cell.certain and cell.state is CellState.NUMBER]
    doubtful = [(table, address, cell) for table, address, cell in odd if (table, address) not in sure]
    if sure:
        yield _impossible(sure, name)
    if doubtful:
        yield _not_a_figure(doubtful, name)
    if not odd:
        yield Discrepancy(
            Outcome.PASS, Text(f"{name.zh}各数字形态未见异常", f"{name.en}: every figure is of the shape it should be")
        )


def _odd(table: Printed) -> Iterator[tuple[Address, Cell]]:
    columns = {column.key: column for column in table.block.columns}
    rows = {row.key for row in table.block.rows}
    for address, cell in table.report.cells.items():
        if address.table != table.block.table or address.row not in rows or address.column not in columns:
            continue
        if not _fits(cell, columns[address.column]):
            yield address, cell


def _fits(cell: Cell, column: Column) -> bool:
    if cell.state is CellState.TEXT:
        return False
    if cell.state is not CellState.NUMBER or cell.value is None:
        return True
    whole = column.money or cell.value == cell.value.to_integral_value()
    return whole and (column.key in _SIGNED or cell.value >= 0)


def _impossible(sure: Iterable[tuple[Printed, Address]], name: Text) -> Discrepancy:
    pairs = tuple(sure)
    seen = join(table.named([address]) for table, address in pairs)
    return Discrepancy(
        Outcome.FAIL,
        Text(
            f"{name.zh}{seen.zh}，件数、项数应为不小于0的整数，金额应不小于0，请核实",
            f"{name.en}: {seen.en}; counts are whole and not below 0, money is not below 0",
        ),
        tuple(address for _, address in pairs),
    )


def _not_a_figure(doubtful: Iterable[tuple[Printed, Address, Cell]], name: Text) -> Discrepancy:
    known = tuple(doubtful)
    seen = join(_as_printed(table, address, cell) for table, address, cell in known)
    return Discrepancy(
        Outcome.UNDETERMINED,
        Text(
            f"{name.zh}{seen.zh}，未能识读为所需的数字，尚不能判定，请核实",
            f"{name.en}: {seen.en}: not read as the figure that belongs there; not decided",
        ),
        tuple(address for _, address, _ in known),
        quotes=tuple(dict.fromkeys(cell.raw for _, _, cell in known if cell.raw)),
    )


def _as_printed(table: Printed, address: Address, cell: Cell) -> Text:
    place = table.place_name(address)
    return Text(f"{place.zh}印为“{cell.raw}”", f"{place.en} prints '{cell.raw}'")
