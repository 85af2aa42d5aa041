"""The store of the demonstration, made once for all tests of pages; and somebody who reads them."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi import Request
from fastapi.testclient import TestClient

from monitor.access.roles import Grant, Role, Signed
from monitor.web import create_app
from monitor.wiring import Workspace, find_and_load
from spiders.simulator.sample import AS_OF

NOW = AS_OF + timedelta(hours=2)


@pytest.fixture(scope="session")
def demo_store(demonstration: Any) -> Path:
    """The workspace that `gongkai demo` leaves behind; nobody writes to it."""
    assert demonstration.returncode == 0, demonstration.stderr
    return Path(demonstration.folder)


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
