"""Real crawls through both pipelines, each in a process of its own."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

CRAWL = """
import json, sys
from datetime import UTC, datetime
import scrapy
from scrapy.crawler import AsyncCrawlerProcess
from crawler.domain.capture import Capture, CaptureKind, Trail


class Items(scrapy.Spider):
    name = "items"

    async def start(self):
        yield scrapy.Request("data:,")

    def parse(self, response):
        for number in range(3):
            yield Capture(
                f"http://x.gov.cn/{number}", CaptureKind.REPORT, b"<p>", datetime(2025, 4, 1, tzinfo=UTC), Trail("x")
            )


process = AsyncCrawlerProcess({
    "GONGKAI_DATABASE_URL": sys.argv[1],
    "GONGKAI_ARCHIVE_DIR": sys.argv[2],
    "ITEM_PIPELINES": {"storage.pipelines.ArchivePipeline": 100, "storage.pipelines.StorePipeline": 300},
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
    "LOG_ENABLED": False,
})
crawler = process.create_crawler(Items)
process.crawl(crawler)
process.start()
print(json.dumps({name: value for name, value in crawler.stats.get_stats().items() if not hasattr(value, "year")}))
"""


def crawl(url: str, folder: Path) -> dict[str, object]:
    command = [sys.executable, "-c", CRAWL, url, str(folder)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    return dict(json.loads(ended.stdout))


@pytest.mark.slow
def test_a_crawl_keeps_what_its_spider_yields(url: str, tmp_path: Path) -> None:
    stats = crawl(url, tmp_path / "archive")

    assert (stats["finish_reason"], stats["gongkai/captures/new"]) == ("finished", 3)


@pytest.mark.slow
def test_a_crawl_that_cannot_store_ends_as_failed(url: str, tmp_path: Path) -> None:
    (tmp_path / "archive").write_text("a file where the folder should be")

    assert crawl(url, tmp_path / "archive")["finish_reason"] == "storage_failed"
