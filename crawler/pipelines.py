"""The reading stage of a crawl: captures of reports become readings."""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from crawler.domain.capture import Capture, CaptureKind, Reading
from crawler.domain.evidence import Failure, Stray, Visit, VisitOutcome
from crawler.domain.register import Register
from crawler.domain.titles import read_title
from crawler.flow import read_or_stray

logger = logging.getLogger(__name__)

_AT_ONCE = 2


class ReadPipeline:
    """Reads what may be a report. What a link called a report and we could not read stays as a stray.

    Reading a scan takes a minute, so it is done beside the crawl. The visit of a site waits for it: a crawl
    that is killed meanwhile has no visit to prove that a report was not there.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._readers = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="reading")
        self._under_way = UnderWay()
        self._losses: dict[str, list[Failure]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The register is the spider's."""
        pipeline = cls(crawler)
        for signal in (signals.item_scraped, signals.item_dropped):
            crawler.signals.connect(pipeline.ended, signal)
        crawler.signals.connect(pipeline.failed, signals.item_error)
        return pipeline

    async def process_item(self, item: object) -> object:
        """Read captures of reports; listings end here, visits wait, and everything else passes."""
        if isinstance(item, Visit):
            await self._under_way.wait_for(item.site_id)
            return self._with_losses(item)
        if not isinstance(item, Capture):
            return item
        if item.kind is CaptureKind.LISTING:
            raise DropItem("a listing is kept, not read", log_level="DEBUG")
        register: Register = self._crawler.spider.register  # type: ignore[union-attr]  # it is ours
        self._under_way.begin(item.trail.site_id, item.url)
        return await asyncio.get_running_loop().run_in_executor(self._readers, self._read, item, register)

    def ended(self, item: object) -> None:
        """What was read is stored."""
        if isinstance(item, Reading):
            self._under_way.end(item.capture.trail.site_id, item.capture.url)
        elif isinstance(item, Capture):
            self._under_way.end(item.trail.site_id, item.url)
        elif isinstance(item, Stray):
            self._under_way.end(item.site_id, item.url)

    def failed(self, item: object) -> None:
        """What was found could not be kept: the visit cannot say that it was not there."""
        if isinstance(item, Capture):
            loss = Failure(item.url, "our own fault: what was found could not be kept")
            self._losses.setdefault(item.trail.site_id, []).append(loss)
        self.ended(item)

    def close_spider(self) -> None:
        """Let the threads go."""
        self._readers.shutdown()

    def _with_losses(self, visit: Visit) -> Visit:
        losses = tuple(loss for loss in self._losses.get(visit.site_id, ()) if loss not in visit.failures)
        complete = visit.outcome is VisitOutcome.COMPLETE
        outcome = VisitOutcome.LISTING_INCOMPLETE if losses and complete else visit.outcome
        return replace(visit, outcome=outcome, failures=(*visit.failures, *losses))

    def _read(self, capture: Capture, register: Register) -> Reading | Stray:
        try:
            return read_or_stray(capture, register)
        except Exception:
            # A reader that crashes is our error: the report is there, and nobody may be accused for it.
            logger.exception("%s: reading it crashed", capture.url)
            if self._crawler.stats is not None:
                self._crawler.stats.inc_value("gongkai/reading_crashed")
            title = read_title(capture.trail.link_text)
            year = title.report_year if title is not None else None
            reason = "our own fault: reading it crashed"
            return Stray(capture.trail.site_id, capture.url, year, reason, capture.fetched_at)


class UnderWay:
    """What is being read, by site."""

    def __init__(self) -> None:
        self._urls: dict[str, set[str]] = {}
        self._fewer = asyncio.Event()

    def begin(self, site_id: str, url: str) -> None:
        """Reading begins."""
        self._urls.setdefault(site_id, set()).add(url)

    def end(self, site_id: str, url: str) -> None:
        """Reading and all that follows it is over."""
        self._urls.get(site_id, set()).discard(url)
        self._fewer.set()

    async def wait_for(self, site_id: str) -> None:
        """Wait until nothing of a site is being read."""
        while self._urls.get(site_id):
            self._fewer.clear()
            await self._fewer.wait()
