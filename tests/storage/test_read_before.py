"""Nothing is read twice under the same circumstances."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from scrapy.exceptions import DropItem
from scrapy.statscollectors import MemoryStatsCollector
from scrapy.utils.test import get_crawler
from sqlalchemy import Engine

from crawler.domain.capture import Capture, CaptureKind, Reading
from crawler.domain.evidence import Stray
from crawler.domain.extraction import Doubt
from crawler.domain.register import Register
from crawler.domain.unit import Level, Unit, UnitKind
from storage.pipelines import ArchivePipeline, StorePipeline
from storage.read_before import reader_of
from storage.unit_of_work import unit_of_work

if TYPE_CHECKING:
    from tests.storage.conftest import Samples

UNIT = Unit(
    "370902",
    "样例县人民政府",
    UnitKind.GOVERNMENT,
    Level.COUNTY,
    None,
    "http://www.example.gov.cn/",
    aliases=("样例县",),
)


class Flow:
    """Both ends of the flow, with the reading between them left to the test."""

    def __init__(self, url: str, folder: Path, register: Register) -> None:
        settings = {"GONGKAI_DATABASE_URL": url, "GONGKAI_ARCHIVE_DIR": str(folder)}
        crawler = get_crawler(settings_dict=settings)
        crawler.stats, crawler.spider = MemoryStatsCollector(crawler), SimpleNamespace(register=register)
        self._ends = ArchivePipeline.from_crawler(crawler), StorePipeline.from_crawler(crawler)

    def needs_reading(self, capture: Capture) -> bool:
        try:
            asyncio.run(self._ends[0].process_item(capture))
        except DropItem:
            return False
        return True

    def read(self, item: Reading | Stray) -> None:
        self._ends[1].process_item(item)

    def close(self) -> None:
        for end in self._ends:
            end.close_spider()


@pytest.fixture
def flows(url: str, tmp_path: Path) -> Iterator[Any]:
    opened: list[Flow] = []

    def open_flow(*units: Unit) -> Flow:
        opened.append(Flow(url, tmp_path / "archive", Register(units or (UNIT,))))
        return opened[-1]

    yield open_flow
    for flow in opened:
        flow.close()


@pytest.fixture
def flow(flows: Any, samples: "Samples") -> Flow:
    """A flow that has read one page."""
    flow: Flow = flows()
    assert flow.needs_reading(samples.capture(day=1))
    flow.read(samples.reading(samples.capture(day=1)))
    return flow


def test_the_same_bytes_are_seen_again_and_not_read(flow: Flow, engine: Engine, samples: "Samples") -> None:
    assert not flow.needs_reading(samples.capture(day=5))

    with unit_of_work(engine) as work:
        (publication,) = work.reports.publications(2024)
        assert (publication.first_seen, publication.last_seen) == (samples.at(1), samples.at(5))
        assert work.known_sites.all()[samples.site].captures[samples.page].last_seen_at == samples.at(5)


def test_other_bytes_another_way_and_another_kind_are_read(flow: Flow, samples: "Samples") -> None:
    capture = samples.capture(day=5)
    renamed = replace(capture.trail, link_text="2023年年度报告")
    others = (
        replace(capture, body=b"<p>39</p>"),
        replace(capture, trail=renamed),
        replace(capture, kind=CaptureKind.ATTACHMENT),
    )

    assert [flow.needs_reading(other) for other in others] == [True] * 3


def test_bytes_that_came_back_are_read_again(flow: Flow, samples: "Samples") -> None:
    between = samples.capture(b"<p>39</p>", day=2)
    flow.needs_reading(between)
    flow.read(samples.reading(between, 39))

    assert flow.needs_reading(samples.capture(day=3))


def test_another_register_reads_everything_again(flow: Flow, flows: Any, samples: "Samples") -> None:
    renamed = flows(replace(UNIT, aliases=()))

    assert renamed.needs_reading(samples.capture(day=5))
    assert reader_of(Register([UNIT])) == reader_of(Register([UNIT])) != reader_of(Register([]))


def test_what_could_not_be_read_is_read_again(flows: Any, samples: "Samples") -> None:
    flow, capture = flows(), samples.capture()
    flow.needs_reading(capture)
    flow.read(Stray(samples.site, samples.page, 2024, "not readable: it took too long", samples.at(1)))
    assert flow.needs_reading(capture)

    reading = samples.reading(capture)
    unread = replace(reading.extraction, doubts=(Doubt("not_readable", "published, but it could not be read"),))
    flow.read(replace(reading, extraction=unread))
    assert flow.needs_reading(capture)


def test_a_stray_that_was_read_stands_still_and_is_not_read_again(
    flows: Any, engine: Engine, samples: "Samples"
) -> None:
    flow = flows()
    flow.needs_reading(samples.capture(day=1))
    flow.read(samples.reading(samples.capture(day=1), unit_id=None, reason="nobody is named"))

    assert not flow.needs_reading(samples.capture(day=5))

    with unit_of_work(engine) as work:
        assert [stray.seen_at for stray in work.strays.of_site(samples.site)] == [samples.at(5)]


def test_a_file_is_read_again_where_the_page_that_carries_it_has_changed(flows: Any, samples: "Samples") -> None:
    flow, page = flows(), samples.capture()
    file = samples.capture(b"%PDF", url="http://x.gov.cn/1.pdf", kind=CaptureKind.ATTACHMENT, carrier=page)
    flow.needs_reading(file)
    flow.read(samples.reading(file))

    assert not flow.needs_reading(file)
    assert flow.needs_reading(replace(file, carrier=replace(page, body=b"<p>another date</p>")))
