"""A workspace whose season is replayed: simulated sites, offices at real servers, the program in child processes."""

import os
import socket
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from monitor.wiring import find_and_load
from spiders.simulator.server import Simulator
from spiders.simulator.sites import SHANGHAI
from storage.unit_of_work import unit_of_work
from tests.e2e.forking import Child, Program
from tests.e2e.season_post import PostOffice, Received, open_post_office
from tests.e2e.season_world import OFFICES, SETTINGS, season_world

_QUICK = {
    "GONGKAI_CRAWL__ALLOW_PRIVATE_NETWORKS": "true",
    "GONGKAI_CRAWL__DOWNLOAD_DELAY": "0",
    "GONGKAI_CRAWL__BROWSER": "false",
    "SCRAPY_SETTINGS_MODULE": "crawler.settings",
}

LATER = timedelta(minutes=15)
"""By then what a sender had in hand that was killed is free to be sent again."""

Line = tuple[str, str, str, str]
"""What an office was told: the office, the kind of message, the unit, and what was said of it."""


def at(day: str, clock: str = "09:05") -> datetime:
    """A moment of the season, in Asia/Shanghai."""
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=SHANGHAI)


@dataclass
class SeasonRoom:
    """The season as it is replayed; `said` is what the program said of each step."""

    folder: Path
    program: Program
    simulator: Simulator
    post: PostOffice
    pages_port: int
    said: list[str] = field(default_factory=list)
    _read: set[str] = field(default_factory=set)

    def begin(self, now: datetime) -> Child:
        """Start what is due at a moment."""
        self.simulator.now = now
        return self.program.start(self.due(now))

    def step(self, now: datetime) -> None:
        """Run what is due at a moment, to its end."""
        child = self.begin(now)
        status = child.wait()
        self.said.append(child.errors)
        assert status == 0, child.errors

    def due(self, now: datetime) -> list[str]:
        return ["--workspace", str(self.folder), "schedule", "run", "--due", "--now", f"{now:%Y-%m-%dT%H:%M:%S}"]

    def new(self) -> tuple[Received, ...]:
        """The messages that came since this was asked last."""
        found = tuple(one for key, one in self.post.received.items() if key not in self._read)
        self._read.update(one.id for one in found)
        return found


def lines_of(messages: tuple[Received, ...]) -> Counter[Line]:
    """What stands in messages, each thing as often as it stands there."""
    return Counter((one.office, one.kind, unit, said) for one in messages for unit, said in one.told())


@contextmanager
def open_season(folder: Path) -> Iterator[SeasonRoom]:
    """Everything that a season needs, at its first moment."""
    workspace_folder = folder / "workspace"
    workspace_folder.mkdir()
    with open_post_office() as (post, smtp, hook), socket.create_server(("127.0.0.1", 0)) as free:
        pages = free.getsockname()[1]
        free.close()
        (workspace_folder / "offices.yaml").write_text(OFFICES.format(hook=hook), "utf-8")
        (workspace_folder / "gongkai.toml").write_text(SETTINGS.format(smtp=smtp, pages=pages), "utf-8")
        world = season_world(at("2024-11-14"))
        with Simulator(world.sites, world.as_of) as simulator, Program(folder, _environment()) as program:
            _register(workspace_folder, world.register(simulator.urls))
            yield SeasonRoom(workspace_folder, program, simulator, post, pages)


def _register(folder: Path, units: tuple[object, ...]) -> None:
    workspace = find_and_load(folder, {})
    workspace.prepare()
    with unit_of_work(workspace.database) as work:
        work.units.keep(units)  # type: ignore[arg-type]
    workspace.close()


def _environment() -> Mapping[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")} | _QUICK
