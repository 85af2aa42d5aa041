"""Runs in the database."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from storage.runs import Run
from storage.unit_of_work import unit_of_work

NOW = datetime(2025, 4, 1, 9, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


def test_a_run_says_how_it_ended(engine: Engine) -> None:
    with unit_of_work(engine) as work:
        run_id = work.runs.begin("crawl", NOW)
        work.runs.end(run_id, LATER, "finished", {"pages": 12, "drops": {"不是年报": 3}})

        assert work.runs.last("crawl") == Run(
            run_id, "crawl", NOW, LATER, "finished", {"pages": 12, "drops": {"不是年报": 3}}
        )


def test_a_run_that_was_killed_is_seen_as_never_ended(engine: Engine) -> None:
    with unit_of_work(engine) as work:
        run_id = work.runs.begin("crawl", NOW)

    with unit_of_work(engine) as work:
        last = work.runs.last("crawl")
    assert last == Run(run_id, "crawl", NOW)
    assert not last.ended


def test_the_runs_of_all_jobs_come_oldest_first_and_only_since(engine: Engine) -> None:
    with unit_of_work(engine) as work:
        work.runs.begin("crawl", NOW - timedelta(seconds=1))
        second, first = work.runs.begin("alert", LATER), work.runs.begin("audit", NOW)

        assert [run.id for run in work.runs.all_since(NOW)] == [first, second]


def test_a_job_that_never_ran_has_no_last_run(engine: Engine) -> None:
    with unit_of_work(engine) as work:
        assert work.runs.last("crawl") is None


def test_a_run_that_never_began_cannot_end(engine: Engine) -> None:
    with pytest.raises(LookupError, match="no run 7"), unit_of_work(engine) as work:
        work.runs.end(7, NOW, "finished", {})
