"""The slots of the schedule: who runs which job of which due time, and which schedulers are alive.

A slot is taken by compare-and-set and held by a lease. Whoever lets the lease run out may lose the slot to another
process, and from then on cannot end it any more.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Update, and_, case, delete, func, or_, select, update

from storage.slot_tables import schedulers, slots
from storage.upsert import insert_into


class SlotState(StrEnum):
    """What became of a slot."""

    DUE = "due"
    CLAIMED = "claimed"
    DONE = "done"
    FAILED = "failed"
    SKIPPED = "skipped"


OPEN = (SlotState.DUE, SlotState.CLAIMED)
"""The states in which a slot is not at its end."""

_SCHEDULERS = 100
"""How many schedulers are remembered: with cron, each call is one."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One due time of one job. `passed_over` counts the due times before it that nobody ran and it stands for."""

    id: int
    job: str
    due_at: datetime
    state: SlotState
    attempt: int = 0
    passed_over: int = 0
    owner: str | None = None
    lease_until: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    outcome: str | None = None

    @property
    def late_by(self) -> timedelta | None:
        """How long after it was due it was begun; None where it was not."""
        return None if self.started_at is None else self.started_at - self.due_at


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """When a scheduler was last seen; `stopped_at` says that it went of its own accord."""

    owner: str
    started_at: datetime
    seen_at: datetime
    stopped_at: datetime | None = None


class Slots:
    """All slots of all jobs, and the schedulers."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def plan(self, job: str, due_at: datetime, passed_over: int = 0) -> bool:
        """Note that a job is due; False where that was known."""
        values = {"job": job, "due_at": due_at, "state": SlotState.DUE, "attempt": 0, "passed_over": passed_over}
        statement = insert_into(self._connection, slots).values(values)
        noting = statement.on_conflict_do_nothing(index_elements=["job", "due_at"]).returning(slots.c.id)
        return self._connection.execute(noting).scalar_one_or_none() is not None

    def claim(self, slot: Slot, owner: str, now: datetime, lease: timedelta) -> Slot | None:
        """Take a slot that is due, or whose owner let its lease run out; None where another process was quicker.

        To be told apart from what it was when it was looked at, it must still be the same attempt.
        """
        free = or_(slots.c.state == SlotState.DUE, _has_run_out(now))
        taken = (
            update(slots)
            .where(slots.c.id == slot.id, slots.c.attempt == slot.attempt, free)
            .values(state=SlotState.CLAIMED, owner=owner, lease_until=now + lease, attempt=slot.attempt + 1)
            .values(started_at=now, outcome=None)
        )
        return self.get(slot.id) if self._changes_one(taken) else None

    def renew(self, claimed: Slot, until: datetime) -> bool:
        """Hold a slot for longer; False where it was lost to another process."""
        return self._changes_one(_of_owner(claimed).values(lease_until=until))

    def let_go(self, slot: Slot, now: datetime) -> bool:
        """Have the lease of a slot run out now, for its owner is known to be gone; False where it was lost anyway."""
        return self._changes_one(_of_owner(slot).values(lease_until=now))

    def end(self, claimed: Slot, state: SlotState, at: datetime, outcome: str) -> bool:
        """Say how a slot ended; False where it was lost to another process, whose word then counts."""
        return self._changes_one(_of_owner(claimed).values(state=state, ended_at=at, outcome=outcome, lease_until=None))

    def pass_over(self, slot: Slot, state: SlotState, now: datetime, reason: str) -> bool:
        """End a slot that nobody holds without running it; False where somebody took it meanwhile."""
        free = or_(slots.c.state == SlotState.DUE, _has_run_out(now))
        ended = update(slots).where(slots.c.id == slot.id, slots.c.attempt == slot.attempt, free)
        return self._changes_one(ended.values(state=state, ended_at=now, outcome=reason, lease_until=None))

    def get(self, slot_id: int) -> Slot | None:
        """The slot of that id."""
        row = self._connection.execute(select(slots).where(slots.c.id == slot_id)).one_or_none()
        return None if row is None else _from_row(row)

    def outstanding(self, now: datetime) -> tuple[Slot, ...]:
        """What may be taken now, the earliest first: what is due, and what was begun by one who is gone."""
        due = and_(slots.c.state == SlotState.DUE, slots.c.due_at <= now)
        return self._all(or_(due, _has_run_out(now)))

    def running(self, now: datetime) -> tuple[Slot, ...]:
        """What is held by somebody whose lease has not run out."""
        return self._all(and_(slots.c.state == SlotState.CLAIMED, slots.c.lease_until > now))

    def overdue(self, now: datetime, patience: timedelta) -> tuple[Slot, ...]:
        """What should have begun longer ago than that and has not, or was begun by one who is gone."""
        late = and_(slots.c.state == SlotState.DUE, slots.c.due_at <= now - patience)
        gone = and_(slots.c.state == SlotState.CLAIMED, slots.c.lease_until <= now - patience)
        return self._all(or_(late, gone))

    def skipped(self, since: datetime) -> tuple[Slot, ...]:
        """What was due since a moment and nobody ran, with what stands for due times that were passed over."""
        nobody = or_(slots.c.state == SlotState.SKIPPED, slots.c.passed_over > 0)
        return self._all(and_(nobody, slots.c.due_at >= since))

    def last_run(self, up_to: datetime) -> Mapping[str, Slot]:
        """The last slot of each job that was begun, ended or not."""
        return self._last_of_each(and_(slots.c.started_at.is_not(None), slots.c.started_at <= up_to))

    def last_due(self, up_to: datetime) -> Mapping[str, datetime]:
        """The last due time of each job that is known of."""
        query = select(slots.c.job, func.max(slots.c.due_at)).where(slots.c.due_at <= up_to).group_by(slots.c.job)
        return {row[0]: row[1] for row in self._connection.execute(query)}

    def latest(self, limit: int, job: str | None = None) -> tuple[Slot, ...]:
        """The last slots of a job, or of all, newest first."""
        query = select(slots).order_by(slots.c.due_at.desc(), slots.c.id.desc()).limit(limit)
        rows = self._connection.execute(query if job is None else query.where(slots.c.job == job))
        return tuple(map(_from_row, rows))

    def forget(self, all_but: int) -> None:
        """Drop all but so many of the newest slots, and what is open, and the last of each job.

        Newness is the order of coming, not the time: a clock that is years ahead for a while costs us nothing.
        """
        newest = select(func.max(slots.c.id)).scalar_subquery()
        kept = select(func.max(slots.c.id)).group_by(slots.c.job)
        old = and_(slots.c.id <= newest - all_but, slots.c.state.not_in(OPEN), slots.c.id.not_in(kept))
        self._connection.execute(delete(slots).where(old))
        seen_last = select(schedulers.c.owner).order_by(schedulers.c.seen_at.desc()).limit(_SCHEDULERS)
        self._connection.execute(delete(schedulers).where(schedulers.c.owner.not_in(seen_last)))

    def beat(self, owner: str, started_at: datetime, now: datetime) -> None:
        """Note that a scheduler is alive, and has looked at all that was due up to now."""
        values = {"owner": owner, "started_at": started_at, "seen_at": now, "stopped_at": None}
        statement = insert_into(self._connection, schedulers).values(values)
        seen = {"seen_at": now, "stopped_at": None}
        self._connection.execute(statement.on_conflict_do_update(index_elements=["owner"], set_=seen))

    def stop(self, owner: str, at: datetime) -> None:
        """Note that a scheduler goes."""
        self._connection.execute(update(schedulers).where(schedulers.c.owner == owner).values(stopped_at=at))

    def heartbeats(self) -> tuple[Heartbeat, ...]:
        """The schedulers, the last seen first."""
        rows = self._connection.execute(select(schedulers).order_by(schedulers.c.seen_at.desc()))
        return tuple(Heartbeat(**row._mapping) for row in rows)

    def looked_until(self, now: datetime) -> datetime | None:
        """Up to when some scheduler has surely looked at what is due.

        What a clock in the future said does not count: of who looked by it, only the start is sure.
        """
        seen = case((schedulers.c.seen_at <= now, schedulers.c.seen_at), else_=schedulers.c.started_at)
        query = select(func.max(seen)).where(schedulers.c.started_at <= now)
        moment: datetime | None = self._connection.execute(query).scalar_one()
        return moment

    def _all(self, condition: ColumnElement[bool]) -> tuple[Slot, ...]:
        rows = self._connection.execute(select(slots).where(condition).order_by(slots.c.due_at, slots.c.id))
        return tuple(map(_from_row, rows))

    def _last_of_each(self, condition: ColumnElement[bool]) -> Mapping[str, Slot]:
        latest = select(slots.c.job, func.max(slots.c.due_at).label("due_at")).where(condition).group_by(slots.c.job)
        last = latest.subquery()
        query = select(slots).join(last, and_(slots.c.job == last.c.job, slots.c.due_at == last.c.due_at))
        return {row.job: _from_row(row) for row in self._connection.execute(query)}

    def _changes_one(self, statement: Update) -> bool:
        return self._connection.execute(statement).rowcount == 1


def _has_run_out(now: datetime) -> ColumnElement[bool]:
    return and_(slots.c.state == SlotState.CLAIMED, slots.c.lease_until <= now)


def _of_owner(claimed: Slot) -> Update:
    """The slot as long as it is held by whoever claimed it: who comes back late finds another attempt there."""
    ours = and_(slots.c.owner == claimed.owner, slots.c.attempt == claimed.attempt)
    return update(slots).where(slots.c.id == claimed.id, slots.c.state == SlotState.CLAIMED, ours)


def _from_row(row: Row[Any]) -> Slot:
    return Slot(**{**row._mapping, "state": SlotState(row.state)})
