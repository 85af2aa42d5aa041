"""A room to crawl handmade sites in, and the pages that most of them are made of."""

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.domain.evidence import Stray, Visit
from crawler.domain.unit import Level, Unit, UnitKind, host_of
from monitor.jobs.evaluate import evaluate
from monitor.wiring import Workspace, find_and_load
from spiders.simulator.handmade import HandmadeSite, Pages, serving
from storage.unit_of_work import unit_of_work

_NO_SETTINGS = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")}
_QUICK = {"GONGKAI_CRAWL__ALLOW_PRIVATE_NETWORKS": "true", "GONGKAI_CRAWL__DOWNLOAD_DELAY": "0"}
_KINDS = {
    "局": (UnitKind.DEPARTMENT, Level.COUNTY),
    "镇": (UnitKind.TOWNSHIP, Level.TOWNSHIP),
    "县": (UnitKind.GOVERNMENT, Level.COUNTY),
}


def unit_of(site: str, name: str, url: str, column_url: str | None = None) -> Unit:
    """A unit whose kind its name tells; its id is that of its site with its name."""
    kind, level = next(found for end, found in _KINDS.items() if name.removesuffix("人民政府").endswith(end))
    due = (1, 31) if kind is UnitKind.TOWNSHIP else None
    return Unit(f"{site}:{name}", name, kind, level, None, url, column_url=column_url, local_due=due)


@dataclass(frozen=True)
class HandmadeRoom:
    """A workspace, and crawls of handmade sites by the real spider in a child process."""

    workspace: Workspace
    environment: Mapping[str, str]
    sites: Mapping[str, HandmadeSite]

    def register(self, units: Iterable[Unit]) -> None:
        with unit_of_work(self.workspace.database) as work:
            work.units.keep(units)

    def crawl(self, now: datetime, *options: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "scrapy", "crawl", "annual_reports", "-s", "GONGKAI_PROGRESS=1"]
        command += ["-s", "DOWNLOAD_TIMEOUT=20", "-s", "RETRY_TIMES=0", "-a", f"now={now.isoformat()}", *options]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=150, check=True)

    def statuses(self, as_of: datetime, year: int = 2024) -> dict[str, dict[str, str]]:
        """Where every unit stands, by site and name."""
        found: dict[str, dict[str, str]] = {}
        with unit_of_work(self.workspace.database) as work:
            for one in evaluate(work, year, as_of):
                site, _, name = one.standing.unit.id.partition(":")
                found.setdefault(site, {})[name] = one.standing.status.value
        return found

    def visit(self, site: str) -> Visit:
        with unit_of_work(self.workspace.database) as work:
            visit = work.visits.last(host_of(self.sites[site].url))
        assert visit is not None
        return visit

    def strays(self, site: str) -> tuple[Stray, ...]:
        with unit_of_work(self.workspace.database) as work:
            return work.strays.of_site(host_of(self.sites[site].url))


@contextmanager
def open_handmade_room(folder: Path, sites: Mapping[str, Pages], **settings: str) -> Iterator[HandmadeRoom]:
    told = {"GONGKAI_WORKSPACE": str(folder), "SCRAPY_SETTINGS_MODULE": "crawler.settings"}
    environment = _NO_SETTINGS | _QUICK | told | settings
    workspace = find_and_load(folder, {key: value for key, value in environment.items() if key.startswith("GONGKAI_")})
    workspace.prepare()
    with serving(sites) as running:
        yield HandmadeRoom(workspace, environment, running)
    workspace.close()


@pytest.fixture(scope="session")
def handmade_room() -> Any:
    """Opens a room with handmade sites."""
    return open_handmade_room


@pytest.fixture(scope="session")
def unit_on() -> Any:
    """Builds a unit of a site from its name."""
    return unit_of
