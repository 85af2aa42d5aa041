"""The blank logic: what an equation over cells says when some of them are not figures.

A blank is never 0. An equation of counts is decided only where no non-negative filling of its blanks
could change the answer, and never against a unit on a cell we are unsure of.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from crawler.domain.finding import Outcome
from crawler.domain.report import Cell, CellState

_NOTHING = Decimal(0)

Cells = Sequence[Cell | None]
"""The cells of one side; None stands for a cell that the report does not print."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How an equation ends; `difference` is what the known left side has over the known right side."""

    outcome: Outcome
    difference: Decimal = Decimal(0)


def decide(left: Cells, right: Cells) -> Verdict:
    """Whether two sums of counts are equal."""
    difference = _known(left) - _known(right)
    lighter = right if difference > 0 else left
    if difference == 0:
        return _verdict(left, right, difference, _settled(left, right))
    return _verdict(left, right, difference, _broken(lighter))


def decide_at_most(small: Cells, large: Cells) -> Verdict:
    """Whether one sum of counts is not greater than another."""
    difference = _known(small) - _known(large)
    if difference <= 0:
        return _verdict(small, large, difference, _settled(small, large))
    return _verdict(small, large, difference, _broken(large))


def _verdict(left: Cells, right: Cells, difference: Decimal, arithmetic: Outcome) -> Verdict:
    """What arithmetic says, as far as the cells bear it."""
    cells = (*left, *right)
    states = {None if cell is None else cell.state for cell in cells}
    if None in states:
        return Verdict(Outcome.NOT_APPLICABLE, difference)
    if CellState.TEXT in states:
        return Verdict(Outcome.UNDETERMINED, difference)
    if arithmetic is Outcome.FAIL and not all(cell is not None and cell.certain for cell in cells):
        return Verdict(Outcome.UNDETERMINED, difference)
    return Verdict(arithmetic, difference)


def _settled(left: Cells, right: Cells) -> Outcome:
    return Outcome.PASS_IF_BLANK_ZERO if _has_unknown(left) or _has_unknown(right) else Outcome.PASS


def _broken(lighter: Cells) -> Outcome:
    """A blank on the lighter side could make up the difference; without one nothing can."""
    return Outcome.UNDETERMINED if _has_unknown(lighter) else Outcome.FAIL


def _has_unknown(cells: Cells) -> bool:
    return any(cell is None or cell.state is not CellState.NUMBER for cell in cells)


def _known(cells: Cells) -> Decimal:
    values = [
        cell.value for cell in cells if cell is not None and cell.state is CellState.NUMBER and cell.value is not None
    ]
    return sum(values, _NOTHING)
