"""Starts jobs at their times of day, in Asia/Shanghai. The only import of APScheduler.

The schedule lives in code and configuration, not in a job store: what was missed while nothing ran is
said by `missed_runs`, not made up for behind anybody's back.
"""

import logging
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from threading import Event
from types import FrameType

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger

from crawler.domain.clock import SHANGHAI

_DAY = timedelta(days=1)
_STOPS = (signal.SIGTERM, signal.SIGINT)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ScheduledJob:
    """A function and the time of day, "HH:MM" in Asia/Shanghai, at which it runs."""

    name: str
    time: str
    run: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Missed:
    """A job that did not run when it was due: the last time it was, and how many times in all."""

    job: str
    due_at: datetime
    count: int


def next_runs(jobs: Sequence[ScheduledJob], now: datetime) -> dict[str, datetime]:
    """When each job runs next, soonest first."""
    due = {job.name: _last_due(job, now) + _DAY for job in jobs}
    return dict(sorted(due.items(), key=lambda run: run[1]))


def missed_runs(
    jobs: Sequence[ScheduledJob], last_runs: Mapping[str, datetime | None], now: datetime
) -> tuple[Missed, ...]:
    """Which jobs were due since they last started, and did not start. A job that never ran has missed nothing."""
    return tuple(
        Missed(job.name, due_at, (due_at - _last_due(job, last)) // _DAY)
        for job in jobs
        if (last := last_runs.get(job.name)) is not None and (due_at := _last_due(job, now)) > last
    )


def run_schedule(jobs: Sequence[ScheduledJob], misfire_grace: timedelta, announce: Callable[[], None]) -> None:
    """Run the jobs at their times until SIGTERM or SIGINT; what runs then may finish. A second signal ends it at once.

    What is announced is said when a signal is heard already, so that whoever reads it may stop the schedule.
    To be called in the main thread, since only that one hears signals.
    """
    scheduler = make_scheduler(jobs, misfire_grace)
    with _stopped_by_signal() as stopped:
        announce()
        scheduler.start()
        logger.info("%d jobs are scheduled", len(jobs))
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
        at = _time_of_day(job)
        trigger = CronTrigger(hour=at.hour, minute=at.minute, second=at.second, timezone=SHANGHAI)
        scheduler.add_job(job.run, trigger, id=job.name, name=job.name)
    return scheduler


def _time_of_day(job: ScheduledJob) -> time:
    return time.fromisoformat(job.time)


def _last_due(job: ScheduledJob, now: datetime) -> datetime:
    """The latest moment, up to now, at which a job was due."""
    local = now.astimezone(SHANGHAI)
    today = datetime.combine(local.date(), _time_of_day(job), tzinfo=SHANGHAI)
    return today if today <= local else today - _DAY


@contextmanager
def _stopped_by_signal() -> Iterator[Event]:
    """An event that the first signal sets; from then on signals do what they do to any program."""
    stopped = Event()

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
