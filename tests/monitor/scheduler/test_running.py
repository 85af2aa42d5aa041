import signal
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event

import pytest

from crawler.domain.clock import SHANGHAI
from monitor.scheduler import ScheduledJob, make_scheduler

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]

PROGRAM = """
import time
from datetime import datetime, timedelta
from crawler.domain.clock import SHANGHAI
from monitor.scheduler import ScheduledJob, run_schedule

def job():
    print("began", flush=True)
    time.sleep({seconds})
    print("finished", flush=True)

soon = datetime.now(SHANGHAI) + timedelta(seconds=1)
print("scheduled", flush=True)
run_schedule([ScheduledJob("job", soon.strftime("%H:%M:%S"), job)], timedelta(hours=1), lambda: None)
print("stopped", flush=True)
"""


def in_a_second() -> str:
    return (datetime.now(SHANGHAI) + timedelta(seconds=1)).strftime("%H:%M:%S")


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
    scheduler = make_scheduler([ScheduledJob("job", in_a_second(), ran.set)], timedelta(hours=1))
    scheduler.start()

    assert ran.wait(5)
    scheduler.shutdown()


def test_a_job_that_starts_seconds_late_still_runs_once() -> None:
    runs: list[float] = []
    ran = Event()

    def job() -> None:
        runs.append(time.monotonic())
        ran.set()

    scheduler = make_scheduler([ScheduledJob("job", in_a_second(), job)], timedelta(hours=1))
    scheduler.start(paused=True)
    time.sleep(3)
    scheduler.resume()

    assert ran.wait(5)
    scheduler.shutdown()
    assert len(runs) == 1


def test_a_job_that_crashes_does_not_end_the_schedule() -> None:
    ran = Event()

    def crash() -> None:
        raise RuntimeError("a bug")

    at = in_a_second()
    scheduler = make_scheduler([ScheduledJob("bad", at, crash), ScheduledJob("good", at, ran.set)], timedelta(hours=1))
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
