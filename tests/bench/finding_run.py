"""Crawls of a generated world, day after day, by the real spider in a child process."""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic

from crawler.domain.dossier import Status
from crawler.domain.evidence import Publication, Stray, Visit
from monitor.jobs.evaluate import evaluate
from monitor.wiring import Workspace, find_and_load
from spiders.simulator.server import LoggedRequest, Simulator
from spiders.simulator.world import World
from storage.unit_of_work import unit_of_work

DAYS_BEFORE = (4, 3, 0)
"""How many days before the world's moment the crawls are: what changes on generated sites does so after the first."""

_FAST = ("-s", "AUTOTHROTTLE_ENABLED=False", "-s", "DOWNLOAD_DELAY=0", "-s", "DOWNLOAD_TIMEOUT=20")
_SETTINGS = {
    "GONGKAI_CRAWL__ALLOW_PRIVATE_NETWORKS": "true",
    "GONGKAI_CRAWL__DOWNLOAD_DELAY": "0",
    "SCRAPY_SETTINGS_MODULE": "crawler.settings",
}
_LIMIT_SECONDS = 3600
_OUR_ERRORS = re.compile(
    r"^\S+ \S+ .*ERROR: (?:Spider error|Error processing|Unhandled error|Task exception)", re.MULTILINE
)
Obligations = dict[tuple[str, int], Status]


@dataclass(frozen=True, slots=True)
class Day:
    """One day's crawl: what was asked, and what could be said of every unit and year after it."""

    moment: datetime
    seconds: float
    errors: int
    requests: tuple[LoggedRequest, ...] = field(repr=False)
    statuses: Obligations = field(repr=False)


@dataclass(frozen=True, slots=True)
class Run:
    """All days of a world, and what the store holds in the end; sites go by their names."""

    world: World
    days: tuple[Day, ...]
    publications: tuple[Publication, ...]
    visits: dict[str, tuple[Visit, ...]]
    strays: dict[str, tuple[Stray, ...]]
    urls: dict[str, str]


def run_of(world: World, keep: Path | None = None, days: int = len(DAYS_BEFORE)) -> Run:
    """Crawl a world on three days, or on the first of them only, and see what the store holds then."""
    with _folder(keep) as folder, Simulator(world.sites, world.as_of) as simulator:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")}
        environment |= _SETTINGS | {"GONGKAI_WORKSPACE": str(folder)}
        workspace = find_and_load(folder, {key: told for key, told in environment.items() if key.startswith("GONG")})
        workspace.prepare()
        with unit_of_work(workspace.database) as work:
            work.units.keep(world.register(simulator.urls))
        crawled = tuple(_day(workspace, world, simulator, environment, before) for before in DAYS_BEFORE[:days])
        run = _seen(workspace, world, simulator, crawled)
        workspace.close()
        return run


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    if keep is not None:
        keep.mkdir(parents=True)
        yield keep.absolute()
        return
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def _day(workspace: Workspace, world: World, simulator: Simulator, environment: dict[str, str], before: int) -> Day:
    moment = world.as_of - timedelta(days=before)
    simulator.now = moment
    asked, started = len(simulator.requests), monotonic()
    command = [sys.executable, "-m", "scrapy", "crawl", "annual_reports", *_FAST, "-a", f"now={moment.isoformat()}"]
    path = workspace.folder / f"crawl-{before}.log"
    with path.open("w", encoding="utf-8") as log:
        subprocess.run(command, env=environment, stdout=log, stderr=log, timeout=_LIMIT_SECONDS, check=True)
    seconds, errors = monotonic() - started, len(_OUR_ERRORS.findall(path.read_text("utf-8")))
    statuses = _statuses(workspace, world, moment + timedelta(hours=1))
    return Day(moment, seconds, errors, simulator.requests[asked:], statuses)


def _statuses(workspace: Workspace, world: World, as_of: datetime) -> Obligations:
    known = {(fact.unit.id, fact.report_year) for fact in world.facts}
    found: Obligations = {}
    with unit_of_work(workspace.database) as work:
        for year in _years(world):
            for one in evaluate(work, year, as_of):
                if (one.standing.unit.id, year) in known:
                    found[one.standing.unit.id, year] = one.standing.status
    return found


def _seen(workspace: Workspace, world: World, simulator: Simulator, days: tuple[Day, ...]) -> Run:
    hosts = {name: url.split("/")[2] for name, url in simulator.urls.items()}
    with unit_of_work(workspace.database) as work:
        return Run(
            world=world,
            days=days,
            publications=tuple(one for year in _years(world) for one in work.reports.publications(year)),
            visits={name: work.visits.of_site(host, days[0].moment) for name, host in hosts.items()},
            strays={name: work.strays.of_site(host) for name, host in hosts.items()},
            urls=simulator.urls,
        )


def _years(world: World) -> Sequence[int]:
    return sorted({fact.report_year for fact in world.facts})
