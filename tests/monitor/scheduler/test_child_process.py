import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest

from crawler.domain.errors import CrawlFailed
from monitor.child_process import run_in_child

ROOT = Path(__file__).parents[3]
pytestmark = pytest.mark.slow

LONG = timedelta(minutes=1)
SHORT = timedelta(seconds=0.7)
SOON = timedelta(seconds=0.3)

FAMILY = """
import os, subprocess, sys, time
grandchild = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]{options})
print(os.getpid(), grandchild.pid, flush=True)
time.sleep({seconds})
"""


def python(program: str) -> list[str]:
    return [sys.executable, "-c", program]


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def dies(pid: int) -> bool:
    deadline = time.monotonic() + 5
    while is_alive(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not is_alive(pid)


def test_the_exit_status_is_that_of_the_program() -> None:
    assert run_in_child(python("raise SystemExit(3)"), LONG, os.environ) == 3


def test_a_program_that_was_killed_has_a_negative_status() -> None:
    status = run_in_child(python("import os; os.kill(os.getpid(), 15)"), LONG, os.environ)

    assert status == -signal.SIGTERM


def test_the_environment_is_the_one_given() -> None:
    said: list[str] = []

    run_in_child(
        python("import os; print(os.environ.get('ONE'), 'HOME' in os.environ)"), LONG, {"ONE": "1"}, on_line=said.append
    )

    assert said == ["1 False"]


def test_every_line_is_told_even_the_last_without_its_end() -> None:
    said: list[str] = []

    run_in_child(python("import sys; sys.stdout.write('一\\n二\\n\\n三')"), LONG, os.environ, on_line=said.append)

    assert said == ["一", "二", "", "三"]


def test_much_output_arrives_whole() -> None:
    said: list[str] = []

    run_in_child(python("for n in range(50000): print(n)"), LONG, os.environ, on_line=said.append)

    assert said == [str(number) for number in range(50000)]


def test_errors_are_added_to_the_log(tmp_path: Path) -> None:
    log = tmp_path / "crawl.log"
    log.write_text("before\n")

    run_in_child(python("import sys; sys.stderr.write('after\\n')"), LONG, os.environ, log=log)

    assert log.read_text() == "before\nafter\n"


def test_a_program_past_its_time_limit_is_stopped_with_all_it_started() -> None:
    pids: list[str] = []
    began = time.monotonic()

    with pytest.raises(CrawlFailed, match="time limit"):
        run_in_child(python(FAMILY.format(options="", seconds=60)), SHORT, os.environ, on_line=pids.append, grace=SOON)

    assert time.monotonic() - began < 10
    assert all(dies(int(pid)) for pid in pids[0].split())


def test_a_program_that_ignores_the_request_to_stop_is_killed() -> None:
    stubborn = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1, flush=True); time.sleep(60)"
    )

    with pytest.raises(CrawlFailed):
        run_in_child(python(stubborn), SHORT, os.environ, grace=SOON)


def test_a_program_may_put_its_things_in_order_at_the_time_limit() -> None:
    said: list[str] = []
    orderly = """
import signal, time, sys
def stop(*_):
    print("in order", flush=True)
    sys.exit(0)
signal.signal(signal.SIGTERM, stop)
time.sleep(60)
"""

    with pytest.raises(CrawlFailed):
        run_in_child(python(orderly), SHORT, os.environ, on_line=said.append)

    assert said == ["in order"]


def test_what_a_program_leaves_behind_ends_with_it() -> None:
    pids: list[str] = []

    assert run_in_child(python(FAMILY.format(options="", seconds=0)), LONG, os.environ, on_line=pids.append) == 0

    assert all(dies(int(pid)) for pid in pids[0].split())


def test_a_stray_that_holds_the_output_open_does_not_hold_us() -> None:
    pids: list[str] = []
    began = time.monotonic()

    run_in_child(
        python(FAMILY.format(options=", start_new_session=True", seconds=0)), LONG, os.environ, on_line=pids.append
    )

    assert time.monotonic() - began < 10
    os.kill(int(pids[0].split()[1]), signal.SIGKILL)


def test_an_error_of_the_listener_ends_the_program() -> None:
    pids: list[str] = []

    def listen(line: str) -> None:
        pids.append(line)
        raise ValueError("not what was expected")

    with pytest.raises(ValueError, match="expected"):
        run_in_child(python(FAMILY.format(options="", seconds=60)), LONG, os.environ, on_line=listen)

    assert all(dies(int(pid)) for pid in pids[0].split())


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can tie a child to its parent")
def test_a_child_dies_with_us_even_when_we_are_killed() -> None:
    parent = """
import os, sys
from datetime import timedelta
from monitor.child_process import run_in_child
child = "import os, time; print(os.getpid(), flush=True); time.sleep(60)"
run_in_child([sys.executable, "-c", child], timedelta(minutes=1), os.environ)
"""
    with subprocess.Popen(python(parent), cwd=ROOT, stdout=subprocess.PIPE, text=True) as ours:
        assert ours.stdout is not None
        child = int(ours.stdout.readline())
        assert is_alive(child)
        ours.kill()

    assert dies(child)
