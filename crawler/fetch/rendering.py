"""Pages that a script draws: fetched with a browser, and handed on like any other."""

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass
from typing import Self

from playwright.async_api import Error as BrowserError
from playwright.async_api import Request as BrowserRequest
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler
from scrapy_playwright.page import PageMethod

from crawler.domain.unit import host_of

logger = logging.getLogger(__name__)
_NEEDLESS = frozenset({"image", "font", "media", "websocket"})
_QUIET_FOR_MS = 10_000
_LIMIT_SECONDS = 90


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
        if not request.meta.get("playwright"):
            response: Response = await super().download_request(request)
            return response
        try:
            return await asyncio.wait_for(self._render(request), _LIMIT_SECONDS)
        except TimeoutError:
            raise BrowserFailed(request.url, f"the browser did not finish within {_LIMIT_SECONDS} seconds") from None
        except BrowserError as error:
            logger.info("%s: %s", request.url, error)
            raise BrowserFailed(request.url, self._reason(error)) from error

    async def _render(self, request: Request) -> Response:
        async with self._starting:
            if not hasattr(self, "browser_provider"):
                await self._launch()
        try:
            response: Response = await super().download_request(request)
        finally:
            await self._close_context(request.meta["playwright_context"])
        return response

    async def _close_context(self, name: str) -> None:
        """Contexts are few: one that stayed open would keep all further hosts waiting for ever."""
        wrapper = self.context_wrappers.get(name)
        if wrapper is not None:
            with suppress(BrowserError):
                await wrapper.context.close()

    def _reason(self, error: BrowserError) -> str:
        if not hasattr(self, "browser"):
            return "needs a browser, which could not be started"
        return f"the browser failed: {type(error).__name__}"
