"""How long a host that turns us away is left alone: longer each time, never without end, and as it asks."""

import zlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST_REST = 300.0
PATIENCE = 900.0
_SPREAD = 0.25


def retry_after(value: str | None, now: datetime) -> float | None:
    """The seconds that a Retry-After header asks for, given as such or as a date; None where it says nothing.

    >>> retry_after("120", datetime(2025, 4, 10, tzinfo=UTC))
    120.0
    >>> retry_after("Thu, 10 Apr 2025 00:01:00 GMT", datetime(2025, 4, 10, tzinfo=UTC))
    60.0
    >>> retry_after("soon", datetime(2025, 4, 10, tzinfo=UTC)) is None
    True
    """
    text = (value or "").strip()
    if text.isascii() and text.isdecimal():
        return float(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    moment = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())


@dataclass(slots=True)
class _Host:
    refusals: int = 0
    rested: float = 0.0
    until: float = 0.0


@dataclass(slots=True)
class Rests:
    """The rests of all hosts. `tries` is how often a host that refused is asked again before we believe it.

    Moments are seconds of whatever clock the caller goes by.
    """

    first: float
    tries: int
    longest: float = LONGEST_REST
    patience: float = PATIENCE
    spread: float = _SPREAD
    _hosts: dict[str, _Host] = field(default_factory=dict)

    def refused(self, host: str, now: float, asked: float | None = None) -> float | None:
        """Let a host that turned us away rest, and say how long; None where it is not to be asked again.

        `asked` is what its Retry-After wants: less than that is never waited, and more than the longest rest
        is as good as a no.
        """
        known = self._hosts.setdefault(host, _Host())
        known.refusals += 1
        seconds = max(self._doubled(host, known.refusals), asked or 0.0)
        if known.refusals > self.tries or seconds > self.longest or known.rested + seconds > self.patience:
            return None
        known.rested += seconds
        known.until = max(known.until, now + seconds)
        return seconds

    def answered(self, host: str) -> None:
        """A host has let us see again."""
        if host in self._hosts:
            self._hosts[host].refusals = 0

    def left(self, host: str, now: float) -> float:
        """The seconds a host is still to be left alone."""
        return max(0.0, self._hosts[host].until - now) if host in self._hosts else 0.0

    def _doubled(self, host: str, refusals: int) -> float:
        """Twice as long each time; hosts that fail together do not come back together."""
        share = zlib.crc32(f"{host} {refusals}".encode()) / 0xFFFFFFFF
        doubled: float = self.first * 2 ** min(refusals - 1, 20) * (1 + self.spread * share)
        return min(self.longest, doubled)
