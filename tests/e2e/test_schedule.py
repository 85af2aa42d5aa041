"""The schedule runs, says what was missed, and stops cleanly."""

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor.jobs.scheduled import ACTIONS
from monitor.wiring import find_and_load
from storage.unit_of_work import unit_of_work

pytestmark = pytest.mark.slow

_CLEAN = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")}


def started(workspace: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "monitor.cli", "--workspace", str(workspace), "schedule", "run"]
    return subprocess.Popen(command, env=_CLEAN, stderr=subprocess.PIPE, text=True)


def said_until(schedule: "subprocess.Popen[str]", last: str) -> str:
    """What a schedule says, up to the line that holds something."""
    said: list[str] = []
    while not said or last not in said[-1]:
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

    listed = gongkai("--workspace", "ws", "schedule", "list", "--now", "2025-01-05T03:00")

    assert "2025-01-06 02:00" in listed.stdout
    assert "2025-01-05 06:00" in listed.stdout
    assert listed.stdout.count("never") == len(ACTIONS)
    assert "the schedule has never run" in listed.stderr


def test_the_plan_ahead_is_listed(gongkai: Any) -> None:
    gongkai("init", "ws")
    now = ("--now", "2026-01-30T12:00")

    listed = gongkai("--workspace", "ws", "schedule", "list", "--until", "2026-01-31", *now).stdout

    planned = [line.split("│") for line in listed.splitlines() if line.startswith("2026")]
    assert [(due.strip(), job.strip()) for due, job in planned] == [
        ("2026-01-30 14:00 Fri", "crawl"),
        ("2026-01-30 18:00 Fri", "monitor"),
        ("2026-01-31 02:00 Sat", "crawl"),
        ("2026-01-31 06:00 Sat", "monitor"),
        ("2026-01-31 14:00 Sat", "crawl"),
        ("2026-01-31 18:00 Sat", "monitor"),
    ]


def test_a_season_is_replayed_call_by_call(gongkai: Any) -> None:
    gongkai("init", "ws")

    def runs(now: str) -> list[str]:
        """The jobs that ran at a moment, but for those that run all day long."""
        done = gongkai("--workspace", "ws", "schedule", "run", "--due", "--now", now)
        assert done.returncode == 0
        return [line for line in done.stderr.splitlines() if "deliver:" not in line and "watch:" not in line]

    runs("2026-07-01T05:00")

    assert runs("2026-07-01T06:00") == ["2026-07-01 06:00 monitor: 0 units evaluated on 2025"]
    assert runs("2026-07-01T06:00") == []
    said = runs("2026-07-03T07:30")
    assert said[0].startswith("missed: ")
    ran = [line.split()[2] for line in said if line.startswith("2026")]
    assert ran == ["revisions:", "revisions:", "monitor:", "alert:"]

    listed = gongkai("--workspace", "ws", "schedule", "list", "--now", "2026-07-03T08:00").stdout
    assert "done: 0 units evaluated on 2025" in listed


def test_a_moment_of_ones_own_goes_with_due(gongkai: Any) -> None:
    gongkai("init", "ws")

    assert gongkai("--workspace", "ws", "schedule", "run", "--now", "2026-01-01").returncode == 2


def test_a_restart_says_which_runs_were_missed_and_makes_up_for_them(gongkai: Any, tmp_path: Path) -> None:
    gongkai("init", "ws")
    workspace = find_and_load(tmp_path / "ws", {})
    long_ago = datetime.now(UTC) - timedelta(days=3)
    with unit_of_work(workspace.database) as work:
        work.runs.end(work.runs.begin("monitor", long_ago), long_ago, "done", {})

    schedule = started(tmp_path / "ws")
    said = said_until(schedule, "units evaluated")
    status, _ = stopped(schedule)

    assert status == 0
    assert "missed: monitor was due at" in said
    assert "missed: crawl" not in said
    assert "next: crawl at" in said
    with unit_of_work(workspace.database) as work:
        assert work.slots.last_run(datetime.now(UTC))["monitor"].passed_over >= 1
        assert work.slots.heartbeats()[0].stopped_at is not None
    workspace.close()
