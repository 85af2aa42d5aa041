"""Tables of the schedule: how it stands, and what is planned."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from rich.table import Table

from monitor.jobs.schedule import plan_of
from monitor.jobs.slot_keeper import is_partial
from monitor.obligations.days import china_time
from monitor.schedule import PlannedJob, next_slot, slots_between
from monitor.wiring import Workspace
from storage.runs import Run
from storage.slots import Slot, SlotState
from storage.unit_of_work import unit_of_work

_SINCE = timedelta(days=30)
_MINUTE = timedelta(minutes=1)
_OFTEN = 24
"""A job that runs more often in a day is no news in a list of runs."""


def listing(workspace: Workspace, now: datetime) -> Table:
    """The jobs with their next and their last runs, how late these were, and what was missed in thirty days."""
    plan = plan_of(workspace)
    with unit_of_work(workspace.database) as work:
        last = work.slots.last_run(now)
        missed = work.slots.skipped(now - _SINCE)
        by_hand = {name: work.runs.last(name) for name in plan}
    table = Table("job", "next run", "last run", "late by", "outcome", "missed", show_edge=False, pad_edge=False)
    for name, job in plan.items():
        count = sum(_missed(slot) for slot in missed if slot.job == name)
        table.add_row(name, _next(job, now), *_told(last.get(name), by_hand[name]), str(count) if count else "")
    return table


def plan_ahead(workspace: Workspace, now: datetime, until: datetime) -> Table:
    """What is due from now on until a moment, the soonest first; jobs that run all day long in one line each."""
    table = Table("due", "job", show_edge=False, pad_edge=False)
    due: list[tuple[datetime, str]] = []
    for name, job in plan_of(workspace).items():
        if often := len(slots_between(job, now, now + timedelta(days=1))) > _OFTEN:
            table.add_row("all day", name)
        due += [] if often else [(moment, name) for moment in slots_between(job, now, until)]
    for moment, name in sorted(due):
        table.add_row(f"{moment:%Y-%m-%d %H:%M %a}", name)
    return table


def standing(workspace: Workspace, now: datetime) -> Iterator[str]:
    """What an operator has to know beside the table: whether anybody keeps the schedule, and what is overdue."""
    grace = timedelta(seconds=workspace.config.schedule.misfire_grace_seconds)
    with unit_of_work(workspace.database) as work:
        heartbeats, overdue = work.slots.heartbeats(), work.slots.overdue(now, grace)
    if not heartbeats:
        yield "the schedule has never run: gongkai schedule run"
    else:
        seen = heartbeats[0]
        how = "it has stopped" if seen.stopped_at is not None else "it has not stopped"
        yield f"the schedule was last looked at {china_time(seen.seen_at)} by {seen.owner}; {how}"
    for slot in overdue:
        yield f"overdue: {slot.job} of {china_time(slot.due_at)} is {slot.state}"


def _next(job: PlannedJob, now: datetime) -> str:
    moment = next_slot(job, now)
    return china_time(moment) if moment is not None else "never"


def _missed(slot: Slot) -> int:
    return slot.passed_over + (slot.state is SlotState.SKIPPED)


def _told(slot: Slot | None, by_hand: Run | None) -> tuple[str, str, str]:
    """The last run, how late it was and how it ended; a run by hand that is later counts as well."""
    began = slot.started_at if slot is not None else None
    if by_hand is not None and not is_partial(by_hand) and (began is None or by_hand.started_at - began > _MINUTE):
        return china_time(by_hand.started_at), "by hand", by_hand.outcome or "did not end"
    if slot is None or began is None or slot.late_by is None:
        return "never", "", ""
    outcome = slot.state if slot.outcome is None else f"{slot.state}: {slot.outcome}"
    return china_time(began), _duration(slot.late_by), outcome


def _duration(late: timedelta) -> str:
    minutes = int(late.total_seconds()) // 60
    return f"{minutes // 60} h {minutes % 60:02d} min" if minutes else ""
