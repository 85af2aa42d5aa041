"""The reading stage of a crawl: captures of reports become readings."""

import logging
from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from crawler.domain.capture import Capture, CaptureKind
from crawler.domain.evidence import Stray
from crawler.domain.register import Register
from crawler.domain.titles import read_title
from crawler.flow import read_or_stray

logger = logging.getLogger(__name__)


class ReadPipeline:
    """Reads what may be a report. What a link called a report and we could not read stays as a stray."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The register is the spider's."""
        return cls(crawler)

    def process_item(self, item: object) -> object:
        """Read captures of reports; listings end here, and everything else passes."""
        if not isinstance(item, Capture):
            return item
        if item.kind is CaptureKind.LISTING:
            raise DropItem("a listing is kept, not read", log_level="DEBUG")
        register: Register = self._crawler.spider.register  # type: ignore[union-attr]  # it is ours
        try:
            return read_or_stray(item, register)
        except Exception:
            # A reader that crashes is our error: the report is there, and nobody may be accused for it.
            logger.exception("%s: reading it crashed", item.url)
            if self._crawler.stats is not None:
                self._crawler.stats.inc_value("gongkai/reading_crashed")
            title = read_title(item.trail.link_text)
            year = title.report_year if title is not None else None
            return Stray(item.trail.site_id, item.url, year, "our own fault: reading it crashed", item.fetched_at)
