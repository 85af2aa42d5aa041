"""Holds a slot for as long as its job runs."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from threading import Event, Thread

from crawler.domain.clock import Clock
from crawler.domain.errors import DatabaseUnavailable
from storage.slots import Slot, SlotState
from storage.unit_of_work import Database, unit_of_work

_PART = 5
"""A lease is renewed so many times before it would run out: a moment of trouble costs nothing."""

_LONGEST = timedelta(seconds=30)

_TRIES = 5
"""A job that has done its work is not to be done again for a database that was busy at its end."""

logger = logging.getLogger(__name__)


@contextmanager
def held(database: Database, claimed: Slot, lease: timedelta, clock: Clock) -> Iterator[None]:
    """Renew the lease of a slot, from a thread of its own, until this is left or the slot is lost."""
    over = Event()
    thread = Thread(target=_renew, args=(database, claimed, lease, clock, over), name="lease", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _renew(database: Database, claimed: Slot, lease: timedelta, clock: Clock, over: Event) -> None:
    pause = min(lease / _PART, _LONGEST).total_seconds()
    while not over.wait(pause):
        try:
            with unit_of_work(database) as work:
                ours = work.slots.renew(claimed, clock() + lease)
        except DatabaseUnavailable as error:
            logger.warning("the lease of %s was not renewed: %s", claimed.job, error)
            continue
        if not ours:
            logger.error("the lease of %s was lost", claimed.job)
            return


def ended(database: Database, claimed: Slot, state: SlotState, outcome: str, clock: Clock) -> bool:
    """Say how a slot ended; False where it was lost. Raises DatabaseUnavailable where that could not be said at all."""
    for _ in range(_TRIES - 1):
        with suppress(DatabaseUnavailable), unit_of_work(database) as work:
            return work.slots.end(claimed, state, clock(), outcome)
    with unit_of_work(database) as work:
        return work.slots.end(claimed, state, clock(), outcome)
