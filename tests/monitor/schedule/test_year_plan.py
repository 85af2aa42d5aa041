import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from crawler.domain.clock import SHANGHAI
from monitor.config import Config
from monitor.schedule import next_slot, slots_between, year_plan
from monitor.schedule.plan import PlannedJob


def plan(**settings: Any) -> dict[str, PlannedJob]:
    return dict(year_plan(Config(**settings), "here"))


def shanghai(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def due(job: PlannedJob, first: str, last: str) -> list[str]:
    """The due times of some days, both included."""
    since = shanghai(first) - timedelta(microseconds=1)
    return [f"{one:%m-%d %H:%M}" for one in slots_between(job, since, shanghai(f"{last}T23:59"))]


@pytest.fixture(params=["America/New_York", "UTC", "Asia/Shanghai"])
def machine_zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


def test_sites_are_crawled_daily_from_january_on_and_twice_around_the_day_departments_are_due() -> None:
    crawl = plan()["crawl"]

    assert due(crawl, "2026-01-01", "2026-01-03") == ["01-01 02:00", "01-02 02:00", "01-03 02:00"]
    assert due(crawl, "2026-01-28", "2026-02-02") == [
        "01-28 02:00",
        *("01-29 02:00", "01-29 14:00", "01-30 02:00", "01-30 14:00"),
        *("01-31 02:00", "01-31 14:00", "02-01 02:00", "02-01 14:00"),
    ]


def test_sites_are_crawled_twice_around_the_day_governments_are_due_and_then_no_more() -> None:
    crawled = due(plan()["crawl"], "2026-03-28", "2026-04-30")

    assert crawled[0] == "03-28 02:00"
    assert Counter(one[:5] for one in crawled[1:]) == {"03-29": 2, "03-30": 2, "03-31": 2, "04-01": 2}


def test_february_looks_for_what_is_missing_every_other_day_and_at_all_sites_every_sunday() -> None:
    jobs = plan()

    assert due(jobs["crawl"], "2026-02-02", "2026-02-28") == ["02-08 02:00", "02-15 02:00", "02-22 02:00"]
    days = [int(one[3:5]) for one in due(jobs["missing"], "2026-02-02", "2026-02-28")]
    assert days == [2, 4, 6, 10, 12, 14, 16, 18, 20, 24, 26, 28]


@pytest.mark.parametrize("year", [2026, 2027, 2028])
def test_february_never_leaves_more_than_two_days_between_two_looks_leap_year_or_not(year: int) -> None:
    jobs = plan()
    since, until = shanghai(f"{year}-02-01"), shanghai(f"{year}-03-02")
    looks = sorted({*slots_between(jobs["crawl"], since, until), *slots_between(jobs["missing"], since, until)})

    assert max(later - sooner for sooner, later in pairwise(looks)) <= timedelta(days=2)


def test_a_due_day_is_judged_half_an_hour_after_it_is_over() -> None:
    monitor = plan()["monitor"]

    assert due(monitor, "2026-02-01", "2026-02-01") == ["02-01 00:30", "02-01 06:00", "02-01 18:00"]
    assert due(monitor, "2026-04-01", "2026-04-01") == ["04-01 00:30", "04-01 06:00", "04-01 18:00"]
    assert due(monitor, "2026-06-01", "2026-06-02") == ["06-01 06:00", "06-02 06:00"]


def test_the_due_day_of_townships_is_looked_at_as_closely() -> None:
    jobs = plan(obligations={"townships_due": "02-15"})

    assert due(jobs["crawl"], "2026-02-13", "2026-02-13") == ["02-13 02:00", "02-13 14:00"]
    assert due(jobs["monitor"], "2026-02-16", "2026-02-16") == ["02-16 00:30", "02-16 06:00", "02-16 18:00"]


def test_offices_are_written_to_on_working_days_those_worked_in_place_of_others_included() -> None:
    alert = plan()["alert"]

    assert due(alert, "2026-02-13", "2026-02-24") == ["02-13 07:30", "02-14 07:30", "02-24 07:30"]
    assert due(alert, "2027-01-01", "2027-01-04") == ["01-01 07:30", "01-04 07:30"]


def test_the_year_ends_with_its_summary_the_review_of_the_register_and_a_look_at_all_sites() -> None:
    jobs = plan()

    assert due(jobs["summary"], "2026-01-01", "2026-12-31") == ["04-15 08:00"]
    assert due(jobs["roster"], "2026-01-01", "2026-12-31") == ["11-15 02:00"]
    assert due(jobs["crawl"], "2026-04-02", "2026-12-31") == ["12-15 02:00"]
    assert len(due(jobs["revisions"], "2026-01-01", "2026-12-31")) == 274


def test_without_seasons_all_sites_are_crawled_every_day() -> None:
    jobs = plan(schedule={"by_season": False})

    assert due(jobs["crawl"], "2026-07-01", "2026-07-02") == ["07-01 02:00", "07-02 02:00"]
    assert "missing" not in jobs


def test_a_crawl_is_due_when_sites_may_be_asked() -> None:
    crawl = plan(crawl={"hours": "22:00-06:00"})["crawl"]

    assert due(crawl, "2026-01-30", "2026-01-30") == ["01-30 02:00", "01-30 22:00"]


def test_two_crawls_that_wait_for_the_same_hour_are_one() -> None:
    crawl = plan(crawl={"hours": "23:00-01:00"})["crawl"]

    assert due(crawl, "2026-01-30", "2026-01-30") == ["01-30 23:00"]


def test_times_are_those_of_shanghai_wherever_the_machine_is(machine_zone: str) -> None:
    """In New York the clocks go forward on March 8, 2026, and back on November 1."""
    jobs = plan()

    found = slots_between(jobs["crawl"], datetime(2026, 3, 7, tzinfo=UTC), datetime(2026, 3, 9, 23, tzinfo=UTC))
    assert [one.astimezone(UTC) for one in found] == [datetime(2026, 3, day, 18, tzinfo=UTC) for day in (7, 8, 9)]
    evening = datetime(2026, 10, 31, 17, 59, tzinfo=UTC).astimezone()
    assert next_slot(jobs["revisions"], evening) == datetime(2026, 10, 31, 18, tzinfo=UTC)


def test_every_slot_is_the_next_one_of_the_slot_before() -> None:
    crawl = plan(crawl={"hours": "22:00-06:00"})["crawl"]
    listed = slots_between(crawl, shanghai("2026-01-01"), shanghai("2026-12-31"))

    walked, moment = [], next_slot(crawl, shanghai("2026-01-01"))
    while moment is not None and moment <= shanghai("2026-12-31"):
        walked.append(moment)
        moment = next_slot(crawl, moment)

    assert tuple(walked) == listed


def test_workspaces_begin_at_different_seconds_and_each_at_the_same_every_day() -> None:
    settings = Config.model_validate({"schedule": {"jitter_minutes": 60}})

    delays = {year_plan(settings, f"workspace {number}")["crawl"].delay for number in range(50)}

    assert len(delays) > 40
    assert timedelta() <= min(delays) < max(delays) < timedelta(hours=1)
    assert year_plan(settings, "workspace 7") == year_plan(settings, "workspace 7")
    assert year_plan(settings, "workspace 7")["monitor"].delay == timedelta()
