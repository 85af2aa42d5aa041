"""Sites that answer by rule and note how they were asked, and crawls of them in child processes."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

# A spider that follows every link, and tells of each page what came of it.
_SPIDER = """
import json, sys
from functools import cached_property
import scrapy
from scrapy.crawler import CrawlerProcess
from scrapy.settings import Settings
from crawler.domain.clock import clock_from, read_moment
from crawler.fetch.robots import permission_of
from spiders.causes import cause_of

told = json.loads(sys.argv[1])

def tell(**event):
    print(json.dumps(event), flush=True)

class Guest(scrapy.Spider):
    name = "guest"
    allowed_hosts = frozenset(told["hosts"])

    @cached_property
    def clock(self):
        return clock_from(read_moment(told["now"]) if told["now"] else None)

    async def start(self):
        for url in told["urls"]:
            yield self.request(url)

    def request(self, url):
        return scrapy.Request(url, callback=self.page, errback=self.failed, dont_filter=True)

    async def page(self, response):
        tell(url=response.url, cause=None)
        if response.url == told["urls"][0]:
            permits = permission_of(self.crawler)
            tell(permitted={url: await permits(url) for url in told["ask"]})
        for href in response.css("a::attr(href)").getall():
            yield self.request(response.urljoin(href))

    def failed(self, failure):
        cause, blocked = cause_of(failure)
        tell(url=failure.request.url, cause=cause, blocked=blocked)

    def closed(self, reason):
        tell(reason=reason, stats={k: v for k, v in self.crawler.stats.get_stats().items() if type(v) in (int, float)})

settings = Settings()
settings.setmodule("crawler.settings")
settings.setdict(told["settings"], priority="cmdline")
process = CrawlerProcess(settings)
process.crawl(Guest)
process.start()
"""
_ALWAYS = {
    "GONGKAI_ALLOW_PRIVATE_NETWORKS": True,
    "ITEM_PIPELINES": {},
    "LOG_LEVEL": "WARNING",
    "USER_AGENT": "gongkai",
}

HANGS_UP = 0
"""A status that is none: the connection is closed without an answer."""

Answer = tuple[int, dict[str, str], str]


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as the site saw it."""

    path: str
    at: float
    headers: Mapping[str, str]


Rule = Callable[[str, list[Asked]], Answer]


@dataclass(slots=True)
class Site:
    """A running site: its rule gets the path, and all that was asked so far."""

    rule: Rule
    url: str = ""
    asked: list[Asked] = field(default_factory=list)

    @property
    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [one.path for one in self.asked]

    def gaps(self) -> list[float]:
        """The seconds between requests."""
        return [later.at - earlier.at for earlier, later in zip(self.asked, self.asked[1:], strict=False)]


def page(*links: str, status: int = 200, **headers: str) -> Answer:
    """A page with links."""
    return status, headers, "".join(f"<a href='{link}'>x</a>" for link in links)


@contextmanager
def serving(sites: Mapping[str, Site]) -> Iterator[None]:
    """Serve each site on a loopback address of its own."""
    servers = [_start(number, site) for number, site in enumerate(sites.values(), 1)]
    try:
        yield
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()


def _start(number: int, site: Site) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(Asked(self.path, time.monotonic(), dict(self.headers)))
            status, headers, body = site.rule(self.path, site.asked)
            if status == HANGS_UP:
                return
            with suppress(ConnectionError):
                self.send_response(status)
                for name, value in ({"Content-Type": "text/html", "Content-Length": str(len(body))} | headers).items():
                    self.send_header(name.replace("_", "-"), value)
                self.end_headers()
                self.wfile.write(body.encode())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
            """Write nothing to standard error."""

    server = ThreadingHTTPServer((f"127.44.0.{number}", 0), Handler)
    host, port = str(server.server_address[0]), server.server_address[1]
    site.url = f"http://{host}:{port}"
    Thread(target=lambda: server.serve_forever(poll_interval=0.05), daemon=True).start()
    return server


@dataclass(frozen=True, slots=True)
class Told:
    """What a crawl told of itself."""

    causes: Mapping[str, tuple[str | None, bool]]
    reason: str
    stats: Mapping[str, float]
    permitted: Mapping[str, bool]


def crawl(urls: list[str], *, now: str = "", ask: tuple[str, ...] = (), **settings: Any) -> Told:
    """Crawl with our settings; the hosts are those of the addresses. `ask` is what the browser would want to fetch."""
    hosts = sorted({url.split("/")[2] for url in urls})
    told = {"urls": urls, "hosts": hosts, "now": now, "ask": ask, "settings": _ALWAYS | settings}
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("GONGKAI_", "SCRAPY_"))}
    done = subprocess.run(
        [sys.executable, "-c", _SPIDER, json.dumps(told)],
        env=environment, capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    events = [json.loads(line) for line in done.stdout.splitlines()]
    causes = {event["url"]: (event["cause"], event.get("blocked", False)) for event in events if "url" in event}
    permitted = {url: is_so for event in events for url, is_so in event.get("permitted", {}).items()}
    return Told(causes, events[-1]["reason"], events[-1]["stats"], permitted)
