"""Corrections: what a person says that a cell prints, beside what we read there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from crawler.domain.extraction import Doubt, Extraction
from crawler.domain.legibility import MOSTLY_UNREAD, doubt_of_lost_cells
from crawler.domain.report import Address, Cell, CellState, Report

BY_CORRECTION = "correction"
"""The method of a cell that a person corrected."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One figure of one source as a person read it: who, when and why.

    `digest` is that of the bytes of the source: of other bytes the correction says nothing.
    """

    id: int
    unit_id: str
    report_year: int
    digest: str
    address: Address
    state: CellState
    value: Decimal | None
    by: str
    note: str
    made_at: datetime
    withdrawn_at: datetime | None = None
    withdrawn_by: str | None = None
    withdrawn_note: str | None = None

    @property
    def in_force(self) -> bool:
        """Whether nobody withdrew it."""
        return self.withdrawn_at is None


def corrected(extraction: Extraction, corrections: Iterable[Correction]) -> Extraction:
    """What a source says where people corrected our reading of it; the latest of two corrections of a cell holds.

    A corrected cell is certain, and no doubt of ours is about it any more. Whether too much was lost to us is asked
    again of what is left.
    """
    held = {one.address: one for one in corrections if one.in_force and one.digest == extraction.digest}
    if not held:
        return extraction
    report = extraction.report
    cells = dict(report.cells) | {address: _corrected(report.cells.get(address), one) for address, one in held.items()}
    whole = replace(report, cells=cells)
    doubts = (_left_of(doubt, held, whole) for doubt in extraction.doubts)
    return replace(extraction, report=whole, doubts=tuple(doubt for doubt in doubts if doubt is not None))


def _corrected(read: Cell | None, correction: Correction) -> Cell:
    """Where it stands and what we saw there stay known."""
    ours = read if read is not None else Cell(CellState.UNREAD)
    facts = {"state": correction.state, "value": correction.value, "by": BY_CORRECTION, "read": ours}
    return replace(ours, unsure=None, confidence=None, **facts)  # type: ignore[arg-type]


def _left_of(doubt: Doubt, held: Mapping[Address, Correction], report: Report) -> Doubt | None:
    return doubt_of_lost_cells(report) if doubt.code == MOSTLY_UNREAD else _without(doubt, held)


def _without(doubt: Doubt, held: Mapping[Address, Correction]) -> Doubt | None:
    """A doubt about the cells that nobody corrected; None where it was about no others."""
    if not any(address in held for address in doubt.cells):
        return doubt
    left = tuple(address for address in doubt.cells if address not in held)
    return replace(doubt, cells=left) if left else None
