"""Backing off: a host that says it is too much for it rests, and only this host."""

import time
from datetime import UTC, datetime
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.fetch.blocks import block_of
from crawler.fetch.egress import NotAllowed
from crawler.fetch.rest import LONGEST_REST, Rests, retry_after

TOO_MUCH = frozenset({429, 503, 521})
"""The answers after which a host rests."""

RESTS = "rest_times"
"""How often a request has waited for its host to rest, in its meta."""

_FIRST_REST_IN_DELAYS = 10.0


class Refused(NotAllowed):
    """A request that is not sent, for its host has told us what it would say; `blocked` if that is a block."""

    def __init__(self, url: str, reason: str, *, blocked: bool = False) -> None:
        self.blocked = blocked
        super().__init__(url, reason)


class BackOff:
    """Puts requests that a host turned away back into the queue, where they wait until the host has rested.

    The queue, `crawler.fetch.turns`, asks `rests` whose turn it is. A host that goes on refusing has its answer
    handed to the spider; one that wants to be left alone for longer than we wait is not asked again.
    """

    def __init__(self, crawler: Crawler, rests: Rests) -> None:
        self.rests = rests
        self._crawler = crawler
        self._closed: dict[str, tuple[str, bool]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """A first rest is a multiple of the delay that is kept anyway."""
        first = crawler.settings.getfloat("DOWNLOAD_DELAY") * _FIRST_REST_IN_DELAYS
        return cls(crawler, Rests(first, crawler.settings.getint("RETRY_TIMES")))

    def process_request(self, request: Request) -> None:
        """Keep away from a host that asked us to."""
        reason, blocked = self._closed.get(self._host(request), ("", False))
        if reason:
            raise Refused(request.url, reason, blocked=blocked)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Try again later what was turned away, or believe the answer."""
        host = self._host(request)
        if response.status not in TOO_MUCH:
            self.rests.answered(host)
            return response
        # Its robots.txt is asked for outside the queue: the request that needs it waits there instead.
        if request.meta.get("dont_obey_robotstxt") or self.turned_away(request, response) is None:
            return response
        again = request.replace(dont_filter=True)
        again.meta[RESTS] = request.meta.get(RESTS, 0) + 1
        return again

    def turned_away(self, request: Request, response: Response) -> float | None:
        """Let the host of an answer rest, and say for how long; None where the answer stands."""
        host = self._host(request)
        asked = retry_after(_text(response.headers.get("Retry-After")), datetime.now(UTC))
        seconds = self.rests.refused(host, time.monotonic(), asked)
        if seconds is not None:
            self._count("gongkai/rests")
            self._count("gongkai/rest_seconds", round(seconds))
        elif response.status == 429 or (asked or 0.0) > LONGEST_REST:
            self._count("gongkai/hosts_left_alone")
            self._closed[host] = refusal_of(response)
        return seconds

    def _host(self, request: Request) -> str:
        return self._crawler.engine.downloader.get_slot_key(request)

    def _count(self, name: str, by: int = 1) -> None:
        self._crawler.stats.inc_value(name, by)


def refusal_of(response: Response) -> tuple[str, bool]:
    """What an answer that lets us see nothing says, in words, and whether it is a block."""
    cookies = b" ".join(response.headers.getlist("Set-Cookie")).decode("latin-1")
    block = block_of(response.status, {"set-cookie": cookies}, response.body)
    return block or f"answered with status {response.status}", block is not None


def _text(header: bytes | None) -> str | None:
    return header.decode("latin-1") if header is not None else None
