"""A crawl that is killed fifty times ends where an undisturbed one does, and asks no site for anything twice."""

import os
import random
import re
import signal
import time
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from spiders.simulator.sample import AS_OF, sample_world
from storage.journal import Outcome
from tests.spiders.zygote import Zygote

pytestmark = pytest.mark.slow

UNITS = ("990100", "990121", "990122", "990121103")
KILLS = 50
SEED = 20250420
_PORT = re.compile(r":\d+")


@dataclass(frozen=True)
class EndState:
    """All that a crawl leaves behind, without what differs from one run of the simulator to the next."""

    captures: frozenset[tuple[str, ...]]
    publications: frozenset[tuple[object, ...]]
    strays: frozenset[tuple[object, ...]]
    visits: tuple[tuple[object, ...], ...]
    outcomes: tuple[tuple[str, Any], ...]


def without_port(url: str) -> str:
    return _PORT.sub("", url, count=1)


def end_state(room: Any, crawl: int) -> EndState:
    with room.work() as work:
        sites = [site for site in work.units.register().sites() if {unit.id for unit in site.units} & set(UNITS)]
        published = [one for year in range(2018, 2026) for one in work.reports.publications(year)]
        visits = [visit for site in sites for visit in work.visits.of_site(site.id, AS_OF - timedelta(days=1))]
        return EndState(
            captures=frozenset((without_port(kept.url), kept.kind) for kept in work.captures.to_reread()),
            publications=frozenset(
                (one.unit_id, one.report_year, without_port(one.url), one.revisions) for one in published
            ),
            strays=frozenset(
                (without_port(one.url), one.report_year, one.reason)
                for site in sites
                for one in work.strays.of_site(site.id)
            ),
            visits=tuple(sorted(facts(visit) for visit in visits)),
            outcomes=tuple(sorted((without_port(site.id), work.journal.totals(crawl, site.id)) for site in sites)),
        )


def facts(visit: Any) -> tuple[object, ...]:
    """What a visit tells, in an order of its own."""
    return (
        without_port(visit.site_id),
        visit.outcome.value,
        sorted(map(without_port, visit.columns)),
        sorted(map(without_port, visit.listings)),
        (visit.entries, visit.pages, visit.requests, visit.outcomes),
        sorted((without_port(failure.url), failure.cause) for failure in visit.failures),
        sorted((one.unit_id, one.report_year) for one in visit.listed),
    )


class Crawl:
    """A crawl in a room: started as often as it takes."""

    def __init__(self, room: Any, zygote: Zygote) -> None:
        self._room = room
        self._zygote = zygote
        self._began = time.monotonic()
        with room.work() as work:
            self.id = work.runs.begin("crawl", AS_OF)

    def run(self) -> int:
        self._start()
        return self._zygote.wait()

    def run_until(self, requests: int, seconds: float) -> int:
        """Run until the sites have answered so many requests more, and a moment longer; then kill. How it ended."""
        goal, process = len(self._room.simulator.requests) + requests, self._start()
        deadline = time.monotonic() + 30
        while len(self._room.simulator.requests) < goal and _is_alive(process) and time.monotonic() < deadline:
            time.sleep(0.002)
        time.sleep(seconds)
        if _is_alive(process):
            os.kill(process, signal.SIGKILL)
        return self._zygote.wait()

    def answered(self) -> set[str]:
        """The addresses that are in the journal."""
        with self._room.work() as work:
            return {one.asked.url for one in work.journal.entries(self.id) if one.ended.outcome is Outcome.ANSWERED}

    def _start(self) -> int:
        now: datetime = AS_OF + timedelta(seconds=time.monotonic() - self._began)
        told = ("-a", f"now={now.isoformat()}", "-a", f"units={','.join(UNITS)}")
        return self._zygote.start("crawl", "annual_reports", *told, "-s", f"GONGKAI_CRAWL_ID={self.id}")


def _is_alive(process: int) -> bool:
    """Whether a process is there and no zombie."""
    try:
        return Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def asked_by_url(room: Any) -> Counter[str]:
    return Counter(room.simulator.url_of(one.site, one.path) for one in room.simulator.requests)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory, crawl_room: Any) -> EndState:
    folder = tmp_path_factory.mktemp("undisturbed")
    with (
        crawl_room(folder / "room", sample_world()) as room,
        (folder / "log").open("wb") as log,
        Zygote(room.environment, log.fileno()) as zygote,
    ):
        crawl = Crawl(room, zygote)
        assert crawl.run() == 0
        assert max(asked_by_url(room).values()) == 1
        return end_state(room, crawl.id)


def test_a_crawl_killed_fifty_times_ends_as_if_it_had_not_been(
    tmp_path: Path, crawl_room: Any, undisturbed: EndState
) -> None:
    chance = random.Random(SEED)  # noqa: S311 - it need not be secret
    ends, asked_again = list[int](), Counter[str]()
    with (
        crawl_room(tmp_path / "room", sample_world(), latency=0.01) as room,
        (tmp_path / "log").open("wb") as log,
        Zygote(room.environment, log.fileno()) as zygote,
    ):
        crawl = Crawl(room, zygote)
        while ends.count(-signal.SIGKILL) < KILLS:
            before, known = asked_by_url(room), crawl.answered()
            # A quick machine may be done before the fiftieth kill; then crawls with nothing left to do are killed.
            requests = 0 if 0 in ends else chance.choice((0, 1, 2, 3, 4))
            ends.append(crawl.run_until(requests, seconds=chance.uniform(0, 0.05)))
            assert ends[-1] in (0, -signal.SIGKILL)
            asked_again += Counter({url: n for url, n in (asked_by_url(room) - before).items() if url in known})
        assert crawl.run() == 0
        total = asked_by_url(room)
        left = end_state(room, crawl.id)

    assert 0 not in ends[: KILLS // 2], "so early an end leaves too few kills in the middle of the work"
    assert asked_again == Counter()
    # Only what was under way at a kill, one request for each host, is asked for once more.
    assert sum(total.values()) - len(total) <= KILLS * len(UNITS)
    assert left == undisturbed
