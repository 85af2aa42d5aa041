"""The pace that a host asks for in its robots.txt: AutoThrottle goes slower than that, and never faster."""

from math import isfinite
from typing import TYPE_CHECKING

from scrapy.crawler import Crawler
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response

if TYPE_CHECKING:
    from scrapy.core.downloader import Slot

LONGEST_DELAY = 120.0
"""A host that asks for more is asked once in so many seconds, and the crawl says so."""


class Pace(AutoThrottle):
    """AutoThrottle with a floor for each host."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._floors: dict[str, float] = {}

    def ask_no_faster(self, host: str, delay: float | None) -> None:
        """Keep to a host's Crawl-delay, up to what can be kept."""
        if delay is None or not isfinite(delay) or delay <= self.mindelay:
            return
        self._count("gongkai/crawl_delays")
        if delay > LONGEST_DELAY:
            self._count("gongkai/crawl_delays_capped")
        floor = self._floors[host] = min(delay, LONGEST_DELAY)
        downloader = self.crawler.engine.downloader
        # Scrapy forgets a host that was not asked for a minute, and makes it anew from this.
        downloader.per_slot_settings[host] = {"delay": floor, "jitter": 0.0}
        if (slot := downloader.slots.get(host)) is not None:
            slot.delay, slot.jitter = max(slot.delay, floor), 0.0

    def _adjust_delay(self, slot: "Slot", latency: float, response: Response) -> None:
        super()._adjust_delay(slot, latency, response)
        slot.delay = max(slot.delay, self._floor_of(slot))

    def _floor_of(self, slot: "Slot") -> float:
        slots = self.crawler.engine.downloader.slots
        return next((floor for host, floor in self._floors.items() if slots.get(host) is slot), 0.0)

    def _count(self, name: str) -> None:
        self.crawler.stats.inc_value(name)
