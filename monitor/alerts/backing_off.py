"""When a message that was not delivered is tried again, and how often."""

import hashlib
from datetime import timedelta

ATTEMPTS = 16
"""After so many a message is dead. With the waits between them that is three days: a weekend without a mail server."""

_FIRST = timedelta(minutes=1)
_LONGEST = timedelta(hours=12)
_PATIENCE = timedelta(days=1)
_SPREAD = 0.2


def back_off(message_id: str, attempt: int) -> timedelta:
    """How long to wait after an attempt that failed: twice as long each time, and up to a fifth longer.

    Which part of the fifth hangs on the message and the attempt alone, so that many messages that failed together
    do not come back together, and that the same happens whenever it is tried out.

    >>> [back_off("a", attempt) // timedelta(minutes=1) for attempt in (1, 2, 3, 10, 15)]
    [1, 2, 4, 577, 746]
    """
    drawn = hashlib.sha256(f"{message_id} {attempt}".encode()).digest()
    share = int.from_bytes(drawn[:4]) / 2**32
    return min(_LONGEST, _FIRST * (1 << (attempt - 1))) * (1 + _SPREAD * share)


def back_off_as_asked(message_id: str, attempt: int, after: timedelta) -> timedelta:
    """The same where the other side asked for patience: never sooner than it said, unless that is over a day."""
    return max(min(after, _PATIENCE), back_off(message_id, attempt))
