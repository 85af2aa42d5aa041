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

    def take(self, robot: str) -> timedelta | None:
        """Take a turn; how long to wait where there is none left, None where it was taken."""
        now = self.clock()
        with self._lock:
            taken = self._taken[robot]
            while taken and now - taken[0] >= _WINDOW:
                taken.popleft()
            if len(taken) >= self._most:
                return taken[0] + _WINDOW - now
            taken.append(now)
        return None
