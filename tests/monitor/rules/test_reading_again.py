"""Trying another reading: the archive is read with the present parser, and nothing of it is stored."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest

from crawler.domain.capture import Capture, CaptureKind, Reading, Trail
from crawler.domain.register import Register
from crawler.domain.report import Address
from crawler.flow import read_capture
from monitor.jobs.backtest import Regime, Trial, backtest
from monitor.jobs.evaluate import run_monitor
from monitor.jobs.reading_again import read_again
from monitor.obligations import BY_LAW_ALONE
from monitor.rules import NO_RULES
from storage.archive import Archive
from storage.unit_of_work import Database, unit_of_work
from storage.warc import Location
from tests.making.pages import as_page
from tests.making.reports import made_reports
from tests.monitor.rules.conftest import COUNTY, SITE

GRANTED = Address("requests", "granted", "total")
REPORT = made_reports(1, 1)[0]
UNIT = replace(COUNTY, name=REPORT.unit_name)
AS_OF = datetime(REPORT.year + 1, 4, 20, 1, tzinfo=UTC)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with closing(Archive(tmp_path / "archive")) as archive:
        yield archive


def capture() -> Capture:
    return Capture(
        url=f"{SITE}nb.html",
        kind=CaptureKind.REPORT,
        body=as_page(REPORT),
        fetched_at=datetime(REPORT.year + 1, 1, 21, 1, tzinfo=UTC),
        trail=Trail("www.yunxi.gov.cn"),
    )


def misread(reading: Reading) -> Reading:
    """As an older parser may have read it: one total is another."""
    report = reading.extraction.report
    cell = report.cells[GRANTED]
    cells = {**report.cells, GRANTED: replace(cell, value=(cell.value or Decimal(0)) + 7)}
    return replace(reading, extraction=replace(reading.extraction, report=replace(report, cells=cells)))


def store(database: Database, location: Location) -> None:
    """Keep the misread report, and judge it."""
    read = read_capture(capture(), Register([UNIT]))
    with unit_of_work(database) as work:
        work.units.keep([UNIT])
        work.captures.keep(capture(), location)
        work.reports.save(misread(read))
        run_monitor(work, REPORT.year, AS_OF)


def test_what_a_better_parser_would_take_back_is_told_and_nothing_is_stored(
    database: Database, archive: Archive
) -> None:
    store(database, archive.keep(capture()))
    present = Regime(NO_RULES, BY_LAW_ALONE)
    with unit_of_work(database) as work:
        before = work.reports.latest(UNIT.id, REPORT.year)
        again = read_again(work, archive, work.units.register(), (REPORT.year,), {UNIT.id})
        trial = Trial(present, present, read_again=partial(again, work))

        shifts = backtest(work, (REPORT.year,), AS_OF, trial).shifts
        after = work.reports.latest(UNIT.id, REPORT.year)

    assert (again.sources, again.lost, again.damaged) == (1, {}, [])
    assert ("T3-04", "vanishes") in {(shift.finding.check, shift.turn.value) for shift in shifts}
    assert before == after


def test_a_source_that_is_damaged_is_told_and_leaves_what_was_read(database: Database, archive: Archive) -> None:
    store(database, Location("gone.warc.gz", 0, 1))
    present = Regime(NO_RULES, BY_LAW_ALONE)
    with unit_of_work(database) as work:
        again = read_again(work, archive, work.units.register(), (REPORT.year,), {UNIT.id})
        trial = Trial(present, present, read_again=partial(again, work))

        shifts = backtest(work, (REPORT.year,), AS_OF, trial).shifts

    assert len(again.damaged) == 1
    assert shifts == ()
