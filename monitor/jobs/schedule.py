"""What runs by itself: the jobs of a workspace by the plan of the year, each due time run once."""

import logging
import os
import platform
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from functools import partial
from threading import Event

from crawler.domain.clock import Clock, clock_from
from crawler.domain.errors import GongkaiError
from monitor.jobs.owner import is_gone, this_process
from monitor.jobs.scheduled import ACTIONS
from monitor.jobs.slot_keeper import Say, SlotKeeper, Terms
from monitor.obligations.days import china_time
from monitor.schedule import next_slot, year_plan
from monitor.schedule.plan import Plan
from monitor.scheduler import Looking, ScheduledJob, run_schedule
from monitor.service_notice import ALIVE, READY, STOPPING, notify
from monitor.wiring import Workspace
from storage.slots import Slot

logger = logging.getLogger(__name__)

LOOK_EVERY = timedelta(seconds=15)
"""How often a running schedule looks what there is to do, and says that it is alive."""


def plan_of(workspace: Workspace) -> Plan:
    """The plan of a workspace, with the jobs that there are."""
    planned = year_plan(workspace.config, f"{platform.node()} {workspace.folder}")
    return {name: job for name, job in planned.items() if name in ACTIONS}


def keeper_of(workspace: Workspace, clock: Clock, say: Say, *, replayed: bool = False) -> SlotKeeper:
    """Who keeps the slots of a workspace in this process."""
    settings = workspace.config.schedule
    grace, lease = timedelta(seconds=settings.misfire_grace_seconds), timedelta(seconds=settings.lease_seconds)
    terms = Terms(this_process(clock()), grace, lease, replayed, is_gone)
    actions = {name: partial(action, workspace) for name, action in ACTIONS.items()}
    return SlotKeeper(workspace.database, plan_of(workspace), actions, terms, clock, say)


def run(workspace: Workspace, say: Say) -> None:
    """Say what was missed while we were away, make up for it as each job says, and keep to the plan until stopped."""
    plan, stopping = plan_of(workspace), Event()
    keeper = keeper_of(workspace, clock_from(None), say)
    jobs = [_scheduled(keeper, name, partial(next_slot, plan[name]), say, stopping) for name in plan]
    grace = timedelta(seconds=workspace.config.schedule.misfire_grace_seconds)
    try:
        run_schedule(
            jobs,
            grace,
            lambda: _announce(keeper, plan, datetime.now(UTC), say),
            looking=Looking(partial(_look, keeper, say, stopping), LOOK_EVERY),
            stopping=stopping,
        )
    finally:
        keeper.stop()


def run_due(workspace: Workspace, now: datetime | None, say: Say) -> int:
    """Run what is due at a moment, one after the other, and end; gives how many failed.

    With a moment that is not the present one everything behaves as if it were then: so a season is replayed.
    """
    keeper = keeper_of(workspace, clock_from(now), say, replayed=now is not None)
    failed = 0
    try:
        while ready := keeper.look():
            failed += not keeper.run(_first(ready))
    finally:
        keeper.stop()
    return failed


def _first(ready: Iterable[Slot]) -> Slot:
    return min(ready, key=lambda slot: slot.due_at)


def _scheduled(
    keeper: SlotKeeper, name: str, next_after: Callable[[datetime], datetime | None], say: Say, stopping: Event
) -> ScheduledJob:
    """A job that runs all it has to run now, one slot after the other; not one more once we are stopping."""

    def job() -> None:
        try:
            while not stopping.is_set() and (ours := [slot for slot in keeper.look() if slot.job == name]):
                keeper.run(ours[0])
        except GongkaiError as error:
            say(f"{name}: error: {error}")

    return ScheduledJob(name, next_after, job)


def _look(keeper: SlotKeeper, say: Say, stopping: Event) -> list[str]:
    """The jobs to be run now; none where the database cannot say so for the moment.

    Whoever watches over us hears that we are alive, unless a bug of ours keeps us from looking: a new start may help.
    """
    found: list[str] = []
    try:
        found = [slot.job for slot in keeper.look()]
    except GongkaiError as error:
        say(f"schedule: error: {error}")
    except Exception:  # the jobs that run are not to end for it
        logger.exception("the schedule could not be looked at")
        return []
    notify(STOPPING if stopping.is_set() else ALIVE, os.environ)
    return found


def _announce(keeper: SlotKeeper, plan: Plan, now: datetime, say: Say) -> None:
    keeper.look()
    due = {name: moment for name, job in plan.items() if (moment := next_slot(job, now)) is not None}
    for name, moment in sorted(due.items(), key=lambda next_run: next_run[1]):
        say(f"next: {name} at {china_time(moment)}")
    notify(READY, os.environ)
