"""Which crawl is taken up again, and which is begun anew."""

import fcntl
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitor.jobs.crawl_run import FINISHED, crawl_run, end_run
from monitor.wiring import Workspace, find_and_load
from storage.journal import Answered, Asked, Ended, Outcome
from storage.unit_of_work import unit_of_work

NOW = datetime(2025, 4, 20, 1, tzinfo=UTC)
ALL = {"units": "", "year": "", "now": ""}
SITE = "www.example.gov.cn"
PAGE = Answered("HtmlResponse", f"http://{SITE}/", 200, (), b"<p>", NOW)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = find_and_load(tmp_path, {})
    workspace.prepare()
    return workspace


def killed(workspace: Workspace, at: datetime = NOW, asked: dict[str, str] = ALL) -> int:
    """A crawl of which nothing is left but what it wrote."""
    with unit_of_work(workspace.database) as work:
        run = work.runs.begin("crawl", at, {"asked": asked})
        key = Asked(SITE, "key", "GET", f"http://{SITE}/", "start", "", rendered=False, asked_at=at)
        work.journal.note(run, key, Ended(Outcome.ANSWERED, at, 1, 200, 3), PAGE)
    return run


def taken_up(workspace: Workspace, at: datetime, asked: dict[str, str] = ALL) -> int | None:
    with crawl_run(workspace, asked, at) as run:
        return run.id if run.resumed else None


def answers(workspace: Workspace, run: int) -> int:
    with unit_of_work(workspace.database) as work:
        return len(work.journal.answered(run))


def test_a_crawl_that_was_killed_is_taken_up_where_it_was(workspace: Workspace) -> None:
    run = killed(workspace)

    assert taken_up(workspace, NOW + timedelta(hours=3)) == run
    assert answers(workspace, run) == 1


def test_a_crawl_for_other_units_or_of_long_ago_is_not(workspace: Workspace) -> None:
    run = killed(workspace)

    assert taken_up(workspace, NOW + timedelta(hours=3), ALL | {"units": "370902"}) is None
    assert taken_up(workspace, NOW + timedelta(days=1, seconds=1)) is None
    assert answers(workspace, run) == 0


def test_a_crawl_that_came_to_its_end_is_not_and_keeps_no_answers(workspace: Workspace) -> None:
    run = killed(workspace)
    with crawl_run(workspace, ALL, NOW) as resumed, unit_of_work(workspace.database) as work:
        end_run(work, resumed, NOW, "failed", {"asked": ALL, "reason": FINISHED})

    assert resumed.id == run
    assert taken_up(workspace, NOW + timedelta(hours=3)) is None
    assert answers(workspace, run) == 0


@pytest.mark.parametrize("reason", [None, "shutdown", "storage_failed"])
def test_a_crawl_that_was_stopped_is_taken_up(workspace: Workspace, reason: str | None) -> None:
    with crawl_run(workspace, ALL, NOW) as run, unit_of_work(workspace.database) as work:
        end_run(work, run, NOW, "failed", {"asked": ALL, "reason": reason})

    assert taken_up(workspace, NOW + timedelta(hours=3)) == run.id
    with unit_of_work(workspace.database) as work:
        found = work.runs.get(run.id)
    assert found is not None
    assert not found.ended


def test_a_crawl_that_is_going_on_is_left_alone(workspace: Workspace) -> None:
    run = killed(workspace)
    workspace.logs_folder.mkdir()
    held = os.open(workspace.logs_folder / f"crawl-{run}.lock", os.O_RDWR | os.O_CREAT)
    fcntl.flock(held, fcntl.LOCK_EX)

    meanwhile = taken_up(workspace, NOW + timedelta(hours=1))
    os.close(held)

    assert meanwhile is None
    with crawl_run(workspace, ALL, NOW + timedelta(hours=2)) as first:
        assert taken_up(workspace, NOW + timedelta(hours=2)) is None
    assert first.id != run
