"""How far our own reading may carry a verdict on a report's tables."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from crawler.domain.extraction import Doubt, Extraction
from crawler.domain.report import Address, Cell, Unsure

_MOSTLY_UNREAD = "mostly_unread"


def trusted(extraction: Extraction | None) -> Extraction | None:
    """The reading with every doubted cell marked as unsure; None where its tables may not be judged at all.

    They may not where nothing was found, where no form was recognised, or where more than a fifth of
    the cells was lost to us (PQ-01).
    """
    if extraction is None or extraction.report.form is None:
        return None
    if any(doubt.code == _MOSTLY_UNREAD for doubt in extraction.doubts):
        return None
    cells = _with_doubts(extraction.report.cells, extraction.doubts)
    return replace(extraction, report=replace(extraction.report, cells=cells))


def _with_doubts(cells: Mapping[Address, Cell], doubts: Iterable[Doubt]) -> dict[Address, Cell]:
    """A doubt bars any verdict on its cells; where only the column is lost the cell itself says so already."""
    doubted = {address for doubt in doubts for address in doubt.cells}
    return {
        address: replace(cell, unsure=Unsure.VALUE) if address in doubted and cell.unsure is None else cell
        for address, cell in cells.items()
    }
