"""Whose turn it is: a request leaves the queue only when its host may be asked at once.

A request that waited further on, in the downloader, for the delay of its host or for the end of its rest would
take up one of the few places there, and a handful of slow hosts would bring all others to a standstill.
"""

import time
from collections import Counter
from collections.abc import Iterable

from scrapy import Request
from scrapy.core.downloader import Downloader
from scrapy.crawler import Crawler
from scrapy.pqueues import DownloaderAwarePriorityQueue, DownloaderInterface, QueueProtocol
from scrapy.utils.asyncio import CallLaterResult, call_later

from crawler.fetch.back_off import BackOff
from crawler.fetch.hours import KeptHours

_SOONEST_LOOK, _LATEST_LOOK = 0.05, 5.0


class AwakeHosts(DownloaderInterface):
    """The hosts that may be asked now, and the alarm clock for the next one."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._engine = crawler.engine
        back_off = crawler.get_downloader_middleware(BackOff)
        self._rests = back_off.rests if back_off is not None else None
        self._hours = crawler.get_extension(KeptHours)
        self._alarm: CallLaterResult | None = None
        self._alarm_at = float("inf")

    def stats(self, possible_slots: Iterable[str]) -> list[tuple[int, str]]:
        """How many requests are under way to each host that may be asked now."""
        if self._hours is not None and not self._hours.open_now():
            return []
        now, active = time.monotonic(), Counter(self.get_slot_key(request) for request in self.downloader.active)
        free = [slot for slot in possible_slots if active[slot] < self._at_once(slot)]
        waits = {slot: self._wait(slot, now) for slot in free}
        awake = [(active[slot], slot) for slot, wait in waits.items() if not wait]
        if waits and not awake:
            self._wake_in(min(waits.values()), now)
        return awake

    def _at_once(self, slot: str) -> int:
        known = self.downloader.slots.get(slot)
        return known.concurrency if known is not None else self.downloader.domain_concurrency

    def _wait(self, slot: str, now: float) -> float:
        known = self.downloader.slots.get(slot)
        delay = max(0.0, known.lastseen + known.delay - now) if known is not None and known.lastseen else 0.0
        return max(delay, self._rests.left(slot, now) if self._rests is not None else 0.0)

    def _wake_in(self, seconds: float, now: float) -> None:
        """Have the engine look again; it does so by itself after every answer, and every five seconds."""
        at = now + min(max(seconds, _SOONEST_LOOK), _LATEST_LOOK)
        if self._alarm is not None:
            if self._alarm_at <= at:
                return
            self._alarm.cancel()
        self._alarm_at, self._alarm = at, call_later(at - now, self._wake)

    def _wake(self) -> None:
        self._alarm, self._alarm_at = None, float("inf")
        slot = self._engine._slot
        if slot is not None:
            slot.nextcall.schedule()


class HostsInTurn(DownloaderAwarePriorityQueue):
    """Gives out requests to hosts that are awake, the least busy first."""

    def __init__(
        self,
        crawler: Crawler,
        downstream_queue_cls: type[QueueProtocol],
        key: str,
        slot_startprios: dict[str, Iterable[int]] | None = None,
        *,
        start_queue_cls: type[QueueProtocol] | None = None,
    ) -> None:
        super().__init__(crawler, downstream_queue_cls, key, slot_startprios, start_queue_cls=start_queue_cls)
        self._downloader_interface = AwakeHosts(crawler)

    def push(self, request: Request) -> None:
        """Queue a request under its own host: after a redirect its meta still names the host it came from."""
        request.meta.pop(Downloader.DOWNLOAD_SLOT, None)
        super().push(request)
