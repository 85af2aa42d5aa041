"""Looks which slots have come, settles what was missed, and runs each slot once, whoever else is looking, too."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from threading import Lock

from crawler.domain.clock import Clock
from crawler.domain.errors import GongkaiError
from monitor.jobs.lease import ended, held
from monitor.obligations.days import china_time
from monitor.schedule import CatchUp, PlannedJob, opening, settle, slots_between
from monitor.schedule.plan import Plan
from storage.runs import Run
from storage.slots import Slot, SlotState
from storage.unit_of_work import Database, UnitOfWork, unit_of_work

Say = Callable[[str], None]

_MOST_ATTEMPTS = 10
"""A slot that is begun so often and never ended kills whoever begins it."""
_REMEMBERED = 40_000
"""Slots: about a hundred days, most of them of the jobs that run every few minutes."""

_WHOLE = ("done", "rule errors")

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a job is told: when it was due, and the moment it acts at, which is not the real one in a replay."""

    due_at: datetime
    now: datetime
    replayed: bool = False


Action = Callable[[Occasion], str]
"""Does a job and says in a few words what came of it."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Who keeps the slots, and how patient they are."""

    owner: str
    grace: timedelta
    lease: timedelta
    replayed: bool = False
    is_gone: Callable[[str], bool] = lambda owner: False


class SlotKeeper:
    """Keeps the slots of a plan. Several may do so at once, in one process or in many."""

    def __init__(
        self, database: Database, plan: Plan, actions: Mapping[str, Action], terms: Terms, clock: Clock, say: Say
    ) -> None:
        self._database = database
        self._plan = {name: job for name, job in plan.items() if name in actions}
        self._actions = actions
        self._terms = terms
        self._clock = clock
        self._say = say
        self._began = clock()
        self._lock = Lock()
        self._told: set[int] = set()
        self._said: dict[str, str] = {}
        self._tidied: date | None = None

    def look(self) -> tuple[Slot, ...]:
        """Note what has come due, settle what was missed, and give what is to be run now: one slot of a job at most."""
        with self._lock, unit_of_work(self._database) as work:
            now = self._clock()
            self._note_due(work, now)
            self._tidy(work, now)
            running = {slot.job for slot in work.slots.running(now) if not self._let_go(work, slot, now)}
            chosen = self._settled(work, now)
        return self._ready(chosen, running, now)

    def run(self, slot: Slot) -> bool:
        """Run a slot, unless another process was quicker; False where it failed."""
        with unit_of_work(self._database) as work:
            claimed = work.slots.claim(slot, self._terms.owner, self._clock(), self._terms.lease)
        if claimed is None:
            return True
        if slot.owner is not None:
            self._say(f"taken over: {slot.job} of {china_time(slot.due_at)} was begun by {slot.owner} and did not end")
        with held(self._database, claimed, self._terms.lease, self._clock):
            state, outcome = self._act(claimed)
            return self._end(claimed, state, outcome)

    def stop(self) -> None:
        """Say that we go: whoever watches need not miss us."""
        with unit_of_work(self._database) as work:
            work.slots.stop(self._terms.owner, self._clock())

    def _note_due(self, work: UnitOfWork, now: datetime) -> None:
        looked, last_due = work.slots.looked_until(now), work.slots.last_due(now)
        for job in self._plan.values():
            known = [moment for moment in (looked, last_due.get(job.name)) if moment is not None]
            _note(work, job, max(known, default=None), now)
        work.slots.beat(self._terms.owner, self._began, now)

    def _let_go(self, work: UnitOfWork, slot: Slot, now: datetime) -> bool:
        """Do not wait for the lease of an owner who is known to be gone."""
        return slot.owner is not None and self._terms.is_gone(slot.owner) and work.slots.let_go(slot, now)

    def _settled(self, work: UnitOfWork, now: datetime) -> dict[str, Slot]:
        """The slot of each job that is to be run first; the others that have come are ended here, or wait."""
        by_name = sorted(work.slots.outstanding(now), key=lambda slot: (slot.job, slot.due_at))
        chosen = {}
        for name, found in groupby(by_name, key=lambda slot: slot.job):
            run = self._settle(work, name, tuple(found), now)
            if run is not None:
                chosen[name] = run
        return chosen

    def _settle(self, work: UnitOfWork, name: str, slots: Sequence[Slot], now: datetime) -> Slot | None:
        job = self._plan.get(name)
        if job is None:
            _pass_over(work, slots, now, "the plan has no such job any more")
            return None
        lost = [slot for slot in slots if slot.attempt >= _MOST_ATTEMPTS]
        _pass_over(work, lost, now, f"begun {_MOST_ATTEMPTS} times and never ended", SlotState.FAILED)
        slots = [slot for slot in slots if slot not in lost]
        settled = settle(job.catch_up, [slot.due_at for slot in slots], now, self._terms.grace)
        run = [slot for slot in slots if slot.due_at in settled.run]
        if job.catch_up is not CatchUp.SKIP or not run:
            self._report_missed(slots, settled.missed, bool(run))
        reason = f"the run of {china_time(run[-1].due_at)} stands for it" if run else "missed"
        _pass_over(work, [slot for slot in slots if slot.due_at in settled.pass_over], now, reason)
        return run[0] if run else None

    def _report_missed(self, slots: Sequence[Slot], late: Sequence[datetime], made_up_for: bool) -> None:
        """Say once of each job what was missed; what somebody began is no run that was missed."""
        fresh = [slot for slot in slots if slot.attempt == 0 and slot.id not in self._told]
        missed = [slot for slot in fresh if slot.due_at in late]
        before = sum(slot.passed_over for slot in fresh) + max(0, len(missed) - 1)
        if missed:
            due, what_now = china_time(missed[-1].due_at), "it is made up for" if made_up_for else "it is left out"
            often = f", nor {before} times before" if before else ""
            self._say(f"missed: {missed[-1].job} was due at {due} and did not run{often}; {what_now}")
        elif before:
            due = china_time(fresh[-1].due_at)
            self._say(f"missed: {fresh[-1].job} did not run {before} times before {due}, which stands for them")
        self._told.update(slot.id for slot in fresh)

    def _ready(self, chosen: Mapping[str, Slot], running: set[str], now: datetime) -> tuple[Slot, ...]:
        ready: dict[str, Slot] = {}
        for name, job in self._plan.items():
            may_begin = name in chosen and name not in running and opening(job.hours, now) <= now
            if may_begin and not job.after & (running | ready.keys()):
                ready[name] = chosen[name]
        return tuple(ready.values())

    def _act(self, slot: Slot) -> tuple[SlotState, str]:
        """Do the job. One that runs all day long is heard of when it has something else to say than last time."""
        began = self._clock()
        try:
            outcome = self._actions[slot.job](Occasion(slot.due_at, began, self._terms.replayed))
            state = SlotState.DONE
        except GongkaiError as error:
            state, outcome = SlotState.FAILED, f"error: {error}"
        except Exception as error:  # one job's bug is no reason to stop the others
            logger.exception("%s failed", slot.job)
            state, outcome = SlotState.FAILED, f"bug: {type(error).__name__}: {error}"
        if self._plan[slot.job].catch_up is not CatchUp.SKIP or self._said.get(slot.job) != outcome:
            self._say(f"{china_time(began)} {slot.job}: {outcome}")
        self._said[slot.job] = outcome
        return state, outcome

    def _end(self, claimed: Slot, state: SlotState, outcome: str) -> bool:
        ours = ended(self._database, claimed, state, outcome, self._clock)
        if not ours:
            self._say(
                f"error: {claimed.job} of {china_time(claimed.due_at)} was taken over meanwhile by another process"
            )
        return ours and state is SlotState.DONE

    def _tidy(self, work: UnitOfWork, now: datetime) -> None:
        if self._tidied != now.date():
            work.slots.forget(all_but=_REMEMBERED)
            self._tidied = now.date()


def is_partial(run: Run) -> bool:
    """Whether a run was asked for some units only."""
    return bool((run.detail.get("asked") or {}).get("units"))


def _note(work: UnitOfWork, job: PlannedJob, since: datetime | None, now: datetime) -> None:
    """Note when a job has come due. What never ran has missed nothing; what was run by hand since is no miss, either.

    Only where each missed run is made up for does each get a slot; else the last one stands for all.
    """
    due = slots_between(job, since, now) if since is not None else ()
    if due or since is None:
        by_hand = _last_by_hand(work, job.name, now)
        since = max((moment for moment in (since, by_hand) if moment is not None), default=now)
        due = slots_between(job, since, now)
    if job.catch_up is CatchUp.ALL:
        for moment in due:
            work.slots.plan(job.name, moment)
    elif due:
        work.slots.plan(job.name, due[-1], passed_over=len(due) - 1)


def _last_by_hand(work: UnitOfWork, job: str, now: datetime) -> datetime | None:
    """When the job was last begun outside of the schedule and did all that the schedule would have it do."""
    run = work.runs.last(job)
    return run.started_at if run is not None and run.started_at <= now and _is_whole(run) else None


def _is_whole(run: Run) -> bool:
    return run.outcome in _WHOLE and not is_partial(run)


def _pass_over(
    work: UnitOfWork, slots: Sequence[Slot], now: datetime, reason: str, state: SlotState = SlotState.SKIPPED
) -> None:
    for slot in slots:
        work.slots.pass_over(slot, state, now, reason)
