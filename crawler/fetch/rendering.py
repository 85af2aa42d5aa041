"""Pages that a script draws: fetched with a browser, and handed on like any other."""

from collections.abc import Awaitable, Callable, Container
from dataclasses import dataclass
from typing import Self

from playwright.async_api import Request as BrowserRequest
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy_playwright.page import PageMethod

from crawler.domain.unit import host_of

_NEEDLESS = frozenset({"image", "font", "media", "websocket"})
_QUIET_FOR_MS = 20_000


class BrowserFailed(Exception):
    """The browser could not be started, died, or did not come to an end with a page."""

    def __init__(self, url: str, reason: str) -> None:
        self.url = url
        self.reason = reason
        super().__init__(f"{url}: {reason}")


@dataclass(frozen=True, slots=True)
class Render:
    """Carried by a request as `meta["render"]`: fetch this page with a browser."""

    wait_for: str | None = None


class RenderMiddleware:
    """Turns a request that carries Render into one for the browser."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy builds its components."""
        return cls()

    def process_request(self, request: Request) -> None:
        """Say in the browser handler's words what Render says."""
        render = request.meta.get("render")
        if not isinstance(render, Render):
            return
        waits = [PageMethod("wait_for_load_state", "networkidle", timeout=_QUIET_FOR_MS)]
        if render.wait_for is not None:
            waits.append(PageMethod("wait_for_selector", render.wait_for, timeout=_QUIET_FOR_MS))
        request.meta.update(playwright=True, playwright_page_methods=waits)


async def _everything(url: str) -> bool:
    return True


class NeedlessRequests:
    """Tells which of a page's own requests the browser is not to make: other hosts, images, what robots.txt forbids.

    The second line: what gets past it, as the hops of a redirect do, meets `crawler.fetch.egress_proxy`.
    """

    def __init__(self, allowed_hosts: Container[str], permits: Callable[[str], Awaitable[bool]] = _everything) -> None:
        self._allowed_hosts = allowed_hosts
        self._permits = permits

    async def __call__(self, request: BrowserRequest) -> bool:
        """Whether to abort the request."""
        if request.resource_type in _NEEDLESS or host_of(request.url) not in self._allowed_hosts:
            return True
        return not await self._permits(request.url)
