"""Reads how long another server asks us to wait."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

_LEAST, _MOST = timedelta(seconds=1), timedelta(days=1)


def retry_after(headers: Mapping[str, str], now: datetime, otherwise: timedelta) -> timedelta:
    """The wait that `Retry-After` names, in seconds or as a date; at least a second, at most a day.

    >>> retry_after({"Retry-After": "90"}, datetime(2025, 2, 1, tzinfo=UTC), timedelta(minutes=1)).total_seconds()
    90.0
    """
    asked = headers.get("Retry-After", "").strip()
    wait = timedelta(seconds=int(asked[:6])) if asked.isascii() and asked.isdigit() else _until(asked, now)
    return min(max(otherwise if wait is None else wait, _LEAST), _MOST)


def _until(asked: str, now: datetime) -> timedelta | None:
    try:
        moment = parsedate_to_datetime(asked)
    except ValueError:
        return None
    return moment.replace(tzinfo=moment.tzinfo or UTC) - now
