"""What all tests share: where the real reports are, and crawls of simulated sites."""

import fcntl
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from monitor.wiring import Workspace, find_and_load
from spiders.simulator.server import Simulator
from spiders.simulator.world import World
from storage.unit_of_work import UnitOfWork, unit_of_work

pytest_plugins = ("tests.databases",)

ROOT = Path(__file__).parent.parent

if "PYTEST_XDIST_WORKER" in os.environ:
    # The cores are taken by the other tests: a reader whose threads wait for each other would wait for those too.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
_NO_SETTINGS = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")}
_QUICK = {"GONGKAI_CRAWL__ALLOW_PRIVATE_NETWORKS": "true", "GONGKAI_CRAWL__DOWNLOAD_DELAY": "0"}


@pytest.fixture(scope="session")
def real_reports() -> Path:
    """The folder of real reports, which is not part of the project: beside it, or named by REAL_REPORTS."""
    folder = Path(os.environ.get("REAL_REPORTS", ROOT.parent / "shared" / "reports"))
    if folder.is_dir():
        return folder
    if os.environ.get("CI"):
        pytest.fail(f"the real reports are not in {folder}")
    pytest.skip(f"the real reports are not in {folder}; REAL_REPORTS names another folder")


@dataclass(frozen=True)
class CrawlRoom:
    """A workspace whose register is a simulated world, and crawls of it by the real spider in a child process."""

    workspace: Workspace
    environment: Mapping[str, str]
    world: World
    simulator: Simulator

    def crawl(self, now: datetime, *options: str) -> list[Mapping[str, Any]]:
        """Crawl as `scrapy crawl` does; what the crawl told of itself."""
        self.simulator.now = now
        done = subprocess.run(
            self.command(now, *options), env=self.environment, capture_output=True, text=True, timeout=180, check=True
        )
        return [json.loads(line) for line in done.stdout.splitlines()]

    def command(self, now: datetime, *options: str) -> list[str]:
        """The command of a crawl at a moment."""
        crawl = [sys.executable, "-m", "scrapy", "crawl", "annual_reports", "-s", "GONGKAI_PROGRESS=1"]
        return [*crawl, "-a", f"now={now.isoformat()}", *options]

    @contextmanager
    def work(self) -> Iterator[UnitOfWork]:
        """Look into the store."""
        with unit_of_work(self.workspace.database) as work:
            yield work


@contextmanager
def open_crawl_room(folder: Path, world: World, *, latency: float = 0.0, **settings: str) -> Iterator[CrawlRoom]:
    """Start the world's sites, and make a workspace that knows their units."""
    told = {"GONGKAI_WORKSPACE": str(folder), "SCRAPY_SETTINGS_MODULE": "crawler.settings"}
    environment = _NO_SETTINGS | _QUICK | told | settings
    workspace = find_and_load(folder, {key: value for key, value in environment.items() if key.startswith("GONGKAI_")})
    workspace.prepare()
    with Simulator(world.sites, world.as_of, latency=latency) as simulator:
        with unit_of_work(workspace.database) as work:
            work.units.keep(world.register(simulator.urls))
        yield CrawlRoom(workspace, environment, world, simulator)
    workspace.close()


@dataclass(frozen=True)
class Demonstration:
    """What `gongkai demo` said, and the workspace that it left behind; whoever writes to that writes to a copy."""

    folder: Path
    returncode: int
    stdout: str
    stderr: str


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Demonstration:
    """The demonstration as a newcomer runs it, once for the tests of all processes."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    told = shared / "demonstration.json"
    with (shared / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not told.exists():
            told.write_text(json.dumps(_run_demonstration(shared)), "utf-8")
    return Demonstration(shared / "demo-workspace", *json.loads(told.read_text("utf-8")))


def _run_demonstration(where: Path) -> tuple[int, str, str]:
    demo = [sys.executable, "-m", "monitor.cli", "demo"]
    plain = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")}
    done = subprocess.run(demo, cwd=where, env=plain, capture_output=True, text=True, timeout=300, check=False)
    return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="session")
def crawl_room() -> Any:
    """Opens a room to crawl in."""
    return open_crawl_room
