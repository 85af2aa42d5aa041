"""The one cell of table 3 that breaks several identities: named once, with the figure that would mend them all.

Nothing is named unless exactly one cell can be changed so that every identity of the table holds, and every
cell of the broken ones is a figure that we are sure of.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from crawler.domain.finding import Outcome
from crawler.domain.report import Address, Cell
from crawler.domain.wording import Text
from crawler.forms.form import Role
from monitor.checks import missing_sum
from monitor.checks.equations import Verdict, decide
from monitor.checks.phrases import number
from monitor.checks.tables import Printed, sure_value

CHECK = "T3-04"
_HOLDS = (Outcome.PASS, Outcome.PASS_IF_BLANK_ZERO)


@dataclass(frozen=True, slots=True)
class Slip:
    """A cell, what it prints, and the only figure with which every identity of the table holds."""

    address: Address
    printed: Decimal
    value: Decimal

    def in_words(self, table: Printed) -> Text:
        """The cell and the figure that would mend the table."""
        place, shown, fits = table.place_name(self.address), number(self.printed).zh, number(self.value).zh
        return Text(
            f"仅将{place.zh}由{shown}改为{fits}，表三各项勾稽关系即全部成立",
            f"with {fits} in place of {shown} in {place.en} alone, every identity of table 3 holds",
        )


@dataclass(frozen=True, slots=True)
class _Identity:
    """Addresses on two sides that add up to the same."""

    left: tuple[Address, ...]
    right: tuple[Address, ...]

    @property
    def addresses(self) -> tuple[Address, ...]:
        return (*self.left, *self.right)

    def verdict(self, table: Printed) -> Verdict:
        cells = table.report.cells
        return decide([cells.get(address) for address in self.left], [cells.get(address) for address in self.right])

    def lacking(self, table: Printed, address: Address) -> Decimal:
        """What must be added to a cell for the identity to hold."""
        difference = self.verdict(table).difference
        return -difference if address in self.left else difference


def lone_slip(table: Printed) -> Slip | None:
    """The one cell that explains all that is broken in the table; None where there is none, or more than one."""
    if table.mixes_forms() or missing_sum.explains_the_rest(table):
        return None
    identities = tuple(_identities(table))
    broken = []
    for identity in identities:
        if identity.verdict(table).outcome not in _HOLDS:
            if not _is_sure(table, identity):
                return None
            broken.append(identity)
    if not broken:
        return None
    slips = tuple(_slips(table, identities, broken))
    return slips[0] if len(slips) == 1 else None


def _slips(table: Printed, identities: Sequence[_Identity], broken: Sequence[_Identity]) -> Iterator[Slip]:
    """Every cell that all the broken identities share and that can be changed so that each one holds."""
    shared = [address for address in broken[0].addresses if all(address in other.addresses for other in broken)]
    for address in shared:
        cell = table.report.cells[address]
        printed = sure_value(cell)
        value = None if printed is None else printed + broken[0].lacking(table, address)
        if printed is not None and value is not None and value >= 0:
            mended = _with(table, address, replace(cell, value=value))
            if all(identity.verdict(mended).outcome in _HOLDS for identity in identities):
                yield Slip(address, printed, value)


def _with(table: Printed, address: Address, cell: Cell) -> Printed:
    return Printed(replace(table.report, cells={**table.report.cells, address: cell}), table.block)


def _is_sure(table: Printed, identity: _Identity) -> bool:
    return all(sure_value(table.report.cells.get(address)) is not None for address in identity.addresses)


def _identities(table: Printed) -> Iterator[_Identity]:
    """The sums of the rows, the sums of the results and the balances, of the whole form."""
    *kinds, total = table.columns
    for row in table.block.rows:
        yield _Identity(
            tuple(table.address(row.key, kind) for kind in kinds),
            (table.address(row.key, total),),
        )
    for column in table.columns:
        ins, parts, sums, outs = (
            tuple(table.address(row.key, column) for row in table.rows(role))
            for role in (Role.IN, Role.PART, Role.SUM, Role.OUT)
        )
        yield _Identity(parts, sums)
        yield _Identity(ins, (*sums, *outs))
