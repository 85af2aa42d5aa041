"""Time as an argument: the real clock, or one that starts at a given moment and runs on."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")

Clock = Callable[[], datetime]


def read_moment(text: str) -> datetime:
    """Read a moment as commands take it; without a zone it is in Asia/Shanghai. Raises ValueError.

    >>> read_moment("2025-04-20T09:00").isoformat()
    '2025-04-20T09:00:00+08:00'
    """
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=SHANGHAI)


def clock_from(start: datetime | None) -> Clock:
    """A clock that runs on from a moment, or the real one."""
    if start is None:
        return lambda: datetime.now(UTC)
    began = time.monotonic()
    return lambda: start.astimezone(UTC) + timedelta(seconds=time.monotonic() - began)
