"""The egress guard: nothing leaves for a host that the register does not name."""

from collections.abc import Container
from contextlib import suppress
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.settings import BaseSettings

from crawler.domain.unit import host_of
from crawler.fetch.resolving import Addresses, CheckedResolver, PrivateAddress

NOT_REGISTERED = "its host is not in the register"
PRIVATE = "its address is private"


class NotAllowed(IgnoreRequest):
    """A request that may not leave, and why."""

    def __init__(self, url: str, reason: str) -> None:
        self.url = url
        self.reason = reason
        super().__init__(f"{url} may not be fetched: {reason}")


class EgressGuard:
    """Refuses other schemes, unregistered hosts and private addresses, on every hop of a redirect.

    While the crawl runs, all its connections get their addresses from where the guard looks at them.
    """

    def __init__(self, crawler: Crawler, addresses: Addresses) -> None:
        self._crawler = crawler
        self._addresses = addresses

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Read the one setting that opens private networks, and stand before the connections."""
        guard = cls(crawler, addresses_for(crawler.settings))
        crawler.signals.connect(guard.resolve_for_connections, signal=signals.spider_opened)
        return guard

    def resolve_for_connections(self) -> None:
        """Become the reactor's resolver: not by a setting, for Scrapy reads that one before the workspace is known."""
        from twisted.internet import reactor

        told: Any = reactor
        told.installNameResolver(CheckedResolver(self._addresses))

    async def process_request(self, request: Request) -> None:
        """Let a request pass or raise NotAllowed."""
        parts = urlsplit(request.url)
        if parts.scheme not in ("http", "https"):
            raise NotAllowed(request.url, f"the scheme {parts.scheme!r}")
        if host_of(request.url) not in hosts_of(self._crawler):
            raise NotAllowed(request.url, NOT_REGISTERED)
        try:
            # A name that is not known is left to the connection, which fails on it like on any other trouble.
            with suppress(OSError):
                await self._addresses.of(parts.hostname or "")
        except PrivateAddress:
            raise NotAllowed(request.url, PRIVATE) from None


def addresses_for(settings: BaseSettings) -> Addresses:
    """The addresses that a crawl may connect to."""
    return Addresses(allow_private=settings.getbool("GONGKAI_ALLOW_PRIVATE_NETWORKS"))


def hosts_of(crawler: Crawler) -> Container[str]:
    """The hosts that a crawl may ask: those of the register that its spider knows."""
    hosts: Container[str] = getattr(crawler.spider, "allowed_hosts", frozenset())
    return hosts
