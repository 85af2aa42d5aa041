"""A plan is data: jobs, each with its times by season, all in Asia/Shanghai."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from crawler.fetch.hours import Hours
from monitor.obligations.workdays import is_working_day

EVERY_DAY = frozenset(range(7))


class CatchUp(StrEnum):
    """What is done about runs that nobody was there for."""

    SKIP = "skip"
    """Nothing: the next run does as well."""

    ONCE = "once"
    """One run stands for all of them."""

    ALL = "all"
    """Each is made up for, for each does what no other does."""


@dataclass(frozen=True, slots=True)
class Season:
    """A stretch of every year, both days included, and the times of day on its days.

    `every` leaves out days: of every so many, counted from the first, one is kept. `weekdays` count from Monday, 0.
    A day of February that a year lacks is its last one.
    """

    first: tuple[int, int]
    last: tuple[int, int]
    times: tuple[time, ...]
    every: int = 1
    weekdays: frozenset[int] = EVERY_DAY
    working_days: bool = False

    def holds(self, day: date) -> bool:
        """Whether the times are those of that day."""
        first, last = (_day_of(day.year, *end) for end in (self.first, self.last))
        return (
            first <= day <= last
            and (day - first).days % self.every == 0
            and day.weekday() in self.weekdays
            and (not self.working_days or is_working_day(day))
        )


@dataclass(frozen=True, slots=True)
class PlannedJob:
    """A job and when it is due.

    `after` names jobs that must have ended where they are due or running: this one waits for them. `hours` are those
    in which it may begin; what is due outside of them is due when they open. `delay` is added to every due time.
    """

    name: str
    seasons: tuple[Season, ...]
    catch_up: CatchUp = CatchUp.ONCE
    after: frozenset[str] = frozenset()
    hours: Hours | None = None
    delay: timedelta = timedelta()

    def times_on(self, day: date) -> tuple[time, ...]:
        """Its times on a day, the earliest first: those of all seasons the day is in."""
        return tuple(sorted({at for season in self.seasons if season.holds(day) for at in season.times}))


Plan = Mapping[str, PlannedJob]
"""The jobs by their names, in the order in which they are begun where several are due at once."""


def times_every(minutes: int) -> tuple[time, ...]:
    """Times of day that far apart, from midnight on.

    >>> len(times_every(15)), times_every(15)[1]
    (96, datetime.time(0, 15))
    """
    return tuple(time(minute // 60, minute % 60) for minute in range(0, 24 * 60, minutes))


def _day_of(year: int, month: int, day: int) -> date:
    """A day of a year; the last of February where it has no such day."""
    if (month, day) == (2, 29):
        return date(year, 3, 1) - timedelta(days=1)
    return date(year, month, day)
