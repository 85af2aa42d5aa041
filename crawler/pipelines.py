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
from crawler.domain.evidence import NOT_KEPT, Failure, Stray, Visit
from crawler.domain.register import Register
from crawler.domain.titles import read_title
from crawler.flow import read_or_stray
from crawler.readers.beside import Beside

logger = logging.getLogger(__name__)

UNSETTLED = "perhaps a report, and not settled whose"
"""Why a visit that has met something cannot say that it was not there."""

_AT_ONCE = 2
_READING = f"{read_or_stray.__module__}:{read_or_stray.__name__}"


class ReadPipeline:
    """Reads what may be a report. What a link called a report and we could not read stays as a stray.

    Reading a scan takes a minute, so it is done beside the crawl: in processes of their own where `in_children`,
    or the crawl would stand still for as long as Python is busy with a page. The visit of a site waits for it: a
    crawl that is killed meanwhile has no visit to prove that a report was not there.
    """

    def __init__(self, crawler: Crawler, *, in_children: bool = False) -> None:
        self._crawler = crawler
        self._in_children = in_children
        self._beside: Beside | None = None
        self._readers = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="reading")
        self._under_way = UnderWay()
        self._losses: dict[str, list[Failure]] = {}
        self._unsettled: dict[str, list[Failure]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The register is the spider's."""
        pipeline = cls(crawler, in_children=True)
        for signal in (signals.item_scraped, signals.item_dropped):
            crawler.signals.connect(pipeline.ended, signal)
        crawler.signals.connect(pipeline.failed, signals.item_error)
        return pipeline

    async def process_item(self, item: object) -> object:
        """Read captures of reports; listings end here, visits wait, and everything else passes."""
        if isinstance(item, Visit):
            await self._under_way.wait_for(item.site_id)
            return self._with_what_it_met(item)
        if not isinstance(item, Capture):
            return item
        if item.kind is CaptureKind.LISTING:
            raise DropItem("a listing is kept, not read", log_level="DEBUG")
        register: Register = self._crawler.spider.register  # type: ignore[union-attr]  # it is ours
        if self._in_children and self._beside is None:
            self._beside = Beside(_READING, register)
        self._under_way.begin(item.trail.site_id, item.url)
        read = await asyncio.get_running_loop().run_in_executor(self._readers, self._read, item, register)
        if _is_unsettled(read):
            # Once it is settled, this visit must not seem to have found nothing there.
            self._unsettled.setdefault(item.trail.site_id, []).append(Failure(item.url, UNSETTLED))
        return read

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
            loss = Failure(item.url, NOT_KEPT)
            self._losses.setdefault(item.trail.site_id, []).append(loss)
        self.ended(item)

    def _with_what_it_met(self, visit: Visit) -> Visit:
        losses = self._losses.pop(visit.site_id, [])
        met = [one for one in self._unsettled.pop(visit.site_id, ()) if all(one.url != loss.url for loss in losses)]
        return replace(visit, failures=(*visit.failures, *met)).having_lost(losses)

    def close_spider(self) -> None:
        """Let the readers go."""
        self._readers.shutdown()
        if self._beside is not None:
            self._beside.close()

    def _read(self, capture: Capture, register: Register) -> Reading | Stray:
        try:
            if self._beside is None:
                return read_or_stray(capture, register)
            answer: Reading | Stray = self._beside.ask(capture)
            return answer
        except Exception:
            # A reader that crashes is our error: the report is there, and nobody may be accused for it.
            logger.exception("%s: reading it crashed", capture.url)
            if self._crawler.stats is not None:
                self._crawler.stats.inc_value("gongkai/reading_crashed")
            title = read_title(capture.trail.link_text)
            year = title.report_year if title is not None else None
            reason = "our own fault: reading it crashed"
            return Stray(capture.trail.site_id, capture.url, year, reason, capture.fetched_at)


def _is_unsettled(read: Reading | Stray) -> bool:
    if isinstance(read, Stray):
        return True
    return not read.attribution.foreign and None in (read.attribution.unit_id, read.attribution.report_year)


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
        self._urls.pop(site_id, None)
