"""A program that converts files ends in its time, and with us, and so does all that it started."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from crawler.readers.office.program import run_program

pytestmark = pytest.mark.slow

FORKING = "sleep 300 & echo $! > {pids}; echo $$ >> {pids}; wait"
PARENT = (
    "import sys, pathlib; from crawler.readers.office.program import run_program; "
    "run_program(('/bin/sh', '-c', sys.argv[1]), pathlib.Path(sys.argv[2]), 300)"
)


def is_running(number: int) -> bool:
    """Whether a process lives; one that is dead and not yet buried does not."""
    try:
        return Path(f"/proc/{number}/stat").read_text("utf-8").rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def pids_in(file: Path) -> list[int]:
    """The processes that a script wrote down; it may take a moment to."""
    for _ in range(200):
        if file.exists() and len(found := file.read_text("utf-8").split()) == 2:
            return [int(number) for number in found]
        time.sleep(0.05)
    pytest.fail("the program did not start")


def end(numbers: list[int]) -> bool:
    """Whether all processes are gone within some seconds."""
    for _ in range(100):
        if not any(map(is_running, numbers)):
            return True
        time.sleep(0.05)
    return False


def test_what_a_program_prints_is_returned(tmp_path: Path) -> None:
    assert run_program(("/bin/echo", "做完了"), tmp_path, 10) == "做完了\n".encode()


def test_at_its_time_limit_a_program_ends_with_all_it_started(tmp_path: Path) -> None:
    pids = tmp_path / "pids"

    assert run_program(("/bin/sh", "-c", FORKING.format(pids=pids)), tmp_path, 1) is None

    assert end(pids_in(pids))


def test_a_program_ends_when_whoever_started_it_is_killed(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    command = [sys.executable, "-c", PARENT, FORKING.format(pids=pids), str(tmp_path)]
    with subprocess.Popen(command) as parent:
        started = pids_in(pids)

        os.kill(parent.pid, signal.SIGKILL)

        assert end(started)


def test_a_program_cannot_fill_the_disk(tmp_path: Path) -> None:
    script = "dd if=/dev/zero of=large bs=1M count=100"

    run_program(("/bin/sh", "-c", script), tmp_path, 30)

    assert (tmp_path / "large").stat().st_size <= 64 * 1024 * 1024
