"""Readings made by hand, cell by cell."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from crawler.domain.extraction import Doubt, Extraction, Medium
from crawler.domain.report import Address, Cell, CellState, Place, Report, Unsure

NOWHERE = Place()


@pytest.fixture
def four_cells() -> Callable[..., Extraction]:
    """A reading of four cells of one row, at a place each: certain (12), blank, uncertain (7) and unread."""

    def make(
        certain: Place = NOWHERE,
        blank: Place = NOWHERE,
        unsure: Place = NOWHERE,
        unread: Place = NOWHERE,
        doubts: tuple[Doubt, ...] = (),
    ) -> Extraction:
        cells = {
            "total": Cell(CellState.NUMBER, Decimal(12), "12", where=certain),
            "business": Cell(CellState.BLANK, where=blank),
            "research": Cell(CellState.NUMBER, Decimal(7), "7", Unsure.VALUE, by="sums", where=unsure, confidence=0.5),
            "legal_service": Cell(CellState.UNREAD, raw="l<3", where=unread),
        }
        placed = {Address("requests", "granted", column): cell for column, cell in cells.items()}
        return Extraction(Report(None, None, None, "form_2021", cells=placed), doubts, Medium.UNKNOWN, "0" * 64)

    return make


@pytest.fixture
def real_reports_pdf(real_reports: Path) -> bytes:
    """The real report that is a PDF."""
    return (real_reports / "hongze_district_2023.pdf").read_bytes()
