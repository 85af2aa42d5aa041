"""Opens the site of these tests."""

import shutil
import socket
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from monitor.wiring import Workspace, find_and_load
from storage.unit_of_work import unit_of_work
from tests.monitor.access.site import UNITS, Site


@pytest.fixture
def open_site(shaped_file: Path, tmp_path: Path) -> Iterator[Callable[..., Site]]:
    """Opens the site with settings given as variables."""
    folder = tmp_path / "workspace"
    folder.mkdir()
    shutil.copy(shaped_file, folder / "gongkai.db")
    opened: list[Workspace] = []

    def open_with(environ: Mapping[str, str] | None = None, **facts: str) -> Site:
        workspace = find_and_load(folder, environ or {})
        opened.append(workspace)
        with unit_of_work(workspace.database) as work:
            work.units.keep(UNITS)
        return Site(workspace, **facts)

    yield open_with
    for workspace in opened:
        workspace.close()


@pytest.fixture
def site(open_site: Callable[..., Site]) -> Site:
    return open_site()


@pytest.fixture
def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
