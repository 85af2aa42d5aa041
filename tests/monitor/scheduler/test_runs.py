from datetime import UTC, datetime, timedelta

from crawler.domain.clock import SHANGHAI
from monitor.scheduler import ScheduledJob, make_scheduler


def at_two(after: datetime) -> datetime:
    today = after.astimezone(SHANGHAI).replace(hour=2, minute=0, second=0, microsecond=0)
    return today if today > after else today + timedelta(days=1)


def nothing() -> None:
    pass


CRAWL = ScheduledJob("crawl", at_two, nothing)


def test_nothing_is_left_to_the_defaults_of_the_library() -> None:
    scheduler = make_scheduler([CRAWL], timedelta(hours=1))
    scheduler.start(paused=True)
    [job] = scheduler.get_jobs()
    scheduler.shutdown()

    assert (job.coalesce, job.max_instances, job.misfire_grace_time) == (True, 1, 3600)
    assert job.next_run_time.utcoffset() == timedelta(hours=8)
    assert (job.next_run_time.hour, job.next_run_time.minute) == (2, 0)


def test_due_times_that_passed_while_nobody_looked_are_not_begun_one_by_one() -> None:
    scheduler = make_scheduler([CRAWL], timedelta(hours=1))
    scheduler.start(paused=True)
    [job] = scheduler.get_jobs()
    scheduler.shutdown()

    long_ago, now = datetime(2020, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)
    assert job.trigger.get_next_fire_time(long_ago, now) == datetime(2026, 1, 1, 18, tzinfo=UTC)
