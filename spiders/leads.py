"""Addresses that may lead to the column, best first."""

import heapq
from dataclasses import dataclass, field

NAVIGATION_PAGES = 15
DEPTH = 5


@dataclass(frozen=True, slots=True)
class Lead:
    """An address, how well it promises, and how many steps it lies from the front page."""

    url: str
    score: int
    depth: int


@dataclass(order=True, slots=True)
class _Ranked:
    rank: tuple[int, int, int]
    lead: Lead = field(compare=False)


class Leads:
    """A queue of addresses that gives the most promising first, and not more than a visitor would open."""

    def __init__(self) -> None:
        self._waiting: list[_Ranked] = []
        self._followed = 0

    def add(self, lead: Lead) -> None:
        """Remember an address, unless it lies too deep."""
        if lead.depth <= DEPTH:
            rank = (-lead.score, lead.depth, len(self._waiting))
            heapq.heappush(self._waiting, _Ranked(rank, lead))

    def best(self) -> Lead | None:
        """The most promising address left; None where there is none, or enough were followed."""
        if not self._waiting or self._followed >= NAVIGATION_PAGES:
            return None
        return heapq.heappop(self._waiting).lead

    def followed(self) -> None:
        """One was asked for."""
        self._followed += 1
