"""Delays and days that look random and are the same every time: they come from a hash, and no state is kept."""

from datetime import date, timedelta
from hashlib import sha256

_DAYS = 28
"""Every month has as many."""


def jitter(key: str, spread: timedelta) -> timedelta:
    """A delay below `spread`, in whole seconds: many installations, or many sites, do not begin in the same second.

    >>> jitter("crawl", timedelta(minutes=30)) == jitter("crawl", timedelta(minutes=30))
    True
    >>> jitter("crawl", timedelta())
    datetime.timedelta(0)
    """
    seconds = int(spread.total_seconds())
    return timedelta(seconds=_number(key) % seconds) if seconds > 0 else timedelta()


def share_of_the_month(site_id: str, day: date) -> bool:
    """Whether a site's turn in the month is on that day: each has one turn, and all together take 28 days."""
    return _number(site_id) % _DAYS + 1 == day.day


def _number(key: str) -> int:
    return int.from_bytes(sha256(key.encode()).digest()[:8])
