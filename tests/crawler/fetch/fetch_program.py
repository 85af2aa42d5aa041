"""Fetches what it is told to, as a crawl does but without a register, and tells what came: a program for tests.

The argument is JSON: `hosts` that may be asked, `plain` and `drawn` addresses, and `settings`; with `blind`, the
guard looks at no request, as if a name had become another address since. Each answer is a line of JSON, and the
last line holds the counts.
"""

import json
import sys
from collections.abc import AsyncIterator
from typing import Any, Self

import scrapy
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.http import Request, Response
from scrapy.utils.project import get_project_settings
from twisted.python.failure import Failure

from crawler.fetch.egress import EgressGuard
from crawler.fetch.rendering import Render

_ALONE: dict[str, Any] = {
    "DOWNLOADER": "scrapy.core.downloader.Downloader",
    "ITEM_PIPELINES": {},
    "EXTENSIONS": {"scrapy.extensions.throttle.AutoThrottle": None},
    "DOWNLOAD_DELAY": 0,
    "RETRY_TIMES": 0,
    "ROBOTSTXT_OBEY": False,
    "GONGKAI_ALLOW_PRIVATE_NETWORKS": True,
    "LOG_LEVEL": "WARNING",
}


class FetchSpider(scrapy.Spider):
    """Fetches each address once."""

    name = "fetch"
    allowed_hosts: frozenset[str]
    requests: tuple[Request, ...]

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        told = kwargs.pop("told")
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.allowed_hosts = frozenset(told["hosts"])
        drawn = [(url, {"render": Render()}) for url in told.get("drawn", ())]
        plain: list[tuple[str, dict[str, Any]]] = [(url, {}) for url in told.get("plain", ())]
        spider.requests = tuple(
            Request(url, callback=spider.came, errback=spider.failed, meta=meta, dont_filter=True)
            for url, meta in (*plain, *drawn)
        )
        return spider

    async def start(self) -> AsyncIterator[Request]:
        for request in self.requests:
            yield request

    def came(self, response: Response) -> None:
        seen = response.meta.get("seen_data")
        reason = response.meta.get("tls_reason")
        text = response.body[:2000].decode("utf-8", "replace")
        tell(url=response.url, status=response.status, flags=response.flags, why=reason, seen=seen, text=text)

    def failed(self, failure: Failure) -> None:
        tell(url=failure.request.url, error=type(failure.value).__name__, why=str(failure.value))  # type: ignore[attr-defined]


class BlindGuard(EgressGuard):
    """Lets every request pass; connections are left to the resolver."""

    async def process_request(self, request: Request) -> None:
        """Look away."""


def tell(**event: object) -> None:
    sys.stdout.write(json.dumps(event) + "\n")
    sys.stdout.flush()


def main() -> None:
    told = json.loads(sys.argv[1])
    settings = get_project_settings()
    settings.update(_ALONE | told.get("settings", {}), priority="cmdline")
    if told.get("blind"):
        middlewares = settings.getdict("DOWNLOADER_MIDDLEWARES") | {BlindGuard: 50}
        settings.set("DOWNLOADER_MIDDLEWARES", middlewares | {"crawler.fetch.egress.EgressGuard": None}, "cmdline")
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(FetchSpider)
    process.crawl(crawler, told=told)
    process.start()
    stats = crawler.stats.get_stats() if crawler.stats is not None else {}
    tell(counts={key: value for key, value in stats.items() if key.startswith(("gongkai/", "playwright/"))})


if __name__ == "__main__":
    main()
