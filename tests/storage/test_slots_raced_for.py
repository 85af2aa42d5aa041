"""Several processes race for the same slots: each slot is had by one of them."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from storage.slots import SlotState
from storage.unit_of_work import unit_of_work

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
DUE = datetime(2026, 1, 31, 18, tzinfo=UTC)
SLOTS = 40

RACER = """
import sys
from datetime import UTC, datetime, timedelta
from storage.slots import SlotState
from storage.unit_of_work import open_database, unit_of_work

engine, owner = open_database(sys.argv[1]), sys.argv[2]
now = datetime(2026, 2, 1, tzinfo=UTC)
print("ready", flush=True)
sys.stdin.readline()
with unit_of_work(engine) as work:
    seen = work.slots.outstanding(now)
for slot in seen:
    with unit_of_work(engine) as work:
        claimed = work.slots.claim(slot, owner, now, timedelta(minutes=10))
    if claimed is not None:
        print(claimed.id, flush=True)
        with unit_of_work(engine) as work:
            assert work.slots.end(claimed, SlotState.DONE, now, owner)
"""


def test_no_slot_is_had_by_two_processes(engine: Engine, url: str) -> None:
    with unit_of_work(engine) as work:
        for number in range(SLOTS):
            work.slots.plan("crawl", DUE + timedelta(minutes=number))
    racers = [
        subprocess.Popen(
            [sys.executable, "-c", RACER, url, owner],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for owner in "ab"
    ]
    for racer in racers:
        assert racer.stdout is not None
        assert racer.stdout.readline() == "ready\n"

    for racer in racers:
        assert racer.stdin is not None
        racer.stdin.write("\n")
        racer.stdin.flush()
    had = [racer.communicate(timeout=60)[0].split() for racer in racers]

    assert [racer.returncode for racer in racers] == [0, 0]
    assert sorted(int(one) for ids in had for one in ids) == sorted({int(one) for ids in had for one in ids})
    with unit_of_work(engine) as work:
        slots = work.slots.latest(SLOTS)
    assert [(slot.state, slot.attempt) for slot in slots] == [(SlotState.DONE, 1)] * SLOTS
