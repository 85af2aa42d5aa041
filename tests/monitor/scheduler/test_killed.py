"""A scheduler that is killed in the middle of a job: the next one takes the slot over and runs it once."""

import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.domain.clock import clock_from
from monitor.jobs.slot_keeper import SlotKeeper, Terms
from monitor.schedule import PlannedJob
from storage.slots import SlotState
from storage.unit_of_work import open_database, unit_of_work

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]
LEASE = timedelta(seconds=2)
NOW = datetime(2026, 1, 31, 18, tzinfo=UTC)

SCHEDULER = """
import sys, time
from datetime import UTC, datetime, timedelta
from crawler.domain.clock import clock_from
from monitor.jobs.slot_keeper import SlotKeeper, Terms
from monitor.schedule import PlannedJob
from storage.unit_of_work import open_database

def job(occasion):
    print("began", flush=True)
    time.sleep(60)

now, lease = datetime(2026, 1, 31, 18, tzinfo=UTC), timedelta(seconds=2)
terms = Terms("killed", timedelta(hours=1), lease)
keeper = SlotKeeper(
    open_database(sys.argv[1]), {"job": PlannedJob("job", ())}, {"job": job}, terms, clock_from(now), print
)
keeper.run(keeper.look()[0])
"""


def test_the_next_scheduler_takes_over_what_a_killed_one_began(tmp_path: Path, shaped_file: Path) -> None:
    database = tmp_path / "store.db"
    database.write_bytes(shaped_file.read_bytes())
    url = f"sqlite:///{database}"
    engine = open_database(url)
    with unit_of_work(engine) as work:
        work.slots.plan("job", NOW)

    with subprocess.Popen([sys.executable, "-c", SCHEDULER, url], cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "began\n"
        clock = clock_from(NOW + timedelta(seconds=0.5))
        said: list[str] = []
        ran: list[datetime] = []
        terms = Terms("next", timedelta(hours=1), LEASE)
        plan, actions = {"job": PlannedJob("job", ())}, {"job": lambda occasion: ran.append(occasion.due_at) or "well"}
        keeper = SlotKeeper(engine, plan, actions, terms, clock, said.append)
        while clock() < NOW + timedelta(seconds=3):
            assert keeper.look() == (), "it was taken from one who is alive"
            time.sleep(0.3)
        child.kill()
    killed_at = clock()
    while not (ready := keeper.look()):
        assert clock() < killed_at + timedelta(seconds=10)
        time.sleep(0.1)
    keeper.run(ready[0])

    assert ran == [NOW]
    assert said[0] == "taken over: job of 2026-02-01 02:00 was begun by killed and did not end"
    with unit_of_work(engine) as work:
        [slot] = work.slots.latest(5)
    assert (slot.state, slot.attempt, slot.owner, slot.outcome) == (SlotState.DONE, 2, "next", "well")
    engine.dispose()
