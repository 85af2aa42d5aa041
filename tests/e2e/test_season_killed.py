"""Weeks of a season in which whoever schedules and sends is killed again and again: the inboxes are the same."""

import os
import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil
from random import Random
from threading import Thread

import pytest

from tests.e2e.forking import Child
from tests.e2e.season_room import LATER, Line, SeasonRoom, at, lines_of, open_season
from tests.e2e.season_script import KILLED

pytestmark = pytest.mark.slow

_BEGUN = "2025-01-21"
_LONGEST = 1.5
_SHORT = 0.4


@dataclass
class Killed:
    """What came of it: what was received by step, how many runs were killed, how often a message was sent again."""

    received: dict[str, Counter[Line]] = field(default_factory=dict)
    kills: int = 0
    again: int = 0


class Clock:
    """The time of a day that goes on from nine o'clock, whoever is killed meanwhile."""

    def __init__(self, day: str) -> None:
        self._at, self._began = at(day), time.monotonic()

    def now(self) -> datetime:
        return self._at + timedelta(seconds=ceil(time.monotonic() - self._began))


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Killed]:
    random, found = Random(20250131), Killed()  # noqa: S311 - the same moments each time
    with open_season(tmp_path_factory.mktemp("killed")) as room:
        room.step(at(_BEGUN))
        for day in KILLED:
            clock = Clock(day)
            found.kills += _killed_after(room, clock, random.uniform(0.05, _LONGEST))
            found.kills += _killed_after(room, clock, random.uniform(0, _SHORT), said="crawl: ")
            found.kills += _killed_after(room, clock, random.uniform(0.02, _SHORT))
            found.kills += _killed_in_sending(room, clock)
            room.step(clock.now())
            room.step(clock.now() + LATER)
            found.received[day] = lines_of(room.new())
        found.again = sum(came - 1 for came in room.post.came.values())
        yield found


def _killed_after(room: SeasonRoom, clock: Clock, seconds: float, said: str = "") -> bool:
    """Kill so long after a run was begun, or after it said that its crawl is over."""
    child = room.begin(clock.now())
    killer = Thread(target=_kill_after, args=(child, seconds, said))
    killer.start()
    status = child.wait()
    killer.join()
    return status == -signal.SIGKILL


def _kill_after(child: Child, seconds: float, said: str) -> None:
    while not child.over.is_set() and said not in child.errors:
        time.sleep(0.02)
    if not child.over.wait(seconds):
        _kill(child.pid)


def _killed_in_sending(room: SeasonRoom, clock: Clock) -> bool:
    """Kill between the moment at which a message is taken and the one at which that is known to whoever sent it."""
    running: list[int] = []
    room.post.taken = lambda: _kill(running[0])
    child = room.begin(clock.now())
    running.append(child.pid)
    status = child.wait()
    room.post.taken = lambda: None
    return status == -signal.SIGKILL


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


@pytest.mark.parametrize("day", KILLED)
def test_each_office_hears_the_same_as_undisturbed(killed: Killed, day: str) -> None:
    assert killed.received[day] == KILLED[day]


def test_the_kills_were_felt(killed: Killed) -> None:
    assert killed.kills >= len(KILLED)
    assert killed.again > 0
