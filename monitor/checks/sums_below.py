"""What the units below a government print, beside what the government's own report prints in the same cells."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from crawler.domain.dossier import Standing, Status, Subordinate
from crawler.domain.extraction import Extraction
from crawler.domain.finding import Outcome
from crawler.domain.report import Address, Cell, CellState, Report
from crawler.domain.unit import Unit, UnitKind
from crawler.domain.wording import Text
from crawler.forms import Block, Form, all_forms, find_form
from crawler.forms.form import Role
from monitor.checks.equations import decide
from monitor.checks.phrases import column_name, row_name
from monitor.checks.scope import Scope
from monitor.checks.tables import is_empty
from monitor.checks.trust import trusted

SUMMED_UP = Scope(kinds=frozenset({UnitKind.GOVERNMENT}))
"""The reports that sum up those of other units."""

# What the bodies of an area do within a year adds up. 规章 are made by few, and lists of items overlap.
_COUNTED = {
    "proactive": frozenset(
        {
            "licensing.decisions",
            "other_services.decisions",
            "penalties.decisions",
            "coercive_measures.decisions",
            "procurement.projects",
            "fees.amount_wan",
        }
    ),
}


@dataclass(frozen=True, slots=True)
class Beside:
    """A cell of a report, what it counts at least, and what each unit below prints there."""

    address: Address
    cell: Cell
    least: Decimal | None
    below: tuple[tuple[Subordinate, Decimal], ...]

    @property
    def most(self) -> tuple[Subordinate, Decimal]:
        """The unit below with the greatest figure."""
        return max(self.below, key=lambda pair: pair[1])

    @property
    def sum(self) -> Decimal:
        """What the units below print together."""
        return sum((figure for _, figure in self.below), Decimal(0))


def cells_beside(report: Report, subordinates: Sequence[Subordinate]) -> Iterator[Beside]:
    """Every cell that adds up over the bodies of an area, where a unit below on the same form prints a figure.

    What a unit prints whose work another one reports on stands in that one's figures already.
    """
    form = find_form(report.form)
    if form is None:
        return
    alike = [one for one in subordinates if one.form == form.key and owes(one)]
    for address in _additive(report, form):
        cell = report.cells.get(address)
        below = tuple((one, one.figures[address]) for one in alike if address in one.figures)
        if cell is not None and below:
            yield Beside(address, cell, counted(report, form.requests, address, cell), below)


def counted(report: Report, requests: Block, address: Address, cell: Cell) -> Decimal | None:
    """What a cell counts: its figure, or 0 where it is blank and the other results are all there is; else None."""
    if cell.state is CellState.NUMBER:
        return cell.value
    parts = [row.key for row in requests.rows if row.role is Role.PART]
    exhausted = address.row in parts and is_empty(cell) and _is_exhausted(report, parts)
    return Decimal(0) if exhausted else None


def cell_name(form: Form, address: Address) -> Text:
    """A cell as officials know it: its row, and its column where that is not the total."""
    block = next(one for one in form.blocks() if one.table == address.table and _has(one, address))
    row = row_name(next(row for row in block.rows if row.key == address.row))
    if address.column == "total":
        return row
    column = column_name(block, address.column)
    return Text(f"{row.zh}·{column.zh}", f"{row.en}, {column.en}")


def missing_below(subordinates: Iterable[Subordinate], form: str | None) -> list[Subordinate]:
    """The units below of which a sum of all would lack figures."""
    return [one for one in subordinates if owes(one) and (one.form != form or not one.complete)]


def owes(subordinate: Subordinate) -> bool:
    """Whether a unit below owes a report of its own."""
    return subordinate.standing is None or subordinate.standing.status is not Status.NOT_OBLIGED


def subordinate_from(unit: Unit, standing: Standing | None, extraction: Extraction | None) -> Subordinate:
    """A unit below with what its report certainly prints; nothing of a report whose tables may not be judged."""
    read = trusted(extraction)
    form = None if read is None else find_form(read.report.form)
    if read is None or form is None:
        return Subordinate(unit, standing)
    figures = {
        address: cell.value
        for address in _additive(read.report, form)
        if (cell := read.report.cells.get(address)) is not None and cell.certain and cell.value is not None
    }
    complete = all(Address("requests", row.key, "total") in figures for row in form.requests.rows)
    sound = _is_sound(read.report, form.requests)
    return Subordinate(unit, standing, form.key, figures, complete, read.report.narrative, sound)


def _is_sound(report: Report, requests: Block) -> bool:
    """Whether the totals of a table 3 hold together: else a great figure may be a slip of the unit's own."""
    ins, parts, sums, outs = (
        [report.cell(requests.table, row.key, "total") for row in requests.rows if row.role is role]
        for role in (Role.IN, Role.PART, Role.SUM, Role.OUT)
    )
    verdicts = (decide(ins, [*sums, *outs]), decide(parts, sums))
    return all(verdict.outcome is not Outcome.FAIL for verdict in verdicts)


@cache
def all_additive() -> tuple[Address, ...]:
    """The cells of all forms that add up over the bodies of an area, each once."""
    listed = (address for form in all_forms() for _, address in _additive_of(form.key))
    return tuple(dict.fromkeys(listed))


def _additive(report: Report, form: Form) -> Iterator[Address]:
    """The cells that add up, in blocks that follow the form of the report."""
    return (address for block, address in _additive_of(form.key) if report.blocks.get(block) == form.key)


@cache
def _additive_of(key: str) -> tuple[tuple[str, Address], ...]:
    """The cells of a form that add up, beside the blocks that they stand in."""
    form = find_form(key)
    blocks = () if form is None else form.blocks()
    return tuple(
        (block.key, address)
        for block in blocks
        for row in block.rows
        for address in block.addresses(row)
        if _adds_up(address)
    )


def _adds_up(address: Address) -> bool:
    listed = _COUNTED.get(address.table)
    return address.column == "total" if listed is None else f"{address.row}.{address.column}" in listed


def _is_exhausted(report: Report, parts: Sequence[str]) -> bool:
    """Whether the results printed are already all: as many as （七）总计, or as came in and was not carried out."""
    known = _number(report, *parts)
    handled = report.cell("requests", "total_handled", "total")
    if handled is not None and handled.state is CellState.NUMBER:
        return handled.certain and known == handled.value
    new = report.cell("requests", "new_received", "total")
    if new is None or new.value is None or not new.certain:
        return False
    came = _number(report, "new_received", "carried_in") - _number(report, "carried_out")
    return known > 0 and known == came


def _number(report: Report, *rows: str) -> Decimal:
    cells = (report.cell("requests", row, "total") for row in rows)
    return sum(
        (cell.value for cell in cells if cell is not None and cell.value is not None and cell.certain), Decimal(0)
    )


def _has(block: Block, address: Address) -> bool:
    return any(row.key == address.row for row in block.rows)
