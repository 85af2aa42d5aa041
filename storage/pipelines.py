"""The two ends of the flow that keep things: captures before anything can fail on them, readings behind it."""

import asyncio
from collections.abc import Callable
from functools import cache
from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from sqlalchemy import Engine

from crawler.domain.capture import Capture, Reading
from crawler.domain.evidence import NOT_KEPT, Failure, Visit
from crawler.domain.register import Register
from storage.archive import Archive
from storage.archiving import Archivist
from storage.closing import StoringOrClosing
from storage.configured import configured_archive, configured_database
from storage.crawl_visits import keep_visit
from storage.read_before import reader_of
from storage.storing import Storable, store
from storage.unit_of_work import UnitOfWork, unit_of_work


class ArchivePipeline:
    """Keeps every capture, bytes first, then the note of it, and passes it on.

    Nothing of a visit overtakes the captures that were made on it; where one of them could not be kept, the
    visit cannot say that it was not there.
    """

    def __init__(self, crawler: Crawler, engine: Engine, archive: Archive) -> None:
        self._engine = engine
        self._archivist = Archivist(engine, archive)
        self._storing = StoringOrClosing(crawler)
        self._count = _counter(crawler)
        self._reader = _reader(crawler)
        self._losses: dict[str, tuple[Failure, ...]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Open the store that the settings name."""
        archive = configured_archive(crawler.settings)
        return cls(crawler, configured_database(crawler.settings), archive)

    async def process_item(self, item: object) -> object:
        """Keep the item if it is a capture."""
        if isinstance(item, Visit):
            await asyncio.wrap_future(self._archivist.caught_up())
            return item.having_lost(self._losses.pop(item.site_id, ()))
        if isinstance(item, Capture):
            await self._keep(item)
        return item

    def close_spider(self) -> None:
        """Close what was opened."""
        self._archivist.close()
        self._engine.dispose()

    async def _keep(self, capture: Capture) -> None:
        try:
            with self._storing():
                kept = await asyncio.wrap_future(self._archivist.keep(capture, self._reader()))
        except Exception:
            site_id, loss = capture.trail.site_id, Failure(capture.url, NOT_KEPT)
            self._losses[site_id] = (*self._losses.get(site_id, ()), loss)
            raise
        self._count("captures/new", kept.new)
        self._count("captures/known", kept.known)
        if kept.read_already:
            self._count("captures/read_already")
            raise DropItem("already read", log_level="DEBUG")


class StorePipeline:
    """Stores what was read and what else was found out: reports, strays, lessons and visits."""

    def __init__(self, crawler: Crawler, engine: Engine) -> None:
        self._engine = engine
        self._crawl_id = crawler.settings.getint("GONGKAI_CRAWL_ID")
        self._storing = StoringOrClosing(crawler)
        self._count = _counter(crawler)
        self._reader = _reader(crawler)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Open the database that the settings name."""
        return cls(crawler, configured_database(crawler.settings))

    def process_item(self, item: object) -> object:
        """Store the item if there is a place for it."""
        if isinstance(item, Storable):
            with self._storing(), unit_of_work(self._engine) as work:
                what = self._store(work, item)
            self._count(what)
        return item

    def close_spider(self) -> None:
        """Close what was opened."""
        self._engine.dispose()

    def _store(self, work: UnitOfWork, item: Storable) -> str:
        if isinstance(item, Visit) and self._crawl_id:
            return keep_visit(work, self._crawl_id, item)
        reader = self._reader()
        if isinstance(item, Reading) and reader is not None:
            work.read_before.remember(item, reader)
        return store(work, item).what


def _reader(crawler: Crawler) -> Callable[[], str | None]:
    """Tells who reads in this crawl, once the spider has its register."""

    @cache
    def reader() -> str | None:
        register: Register | None = getattr(crawler.spider, "register", None)
        return None if register is None else reader_of(register)

    return reader


def _counter(crawler: Crawler) -> Callable[..., None]:
    def count(what: str, by: int = 1) -> None:
        if crawler.stats is not None and by:
            crawler.stats.inc_value(f"gongkai/{what}", by)

    return count
