"""robots.txt: what a host permits, how fast, and what may be asked of one that does not tell (RFC 9309)."""

import asyncio
import re
from collections.abc import Awaitable, Callable

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import CannotResolveHostError, DownloadConnectionRefusedError, IgnoreRequest
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import ProtegoRobotParser, RobotParser

from crawler.domain.unit import host_of
from crawler.fetch.back_off import TOO_MUCH, BackOff, Refused, refusal_of
from crawler.fetch.egress import NotAllowed
from crawler.fetch.pace import Pace

NOT_HAD = "its robots.txt could not be had"
_LONGEST = 512 * 1024
_MASK = re.compile(r"^Mozilla/\S+ \(compatible;\s*")
_UNREACHABLE = (CannotResolveHostError, DownloadConnectionRefusedError)


class Unknown:
    """Stands for the robots.txt of a host that has one we could not have: nothing there may be asked for."""

    def __init__(self, reason: str, *, blocked: bool = False) -> None:
        self.reason = reason
        self.blocked = blocked


class _Later(Exception):
    """The host rests before its robots.txt can be had."""


class RobotsNotHad(Exception):
    """What came instead of a robots.txt: no answer to rely on, now or when this crawl goes on another time."""

    def __init__(self, response: Response) -> None:
        self.response = response
        super().__init__(f"{response.url} answered with status {response.status}")


class RobotsGuard(RobotsTxtMiddleware):
    """Lets a request pass that the robots.txt of its host permits, and sees to it that the host's pace is kept.

    Scrapy takes a robots.txt that fails for one that allows everything. Here it forbids everything, unless the
    host says that there is none.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._agent = product_of(self._robotstxt_useragent or self._default_useragent)
        self._known: dict[str, RobotParser | Unknown] = {}
        self._asking: dict[str, asyncio.Lock] = {}

    async def process_request(self, request: Request) -> Request | None:  # type: ignore[override]
        """Raise Scrapy's IgnoreRequest for what is forbidden, Refused for what nobody can tell."""
        if request.meta.get("dont_obey_robotstxt"):
            return None
        new = host_of(request.url) not in self._known
        try:
            known = await self._ask(request.url)
        except _Later:
            return _queued_again(request)
        if isinstance(known, Unknown):
            raise Refused(request.url, known.reason, blocked=known.blocked)
        if not known.allowed(request.url, self._agent):
            self._stats.inc_value("robotstxt/forbidden")
            raise IgnoreRequest("Forbidden by robots.txt")
        # Its host has just been asked, and the delay until it may be asked again is waited for in the queue.
        return _queued_again(request) if new else None

    def process_response(self, request: Request, response: Response) -> Response:
        """Raise RobotsNotHad for a robots.txt that the host has and cannot show: that is no answer."""
        asked_for_it = request.meta.get("dont_obey_robotstxt")
        if asked_for_it and (response.status >= 500 or response.status == 429):
            raise RobotsNotHad(response)
        return response

    def allowed(self, url: str) -> bool:
        """Whether an address is permitted by a robots.txt that is known by now; without one it is not."""
        known = self._known.get(host_of(url))
        return known is not None and not isinstance(known, Unknown) and known.allowed(url, self._agent)

    async def permits(self, url: str) -> bool:
        """The same, asking for the robots.txt of a host that has not been asked yet."""
        try:
            await self._ask(url)
        except _Later:
            return False
        return self.allowed(url)

    async def _ask(self, url: str) -> RobotParser | Unknown:
        host = host_of(url)
        async with self._asking.setdefault(host, asyncio.Lock()):
            if host not in self._known:
                self._known[host] = await self._fetch(url)
            return self._known[host]

    async def _fetch(self, url: str) -> RobotParser | Unknown:
        scheme, _, _ = url.partition("://")
        request = Request(
            f"{scheme}://{host_of(url)}/robots.txt",
            priority=self.DOWNLOAD_PRIORITY,
            meta={"dont_obey_robotstxt": True},
            callback=NO_CALLBACK,
        )
        self._stats.inc_value("robotstxt/request_count")
        try:
            response = await self.crawler.engine.download_async(request)
        except Refused as error:
            return Unknown(error.reason, blocked=error.blocked)
        except RobotsNotHad as error:
            return self._turned_away(request, error.response)
        except NotAllowed as error:
            return self._parsed(b"") if host_of(error.url) != host_of(url) else Unknown(error.reason)
        except IgnoreRequest:
            return self._parsed(b"")  # it leads round in circles, as one that is not there may
        except Exception as error:  # noqa: BLE001 - whatever kept it from us, it is not to be had
            return self._failed(error)
        return self._taken(request, response)

    def _taken(self, request: Request, response: Response) -> RobotParser:
        self._stats.inc_value(f"robotstxt/response_status_count/{response.status}")
        parser = self._parsed(response.body[:_LONGEST] if response.status < 300 else b"")
        pace = self.crawler.get_extension(Pace)
        if pace is not None:
            slot = self.crawler.engine.downloader.get_slot_key(request)
            pace.ask_no_faster(slot, parser.crawl_delay(self._agent))
        return parser

    def _turned_away(self, request: Request, response: Response) -> Unknown:
        back_off = self.crawler.get_downloader_middleware(BackOff)
        too_much = response.status in TOO_MUCH
        if too_much and back_off is not None and back_off.turned_away(request, response) is not None:
            raise _Later
        reason, blocked = refusal_of(response)
        return self._unknown(reason if blocked else f"{NOT_HAD}: {reason}", blocked=blocked)

    def _failed(self, error: Exception) -> Unknown:
        reason = f"no answer: {type(error).__name__}"
        return self._unknown(reason if isinstance(error, _UNREACHABLE) else f"{NOT_HAD}: {reason}")

    def _unknown(self, reason: str, *, blocked: bool = False) -> Unknown:
        self._stats.inc_value("gongkai/robots_not_had")
        return Unknown(reason, blocked=blocked)

    def _parsed(self, body: bytes) -> RobotParser:
        return ProtegoRobotParser.from_crawler(self.crawler, body)


def product_of(user_agent: str) -> str:
    """The name that groups of a robots.txt go by: what stands behind it may name others.

    >>> product_of("gongkai/0.4.1 (+https://example.gov.cn/bot)")
    'gongkai'
    >>> product_of("Mozilla/5.0 (compatible; gongkai/0.4.1; +https://example.gov.cn/bot)")
    'gongkai'
    """
    return _MASK.sub("", user_agent).partition("/")[0].strip() or "*"


def permission_of(crawler: Crawler) -> Callable[[str], Awaitable[bool]]:
    """How the browser asks whether it may fetch an address; may be had before the crawl has started."""

    async def permits(url: str) -> bool:
        guard = crawler.get_downloader_middleware(RobotsGuard)
        return guard is None or await guard.permits(url)

    return permits


def _queued_again(request: Request) -> Request:
    """The request, to be given out before the others of its host when its turn comes."""
    return request.replace(dont_filter=True, priority=request.priority + 1)
