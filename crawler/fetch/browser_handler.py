"""Scrapy's way to the sites: plain connections as good as a host has them, and a browser where the request says so."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from typing import Any, ClassVar
from weakref import WeakKeyDictionary

from playwright.async_api import Browser
from playwright.async_api import Error as BrowserError
from playwright.async_api import Request as BrowserRequest
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler, TargetClosedError
from scrapy_playwright.page import PageMethod

from crawler.domain.unit import host_of
from crawler.fetch.browser_processes import kill_drivers
from crawler.fetch.browser_turns import BrowserTurns
from crawler.fetch.egress import NOT_REGISTERED, NotAllowed, addresses_for, hosts_of
from crawler.fetch.egress_proxy import EgressProxy
from crawler.fetch.rendering import BrowserFailed, NeedlessRequests
from crawler.fetch.robots import permission_of
from crawler.fetch.seen_data import SeenData
from crawler.fetch.tls import Standing, TlsLadder, mark

logger = logging.getLogger(__name__)
_CLOSE_SECONDS = 5.0
_NOT_STARTED = "needs a browser, which could not be started"
_FAILED_NAVIGATION = "failed_navigation"
_ERROR_PAGE = "chrome-error:"
_OLD_TLS = "its TLS is too old for the browser"


class BrowserOnDemandHandler(ScrapyPlaywrightDownloadHandler):  # type: ignore[misc]  # it ships no types
    """Starts the browser's driver with the first page that needs it: most crawls never do.

    Every page has a context of its own, and none outlives its request. A browser or a driver that dies is
    started anew, and its pages are tried once more.
    """

    _of_crawls: ClassVar[WeakKeyDictionary[Crawler, "BrowserOnDemandHandler"]] = WeakKeyDictionary()

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        settings = crawler.settings
        self._limit = settings.getfloat("GONGKAI_BROWSER_SECONDS", 90.0)
        most_bytes = settings.getint("DOWNLOAD_MAXSIZE")
        addresses = addresses_for(settings)
        self._proxy = EgressProxy(lambda host: host in hosts_of(crawler), addresses, most_bytes=most_bytes)
        self.abort_request = NeedlessRequests(hosts_of(crawler), permission_of(crawler))
        self._tls = TlsLadder(crawler, super().download_request, self._proxy.url)
        at_once = settings.getint("GONGKAI_BROWSER_PAGES_AT_ONCE", 2)
        self._turns = BrowserTurns(at_once, settings.getint("GONGKAI_BROWSER_PAGES_EACH", 100), self._end_browser)
        self._starting = asyncio.Lock()
        self._numbers = count(1)
        self._has_run = False
        self._closed = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "BrowserOnDemandHandler":
        """One for http and https: Scrapy would build two, and each would start a browser."""
        found = cls._of_crawls.get(crawler)
        if found is None:
            found = cls._of_crawls[crawler] = cls(crawler)
        return found

    async def _maybe_launch_in_thread(self) -> None:
        """Called when the engine starts; a crawl without scripts does without a browser."""

    async def download_request(self, request: Request) -> Response:
        """Fetch a page, with the browser where the request says so."""
        if not request.meta.get("playwright"):
            return await self._tls.fetch(request)
        standing = self._tls.standing(request.url)
        if standing is not None and not standing.footing.modern:
            raise BrowserFailed(request.url, _OLD_TLS)
        async with self._turns.turn():
            try:
                async with asyncio.timeout(self._limit):
                    return await self._render(request, standing)
            except TimeoutError:
                reason = f"the browser did not finish within {self._limit:.0f} seconds"
                raise BrowserFailed(request.url, reason) from None
            finally:
                self._count_pages()

    async def close(self) -> None:
        """Close what was opened, and kill what does not close; once, for Scrapy closes it for each scheme."""
        if self._closed:
            return
        self._closed = True
        await self._tls.close()
        try:
            async with asyncio.timeout(_CLOSE_SECONDS):
                await super().close()
        except (BrowserError, TimeoutError):
            kill_drivers()
        await self._proxy.close()

    async def _render(self, request: Request, standing: Standing | None) -> Response:
        """Draw a page; where the browser dies over it, once more with another one."""
        try:
            try:
                return await self._draw(request, standing)
            except TargetClosedError:
                if not self._has_run:
                    raise
            return await self._draw(request, standing)
        except (BrowserError, RuntimeError) as error:
            logger.info("%s: %s", request.url, error)
            failed = f"the browser failed: {type(error).__name__}"
            raise self._failure(request, failed if hasattr(self, "browser") else _NOT_STARTED) from error

    async def _draw(self, request: Request, standing: Standing | None) -> Response:
        provider = await self._provider()
        name = f"{host_of(request.url)} {next(self._numbers)}"
        seen = SeenData()
        options = {
            "service_workers": "block",
            "ignore_https_errors": standing is not None and not standing.footing.verified,
        }
        methods = [*request.meta.get("playwright_page_methods", ()), PageMethod(seen.settle)]
        handlers = {"requestfinished": seen.note, "requestfailed": _note_failed_navigation(request)}
        changes = {
            "playwright_context": name,
            "playwright_context_kwargs": options,
            "playwright_page_methods": methods,
            "playwright_page_event_handlers": handlers,
        }
        asked = request.replace(meta={**request.meta, **changes})
        try:
            response: Response = await super().download_request(asked)
        except TargetClosedError:
            await self._give_up(provider)
            raise
        finally:
            seen.give_up()
            await self._close_context(name, provider)
        if response.url.startswith(_ERROR_PAGE):
            raise self._failure(request, "the page led to one that could not be had")
        request.meta.update({key: value for key, value in asked.meta.items() if key not in changes})
        request.meta["seen_data"] = seen.seen
        response.request = request
        self.stats.inc_value("gongkai/browser/pages")
        if standing is not None:
            mark(request, response, standing)
        return response

    async def _provider(self) -> object:
        """The running driver, started if there is none, whose browsers have no way out but the proxy."""
        async with self._starting:
            if not hasattr(self, "browser_provider"):
                way_out = {"server": await self._proxy.url(), "bypass": "<-loopback>"}
                self.config.launch_options["proxy"] = way_out
                await self._launch()
            return self.browser_provider

    async def _maybe_launch_browser(self) -> None:
        """Start a browser if none runs. It takes nothing with it, when it goes, that belongs to the next one."""
        async with self.browser_launch_lock:
            if not hasattr(self, "browser"):
                provider: Any = await self._provider()
                self.browser: Browser = await provider.launch_browser()
                self._has_run = True
                self.stats.inc_value("gongkai/browser/started")
                self.browser.on("disconnected", self._forget)

    def _forget(self, browser: Browser) -> None:
        if getattr(self, "browser", None) is browser:
            del self.browser

    async def _close_context(self, name: str, provider: object) -> None:
        """Close a page with its context. A browser that does not even do that is given up."""
        wrapper = self.context_wrappers.pop(name, None)
        if wrapper is None:
            return
        try:
            async with asyncio.timeout(_CLOSE_SECONDS):
                await wrapper.context.close()
        except BrowserError:
            pass  # it is closed already
        except TimeoutError:
            await self._give_up(provider)

    async def _end_browser(self) -> None:
        """End the browser, which has drawn enough pages; the next page starts another one."""
        browser = getattr(self, "browser", None)
        if browser is not None:
            self._forget(browser)
            try:
                async with asyncio.timeout(_CLOSE_SECONDS):
                    await browser.close()
            except (BrowserError, TimeoutError):
                await self._give_up(getattr(self, "browser_provider", None))

    async def _give_up(self, provider: object) -> None:
        """Do without a driver, and everything it holds; what else failed with it finds another one in its place."""
        async with self._starting:
            if provider is None or getattr(self, "browser_provider", None) is not provider:
                return
            old: Any = provider
            del self.browser_provider
            if hasattr(self, "browser"):
                del self.browser
            self.context_wrappers.clear()
            self.stats.inc_value("gongkai/browser/given_up")
            with suppress(Exception):
                async with asyncio.timeout(_CLOSE_SECONDS):
                    await old.close()
            kill_drivers()

    def _failure(self, request: Request, reason: str) -> BrowserFailed | NotAllowed:
        """Why a page could not be had: perhaps it led to where nothing may be asked for."""
        url = request.meta.pop(_FAILED_NAVIGATION, None)
        if url is None:
            return BrowserFailed(request.url, reason)
        if host_of(url) not in hosts_of(self._crawler):
            return NotAllowed(url, NOT_REGISTERED)
        refusal = self._proxy.refusal_of(host_of(url))
        return BrowserFailed(request.url, reason) if refusal is None else NotAllowed(url, refusal)

    def _count_pages(self) -> None:
        self.stats.set_value("gongkai/browser/pages_open", self._get_total_page_count())
        self.stats.set_value("gongkai/browser/refused", self._proxy.refused)


def _note_failed_navigation(request: Request) -> Callable[[BrowserRequest], None]:
    """Notes on a request the hop at which its navigation failed."""

    def note(failed: BrowserRequest) -> None:
        if failed.is_navigation_request() and failed.frame.parent_frame is None:
            request.meta[_FAILED_NAVIGATION] = failed.url

    return note
