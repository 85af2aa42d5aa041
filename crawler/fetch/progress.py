"""Tells whoever started a crawl how it goes: one JSON object a line on standard output."""

import json
import sys
from typing import Any, Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from crawler.domain.capture import Reading
from crawler.domain.evidence import Visit
from crawler.domain.probe import Probe

_CRASHED = "gongkai/reading_crashed"


class CrawlProgress:
    """Writes an event for each page, report, finished site and address looked at, and the outcome at the end."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        crawler.signals.connect(self._page, signal=signals.response_received)
        crawler.signals.connect(self._item, signal=signals.item_scraped)
        crawler.signals.connect(self._error, signal=signals.item_error)
        crawler.signals.connect(self._error, signal=signals.spider_error)
        crawler.signals.connect(self._closed, signal=signals.spider_closed)
        self._errors = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Only where somebody listens."""
        if not crawler.settings.getbool("GONGKAI_PROGRESS"):
            raise NotConfigured("nobody listens to the progress")
        return cls(crawler)

    def _page(self) -> None:
        _tell(event="page")

    def _item(self, item: object) -> None:
        if isinstance(item, Visit):
            listed: dict[str, list[int]] = {}
            for one in item.listed:
                listed.setdefault(one.unit_id, []).append(one.report_year)
            _tell(event="site", site=item.site_id, outcome=item.outcome.value, pages=item.pages, listed=listed)
        elif isinstance(item, Reading) and not item.attribution.foreign:
            _tell(event="report", unit=item.attribution.unit_id, year=item.attribution.report_year)

        elif isinstance(item, Probe):
            _tell(event="address", url=item.url, outcome=item.outcome.value, detail=item.detail)

    def _error(self) -> None:
        self._errors += 1

    def _closed(self, spider: Spider, reason: str) -> None:
        stats: dict[str, Any] = self._crawler.stats.get_stats() if self._crawler.stats else {}
        counts = {key: value for key, value in stats.items() if key.startswith("gongkai/")}
        errors = self._errors + int(stats.get(_CRASHED, 0))
        _tell(event="closed", reason=reason, errors=errors, counts=counts)


def _tell(**event: object) -> None:
    sys.stdout.write(json.dumps(event, ensure_ascii=False) + "\n")
    sys.stdout.flush()
