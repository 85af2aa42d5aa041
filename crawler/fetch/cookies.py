"""Cookies for the length of a crawl: each host gets back what it gave, and nobody else sees it.

Some download endpoints give a file only to the visitor who was shown its article.
"""

from http.cookiejar import Cookie
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.http.cookies import CookieJar

from crawler.domain.unit import host_of

COOKIES_OF_A_HOST = 50
_LONGEST = 4096


class HostCookies:
    """A jar for each host. A cookie meant for a whole domain stays with the host that set it.

    So no list of public suffixes is needed, which Scrapy's own cookies would ask the network for.
    """

    def __init__(self) -> None:
        self._jars: dict[str, CookieJar] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy builds its components: the jars are as old as the crawl."""
        return cls()

    def process_request(self, request: Request) -> None:
        """Give the host back its cookies; a request that comes back or is sent on carries none of another's."""
        request.headers.pop("Cookie", None)
        jar = self._jars.get(host_of(request.url))
        if jar is not None:
            jar.add_cookie_header(request)

    def process_response(self, request: Request, response: Response) -> Response:
        """Keep what the host sets."""
        if "Set-Cookie" in response.headers:
            jar = self._jars.setdefault(host_of(request.url), CookieJar())
            host = _name_of(request)
            for cookie in jar.make_cookies(response, request):
                _keep(jar, cookie, host, request)
        return response


def _keep(jar: CookieJar, cookie: Cookie, host: str, request: Request) -> None:
    domain = cookie.domain.removeprefix(".").removesuffix(".local")
    if host != domain and not host.endswith(f".{domain}"):
        return
    known = {kept.name for kept in jar}
    if len(known) >= COOKIES_OF_A_HOST and cookie.name not in known:
        return
    if len(cookie.name) + len(cookie.value or "") > _LONGEST:
        return
    cookie.domain, cookie.domain_specified, cookie.domain_initial_dot = host, False, False
    jar.set_cookie_if_ok(cookie, request)


def _name_of(request: Request) -> str:
    return host_of(request.url).rpartition(":")[0] or host_of(request.url)
