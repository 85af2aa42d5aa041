"""The two ends of the flow that keep things: captures before anything can fail on them, readings behind it."""

from collections.abc import Callable
from functools import cache
from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from sqlalchemy import Engine

from crawler.domain.capture import Capture, Reading
from crawler.domain.evidence import NotModified, Visit
from crawler.domain.register import Register
from storage.archive import Archive
from storage.closing import StoringOrClosing
from storage.configured import configured_archive, configured_database
from storage.crawl_visits import keep_visit
from storage.read_before import reader_of
from storage.storing import Storable, store
from storage.unit_of_work import UnitOfWork, unit_of_work


class ArchivePipeline:
    """Keeps every capture, bytes first, then the note of it, and passes it on."""

    def __init__(self, crawler: Crawler, engine: Engine, archive: Archive) -> None:
        self._engine = engine
        self._archive = archive
        self._storing = StoringOrClosing(crawler)
        self._count = _counter(crawler)
        self._reader = _reader(crawler)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Open the store that the settings name."""
        archive = configured_archive(crawler.settings)
        return cls(crawler, configured_database(crawler.settings), archive)

    def process_item(self, item: object) -> object:
        """Keep the item if it is a capture."""
        if isinstance(item, Capture):
            with self._storing():
                if self._is_read_already(item):
                    self._count("captures/read_already")
                    raise DropItem("already read", log_level="DEBUG")
                self._keep(item)
        return item

    def close_spider(self) -> None:
        """Close what was opened."""
        self._archive.close()
        self._engine.dispose()

    def _is_read_already(self, capture: Capture) -> bool:
        """Whether these bytes need no reading; then they and all that was made of them were seen once more."""
        reader = self._reader()
        if reader is None:
            return False
        with unit_of_work(self._engine) as work:
            known = work.read_before.knows(capture, reader)
            if known:
                work.sightings.not_modified(NotModified(capture.url, capture.fetched_at))
        if known and capture.carrier is not None:
            self._keep(capture.carrier)
        return known

    def _keep(self, capture: Capture) -> None:
        if capture.carrier is not None:
            self._keep(capture.carrier)
        with unit_of_work(self._engine) as work:
            known = work.captures.see_again(capture)
        self._count("captures/known" if known else "captures/new")
        if not known:
            # The disk is slow: no transaction stays open while it writes.
            location = self._archive.keep(capture)
            with unit_of_work(self._engine) as work:
                work.captures.keep(capture, location)


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


def _counter(crawler: Crawler) -> Callable[[str], None]:
    def count(what: str) -> None:
        if crawler.stats is not None:
            crawler.stats.inc_value(f"gongkai/{what}")

    return count
