"""Working days in China, with the days that are worked in place of others (调休).

The State Council announces each year's arrangement late in the year before. Until then, and for years that
nobody gave us, Monday to Friday are counted, and whoever is told a number is told that as well.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import chinese_calendar

from crawler.domain.wording import Text

LADDER = (15, 10, 5, 2, 1)
"""How many working days before a report is due its unit is reminded."""

_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """A number of working days; `unannounced` are the years whose arrangement is not known yet."""

    count: int
    unannounced: tuple[int, ...] = ()

    @property
    def note(self) -> Text | None:
        """What has to be said beside the number; None where the arrangements are known."""
        return unannounced_words(self.unannounced)


@dataclass(frozen=True, slots=True)
class Reminder:
    """A day on which a unit is reminded, and how many working days are left then."""

    day: date
    left: WorkingDays


def is_announced(year: int) -> bool:
    """Whether the holidays of a year are known to us."""
    try:
        chinese_calendar.is_workday(date(year, 1, 1))
    except NotImplementedError:
        return False
    return True


def is_working_day(day: date) -> bool:
    """Whether a day is worked; in a year not announced yet, whether it is one of Monday to Friday.

    >>> is_working_day(date(2025, 1, 26)), is_working_day(date(2025, 1, 28))
    (True, False)
    """
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < _SATURDAY


def working_days_before(due_on: date, today: date) -> WorkingDays:
    """The working days that are left from today on, today included, before a due day.

    >>> working_days_before(date(2025, 1, 31), date(2025, 1, 24)).count
    3
    """
    days = tuple(_days(today, due_on))
    return WorkingDays(sum(map(is_working_day, days)), _unannounced(days))


@lru_cache(maxsize=512)
def reminders_for(due_on: date, before: tuple[int, ...] = LADDER) -> tuple[Reminder, ...]:
    """The days of a ladder before a due day, its first step first."""
    steps: list[Reminder] = []
    day, left = due_on, 0
    while left < max(before, default=0):
        day -= _DAY
        left += is_working_day(day)
        if is_working_day(day) and left in before:
            steps.append(Reminder(day, WorkingDays(left, _unannounced(_days(day, due_on)))))
    return tuple(reversed(steps))


def is_due_soon(due_on: date, today: date) -> bool:
    """Whether a day is on the ladder of a due day: from the first reminder until it is due."""
    return reminders_for(due_on)[0].day <= today <= due_on


def unannounced_words(years: Iterable[int]) -> Text | None:
    """What is said of years whose arrangement is not known; None where there are none."""
    if not (named := "、".join(map(str, sorted(set(years))))):
        return None
    return Text(
        f"{named}年节假日安排尚未公布，按周一至周五计算",
        f"the holidays of {named} are not announced yet; Monday to Friday are counted",
    )


def _days(first: date, end: date) -> Iterator[date]:
    """The days from the first one on, the end left out."""
    return (first + _DAY * number for number in range((end - first).days))


def _unannounced(days: Iterable[date]) -> tuple[int, ...]:
    return tuple(year for year in sorted({day.year for day in days}) if not is_announced(year))
