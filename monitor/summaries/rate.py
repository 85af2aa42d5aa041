"""The on-time rate: one number, the base it is of, and all that is left out of it.

The rate is about what is decided. Who could not be verified, whose day is not known, and whose report is not due yet
counts neither for nor against anybody: those units are left out, and are said beside it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

from crawler.domain.dossier import Status

IN_TIME = frozenset({Status.ON_TIME})
DECIDED = frozenset({Status.ON_TIME, Status.LATE, Status.MISSING})

SMALL = 5
"""Fewer decided units than these give no rate that can be compared: one unit would move it by a fifth."""

_Z = 1.96


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of the decided units published in time, and how many of the obliged are not decided."""

    on_time: int
    base: int
    left_out: int

    @property
    def share(self) -> float | None:
        """The rate, 0 to 1; None where nothing is decided.

        >>> Rate(3, 4, 1).share, Rate(0, 0, 7).share
        (0.75, None)
        """
        return self.on_time / self.base if self.base else None

    @property
    def comparable(self) -> bool:
        """Whether there are enough units to rank by it."""
        return self.base >= SMALL

    def interval(self) -> tuple[float, float] | None:
        """Between which shares the rate lies with 95 % confidence, after Wilson; None where nothing is decided.

        >>> [round(bound, 2) for bound in Rate(9, 10, 0).interval()]
        [0.6, 0.98]
        """
        if not self.base:
            return None
        share, spread = self.on_time / self.base, _Z * _Z / self.base
        middle = (share + spread / 2) / (1 + spread)
        half = _Z * sqrt(share * (1 - share) / self.base + spread / (4 * self.base)) / (1 + spread)
        return max(0.0, middle - half), min(1.0, middle + half)


def on_time_rate(counts: Mapping[Status, int]) -> Rate:
    """The rate of some units, from how many of them stand where.

    >>> on_time_rate({Status.ON_TIME: 3, Status.LATE: 1, Status.UNVERIFIABLE: 2, Status.NOT_OBLIGED: 9})
    Rate(on_time=3, base=4, left_out=2)
    """
    base = sum(number for status, number in counts.items() if status in DECIDED)
    obliged = sum(number for status, number in counts.items() if status is not Status.NOT_OBLIGED)
    return Rate(sum(number for status, number in counts.items() if status in IN_TIME), base, obliged - base)
