"""Keeps the journal of a crawl, and answers from it what the crawl has been answered before.

It stands around all of Scrapy's middleware: a request comes by once for each try and each redirect, and what
leaves is final. A middleware would not see an answer that another one refuses, such as the last of too many redirects.
"""

from collections.abc import Generator
from typing import Any

from scrapy import Request, Spider
from scrapy.core.downloader import Downloader
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.internet.defer import Deferred, inlineCallbacks

from storage.journal_keeping import JournalKeeper


class JournalDownloader(Downloader):
    """Scrapy's downloader with a journal, where the settings name a crawl: GONGKAI_CRAWL_ID, the id of its run."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._keeper = JournalKeeper.of(crawler)

    @inlineCallbacks
    def fetch(
        self, request: Request, spider: Spider | None = None
    ) -> Generator["Deferred[Any]", Any, Response | Request]:
        """The answer to a request, from the journal or from the site; a request that must follow is passed on."""
        if self._keeper is None:
            passed: Response | Request = yield super().fetch(request)
            return passed
        asked = self._keeper.asked(request)
        known = self._keeper.known_answer(asked, request)
        if known is not None:
            return known
        try:
            result: Response | Request = yield super().fetch(request)
        except Exception as error:
            self._keeper.failed(asked, request, error)
            raise
        if isinstance(result, Response):
            self._keeper.answered(asked, request, result)
        return result

    def close(self) -> None:
        """Close what was opened."""
        super().close()
        if self._keeper is not None:
            self._keeper.close()
