"""The reading stage of a crawl: captures of reports become readings."""

import logging
from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from crawler.domain.capture import Capture, CaptureKind, Reading
from crawler.domain.errors import NotAnAnnualReport, NotReadable
from crawler.domain.evidence import Stray
from crawler.domain.register import Register
from crawler.domain.titles import read_title
from crawler.flow import read_capture

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
        return read_or_stray(item, register)


def read_or_stray(capture: Capture, register: Register) -> Reading | Stray:
    """The reading of a capture, or the reason why it is none: our eyes were not open there."""
    try:
        return read_capture(capture, register)
    except (NotReadable, NotAnAnnualReport) as error:
        logger.info("%s", error)
        title = read_title(capture.trail.link_text)
        return Stray(
            site_id=capture.trail.site_id,
            url=capture.url,
            report_year=title.report_year if title is not None else None,
            reason=error.reason,
            seen_at=capture.fetched_at,
        )
