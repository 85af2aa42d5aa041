"""What the outbox says of a message: where it stands, and what happened to it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from crawler.domain.message import Kind, Message, Plane


class State(StrEnum):
    """Where a message stands: pending and sending are open, the others are ends."""

    PENDING = "pending"
    SENDING = "sending"
    DELIVERED = "delivered"
    DEAD = "dead"
    """Given up after the last attempt, or refused for good: nobody is told unless a person tries again."""
    DROPPED = "dropped"
    """Taken out by a person, who says why; it counts as told."""


OPEN_STATES = (State.PENDING, State.SENDING)


@dataclass(frozen=True, slots=True)
class Posted:
    """A message in the outbox without its text.

    `number` is its place in the order of putting. `due_at` is the earliest moment of the next attempt, of one that is
    being sent the end of the lease. `said` is the last word on it: a receipt, an error, or a person's note.
    `addressee` is the office by its name, as it was called then; an operator by the id.
    """

    number: int
    id: str
    recipient: str
    channel: str
    plane: Plane
    kind: Kind
    subject: str
    created_at: datetime
    state: State
    attempts: int
    due_at: datetime
    ended_at: datetime | None
    said: str
    addressee: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to a message; `by` is the sender or the person."""

    at: datetime
    state: State
    attempt: int
    by: str
    said: str


@dataclass(frozen=True, slots=True)
class Filed:
    """A message in the outbox with all that was put and all that happened."""

    posted: Posted
    message: Message
    history: tuple[Event, ...]
