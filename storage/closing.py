"""Ends a crawl that cannot store."""

from collections.abc import Iterator
from contextlib import contextmanager

from scrapy.crawler import Crawler
from scrapy.utils.defer import deferred_from_coro
from sqlalchemy.exc import SQLAlchemyError
from twisted.internet.defer import Deferred

from crawler.domain.errors import DatabaseUnavailable

_STORAGE_FAILED = "storage_failed"


class StoringOrClosing:
    """Ends the crawl where storing fails: a crawl that keeps nothing proves nothing and must not look finished."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._closing: Deferred[None] | None = None

    @contextmanager
    def __call__(self) -> Iterator[None]:
        """Store within this; what goes wrong is raised all the same."""
        try:
            yield
        except (OSError, DatabaseUnavailable, SQLAlchemyError):
            self._close()
            raise

    def _close(self) -> None:
        # Not awaited: closing waits for the very item that is failing.
        if self._closing is None and self._crawler.crawling:
            self._closing = deferred_from_coro(self._crawler.engine.close_spider_async(reason=_STORAGE_FAILED))
