"""Days of law: calendar days in China, whatever zone an instant is written in."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def china_day(moment: datetime) -> date:
    """The day it is in China at an instant.

    >>> from datetime import UTC
    >>> china_day(datetime(2025, 1, 31, 16, 30, tzinfo=UTC))
    datetime.date(2025, 2, 1)
    """
    return moment.astimezone(SHANGHAI).date()


def china_time(moment: datetime) -> str:
    """An instant as officials read it.

    >>> from datetime import UTC
    >>> china_time(datetime(2025, 1, 31, 16, 30, tzinfo=UTC))
    '2025-02-01 00:30'
    """
    return f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
