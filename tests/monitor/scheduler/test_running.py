import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Event

import pytest

from crawler.domain.clock import SHANGHAI
from monitor.schedule import PlannedJob, Season, next_slot
from monitor.scheduler import ScheduledJob, make_scheduler

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]

PROGRAM = """
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from crawler.domain.clock import SHANGHAI
from monitor.scheduler import ScheduledJob, run_schedule

def job():
    print("began", flush=True)
    time.sleep({seconds})
    print("finished", flush=True)

soon = datetime.now(SHANGHAI) + timedelta(seconds=0.5)
def next_after(moment):
    return soon if soon > moment else soon + timedelta(days=1)

print("scheduled", flush=True)
run_schedule([ScheduledJob("job", next_after, job)], timedelta(hours=1), lambda: None)
print("stopped", flush=True)
"""


def soon(name: str, run: Callable[[], None]) -> ScheduledJob:
    """A job that is due in half a second by its plan, and every day."""
    due = datetime.now(SHANGHAI) + timedelta(seconds=0.5)
    planned = PlannedJob(name, (Season((1, 1), (12, 31), (due.time(),)),))
    return ScheduledJob(name, partial(next_slot, planned), run)


def start(seconds: float) -> "subprocess.Popen[str]":
    program = PROGRAM.format(seconds=seconds)
    return subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True)


def read_until(child: "subprocess.Popen[str]", said: str) -> None:
    assert child.stdout is not None
    for line in child.stdout:
        if line.strip() == said:
            return
    pytest.fail(f"the schedule never said {said}")


def test_a_job_runs_when_it_is_due() -> None:
    ran = Event()
    scheduler = make_scheduler([soon("job", ran.set)], timedelta(hours=1))
    scheduler.start()

    assert ran.wait(5)
    scheduler.shutdown()


def test_a_job_that_starts_seconds_late_still_runs_once() -> None:
    runs: list[float] = []
    ran = Event()

    def job() -> None:
        runs.append(time.monotonic())
        ran.set()

    scheduler = make_scheduler([soon("job", job)], timedelta(hours=1))
    scheduler.start(paused=True)
    time.sleep(2)
    scheduler.resume()

    assert ran.wait(5)
    scheduler.shutdown()
    assert len(runs) == 1


def test_a_job_that_crashes_does_not_end_the_schedule() -> None:
    ran = Event()

    def crash() -> None:
        raise RuntimeError("a bug")

    scheduler = make_scheduler([soon("bad", crash), soon("good", ran.set)], timedelta(hours=1))
    scheduler.start()

    assert ran.wait(5)
    assert scheduler.running
    scheduler.shutdown()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_the_schedule_once_the_running_job_has_finished(number: signal.Signals) -> None:
    with start(seconds=0.5) as child:
        read_until(child, "began")
        child.send_signal(number)
        said, _ = child.communicate(timeout=10)

    assert said.split() == ["finished", "stopped"]
    assert child.returncode == 0


def test_a_second_signal_does_not_wait() -> None:
    with start(seconds=60) as child:
        read_until(child, "began")
        child.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        child.send_signal(signal.SIGTERM)
        said, _ = child.communicate(timeout=10)

    assert said.split() == []
    assert child.returncode == -signal.SIGTERM


LOOKING = """
from datetime import timedelta
from threading import Event
from monitor.scheduler import Looking, ScheduledJob, run_schedule

stopping, due = Event(), ["job"]
def look():
    found, due[:] = list(due), []
    return found

def job():
    print("ran", flush=True)

run_schedule(
    [ScheduledJob("job", lambda moment: moment + timedelta(days=1), job)], timedelta(hours=1), lambda: None,
    looking=Looking(look, timedelta(seconds=0.2)), stopping=stopping,
)
print("stopped" if stopping.is_set() else "", flush=True)
"""


def test_what_is_found_by_looking_runs_whatever_the_clock_says() -> None:
    with subprocess.Popen([sys.executable, "-c", LOOKING], cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        read_until(child, "ran")
        child.send_signal(signal.SIGTERM)
        said, _ = child.communicate(timeout=10)

    assert said.split() == ["stopped"]
    assert child.returncode == 0
