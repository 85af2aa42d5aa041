"""Corrections in the database, and what they make of a reading."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Engine

from crawler.domain.correction import Correction, corrected
from crawler.domain.errors import UnknownCorrection
from crawler.domain.extraction import Doubt, Extraction
from crawler.domain.report import Address, Cell, CellState, Unsure
from storage.unit_of_work import unit_of_work

MAY, JUNE = (datetime(2025, month, 1, tzinfo=UTC) for month in (5, 6))
NEW_RECEIVED, CARRIED_IN = (Address("requests", row, "total") for row in ("new_received", "carried_in"))


@pytest.fixture
def read(samples: Any) -> Extraction:
    extraction: Extraction = samples.reading().extraction
    return extraction


def correction(read: Extraction, value: str | None = "37", **facts: Any) -> Correction:
    state = CellState.BLANK if value is None else CellState.NUMBER
    figure = None if value is None else Decimal(value)
    made = Correction(0, "370902", 2024, read.digest, NEW_RECEIVED, state, figure, "王芳", "原件为37", MAY)
    return replace(made, **facts)


def test_a_correction_comes_back_as_it_was(engine: Engine, read: Extraction) -> None:
    with unit_of_work(engine) as work:
        given = work.corrections.add(correction(read, None))

    with unit_of_work(engine) as work:
        assert work.corrections.get(given) == correction(read, None, id=given)
        assert work.corrections.all(2024, "370902") == (correction(read, None, id=given),)
        assert work.corrections.all(2023) == ()


def test_a_withdrawn_correction_stays_known_and_no_longer_holds(engine: Engine, read: Extraction) -> None:
    with unit_of_work(engine) as work:
        given = work.corrections.add(correction(read))
        assert work.corrections.applied(read).report.cells[NEW_RECEIVED].value == 37

        taken = {"withdrawn_at": JUNE, "withdrawn_by": "李明", "withdrawn_note": "看错行"}
        work.corrections.withdraw(correction(read, id=given, **taken))

        assert work.corrections.applied(read) is read
        assert work.corrections.get(given) == correction(read, id=given, **taken)
        with pytest.raises(UnknownCorrection):
            work.corrections.withdraw(correction(read, id=given, **taken))
        with pytest.raises(UnknownCorrection):
            work.corrections.get(given + 1)


def test_the_latest_correction_of_a_cell_holds(engine: Engine, read: Extraction) -> None:
    with unit_of_work(engine) as work:
        work.corrections.add(correction(read, "36"))
        work.corrections.add(correction(read, "37"))

        assert work.corrections.applied(read).report.cells[NEW_RECEIVED].value == 37


def test_other_bytes_are_not_corrected(engine: Engine, read: Extraction) -> None:
    with unit_of_work(engine) as work:
        work.corrections.add(correction(read))

        other = replace(read, digest="of other bytes")
        assert work.corrections.applied(other) is other


def test_a_corrected_cell_is_certain_and_keeps_what_we_read(read: Extraction) -> None:
    ours = Cell(CellState.NUMBER, Decimal(8), "8", Unsure.VALUE, confidence=0.4)
    cells = dict(read.report.cells) | {NEW_RECEIVED: ours}
    doubts = (Doubt("unsure", "both", (NEW_RECEIVED, CARRIED_IN)), Doubt("unsure", "one", (NEW_RECEIVED,)))
    doubted = replace(read, report=replace(read.report, cells=cells), doubts=(*doubts, Doubt("all", "of it")))

    said = corrected(doubted, [correction(read)])

    cell = said.report.cells[NEW_RECEIVED]
    assert (cell.value, cell.certain, cell.by, cell.read) == (Decimal(37), True, "correction", ours)
    assert said.doubts == (Doubt("unsure", "both", (CARRIED_IN,)), Doubt("all", "of it"))


def test_a_cell_that_we_did_not_find_can_be_said(read: Extraction) -> None:
    said = corrected(read, [correction(read, address=CARRIED_IN)])

    assert said.report.cells[CARRIED_IN].value == 37
    assert said.report.cells[CARRIED_IN].read == Cell(CellState.UNREAD)
