"""When a planned job is due: pure arithmetic on a plan, in Asia/Shanghai whatever the zone of the machine."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from crawler.domain.clock import SHANGHAI
from monitor.obligations.days import china_day
from monitor.schedule.plan import PlannedJob
from monitor.schedule.windows import opening

_DAY = timedelta(days=1)
_FAR = 400
"""Days after which a job that is not due by then never is: every season comes once a year."""


def slots_between(job: PlannedJob, since: datetime, until: datetime) -> tuple[datetime, ...]:
    """The moments at which a job is due after one moment and up to another, the earliest first.

    Two due times that the hours of the job move to the same opening are one.
    """
    day = china_day(since - job.delay) - _DAY
    last = china_day(until)
    found: set[datetime] = set()
    while day <= last:
        found.update(moment for moment in _on(job, day) if since < moment <= until)
        day += _DAY
    return tuple(sorted(found))


def next_slot(job: PlannedJob, after: datetime) -> datetime | None:
    """When a job is due next; None where it never is again."""
    day = china_day(after - job.delay) - _DAY
    for _ in range(_FAR):
        later = [moment for moment in _on(job, day) if moment > after]
        if later:
            return min(later)
        day += _DAY
    return None


def _on(job: PlannedJob, day: date) -> Iterator[datetime]:
    """The due times that come of a day of the plan; the hours of the job may move them into the next day."""
    for at in job.times_on(day):
        yield opening(job.hours, _moment(day, at) + job.delay)


def _moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, tzinfo=SHANGHAI)
