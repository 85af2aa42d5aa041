from datetime import UTC, datetime, timedelta

import pytest

from crawler.domain.clock import SHANGHAI
from monitor.scheduler import Missed, ScheduledJob, make_scheduler, missed_runs, next_runs


def nothing() -> None:
    pass


CRAWL = ScheduledJob("crawl", "02:00", nothing)
ALERT = ScheduledJob("alert", "07:30", nothing)


def shanghai(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2025, 4, day, hour, minute, tzinfo=SHANGHAI)


def test_the_next_runs_are_the_soonest_first() -> None:
    runs = next_runs([CRAWL, ALERT], shanghai(20, 6))

    assert list(runs.items()) == [("alert", shanghai(20, 7, 30)), ("crawl", shanghai(21, 2))]


def test_a_job_that_is_due_now_runs_next_tomorrow() -> None:
    assert next_runs([CRAWL], shanghai(20, 2))["crawl"] == shanghai(21, 2)


def test_times_are_those_of_shanghai_whatever_the_zone_of_now() -> None:
    evening_in_utc = datetime(2025, 4, 19, 17, 59, tzinfo=UTC)

    assert next_runs([CRAWL], evening_in_utc)["crawl"] == shanghai(20, 2)


def test_a_job_that_ran_when_it_was_due_missed_nothing() -> None:
    assert missed_runs([CRAWL], {"crawl": shanghai(20, 2)}, shanghai(20, 23)) == ()


def test_a_job_that_started_late_missed_nothing() -> None:
    assert missed_runs([CRAWL], {"crawl": shanghai(20, 2, 40)}, shanghai(21, 1, 59)) == ()


def test_a_job_that_did_not_start_was_missed() -> None:
    missed = missed_runs([CRAWL, ALERT], {"crawl": shanghai(19, 2), "alert": shanghai(19, 7, 30)}, shanghai(20, 6))

    assert missed == (Missed("crawl", shanghai(20, 2), 1),)


def test_every_run_of_an_outage_is_counted() -> None:
    missed = missed_runs([CRAWL], {"crawl": shanghai(10, 2)}, shanghai(20, 6))

    assert missed == (Missed("crawl", shanghai(20, 2), 10),)


@pytest.mark.parametrize("last_runs", [{}, {"crawl": None}], ids=["unknown", "never"])
def test_a_job_that_never_ran_missed_nothing(last_runs: dict[str, datetime | None]) -> None:
    assert missed_runs([CRAWL], last_runs, shanghai(20, 6)) == ()


def test_a_run_by_hand_in_between_counts() -> None:
    assert missed_runs([CRAWL], {"crawl": shanghai(20, 5)}, shanghai(20, 6)) == ()


def test_nothing_is_left_to_the_defaults_of_the_library() -> None:
    scheduler = make_scheduler([CRAWL], timedelta(hours=1))
    scheduler.start(paused=True)
    [job] = scheduler.get_jobs()
    scheduler.shutdown()

    assert (job.coalesce, job.max_instances, job.misfire_grace_time) == (True, 1, 3600)
    assert job.next_run_time.utcoffset() == timedelta(hours=8)
    assert (job.next_run_time.hour, job.next_run_time.minute) == (2, 0)
