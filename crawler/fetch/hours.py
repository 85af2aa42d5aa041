"""The hours in which sites may be asked: at night, say, when nobody else needs them."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, NotConfigured
from scrapy.utils.asyncio import CallLaterResult, call_later

from crawler.domain.clock import SHANGHAI, Clock, clock_from

REASON = "outside_hours"
"""What a crawl ends with that has run out of its hours; the next one goes on from there."""


@dataclass(frozen=True, slots=True)
class Hours:
    """A stretch of every day in Asia/Shanghai, over midnight where it closes before it opens."""

    opens: time
    closes: time

    @classmethod
    def read(cls, text: str) -> Self:
        """Read hours as the configuration has them; raises ValueError.

        >>> Hours.read("22:00-06:00")
        Hours(opens=datetime.time(22, 0), closes=datetime.time(6, 0))
        """
        opens, _, closes = text.partition("-")
        return cls(time.fromisoformat(opens.strip()), time.fromisoformat(closes.strip()))

    def open_at(self, moment: datetime) -> bool:
        """Whether sites may be asked at a moment."""
        now = moment.astimezone(SHANGHAI).time()
        if self.opens < self.closes:
            return self.opens <= now < self.closes
        return now >= self.opens or now < self.closes

    def left_at(self, moment: datetime) -> timedelta:
        """How long it is until they close; nothing while they are closed."""
        if not self.open_at(moment):
            return timedelta()
        here = moment.astimezone(SHANGHAI)
        closes = datetime.combine(here.date(), self.closes, SHANGHAI)
        return (closes if closes > here else closes + timedelta(days=1)) - here


class KeptHours:
    """Ends the crawl when its hours are over; the queue asks it before it gives out a request."""

    def __init__(self, crawler: Crawler, hours: Hours, clock: Clock | None = None) -> None:
        self._crawler = crawler
        self._hours = hours
        self._clock = clock or clock_from(None)
        self._alarm: CallLaterResult | None = None
        self._ending: asyncio.Task[None] | None = None
        crawler.signals.connect(self._opened, signal=signals.spider_opened)
        crawler.signals.connect(self._closed, signal=signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Only where there are hours to keep."""
        text = crawler.settings.get("GONGKAI_HOURS")
        if not text:
            raise NotConfigured("sites may be asked at any hour")
        return cls(crawler, Hours.read(text))

    def open_now(self) -> bool:
        """Whether a request may leave; the first that may not ends the crawl."""
        is_open = self._hours.open_at(self._clock())
        if not is_open and self._ending is None:
            self._ending = asyncio.get_running_loop().create_task(self._end())
        return is_open

    def _opened(self, spider: Spider) -> None:
        """Go by the clock of the crawl, which may be one that starts at a given moment."""
        self._clock = getattr(spider, "clock", self._clock)
        if not self._hours.open_at(self._clock()):
            raise CloseSpider(REASON)
        self._alarm = call_later(self._hours.left_at(self._clock()).total_seconds(), self._look)

    def _look(self) -> None:
        self._alarm = None
        self.open_now()

    def _closed(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None

    async def _end(self) -> None:
        if self._crawler.engine.spider is not None:
            await self._crawler.engine.close_spider_async(reason=REASON)
