"""When recipients are left in peace: hours of the night, days off, and the Spring Festival."""

from datetime import date, datetime, time, timedelta

import chinese_calendar

from crawler.domain.clock import SHANGHAI
from monitor.obligations.workdays import is_announced, is_working_day
from monitor.recipients.model import Quiet, When

_SPRING_FESTIVAL = "Spring Festival"

# The first day of the lunar year. It is needed for years only whose arrangement was not announced yet.
_LUNAR_NEW_YEARS = (
    date(2027, 2, 6),
    date(2028, 1, 26),
    date(2029, 2, 13),
    date(2030, 2, 3),
    date(2031, 1, 23),
    date(2032, 2, 11),
)
_EVE, _LAST = timedelta(days=1), timedelta(days=6)


def heard_from(quiet: Quiet, now: datetime) -> datetime | None:
    """The moment of the same day from which on a message written now may go out; None where none is written today.

    What would lie till another day is not written: by then it may be so no more.

    >>> from datetime import UTC
    >>> heard_from(Quiet(hours="20:00-08:00"), datetime(2025, 2, 10, 23, 30, tzinfo=UTC)).astimezone(SHANGHAI).hour
    8
    """
    local = now.astimezone(SHANGHAI)
    if _is_held(quiet, local.date()):
        return None
    if not quiet.hours:
        return now
    begin, end = (time.fromisoformat(text) for text in quiet.hours.split("-"))
    at = local.time()
    over_night = begin > end
    within = (at >= begin or at < end) if over_night else begin <= at < end
    if not within:
        return now
    return None if over_night and at >= begin else datetime.combine(local.date(), end, SHANGHAI)


def is_spring_festival(day: date) -> bool:
    """Whether a day belongs to the Spring Festival holiday; before it is announced, to the eve and seven days.

    >>> is_spring_festival(date(2025, 1, 31)), is_spring_festival(date(2025, 2, 5))
    (True, False)
    """
    if not is_announced(day.year):
        return any(first - _EVE <= day <= first + _LAST for first in _LUNAR_NEW_YEARS)
    off, name = chinese_calendar.get_holiday_detail(day)
    return bool(off) and name == _SPRING_FESTIVAL


def _is_held(quiet: Quiet, day: date) -> bool:
    if quiet.spring_festival is When.HOLD and is_spring_festival(day):
        return True
    if quiet.days_off is not When.HOLD or is_working_day(day):
        return False
    return quiet.spring_festival is When.HOLD or not is_spring_festival(day)
