"""A real crawl with its journal: one line for each request, with its final end."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from storage.schema import upgrade
from storage.unit_of_work import open_database, unit_of_work

pytestmark = pytest.mark.slow

CRAWL = """
import sys
import scrapy
from scrapy.crawler import AsyncCrawlerProcess


class Asking(scrapy.Spider):
    name = "asking"

    async def start(self):
        yield self.asking("plain")

    def asking(self, path):
        told = {"site": "x", "key": path, "role": "list", "why": path}
        meta = {"journal": told, "handle_httpstatus_list": [404] if path == "gone" else []}
        return scrapy.Request(sys.argv[2] + path, self.took, errback=self.missed, meta=meta, dont_filter=True)

    def took(self, response):
        path = response.url.rpartition("/")[2]
        print("took", path, response.status, len(response.body))
        if path == "plain":
            yield from map(self.asking, ("moved", "busy", "hidden", "round", "gone"))

    def missed(self, failure):
        print("missed", failure.request.url.rpartition("/")[2])


process = AsyncCrawlerProcess({
    "DOWNLOADER": "storage.journal_downloader.JournalDownloader",
    "GONGKAI_DATABASE_URL": sys.argv[1],
    "GONGKAI_CRAWL_ID": 1,
    "ROBOTSTXT_OBEY": True,
    "RETRY_TIMES": 2,
    "REDIRECT_MAX_TIMES": 3,
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
    "LOG_ENABLED": False,
    "WARN_ON_GENERATOR_RETURN_VALUE": False,
})
process.crawl(Asking)
process.start()
"""


class Site(BaseHTTPRequestHandler):
    """Answers for each of the paths in its own way."""

    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        robots = self.path == "/robots.txt"
        body = b"User-agent: *\nDisallow: /hidden\n" if robots else b"<p>" + self.path.encode()
        status, target = {"/moved": (302, "/plain2"), "/round": (302, "/round"), "/busy": (503, "")}.get(
            self.path, (404 if self.path == "/gone" else 200, "")
        )
        self.send_response(status)
        self.send_header("Content-Type", "text/plain" if robots else "text/html")
        self.send_header("Content-Length", str(len(body)))
        if target:
            self.send_header("Location", target)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[ThreadingHTTPServer]:
    Site.asked = []
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_each_request_is_one_line_with_its_final_end_and_is_answered_once(
    site: ThreadingHTTPServer, tmp_path: Path
) -> None:
    url, address = f"sqlite:///{tmp_path / 'store.db'}", f"http://127.0.0.1:{site.server_port}/"
    engine = open_database(url)
    upgrade(engine)
    with unit_of_work(engine) as work:
        crawl = work.runs.begin("crawl", datetime.now(UTC))
    command = [sys.executable, "-c", CRAWL, url, address]

    said = [subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout for _ in range(2)]

    with unit_of_work(engine) as work:
        lines = {one.asked.url.rpartition("/")[2]: one.ended for one in work.journal.entries(crawl)}
    engine.dispose()
    assert {path: (end.outcome.value, end.status) for path, end in lines.items()} == {
        "robots.txt": ("answered", 200),
        "plain": ("answered", 200),
        "moved": ("answered", 200),
        "busy": ("answered", 503),
        "hidden": ("refused", None),
        "round": ("failed", None),
        "gone": ("answered", 404),
    }
    assert (lines["moved"].attempts, lines["busy"].attempts, lines["hidden"].attempts) == (2, 3, 0)
    assert sorted(said[0].splitlines()) == sorted(said[1].splitlines())
    assert "took plain2 200 10" in said[0]
    # The second time only what had failed was asked for.
    again = {path: Site.asked.count(path) for path in ("/robots.txt", "/plain", "/moved", "/plain2", "/busy", "/gone")}
    assert again == {"/robots.txt": 1, "/plain": 1, "/moved": 1, "/plain2": 1, "/busy": 3, "/gone": 1}
