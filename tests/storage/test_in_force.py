"""The readings of a whole year, asked for at once."""

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import Engine

from crawler.domain.extraction import Doubt
from crawler.domain.report import Address, Cell, CellState, Unsure
from storage.unit_of_work import unit_of_work

if TYPE_CHECKING:
    from tests.storage.conftest import Samples

UNIT, YEAR = "370902", 2024
NEW_RECEIVED, CARRIED_IN = (Address("requests", row, "total") for row in ("new_received", "carried_in"))


def test_the_reading_in_force_is_the_one_that_the_unit_is_judged_by(engine: Engine, samples: "Samples") -> None:
    better = samples.more_certain(samples.reading(samples.capture(url=f"{samples.page}?2", day=2), number=40))

    with unit_of_work(engine) as work:
        samples.store(work, samples.reading())
        samples.store(work, samples.reading(samples.capture(b"<p>39</p>", day=3), number=39))
        samples.store(work, better)
        now, before = work.in_force.of_year(YEAR, samples.at(9)), work.in_force.of_year(YEAR, samples.at(1))

        assert work.in_force.extraction(now[UNIT]) == work.reports.latest(UNIT, YEAR) == better.extraction
        assert work.in_force.extraction(before[UNIT]) == samples.extraction()
        assert work.in_force.of_year(YEAR - 1, samples.at(9)) == {}


def test_a_reading_in_short_has_its_certain_figures_its_text_and_its_doubts(engine: Engine, samples: "Samples") -> None:
    reading = samples.more_certain(samples.reading())
    report, doubts = reading.extraction.report, (Doubt("column_lost", "columns lost", (NEW_RECEIVED,)),)
    unsure = {address: replace(cell, unsure=Unsure.VALUE) for address, cell in report.cells.items()}
    unsure[NEW_RECEIVED] = report.cells[NEW_RECEIVED]
    told = replace(reading, extraction=replace(reading.extraction, report=replace(report, cells=unsure), doubts=doubts))

    with unit_of_work(engine) as work:
        samples.store(work, told)
        (one,) = work.in_force.of_year(YEAR, samples.at(9)).values()
        short = work.in_force.in_short([one], [NEW_RECEIVED, CARRIED_IN])[one.revision_id]

        assert short.report.cells == {NEW_RECEIVED: Cell(CellState.NUMBER, Decimal(38))}
        assert (short.report.sections, short.doubts) == (report.sections, doubts)
        assert work.in_force.sections([one]) == {one.revision_id: report.sections}
        assert work.in_force.in_short([], [NEW_RECEIVED]) == {}
