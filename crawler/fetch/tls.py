"""Sites whose certificates or ciphers are of another time: verified first, then as far as they go, and told so.

What such a site publishes is public, and is still evidence; that nobody vouched for the connection is part of it.
"""

import logging
import ssl
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from OpenSSL import SSL
from scrapy import Request
from scrapy.core.downloader.handlers._aiohttp import AiohttpDownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Response
from service_identity import VerificationError

from crawler.domain.unit import host_of

UNVERIFIED = "tls:unverified"
"""The flag of an answer whose sender's certificate was not believed."""

LEGACY = "tls:legacy"
"""The flag of an answer that came over a protocol or cipher which is no longer held for safe."""

REASON = "tls_reason"
"""The key in an answer's meta that says why its connection was not an ordinary one."""

logger = logging.getLogger(__name__)
_LEGACY_SERVER_CONNECT = 0x4
_NOT_VERIFIED = "certificate verify failed"


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why no safe connection came about, and whether that was for the certificate alone."""

    reason: str
    certificate: bool


@dataclass(frozen=True, slots=True)
class Footing:
    """What we demand of a connection."""

    verified: bool = True
    modern: bool = True

    def after(self, trouble: Trouble) -> "Footing | None":
        """What to demand after a connection on this footing failed; None if nothing is left to give up.

        >>> Footing().after(Trouble("certificate has expired", certificate=True))
        Footing(verified=False, modern=True)
        """
        if trouble.certificate:
            return replace(self, verified=False) if self.verified else None
        return replace(self, modern=False) if self.modern else None

    @property
    def flags(self) -> tuple[str, ...]:
        """What an answer over such a connection is marked with."""
        return (*(() if self.verified else (UNVERIFIED,)), *(() if self.modern else (LEGACY,)))


@dataclass(frozen=True, slots=True)
class Standing:
    """On what footing a host was reached, and why not on a better one."""

    footing: Footing
    reason: str

    def after(self, trouble: Trouble) -> "Standing | None":
        """Where to stand after a connection failed; every step down has its reason."""
        footing = self.footing.after(trouble)
        reason = "; ".join(filter(None, (self.reason, trouble.reason)))
        return None if footing is None else Standing(footing, reason)


def trouble_of(error: BaseException) -> Trouble | None:
    """What of an error is trouble with TLS; None for every other failure."""
    return next((found for cause in _causes(error) if (found := _trouble(cause)) is not None), None)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        yield from (failure.value for failure in getattr(error, "reasons", ()))
        error = error.__cause__


def _trouble(error: BaseException) -> Trouble | None:
    # aiohttp's own errors are of these kinds too, but tell nothing: what they were made of does.
    if isinstance(error, ssl.SSLCertVerificationError) and hasattr(error, "verify_message"):
        return Trouble(error.verify_message, certificate=True)
    if isinstance(error, VerificationError):
        return Trouble("the certificate is another host's", certificate=True)
    if isinstance(error, SSL.Error) and error.args and error.args[0]:
        reason = str(error.args[0][0][-1])
        return Trouble(reason, certificate=reason == _NOT_VERIFIED)
    if isinstance(error, ssl.SSLError) and getattr(error, "reason", None):
        return Trouble(error.reason.lower().replace("_", " "), certificate=False)
    return None


def context_for(footing: Footing) -> ssl.SSLContext:
    """The rules of a connection on a footing."""
    context = ssl.create_default_context()
    if not footing.verified:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    if not footing.modern:
        context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
        context.set_ciphers("ALL:!aNULL:!eNULL:@SECLEVEL=0")
        context.options |= _LEGACY_SERVER_CONNECT
    return context


class FootingHandler(AiohttpDownloadHandler):
    """Fetches over connections on one footing. Scrapy's usual handler cannot go below today's security level."""

    experimental: ClassVar[bool] = False

    def __init__(self, crawler: Crawler, footing: Footing) -> None:
        super().__init__(crawler)
        self._ssl_context = context_for(footing)


class TlsLadder:
    """Fetches over the best connection that a host has to offer, and remembers for the crawl which that is.

    `ordinary` fetches with verification and today's ciphers; `proxy` gives the address of the proxy through
    which every other connection goes, for it is there that addresses are looked at.
    """

    def __init__(
        self,
        crawler: Crawler,
        ordinary: Callable[[Request], Awaitable[Response]],
        proxy: Callable[[], Awaitable[str]],
    ) -> None:
        self._crawler = crawler
        self._ordinary = ordinary
        self._proxy = proxy
        self._handlers: dict[Footing, FootingHandler] = {}
        self._standings: dict[str, Standing] = {}

    def standing(self, url: str) -> Standing | None:
        """How an address' host was reached, where that was not in the ordinary way."""
        return self._standings.get(host_of(url))

    async def fetch(self, request: Request) -> Response:
        """Fetch a page; no request is sent before its connection stands, so none is sent twice."""
        if (standing := self.standing(request.url)) is not None:
            return await self._fetch_on(request, standing)
        try:
            return await self._ordinary(request)
        except Exception as error:
            trouble = trouble_of(error)
            if trouble is None or not request.url.startswith("https:"):
                raise
            response = await self._descend(request)
            if response is None:
                raise
            return response

    async def close(self) -> None:
        """Close what was opened."""
        for handler in self._handlers.values():
            await handler.close()

    async def _descend(self, request: Request) -> Response | None:
        """Step down until a connection stands; None where none does, and the first failure tells more.

        It begins with full demands: this handler has another list of authorities, and tells what it did not like.
        """
        standing = Standing(Footing(), "")
        while True:
            try:
                response = await self._fetch_on(request, standing)
            except Exception as error:
                trouble = trouble_of(error)
                if trouble is None:
                    raise
                lower = standing.after(trouble)
                if lower is None:
                    return None
                standing = lower
            else:
                self._remember(request.url, standing)
                return response

    def _remember(self, url: str, standing: Standing) -> None:
        self._standings[host_of(url)] = standing
        for flag in standing.footing.flags:
            logger.info("%s: %s: %s", host_of(url), flag, standing.reason)
            if self._crawler.stats is not None:
                self._crawler.stats.inc_value(f"gongkai/{flag.replace(':', '/')}")

    async def _fetch_on(self, request: Request, standing: Standing) -> Response:
        handler = self._handlers.get(standing.footing)
        if handler is None:
            handler = self._handlers[standing.footing] = FootingHandler(self._crawler, standing.footing)
        # A copy, for what is written there would be taken over by a request that a redirect makes of this one.
        asked = request.replace(meta={**request.meta, "proxy": await self._proxy()})
        response = await handler.download_request(asked)
        request.meta["download_latency"] = asked.meta.get("download_latency")
        mark(request, response, standing)
        return response


def transport_of(response: Response) -> str:
    """How the connection of an answer was not an ordinary one; "" where it was.

    >>> transport_of(Response("https://a.gov.cn/", flags=["tls:unverified"]))
    'tls:unverified'
    """
    flags = ", ".join(flag for flag in response.flags if flag in (UNVERIFIED, LEGACY))
    told = response.request.meta.get(REASON) if response.request is not None else None
    return f"{flags}: {told}" if flags and told else flags


def mark(request: Request, response: Response, standing: Standing) -> None:
    """Write on an answer on what footing it came."""
    response.flags.extend(standing.footing.flags)
    if standing.footing.flags:
        request.meta[REASON] = standing.reason
