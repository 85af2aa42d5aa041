"""How far our own reading may carry a verdict on a report's tables."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from crawler.domain.extraction import Doubt, Extraction
from crawler.domain.legibility import MOSTLY_UNREAD
from crawler.domain.report import Address, Cell, Unsure


def trusted(extraction: Extraction | None) -> Extraction | None:
    """The reading with every doubted cell marked as unsure; None where its tables may not be judged at all.

    They may not where nothing was found, where no form was recognised, or where more than a fifth of
    the cells was lost to us (PQ-01).
    """
    if extraction is None or extraction.report.form is None:
        return None
    if any(doubt.code == MOSTLY_UNREAD for doubt in extraction.doubts):
        return None
    doubted = tuple(_doubted(extraction.report.cells, extraction.doubts))
    if not doubted:
        return extraction
    cells = {**extraction.report.cells, **dict(doubted)}
    return replace(extraction, report=replace(extraction.report, cells=cells))


def _doubted(cells: Mapping[Address, Cell], doubts: Iterable[Doubt]) -> Iterator[tuple[Address, Cell]]:
    """A doubt bars any verdict on its cells; where only the column is lost the cell itself says so already."""
    for address in {address for doubt in doubts for address in doubt.cells}:
        cell = cells.get(address)
        if cell is not None and cell.unsure is None:
            yield address, replace(cell, unsure=Unsure.VALUE)
