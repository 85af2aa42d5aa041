"""Counts what a robot was sent in the last minute: it takes only so many messages, and stops listening after that."""

from collections import defaultdict, deque
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock

_WINDOW = timedelta(minutes=1)


class Turns:
    """Who may speak now; `most` messages a minute to each robot."""

    def __init__(self, clock: Callable[[], datetime], most: int = 20) -> None:
        self.clock = clock
        self._most = most
        self._taken: defaultdict[str, deque[datetime]] = defaultdict(deque)
        self._lock = Lock()

    @property
    def most(self) -> int:
        """How many turns there are in a minute."""
        return self._most

    def take(self, robot: str, turns: int = 1) -> timedelta | None:
        """Take some turns at once; how long to wait where there are too few left, None where they were taken.

        Nobody may ask for more than there are in a minute.
        """
        now = self.clock()
        with self._lock:
            taken = self._taken[robot]
            while taken and now - taken[0] >= _WINDOW:
                taken.popleft()
            missing = len(taken) + turns - self._most
            if missing > 0:
                return taken[missing - 1] + _WINDOW - now
            taken.extend([now] * turns)
        return None
