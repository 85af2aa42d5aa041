"""The pipelines, item by item, on a real store."""

import asyncio
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from scrapy.settings import Settings
from scrapy.statscollectors import MemoryStatsCollector
from scrapy.utils.test import get_crawler
from sqlalchemy import Engine, func, select, text

from crawler.domain.capture import CaptureKind
from crawler.domain.errors import BadConfig, DatabaseUnavailable
from crawler.domain.evidence import Stray, Visit, VisitOutcome
from crawler.domain.unit import Level, Unit, UnitKind
from storage.archive import Archive
from storage.pipelines import ArchivePipeline, StorePipeline
from storage.register_source import load_register
from storage.reread import captures_to_reread
from storage.tables import captures
from storage.unit_of_work import unit_of_work

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapy.crawler import Crawler

    from tests.storage.conftest import Samples


@pytest.fixture
def crawler(url: str, tmp_path: Path) -> "Crawler":
    settings = {"GONGKAI_DATABASE_URL": url, "GONGKAI_ARCHIVE_DIR": str(tmp_path / "archive")}
    crawler = get_crawler(settings_dict=settings)
    crawler.stats = MemoryStatsCollector(crawler)
    return crawler


@pytest.fixture
def archiving(crawler: "Crawler") -> "Iterator[ArchivePipeline]":
    pipeline = ArchivePipeline.from_crawler(crawler)
    yield pipeline
    pipeline.close_spider()


@pytest.fixture
def storing(crawler: "Crawler") -> "Iterator[StorePipeline]":
    pipeline = StorePipeline.from_crawler(crawler)
    yield pipeline
    pipeline.close_spider()


def counts(crawler: "Crawler") -> dict[str, int]:
    stats = crawler.stats.get_stats()
    return {name.removeprefix("gongkai/"): value for name, value in stats.items() if name.startswith("gongkai/")}


async def kept_together(archiving: ArchivePipeline, *items: object) -> list[object]:
    return await asyncio.gather(*(archiving.process_item(item) for item in items))


def test_a_capture_is_kept_and_passed_on(
    archiving: ArchivePipeline, crawler: "Crawler", engine: Engine, samples: "Samples", tmp_path: Path
) -> None:
    page = samples.capture()
    file = samples.capture(b"%PDF", url="http://x.gov.cn/1.pdf", kind=CaptureKind.ATTACHMENT, carrier=page)

    assert asyncio.run(archiving.process_item(file)) is file

    with unit_of_work(engine) as work:
        assert set(captures_to_reread(work, Archive(tmp_path / "archive"))) == {page, file}
    assert counts(crawler) == {"captures/new": 2}


def test_bytes_that_are_known_are_not_archived_again(
    archiving: ArchivePipeline, crawler: "Crawler", engine: Engine, samples: "Samples", tmp_path: Path
) -> None:
    asyncio.run(archiving.process_item(samples.capture(day=1)))
    (file,) = (tmp_path / "archive").iterdir()
    size = file.stat().st_size

    asyncio.run(archiving.process_item(samples.capture(day=5)))

    with engine.connect() as connection:
        row = connection.execute(select(captures.c.last_seen_at)).one()
    assert row.last_seen_at == samples.at(5)
    assert file.stat().st_size == size
    assert counts(crawler) == {"captures/new": 1, "captures/known": 1}


def test_a_visit_does_not_overtake_its_captures(archiving: ArchivePipeline, engine: Engine, samples: "Samples") -> None:
    pages = [samples.capture(f"{number}".encode(), url=f"http://x.gov.cn/{number}") for number in range(30)]
    visit = Visit(samples.site, samples.at(1), samples.at(2), VisitOutcome.COMPLETE)
    order: list[object] = []

    async def kept(item: object) -> None:
        order.append(await archiving.process_item(item))

    async def all_kept() -> None:
        await asyncio.gather(*(kept(item) for item in (*pages, visit)))

    asyncio.run(all_kept())

    assert order == [*pages, visit]
    with unit_of_work(engine) as work:
        assert len(work.captures.to_reread()) == len(pages)


def test_a_page_that_comes_twice_at_once_is_kept_once(
    archiving: ArchivePipeline, crawler: "Crawler", engine: Engine, samples: "Samples"
) -> None:
    pages = [samples.capture(day=day) for day in (2, 1, 3)]

    asyncio.run(kept_together(archiving, *pages))

    with engine.connect() as connection:
        (row,) = connection.execute(select(captures.c.first_seen_at, captures.c.last_seen_at)).all()
    assert tuple(row) == (samples.at(1), samples.at(3))
    assert counts(crawler) == {"captures/new": 1, "captures/known": 2}


def test_whatever_is_no_capture_passes_the_archive_untouched(archiving: ArchivePipeline, tmp_path: Path) -> None:
    item = {"anything": "else"}

    assert asyncio.run(archiving.process_item(item)) is item
    assert not (tmp_path / "archive").exists()


def test_a_reading_becomes_a_report(
    archiving: ArchivePipeline, storing: StorePipeline, crawler: "Crawler", engine: Engine, samples: "Samples"
) -> None:
    reading = samples.reading()
    asyncio.run(archiving.process_item(reading.capture))

    assert storing.process_item(reading) is reading
    storing.process_item(reading)

    with unit_of_work(engine) as work:
        assert work.reports.latest("370902", 2024) == reading.extraction
    assert counts(crawler) == {"captures/new": 1, "reports/new_publication": 1, "reports/unchanged": 1}


@pytest.mark.parametrize("facts", [{"unit_id": None}, {"report_year": None}], ids=["no unit", "no year"])
def test_a_reading_of_nobody_knows_whom_becomes_a_stray_until_it_is_known(
    archiving: ArchivePipeline, storing: StorePipeline, engine: Engine, samples: "Samples", facts: dict[str, None]
) -> None:
    known, stray = samples.reading(), samples.reading(**facts)
    asyncio.run(archiving.process_item(known.capture))

    storing.process_item(stray)

    with unit_of_work(engine) as work:
        (kept,) = work.strays.of_site(samples.site)
        assert work.reports.publications(2024) == ()
    assert (kept.url, kept.report_year, kept.reason) == (samples.page, stray.attribution.report_year, "the title")

    storing.process_item(known)

    with unit_of_work(engine) as work:
        assert work.strays.of_site(samples.site) == ()
        assert len(work.reports.publications(2024)) == 1


def test_a_report_that_proves_to_be_a_stray_is_nobodys_any_more(
    archiving: ArchivePipeline, storing: StorePipeline, engine: Engine, samples: "Samples"
) -> None:
    asyncio.run(archiving.process_item(samples.capture()))
    storing.process_item(samples.reading())

    storing.process_item(samples.reading(unit_id=None))

    with unit_of_work(engine) as work:
        assert work.reports.publications(2024) == ()
        assert len(work.strays.of_site(samples.site)) == 1


def test_a_foreign_report_is_neither_report_nor_stray(
    archiving: ArchivePipeline, storing: StorePipeline, crawler: "Crawler", engine: Engine, samples: "Samples"
) -> None:
    asyncio.run(archiving.process_item(samples.capture()))
    storing.process_item(samples.reading(unit_id=None))

    storing.process_item(samples.reading(unit_id=None, foreign=True))

    with unit_of_work(engine) as work:
        assert work.reports.publications(2024) == ()
        assert work.strays.of_site(samples.site) == ()
    assert counts(crawler)["foreign"] == 1


def test_what_could_not_be_read_stands_as_a_stray(storing: StorePipeline, engine: Engine, samples: "Samples") -> None:
    stray = Stray(samples.site, samples.page, None, "no page of it can be read", samples.at(1))

    assert storing.process_item(stray) is stray

    with unit_of_work(engine) as work:
        assert work.strays.of_site(samples.site) == (stray,)


def test_a_visit_is_stored(storing: StorePipeline, crawler: "Crawler", engine: Engine, samples: "Samples") -> None:
    visit = Visit(samples.site, samples.at(1), samples.at(2), VisitOutcome.COMPLETE)

    storing.process_item(visit)

    with unit_of_work(engine) as work:
        assert work.visits.last(samples.site) == visit
    assert counts(crawler) == {"visits": 1}


def test_a_failure_to_store_is_not_swallowed(storing: StorePipeline, engine: Engine, samples: "Samples") -> None:
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE crawl_visits"))
        connection.execute(text("DROP TABLE visits"))

    with pytest.raises(Exception, match="visits"):
        storing.process_item(Visit(samples.site, samples.at(1), samples.at(2), VisitOutcome.COMPLETE))


def test_a_failure_to_archive_leaves_no_note_of_what_was_not_kept(
    archiving: ArchivePipeline, engine: Engine, samples: "Samples", tmp_path: Path
) -> None:
    (tmp_path / "archive").write_text("a file where the folder should be")

    with pytest.raises(OSError, match="archive"):
        asyncio.run(archiving.process_item(samples.capture()))
    visit = asyncio.run(
        archiving.process_item(Visit(samples.site, samples.at(1), samples.at(2), VisitOutcome.COMPLETE))
    )

    with engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(captures)).scalar_one() == 0
    assert isinstance(visit, Visit)
    assert visit.outcome is VisitOutcome.LISTING_INCOMPLETE
    assert [failure.url for failure in visit.failures] == [samples.page]


def test_the_same_bytes_at_another_address_are_written_once(
    archiving: ArchivePipeline, engine: Engine, samples: "Samples", tmp_path: Path
) -> None:
    body = b"%PDF" + os.urandom(50_000)
    here = samples.capture(body, day=1)
    elsewhere = replace(here, url="http://x.gov.cn/again.pdf", headers=(("Server", "another"),))
    listed = replace(here, kind=CaptureKind.LISTING)

    asyncio.run(kept_together(archiving, here, listed))
    asyncio.run(kept_together(archiving, elsewhere, replace(elsewhere, url="http://x.gov.cn/third.pdf")))

    with unit_of_work(engine) as work:
        back = list(captures_to_reread(work, Archive(tmp_path / "archive")))
    assert back[:2] == [here, elsewhere]
    assert back[2].body == body
    assert sum(path.stat().st_size for path in (tmp_path / "archive").iterdir()) < 2 * len(body)


@pytest.mark.parametrize("missing", ["GONGKAI_DATABASE_URL", "GONGKAI_ARCHIVE_DIR"])
def test_a_store_that_is_not_named_stops_the_crawl_before_it_starts(url: str, tmp_path: Path, missing: str) -> None:
    settings = {"GONGKAI_DATABASE_URL": url, "GONGKAI_ARCHIVE_DIR": str(tmp_path)}

    with pytest.raises(BadConfig, match=missing):
        ArchivePipeline.from_crawler(get_crawler(settings_dict=settings | {missing: ""}))


def test_a_database_of_another_shape_stops_the_crawl_before_it_starts(empty_url: str) -> None:
    crawler = get_crawler(settings_dict={"GONGKAI_DATABASE_URL": empty_url})

    with pytest.raises(DatabaseUnavailable, match="gongkai db upgrade"):
        StorePipeline.from_crawler(crawler)


def test_the_register_comes_by_way_of_the_settings(url: str, engine: Engine) -> None:
    unit = Unit("370902", "泰山区", UnitKind.GOVERNMENT, Level.COUNTY, None, "http://www.example.gov.cn/")
    with unit_of_work(engine) as work:
        work.units.keep([unit])

    assert list(load_register(Settings({"GONGKAI_DATABASE_URL": url}))) == [unit]
