"""The demonstration: sample sites on loopback, and the whole flow over them, up to the summary and the pages."""

import os
import shutil
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from shlex import quote

from crawler.domain.clock import SHANGHAI
from crawler.domain.errors import BadConfig
from monitor.config import load_config
from monitor.jobs.crawl import crawl
from monitor.jobs.evaluate import run_monitor
from monitor.jobs.summarise import summary_of
from monitor.progress import CrawlBar
from monitor.summaries import SummaryFormat, render
from monitor.wiring import Workspace
from spiders.simulator.real import real_world
from spiders.simulator.sample import REPORT_YEAR, sample_world
from spiders.simulator.server import Simulator
from spiders.simulator.world import World
from storage.unit_of_work import unit_of_work

Say = Callable[[str], None]
_MARK = ".gongkai-demo"
_SETTINGS = {"GONGKAI_CRAWL__ALLOW_PRIVATE_NETWORKS": "true", "GONGKAI_CRAWL__DOWNLOAD_DELAY": "0"}
_BETWEEN_CRAWLS = timedelta(days=2)


def run_demo(folder: Path, real: Path | None, say: Say) -> None:
    """Crawl the sample sites twice, two days apart, since absence takes two good looks; then sum up."""
    world = sample_world() if real is None else _real(real)
    judged_at = world.as_of + timedelta(hours=1)
    with closing(_fresh(folder)) as workspace:
        _crawl_twice(workspace, world, say)
        for year in (REPORT_YEAR,) if real is None else sorted({fact.report_year for fact in world.facts}):
            _sum_up(workspace, year, judged_at)
        if real is None:
            _judge_the_year_before(workspace, judged_at)
    sys.stdout.write(f"as pages: {_serving(folder, judged_at + timedelta(hours=1))}\n")


def _crawl_twice(workspace: Workspace, world: World, say: Say) -> None:
    with Simulator(world.sites, world.as_of) as simulator:
        say(_register(workspace, world, simulator))
        for number, moment in enumerate((world.as_of - _BETWEEN_CRAWLS, world.as_of), start=1):
            simulator.now = moment
            with CrawlBar(f"crawl {number} of 2, as of {moment:%Y-%m-%d}") as bar:
                crawl(workspace, moment, starts_at=moment, tell=bar.tell)


def _real(folder: Path) -> World:
    try:
        return real_world(folder)
    except FileNotFoundError as error:
        raise BadConfig(str(folder), f"holds no {Path(str(error)).name}: the real reports are not all there") from error


def _fresh(folder: Path) -> Workspace:
    """A workspace of our own making: a folder that is not the demonstration's is not touched."""
    if folder.exists() and any(folder.iterdir()) and not (folder / _MARK).exists():
        raise BadConfig(str(folder), "is there and no workspace of the demonstration; name another with --folder")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / _MARK).touch()
    os.environ.update(_SETTINGS)
    workspace = Workspace(folder.absolute(), load_config(folder, os.environ))
    workspace.prepare()
    return workspace


def _register(workspace: Workspace, world: World, simulator: Simulator) -> str:
    units = world.register(simulator.urls)
    with unit_of_work(workspace.database) as work:
        work.units.keep(units)
    return f"{len(units)} units on {len(simulator.urls)} sites on loopback"


def _sum_up(workspace: Workspace, year: int, as_of: datetime) -> None:
    with unit_of_work(workspace.database) as work:
        run_monitor(work, year, as_of, workspace.terms)
        summary = summary_of(work, year, as_of, terms=workspace.terms)
    sys.stdout.write(render(summary, SummaryFormat.TEXT, workspace.config.language))
    page = workspace.folder / f"summary-{year}.html"
    page.write_text(render(summary, SummaryFormat.HTML, workspace.config.language), "utf-8")
    sys.stdout.write(f"\nas a page: {page}\n\n")


def _judge_the_year_before(workspace: Workspace, as_of: datetime) -> None:
    """The pages compare a season with the one before it."""
    with unit_of_work(workspace.database) as work:
        run_monitor(work, REPORT_YEAR - 1, as_of, workspace.terms)


def _serving(folder: Path, now: datetime) -> str:
    """The command by which the pages can be looked at, at a moment soon after the judgement."""
    then = now.astimezone(SHANGHAI)
    return f"gongkai --workspace {quote(str(folder))} serve --now {then:%Y-%m-%dT%H:%M}"
