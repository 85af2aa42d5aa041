"""What the tests of the store share: samples to store, an archive, and an open database of either kind."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Engine

from crawler.domain.capture import Capture, CaptureKind, Reading, Trail
from crawler.domain.extraction import Attribution, Extraction, Medium
from crawler.domain.report import Address, Cell, CellState, Dates, Report, Section
from storage.archive import Archive, Location
from storage.reports import Saved
from storage.revisions import Cause
from storage.unit_of_work import UnitOfWork, open_database

NEW_RECEIVED = Address("requests", "new_received", "total")


class Samples:
    """Captures and readings to store: everything is plausible, and what a test is about can be said."""

    site = "www.example.gov.cn"
    page = "http://www.example.gov.cn/2025/nb.html"
    somewhere = Location("sample.warc.gz", 0, 1)

    def at(self, day: int, month: int = 3) -> datetime:
        return datetime(2025, month, day, 1, 2, 3, 456789, tzinfo=UTC)

    def capture(self, body: bytes = b"<p>38</p>", *, day: int = 1, url: str | None = None, **facts: object) -> Capture:
        trail = Trail(self.site, link_text="2024年年度报告", list_date=date(2025, 1, 20))
        usual = {"kind": CaptureKind.REPORT, "fetched_at": self.at(day), "trail": trail}
        return Capture(url=url or self.page, body=body, **(usual | facts))

    def extraction(
        self, number: int | None = 38, *, text: str = "全年共收到申请38件。", signed: int = 20
    ) -> Extraction:
        cell = Cell(CellState.BLANK) if number is None else Cell(CellState.NUMBER, Decimal(number), str(number))
        report = Report(
            title="2024年年度报告",
            unit_name="样例县人民政府",
            report_year=2024,
            form="form_2021",
            dates=Dates(signed=date(2025, 1, signed)),
            sections=(Section("s1_overview", "一、总体情况", text),),
            cells={NEW_RECEIVED: cell},
        )
        return Extraction(report, (), Medium.HTML, "0" * 64)

    def reading(self, capture: Capture | None = None, number: int | None = 38, **facts: object) -> Reading:
        usual = {"unit_id": "370902", "report_year": 2024, "reason": "the title"}
        return Reading(capture or self.capture(), self.extraction(number), Attribution(**(usual | facts)))

    def store(self, work: UnitOfWork, reading: Reading, cause: Cause = Cause.PUBLISHED) -> Saved:
        if reading.capture.carrier is not None:
            work.captures.keep(reading.capture.carrier, self.somewhere)
        work.captures.keep(reading.capture, self.somewhere)
        return work.reports.save(reading, cause)

    def more_certain(self, reading: Reading) -> Reading:
        report = reading.extraction.report
        cells = {**report.cells, Address("requests", "carried_in", "total"): Cell(CellState.NUMBER, Decimal(0), "0")}
        return replace(reading, extraction=replace(reading.extraction, report=replace(report, cells=cells)))


@pytest.fixture
def samples() -> Samples:
    return Samples()


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with closing(Archive(tmp_path / "archive")) as archive:
        yield archive


@pytest.fixture
def empty_engine(empty_url: str) -> Iterator[Engine]:
    yield from _opened(empty_url)


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    yield from _opened(url)


def _opened(url: str) -> Iterator[Engine]:
    engine = open_database(url)
    yield engine
    engine.dispose()
