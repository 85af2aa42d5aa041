"""The egress guard: nothing leaves for a host that the register does not name."""

import asyncio
import ipaddress
import socket
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest

from crawler.domain.unit import host_of


class NotAllowed(IgnoreRequest):
    """A request that may not leave, and why."""

    def __init__(self, url: str, reason: str) -> None:
        self.url = url
        self.reason = reason
        super().__init__(f"{url} may not be fetched: {reason}")


class EgressGuard:
    """Refuses other schemes, unregistered hosts and private addresses, on every hop of a redirect."""

    def __init__(self, crawler: Crawler, *, allow_private: bool) -> None:
        self._crawler = crawler
        self._allow_private = allow_private

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Read the one setting that opens private networks."""
        return cls(crawler, allow_private=crawler.settings.getbool("GONGKAI_ALLOW_PRIVATE_NETWORKS"))

    async def process_request(self, request: Request) -> None:
        """Let a request pass or raise NotAllowed."""
        parts = urlsplit(request.url)
        if parts.scheme not in ("http", "https"):
            raise NotAllowed(request.url, f"the scheme {parts.scheme!r}")
        if host_of(request.url) not in getattr(self._crawler.spider, "allowed_hosts", frozenset()):
            raise NotAllowed(request.url, "its host is not in the register")
        if not self._allow_private and await _is_private(parts.hostname or ""):
            raise NotAllowed(request.url, "its address is private")


async def _is_private(host: str) -> bool:
    """Whether any address of a host is not public; one that does not resolve is left to the connection."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except socket.gaierror:
        return False
    return any(not _is_public(str(address[4][0]).partition("%")[0]) for address in found)


def _is_public(address: str) -> bool:
    """Whether an address is one host's on the open network; a group of hosts is none."""
    parsed = ipaddress.ip_address(address)
    return parsed.is_global and not parsed.is_multicast
