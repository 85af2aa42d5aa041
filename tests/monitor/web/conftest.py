"""The store of the demonstration, made once for all tests of pages; and somebody who reads them."""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from fastapi import Request
from fastapi.testclient import TestClient

from monitor.web import create_app
from monitor.web.roles import Grant, Role, Signed
from monitor.wiring import Workspace, find_and_load
from spiders.simulator.sample import AS_OF

NOW = AS_OF + timedelta(hours=2)


@pytest.fixture(scope="session")
def demo_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace that `gongkai demo` leaves behind; nobody writes to it."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder, done = shared / "demo-store", shared / "demo-store.done"
    with (shared / "demo-store.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            demo = [sys.executable, "-m", "monitor.cli", "demo", "--folder", str(folder)]
            plain = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")}
            subprocess.run(demo, env=plain, capture_output=True, timeout=180, check=True)
            done.touch()
    return folder


@pytest.fixture
def workspace(demo_store: Path, tmp_path: Path) -> Iterator[Workspace]:
    """A copy of it, to be written to."""
    folder = tmp_path / "workspace"
    shutil.copytree(demo_store, folder)
    with closing(find_and_load(folder, {})) as opened:
        yield opened


@dataclass
class Known:
    """A sign-in that knows who is asking without being told."""

    who: Signed | None

    def signed(self, request: Request) -> Signed | None:
        return self.who


@pytest.fixture
def reader(workspace: Workspace) -> Callable[..., TestClient]:
    """Opens the pages as somebody of a role, within an area or everywhere, at a moment; without a role as nobody."""

    def read(role: Role | None = Role.VIEWER, area_id: str | None = None, now: datetime = NOW) -> TestClient:
        who = None if role is None else Signed("reader", (Grant(role, area_id),), "Reader", csrf="known")
        app = create_app(workspace, lambda: now, Known(who))
        return TestClient(app, "http://localhost", headers={"x-csrf-token": "known"}, follow_redirects=False)

    return read
