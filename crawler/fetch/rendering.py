"""Pages that a script draws: fetched with a browser, and handed on like any other."""

import asyncio
from dataclasses import dataclass
from typing import Self

from playwright.async_api import Request as BrowserRequest
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler
from scrapy_playwright.page import PageMethod

from crawler.domain.unit import host_of

_NEEDLESS = frozenset({"image", "font", "media", "websocket"})
_QUIET_FOR_MS = 10_000


@dataclass(frozen=True, slots=True)
class Render:
    """Carried by a request as `meta["render"]`: fetch this page with a browser."""

    wait_for: str | None = None


class RenderMiddleware:
    """Turns a request that carries Render into one for the browser: one context for each host."""

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
        request.meta.update(playwright=True, playwright_context=host_of(request.url), playwright_page_methods=waits)


class NeedlessRequests:
    """Tells which of a page's own requests the browser is not to make: other hosts, images, media."""

    def __init__(self, allowed_hosts: frozenset[str]) -> None:
        self._allowed_hosts = allowed_hosts

    def __call__(self, request: BrowserRequest) -> bool:
        """Whether to abort the request."""
        return request.resource_type in _NEEDLESS or host_of(request.url) not in self._allowed_hosts


class BrowserOnDemandHandler(ScrapyPlaywrightDownloadHandler):  # type: ignore[misc]  # it ships no types
    """Starts the browser's driver with the first page that needs it: most crawls never do."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._starting = asyncio.Lock()

    async def _maybe_launch_in_thread(self) -> None:
        """Called when the engine starts; a crawl without scripts does without a browser."""

    async def download_request(self, request: Request) -> Response:
        """Fetch a page, with the browser where the request says so."""
        if request.meta.get("playwright"):
            async with self._starting:
                if not hasattr(self, "browser_provider"):
                    await self._launch()
        response: Response = await super().download_request(request)
        return response
