"""One crawl in a process of its own, which measures itself: `python -m tests.bench.crawling_child WHAT ARGUMENT`.

WHAT is `bare`, a Scrapy spider that fetches the addresses in a file and does nothing with them; `beside`, our crawl
without the reading of reports; or `all`, our crawl. Its last line says what it cost, from the opening of the spider
to its close: starting Python and loading libraries does not count.
"""

import json
import resource
import sys
import time
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import scrapy
from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.exceptions import DropItem
from scrapy.http import Response
from scrapy.utils.project import get_project_settings

from crawler.domain.capture import Capture

SAME: Mapping[str, Any] = {
    "CONCURRENT_REQUESTS": 32,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
    "DOWNLOAD_DELAY": 0,
    "AUTOTHROTTLE_ENABLED": False,
    "LOG_LEVEL": "INFO",
}
"""What both kinds of crawls have in common."""

_BARE = {
    **SAME,
    "ROBOTSTXT_OBEY": True,
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
    "COOKIES_ENABLED": False,
}
_BESIDE = {
    "storage.pipelines.ArchivePipeline": 100,
    "tests.bench.crawling_child.ReadingPutBeside": 200,
    "storage.pipelines.StorePipeline": 300,
}


class Bare(scrapy.Spider):
    """Fetches pages."""

    name = "bare"

    def __init__(self, pages: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._pages = Path(pages)

    async def start(self) -> AsyncIterator[scrapy.Request]:
        """Every address, as often as it stands there."""
        for url in self._pages.read_text("utf-8").split():
            yield scrapy.Request(url, dont_filter=True)

    def parse(self, response: Response) -> None:
        """Nothing more."""


class ReadingPutBeside:
    """Stands where reports are read and leaves them in the archive, as what a process of its own would read."""

    def process_item(self, item: object) -> object:
        """Let everything pass but what is to be read."""
        if isinstance(item, Capture):
            raise DropItem("put beside", log_level="DEBUG")
        return item


class _Meter:
    def __init__(self) -> None:
        self._began = self._cpu_before = 0.0
        self.pages = 0
        self.cost: dict[str, float] = {}

    def opened(self) -> None:
        """The spider begins."""
        self._began, self._cpu_before = time.monotonic(), time.process_time()

    def answered(self) -> None:
        """A page came."""
        self.pages += 1

    def closed(self) -> None:
        """The spider has ended."""
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        cpu, seconds = time.process_time() - self._cpu_before, time.monotonic() - self._began
        self.cost = {"pages": self.pages, "seconds": seconds, "cpu": cpu, "megabytes": peak}


def main(what: str, argument: str) -> None:
    """Crawl, and print what it cost."""
    process = AsyncCrawlerProcess(_settings(what))
    crawler = process.create_crawler(Bare if what == "bare" else "annual_reports")
    meter = _Meter()
    for receiver, signal in (
        (meter.opened, signals.spider_opened),
        (meter.answered, signals.response_downloaded),
        (meter.closed, signals.spider_closed),
    ):
        crawler.signals.connect(receiver, signal)
    process.crawl(crawler, **({"pages": argument} if what == "bare" else {"now": argument}))
    process.start()
    if crawler.stats is None or crawler.stats.get_value("finish_reason") != "finished":
        sys.exit("the crawl did not finish")
    sys.stdout.write(json.dumps(meter.cost) + "\n")


def _settings(what: str) -> Any:
    if what == "bare":
        return _BARE
    settings = get_project_settings()
    settings.setdict({**SAME, "GONGKAI_BROWSER": False}, priority="cmdline")
    settings.set("GONGKAI_CRAWL_ID", 1, priority="cmdline")
    if what == "beside":
        settings.set("ITEM_PIPELINES", _BESIDE, priority="cmdline")
    return settings


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
