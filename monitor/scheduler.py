"""Starts jobs at the times of a plan. The only import of APScheduler.

It only says when to look: which due times have come, who runs them and how that ended is in the database. So it keeps
nothing, and what it forgets is found again by looking.
"""

import logging
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event, Thread
from types import FrameType

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.base import JobLookupError
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger

from crawler.domain.clock import SHANGHAI

_STOPS = (signal.SIGTERM, signal.SIGINT)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ScheduledJob:
    """A function, and when it is due next after a moment; None where it never is again."""

    name: str
    next_after: Callable[[datetime], datetime | None]
    run: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Looking:
    """What is asked time and again which jobs are to be run now, however the clock may jump."""

    look: Callable[[], Iterable[str]]
    every: timedelta


def run_schedule(
    jobs: Sequence[ScheduledJob],
    misfire_grace: timedelta,
    announce: Callable[[], None],
    *,
    looking: Looking | None = None,
    stopping: Event | None = None,
) -> None:
    """Run the jobs at their times until SIGTERM or SIGINT; what runs then may finish. A second signal ends it at once.

    What is announced is said when a signal is heard already, so that whoever reads it may stop the schedule.
    `stopping` is set by the first signal: a job that would begin something new may ask it.
    To be called in the main thread, since only that one hears signals.
    """
    scheduler = make_scheduler(jobs, misfire_grace)
    with _stopped_by_signal(stopping or Event()) as stopped:
        announce()
        scheduler.start()
        logger.info("%d jobs are scheduled", len(jobs))
        with _looked_after(scheduler, looking, stopped):
            stopped.wait()
            logger.info("stopping; jobs that are running may finish")
            scheduler.shutdown(wait=True)


def make_scheduler(jobs: Sequence[ScheduledJob], misfire_grace: timedelta) -> BackgroundScheduler:
    """A scheduler, not yet started. Its own defaults would drop a job that starts a second late."""
    scheduler = BackgroundScheduler(
        timezone=SHANGHAI,
        executors={"default": ThreadPoolExecutor(max(1, len(jobs)))},
        job_defaults={
            "coalesce": True,
            "max_instances": 1,
            "misfire_grace_time": int(misfire_grace.total_seconds()),
        },
    )
    for job in jobs:
        scheduler.add_job(job.run, _PlanTrigger(job.next_after), id=job.name, name=job.name)
    return scheduler


class _PlanTrigger(BaseTrigger):  # type: ignore[misc]
    """Asks the plan when a job is due next. Due times that have passed meanwhile are found by looking."""

    def __init__(self, next_after: Callable[[datetime], datetime | None]) -> None:
        self._next_after = next_after

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime | None:
        """The first due time after both moments."""
        return self._next_after(now if previous_fire_time is None else max(previous_fire_time, now))


@contextmanager
def _looked_after(scheduler: BackgroundScheduler, looking: Looking | None, stopped: Event) -> Iterator[None]:
    """Look at once and then time and again until the jobs have ended, by a clock that nobody can set."""
    if looking is None:
        yield
        return
    over = Event()
    thread = Thread(target=_look, args=(scheduler, looking, stopped, over), name="look", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _look(scheduler: BackgroundScheduler, looking: Looking, stopped: Event, over: Event) -> None:
    while not over.is_set():
        for name in looking.look():
            if not stopped.is_set():
                _wake(scheduler, name)
        over.wait(looking.every.total_seconds())


def _wake(scheduler: BackgroundScheduler, name: str) -> None:
    with suppress(JobLookupError):  # a job that is never due again by itself has left the scheduler
        scheduler.modify_job(name, next_run_time=datetime.now(SHANGHAI))


@contextmanager
def _stopped_by_signal(stopped: Event) -> Iterator[Event]:
    """The event, which the first signal sets; from then on signals do what they do to any program."""

    def stop(number: int, frame: FrameType | None) -> None:
        for stop_signal in _STOPS:
            signal.signal(stop_signal, signal.SIG_DFL)
        stopped.set()

    before = {stop_signal: signal.signal(stop_signal, stop) for stop_signal in _STOPS}
    try:
        yield stopped
    finally:
        if not stopped.is_set():
            for stop_signal, handler in before.items():
                signal.signal(stop_signal, handler)
