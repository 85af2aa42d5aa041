"""How much of a report's tables was lost to us: where it is too much, no verdict rests on any of it."""

from crawler.domain.extraction import Doubt
from crawler.domain.report import Address, CellState, Report

MOSTLY_UNREAD = "mostly_unread"
"""The code of the doubt that bars every verdict on the tables."""

_TOO_MUCH = 0.2


def lost_cells(report: Report) -> tuple[Address, ...]:
    """The cells that were not read, or not as figures."""
    lost = (CellState.UNREAD, CellState.TEXT)
    return tuple(address for address, cell in report.cells.items() if cell.state in lost)


def doubt_of_lost_cells(report: Report) -> Doubt | None:
    """The doubt that too many cells were lost; None where they are few."""
    lost = lost_cells(report)
    if len(lost) <= _TOO_MUCH * len(report.cells):
        return None
    return Doubt(MOSTLY_UNREAD, f"{len(lost)} of {len(report.cells)} cells could not be read", lost)
