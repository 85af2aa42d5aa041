"""The outbox: what is to be sent, to whom, over which channel, and what became of it.

What was put is never rewritten, and nothing is put twice: the key of what is told, the recipient and the channel are
unique for ever, whatever became of the message.

A message is delivered at least once. Whoever claims one has it under a lease; if the sender dies between sending and
marking, the lease runs out and the message is sent again, counted as another attempt, under the same id and with the
same words. By the id the other side can tell: it is the Message-ID of a mail and the delivery id of a webhook. A
robot in a chat group cannot tell, and there the message may stand twice, letter for letter the same; that is put up
with, since the other way is that a deadline is missed because nobody was told.

Messages to one recipient over one channel go out in the order they were put: one that is delayed holds up those
behind it, until it is delivered, dead or dropped, so that no correction comes before what it corrects. It holds up
nobody else's, nor the same recipient's over another channel.
"""

import hashlib
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, ScalarSelect, delete, exists, func, insert, select, update
from sqlalchemy.sql import ColumnElement

from crawler.domain.errors import AlreadyTold, UnknownMessage, WrongState
from crawler.domain.message import Message, Outgoing
from storage.outbox_corrections import corrections_of
from storage.outbox_records import OPEN_STATES, Event, Filed, Posted, State
from storage.outbox_rows import event_of, message_of, posted_of, row_of, rows_of_attachments, rows_of_items
from storage.outbox_tables import outbox, outbox_attachments, outbox_history, outbox_items
from storage.upsert import insert_into

_ENDED = (State.DEAD, State.DROPPED)
_STOPPABLE = (State.PENDING, State.DEAD)
_TRIED_AGAIN = (State.PENDING, State.DEAD, State.DROPPED)


class Outbox:
    """The outbox: what is to be sent, to whom, over which channel, and what became of it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, message: Message, at: datetime, not_before: datetime | None = None) -> str | None:
        """Put a message; its id, None where all it tells was told to that recipient over that channel before.

        It waits until `not_before`, where that is given.

        Raises AlreadyTold where a part of it was, and ValueError where it tells nothing.
        """
        if not message.told:
            raise ValueError(f"a message to {message.recipient} tells nothing")
        message_id = id_of(message)
        number = self._connection.execute(
            insert_into(self._connection, outbox)
            .values(id=message_id, **row_of(message, at, not_before))
            .on_conflict_do_nothing(index_elements=["id"])
            .returning(outbox.c.number)
        ).scalar_one_or_none()
        if number is None or not self._put_items(number, message):
            return None
        if message.attachments:
            self._connection.execute(insert(outbox_attachments), rows_of_attachments(number, message))
        self._note(number, at, State.PENDING, 0, "", "")
        return message_id

    def told(self, recipient: str, channel: str) -> frozenset[str]:
        """The keys of all that was put for a recipient and a channel, whatever became of it."""
        query = select(outbox_items.c.key).where(
            outbox_items.c.recipient == recipient, outbox_items.c.channel == channel
        )
        return frozenset(self._connection.execute(query).scalars())

    def claim(self, now: datetime, owner: str, lease: timedelta) -> Outgoing | None:
        """Take the first message that is due; nobody else is given it until the lease has run out."""
        claimed = {"state": State.SENDING, "owner": owner, "attempts": outbox.c.attempts + 1, "due_at": now + lease}
        taking = update(outbox).values(claimed).returning(outbox)
        # One state after the other, so that an index has them in order and the first one that will do is the answer.
        row = None
        for state in (State.SENDING, State.PENDING):
            row = row or self._connection.execute(taking.where(outbox.c.number == _first_due(state, now))).one_or_none()
        if row is None:
            return None
        self._note(row.number, now, State.SENDING, row.attempts, owner, "")
        return Outgoing(row.id, self._message(row), row.created_at, row.attempts)

    def delivered(self, message_id: str, at: datetime, receipt: str) -> None:
        """Note that the other side has taken it: true even where the lease had run out meanwhile."""
        self._end(message_id, at, State.DELIVERED, receipt, outbox.c.state != State.DELIVERED)

    def failed(self, message_id: str, at: datetime, error: str, retry_at: datetime, attempt: int | None = None) -> None:
        """Note that an attempt failed, and when the next is due; nothing where a later attempt is under way."""
        values = {"state": State.PENDING, "owner": None, "due_at": retry_at, "said": error}
        self._step(message_id, at, values, _of_attempt(attempt))

    def postpone(self, message_id: str, at: datetime, why: str, until: datetime, attempt: int) -> None:
        """Give back a claimed message that is not to be sent yet; the attempt does not count."""
        values = {"state": State.PENDING, "owner": None, "due_at": until, "said": why, "attempts": attempt - 1}
        self._step(message_id, at, values, _of_attempt(attempt))

    def bury(self, message_id: str, at: datetime, error: str, attempt: int | None = None) -> None:
        """Give a message up; it stays where people see it. Nothing where a later attempt is under way."""
        self._end(message_id, at, State.DEAD, error, _of_attempt(attempt))

    def retry(self, message_id: str, at: datetime, by: str = "") -> None:
        """Try a message again at once, from the first attempt on; raises UnknownMessage and WrongState.

        What it tells may have been taken back meanwhile. A correction that was not delivered is tried again behind
        it; after one that was, it is told no more.
        """
        for follower, state in corrections_of(self._connection, message_id):
            if state is State.DELIVERED:
                raise WrongState(message_id, self._posted(message_id).state, "tried again: it was taken back since")
            if state in _ENDED:
                self.retry(follower, at, by)
        values = {"state": State.PENDING, "owner": None, "due_at": at, "attempts": 0, "ended_at": None, "said": ""}
        if not self._step(message_id, at, values, outbox.c.state.in_(_TRIED_AGAIN), by):
            raise WrongState(message_id, self._posted(message_id).state, "tried again")

    def drop(self, message_id: str, at: datetime, by: str, note: str) -> None:
        """Take a message out that is not to be sent; raises UnknownMessage and WrongState."""
        if not self._end(message_id, at, State.DROPPED, note, outbox.c.state.in_(_STOPPABLE), by):
            raise WrongState(message_id, self._posted(message_id).state, "dropped")

    def listing(
        self, states: Collection[State] = (), recipient: str | None = None, before: int | None = None, limit: int = 100
    ) -> tuple[Posted, ...]:
        """Messages, the newest first: those in these states, all without any; those with smaller numbers."""
        query = select(outbox).order_by(outbox.c.number.desc()).limit(limit)
        if states:
            query = query.where(outbox.c.state.in_(states))
        if recipient is not None:
            query = query.where(outbox.c.recipient == recipient)
        if before is not None:
            query = query.where(outbox.c.number < before)
        return tuple(posted_of(row) for row in self._connection.execute(query))

    def counts(self) -> Mapping[State, int]:
        """How many messages stand where; states without any are there with 0."""
        query = select(outbox.c.state, func.count()).group_by(outbox.c.state)
        found = {State(state): number for state, number in self._connection.execute(query)}
        return {state: found.get(state, 0) for state in State}

    def oldest_open(self) -> Posted | None:
        """The message that has been waiting longest to be delivered."""
        query = select(outbox).where(outbox.c.state.in_(OPEN_STATES)).order_by(outbox.c.created_at).limit(1)
        row = self._connection.execute(query).one_or_none()
        return None if row is None else posted_of(row)

    def named(self, beginning: str) -> str:
        """The id that begins so; raises UnknownMessage where none does, or several do."""
        query = select(outbox.c.id).where(outbox.c.id.startswith(beginning, autoescape=True)).limit(2)
        found = self._connection.execute(query).scalars().all()
        if beginning in found:
            return beginning
        if len(found) != 1:
            raise UnknownMessage(beginning)
        return str(found[0])

    def get(self, message_id: str) -> Filed:
        """A message with all that was put and all that happened; raises UnknownMessage."""
        row = self._connection.execute(select(outbox).where(outbox.c.id == message_id)).one_or_none()
        if row is None:
            raise UnknownMessage(message_id)
        query = select(outbox_history).where(outbox_history.c.message == row.number).order_by(outbox_history.c.id)
        history: tuple[Event, ...] = tuple(event_of(event) for event in self._connection.execute(query))
        return Filed(posted_of(row), self._message(row), history)

    def _put_items(self, number: int, message: Message) -> bool:
        """Whether all of them are new; what is not wholly new leaves nothing behind."""
        items = rows_of_items(number, message)
        statement = insert_into(self._connection, outbox_items).on_conflict_do_nothing(
            index_elements=["recipient", "channel", "key"]
        )
        added = self._connection.execute(statement.returning(outbox_items.c.key), items).scalars().all()
        if len(added) == len(items):
            return True
        self._connection.execute(delete(outbox_items).where(outbox_items.c.message == number))
        self._connection.execute(delete(outbox).where(outbox.c.number == number))
        if not added:
            return False
        raise AlreadyTold(message.recipient, message.channel, frozenset(item["key"] for item in items) - set(added))

    def _message(self, row: Any) -> Message:  # noqa: ANN401 - a row of the outbox
        items = select(outbox_items).where(outbox_items.c.message == row.number).order_by(outbox_items.c.id)
        files = select(outbox_attachments).where(outbox_attachments.c.message == row.number)
        attachments = self._connection.execute(files.order_by(outbox_attachments.c.id)).all()
        return message_of(row, self._connection.execute(items).all(), attachments)

    def _posted(self, message_id: str) -> Posted:
        return self.get(message_id).posted

    def _end(
        self, message_id: str, at: datetime, state: State, said: str, where: ColumnElement[bool], by: str = ""
    ) -> bool:
        values = {"state": state, "owner": None, "ended_at": at, "said": said}
        return self._step(message_id, at, values, where, by)

    def _step(
        self, message_id: str, at: datetime, values: Mapping[str, Any], where: ColumnElement[bool], by: str = ""
    ) -> bool:
        """Whether the message was where the step may be taken; raises UnknownMessage."""
        statement = update(outbox).where(outbox.c.id == message_id, where).values(dict(values)).returning(outbox)
        row = self._connection.execute(statement).one_or_none()
        if row is None:
            self._posted(message_id)
            return False
        self._note(row.number, at, values["state"], row.attempts, by, values["said"])
        return True

    def _note(self, number: int, at: datetime, state: State, attempt: int, by: str, said: str) -> None:
        event = {"message": number, "at": at, "state": state, "attempt": attempt, "by_whom": by, "said": said}
        self._connection.execute(insert(outbox_history), event)


def id_of(message: Message) -> str:
    """The id of a message: the same for what tells the same to the same recipient over the same channel."""
    keys = sorted({told.key for told in message.told})
    text = "\n".join((message.recipient, message.channel, *keys))
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]


def _first_due(state: State, now: datetime) -> ScalarSelect[int]:
    """The first message of a state that is due, and has no open one before it on the same way."""
    one, earlier = outbox.alias("one"), outbox.alias("earlier")
    waits = exists().where(
        earlier.c.recipient == one.c.recipient,
        earlier.c.channel == one.c.channel,
        earlier.c.number < one.c.number,
        earlier.c.state.in_(OPEN_STATES),
    )
    due = select(one.c.number).where(one.c.state == state, one.c.due_at <= now, ~waits)
    return due.order_by(one.c.number).limit(1).with_for_update(skip_locked=True, of=one).scalar_subquery()


def _of_attempt(attempt: int | None) -> ColumnElement[bool]:
    """The message is being sent, and by no later attempt than this one."""
    sending = outbox.c.state == State.SENDING
    return sending if attempt is None else sending & (outbox.c.attempts == attempt)
