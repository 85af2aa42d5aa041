"""Pages per second of our spider, beside a bare Scrapy spider that fetches the same pages in the same run.

Both ask the same simulated sites with the same concurrency and without delays; ours also archives, reads and stores.
"""

import os
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from crawler.domain.unit import host_of
from monitor.wiring import find_and_load
from spiders.simulator.sample import AS_OF, sample_world
from spiders.simulator.server import Simulator
from storage.unit_of_work import unit_of_work

ROUNDS = 3
STATIC_SITES = ("990100", "990121", "990122", "990121103")
SAME = ("-s", "AUTOTHROTTLE_ENABLED=False", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=8", "-s", "DOWNLOAD_DELAY=0")
_ELAPSED = re.compile(r"'elapsed_time_seconds': ([\d.]+)")
_BARE = """
import sys
import scrapy

class Bare(scrapy.Spider):
    name = "bare"

    async def start(self):
        for url in open(sys.argv[-1]).read().split():
            yield scrapy.Request(url, dont_filter=True)

    def parse(self, response):
        pass

from scrapy.crawler import CrawlerProcess
process = CrawlerProcess({
    "ROBOTSTXT_OBEY": True, "TELNETCONSOLE_ENABLED": False, "REMOTE_CONTROL_ENABLED": False, "COOKIES_ENABLED": False,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 8, "CONCURRENT_REQUESTS": 32, "DOWNLOAD_DELAY": 0, "LOG_LEVEL": "INFO",
})
process.crawl(Bare)
process.start()
"""


def main() -> None:
    """Run both in turn and print the medians."""
    world = sample_world()
    with tempfile.TemporaryDirectory() as folder, Simulator(world.sites, world.as_of) as simulator:
        rates: dict[str, list[float]] = {"ours": [], "bare": []}
        pages = Path(folder) / "pages.txt"
        for number in range(ROUNDS):
            environment = _workspace(Path(folder) / str(number), world.register(simulator.urls))
            before = len(simulator.requests)
            rates["ours"].append(_rate(_ours(), environment, simulator, before))
            asked = simulator.requests[before:]
            urls = [simulator.url_of(request.site, request.path) for request in asked if request.path != "/robots.txt"]
            pages.write_text("\n".join(urls), "utf-8")
            before = len(simulator.requests)
            rates["bare"].append(_rate([sys.executable, "-c", _BARE, str(pages)], environment, simulator, before))
    _print(rates, len({host_of(url) for url in urls}))


def _workspace(folder: Path, units: tuple[object, ...]) -> Mapping[str, str]:
    told = {
        "GONGKAI_WORKSPACE": str(folder),
        "GONGKAI_CRAWL__ALLOW_PRIVATE_NETWORKS": "true",
        "SCRAPY_SETTINGS_MODULE": "crawler.settings",
    }
    workspace = find_and_load(folder, {})
    workspace.prepare()
    with unit_of_work(workspace.database) as work:
        work.units.keep(units)  # type: ignore[arg-type]  # units of the simulated register
    return os.environ | told


def _ours() -> list[str]:
    units = ",".join(STATIC_SITES)
    return [sys.executable, "-m", "scrapy", "crawl", "annual_reports", "-a", f"units={units}", *SAME,
            "-a", f"now={AS_OF.isoformat()}"]  # fmt: skip


def _rate(command: list[str], environment: Mapping[str, str], simulator: Simulator, before: int) -> float:
    """Pages a second, by the crawl's own clock: starting Python and Scrapy does not count."""
    done = subprocess.run(command, env=dict(environment), capture_output=True, text=True, check=True)
    found = _ELAPSED.search(done.stderr)
    if found is None:
        raise RuntimeError(done.stderr[-2000:])
    return (len(simulator.requests) - before) / float(found[1])


def _print(rates: Mapping[str, list[float]], hosts: int) -> None:
    ours, bare = (statistics.median(rates[name]) for name in ("ours", "bare"))
    sys.stdout.write(
        f"crawling {hosts} sites, median of {ROUNDS} interleaved runs\n"
        f"  bare Scrapy, fetching only                {bare:8.1f} pages/s   1.00\n"
        f"  ours: walk, archive, read, store          {ours:8.1f} pages/s   {ours / bare:.2f}\n"
    )


if __name__ == "__main__":
    main()
