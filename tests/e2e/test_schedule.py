"""The schedule runs, says what was missed, and stops cleanly."""

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from crawler.domain.clock import SHANGHAI
from monitor.wiring import find_and_load
from storage.unit_of_work import unit_of_work

pytestmark = pytest.mark.slow

_CLEAN = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")}


def started(workspace: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "monitor.cli", "--workspace", str(workspace), "schedule", "run"]
    return subprocess.Popen(command, env=_CLEAN, stderr=subprocess.PIPE, text=True)


def announcement(schedule: "subprocess.Popen[str]") -> str:
    """What a schedule says before its jobs run: what was missed, and when each of the three runs next."""
    said: list[str] = []
    while sum(line.startswith("next: ") for line in said) < 3:
        line = schedule.stderr.readline() if schedule.stderr else ""
        assert line, f"the schedule ended early: {said}"
        said.append(line)
    return "".join(said)


def stopped(schedule: "subprocess.Popen[str]") -> tuple[int, str]:
    schedule.send_signal(signal.SIGTERM)
    _, said = schedule.communicate(timeout=60)
    return schedule.returncode, said


def test_the_schedule_is_listed_with_next_and_last_runs(gongkai: Any) -> None:
    gongkai("init", "ws")

    listed = gongkai("--workspace", "ws", "schedule", "list", "--now", "2025-01-05T03:00").stdout

    assert "2025-01-06 02:00" in listed
    assert "2025-01-05 06:00" in listed
    assert listed.count("never") == 3


def test_a_restart_says_which_runs_were_missed(gongkai: Any, tmp_path: Path) -> None:
    gongkai("init", "ws")
    workspace = find_and_load(tmp_path / "ws", {})
    long_ago = datetime.now(UTC) - timedelta(days=3)
    with unit_of_work(workspace.database) as work:
        work.runs.end(work.runs.begin("monitor", long_ago), long_ago, "done", {})

    schedule = started(tmp_path / "ws")
    said = announcement(schedule)
    status, _ = stopped(schedule)

    assert status == 0
    assert "missed: monitor was due at" in said
    assert "missed: crawl" not in said
    assert "next: crawl at" in said


def test_a_job_runs_at_its_time(gongkai: Any, tmp_path: Path) -> None:
    gongkai("init", "ws")
    soon = datetime.now(SHANGHAI) + timedelta(seconds=65)
    later = f"{soon + timedelta(hours=6):%H:%M}"
    settings = f'[schedule]\nmonitor = "{soon:%H:%M}"\ncrawl = "{later}"\nalert = "{later}"\n'
    (tmp_path / "ws" / "gongkai.toml").write_text(settings, "utf-8")
    workspace = find_and_load(tmp_path / "ws", {})

    schedule = started(tmp_path / "ws")
    deadline = time.monotonic() + 90
    ran = None
    while ran is None and time.monotonic() < deadline:
        time.sleep(1)
        with unit_of_work(workspace.database) as work:
            ran = work.runs.last("monitor")
    status, said = stopped(schedule)

    assert status == 0
    assert ran is not None
    assert ran.outcome == "done"
    assert "0 units evaluated" in said
