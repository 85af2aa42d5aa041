"""What our crawl costs a page, beside a bare Scrapy spider that fetches the same pages in the same run.

Both ask the same generated sites with the same concurrency and without delays, each on one core of its own, where
the machine has two. `python -m tests.bench.crawling` prints pages per second and per second of that core's time;
`--pages N` crawls so many sites that about N pages come, without reading reports, and prints the memory it needed.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from monitor.wiring import find_and_load
from spiders.simulator.generator import generated_world
from spiders.simulator.server import Simulator
from spiders.simulator.world import World
from storage.unit_of_work import unit_of_work

ROUNDS = 3
SITES = 20
MOST_MEGABYTES = 300
SEED = 7
_FAMILIES = ("trs", "plain")
_PAGES_OF_A_SITE = 40
_LINES = (
    ("bare", "bare Scrapy, fetching only"),
    ("beside", "ours, reading put beside: walk, archive"),
    ("all", "ours, all in all: walk, archive, read, store"),
)


@dataclass(frozen=True, slots=True)
class Cost:
    """What one crawl cost: seconds by the clock, seconds of the processor, and memory."""

    pages: int
    seconds: float
    cpu: float
    megabytes: float

    @property
    def milliseconds(self) -> float:
        """Of the processor, for each page."""
        return self.cpu / self.pages * 1000


class Bench:
    """Crawls of one simulated world, each in a workspace of its own."""

    def __init__(self, world: World, simulator: Simulator, folder: Path) -> None:
        self._world = world
        self._simulator = simulator
        self._folder = folder
        self._pages = folder / "pages.txt"
        self._number = count()

    def ours(self, what: str) -> Cost:
        """Our crawl; the bare one asks afterwards for what it has asked for."""
        asked = len(self._simulator.requests)
        cost = _crawled(what, self._world.as_of.isoformat(), self._workspace())
        requests = self._simulator.requests[asked:]
        urls = (self._simulator.url_of(one.site, one.path) for one in requests if one.path != "/robots.txt")
        self._pages.write_text("\n".join(urls), "utf-8")
        return cost

    def bare(self) -> Cost:
        """The bare crawl of the same pages."""
        return _crawled("bare", str(self._pages), os.environ)

    def _workspace(self) -> Mapping[str, str]:
        folder = self._folder / str(next(self._number))
        workspace = find_and_load(folder, {})
        workspace.prepare()
        with unit_of_work(workspace.database) as work:
            work.units.keep(self._world.register(self._simulator.urls))
            work.runs.begin("crawl", self._world.as_of)
        workspace.close()
        return os.environ | {
            "GONGKAI_WORKSPACE": str(folder),
            "GONGKAI_CRAWL__ALLOW_PRIVATE_NETWORKS": "true",
            "GONGKAI_CRAWL__DOWNLOAD_DELAY": "0",
            "SCRAPY_SETTINGS_MODULE": "crawler.settings",
        }


def main(arguments: Sequence[str]) -> int:
    """Measure and print; 1 where a crawl needs more memory than it may."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.crawling", description="measure crawling")
    parser.add_argument("--pages", type=int, default=0, help="crawl about so many pages, and measure memory")
    told = parser.parse_args(arguments)
    sites = max(1, told.pages // _PAGES_OF_A_SITE) if told.pages else SITES
    world = generated_world(SEED, sites, families=_FAMILIES)
    _leave_one_core()
    with tempfile.TemporaryDirectory() as folder, Simulator(world.sites, world.as_of) as simulator:
        bench = Bench(world, simulator, Path(folder))
        return _memory(bench, sites) if told.pages else _speed(bench)


def _speed(bench: Bench) -> int:
    costs: dict[str, list[Cost]] = {what: [] for what, _ in _LINES}
    for _ in range(ROUNDS):
        costs["beside"].append(bench.ours("beside"))
        costs["bare"].append(bench.bare())
        costs["all"].append(bench.ours("all"))
    _say(f"crawling {SITES} sites, {costs['bare'][0].pages} pages; medians of {ROUNDS} interleaved runs")
    _say(f"{'':46}{'pages/s':>9}{'CPU ms/page':>13}{'per core':>10}")
    base = statistics.median(cost.milliseconds for cost in costs["bare"])
    for what, name in _LINES:
        speed = statistics.median(cost.pages / cost.seconds for cost in costs[what])
        cpu = statistics.median(cost.milliseconds for cost in costs[what])
        _say(f"  {name:<44}{speed:9.1f}{cpu:13.2f}{base / cpu:10.2f}")
    reading = statistics.median(cost.cpu for cost in costs["all"]) - statistics.median(
        cost.cpu for cost in costs["beside"]
    )
    _say(f"  reading and storing what was read takes {reading:.1f} s of the processor in the crawl's own process")
    return 0


def _memory(bench: Bench, sites: int) -> int:
    cost = bench.ours("beside")
    within = cost.megabytes <= MOST_MEGABYTES
    _say(f"crawling {sites} sites, {cost.pages} pages in {cost.seconds:.0f} s, {cost.milliseconds:.2f} CPU ms/page")
    _say(f"  most memory {cost.megabytes:.0f} MB, of {MOST_MEGABYTES} MB allowed{'' if within else ': TOO MUCH'}")
    return 0 if within else 1


def _crawled(what: str, argument: str, environment: Mapping[str, str]) -> Cost:
    command = [*_on_core(0), sys.executable, "-m", "tests.bench.crawling_child", what, argument]
    done = subprocess.run(command, env=dict(environment), capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(done.stderr[-3000:])
    return Cost(**json.loads(done.stdout.splitlines()[-1]))


def _on_core(number: int) -> tuple[str, ...]:
    return ("taskset", "-c", str(number)) if _has_cores() else ()


def _leave_one_core() -> None:
    """The simulator runs here, beside the crawl's core."""
    if _has_cores():
        os.sched_setaffinity(0, os.sched_getaffinity(0) - {0})


def _has_cores() -> bool:
    """Whether the crawl may have the first core for itself."""
    return shutil.which("taskset") is not None and (os.cpu_count() or 1) > 1


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
