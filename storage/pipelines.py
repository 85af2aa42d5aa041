"""The two ends of the flow that keep things: captures before anything can fail on them, readings behind it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Self

from scrapy.crawler import Crawler
from scrapy.utils.defer import deferred_from_coro
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from twisted.internet.defer import Deferred

from crawler.domain.capture import Capture, Reading
from crawler.domain.errors import DatabaseUnavailable
from crawler.domain.evidence import Stray, Visit
from storage.archive import Archive
from storage.configured import configured_archive, configured_database
from storage.storing import store
from storage.unit_of_work import unit_of_work

_STORAGE_FAILED = "storage_failed"


class ArchivePipeline:
    """Keeps every capture, bytes first, then the note of it, and passes it on."""

    def __init__(self, crawler: Crawler, engine: Engine, archive: Archive) -> None:
        self._engine = engine
        self._archive = archive
        self._storing = _StoringOrClosing(crawler)
        self._count = _counter(crawler)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Open the store that the settings name."""
        archive = configured_archive(crawler.settings)
        return cls(crawler, configured_database(crawler.settings), archive)

    def process_item(self, item: object) -> object:
        """Keep the item if it is a capture."""
        if isinstance(item, Capture):
            with self._storing():
                self._keep(item)
        return item

    def close_spider(self) -> None:
        """Close what was opened."""
        self._archive.close()
        self._engine.dispose()

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
    """Stores what was read: reports, strays and visits."""

    def __init__(self, crawler: Crawler, engine: Engine) -> None:
        self._engine = engine
        self._storing = _StoringOrClosing(crawler)
        self._count = _counter(crawler)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Open the database that the settings name."""
        return cls(crawler, configured_database(crawler.settings))

    def process_item(self, item: object) -> object:
        """Store the item if it is a reading, a stray or a visit."""
        if isinstance(item, Reading | Stray | Visit):
            with self._storing(), unit_of_work(self._engine) as work:
                became = store(work, item)
            self._count(became.what)
        return item

    def close_spider(self) -> None:
        """Close what was opened."""
        self._engine.dispose()


class _StoringOrClosing:
    """Ends the crawl where storing fails: a crawl that keeps nothing proves nothing and must not look finished."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._closing: Deferred[None] | None = None

    @contextmanager
    def __call__(self) -> Iterator[None]:
        try:
            yield
        except (OSError, DatabaseUnavailable, SQLAlchemyError):
            self._close()
            raise

    def _close(self) -> None:
        # Not awaited: closing waits for the very item that is failing.
        if self._closing is None and self._crawler.crawling:
            self._closing = deferred_from_coro(self._crawler.engine.close_spider_async(reason=_STORAGE_FAILED))


def _counter(crawler: Crawler) -> Callable[[str], None]:
    def count(what: str) -> None:
        if crawler.stats is not None:
            crawler.stats.inc_value(f"gongkai/{what}")

    return count
