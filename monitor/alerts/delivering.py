"""Delivers what is in the outbox: each message to the channel of its recipient, until nothing is due."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from crawler.domain.clock import Clock
from crawler.domain.errors import DeliveryFailed, GongkaiError, NotAccepted, TryLater
from crawler.domain.message import Channel, Outgoing
from monitor.alerts.backing_off import ATTEMPTS, back_off, back_off_as_asked
from monitor.obligations.days import china_day
from monitor.wiring import Workspace
from storage.unit_of_work import UnitOfWork, unit_of_work

Channels = Callable[[str, str], Channel]
"""Opens the channel of a recipient, each by its id or name; an error of ours says that it cannot be had now."""

Peace = Callable[[str, datetime], datetime]
"""From when on a recipient may hear of something: the moment itself, or a later one."""

LEASE = timedelta(minutes=10)
"""Longer than any channel takes for one message: what is not marked by then was left by a sender that died."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Handled:
    """What became of one message in this round. `said` is the receipt, or why it was not delivered."""

    id: str
    recipient: str
    channel: str
    said: str
    retry_at: datetime | None = None


@dataclass(slots=True)
class Deliveries:
    """What became of all that was due."""

    delivered: list[Handled] = field(default_factory=list)
    delayed: list[Handled] = field(default_factory=list)
    dead: list[Handled] = field(default_factory=list)
    held: list[Handled] = field(default_factory=list)
    """Not sent yet, since their recipients are left in peace."""

    @property
    def count(self) -> int:
        """How many messages were tried."""
        return len(self.delivered) + len(self.delayed) + len(self.dead)

    @property
    def in_words(self) -> str:
        """One line for whoever started it."""
        told = f"{len(self.delivered)} messages delivered, {len(self.delayed)} delayed, {len(self.dead)} given up"
        told += f", {len(self.held)} held until later" if self.held else ""
        reasons = dict.fromkeys(f"{one.recipient}/{one.channel}: {one.said}" for one in (*self.delayed, *self.dead))
        return "; ".join((told, *reasons))


def deliver(
    workspace: Workspace,
    channels: Channels,
    clock: Clock,
    owner: str,
    *,
    stop: Callable[[], bool] = lambda: False,
    peace: Peace = lambda recipient, moment: moment,
) -> Deliveries:
    """Send all that is due, one after the other; several senders may do so at once.

    A message that cannot be delivered delays those behind it to the same recipient over the same channel, and nobody
    else's. `stop` is asked between two messages. Nothing goes to whoever is left in peace, late or tried again.
    """
    result = Deliveries()
    for outgoing in _claimed(workspace, clock, owner, stop):
        now = clock()
        until = peace(outgoing.message.recipient, now)
        if until > now:
            _hold(workspace, outgoing, now, until, result)
        else:
            _deliver_one(workspace, channels, clock, outgoing, result)
    return result


def _claimed(workspace: Workspace, clock: Clock, owner: str, stop: Callable[[], bool]) -> Iterator[Outgoing]:
    while not stop():
        with unit_of_work(workspace.database) as work:
            outgoing = work.outbox.claim(clock(), owner, LEASE)
        if outgoing is None:
            return
        yield outgoing


def _hold(workspace: Workspace, outgoing: Outgoing, now: datetime, until: datetime, result: Deliveries) -> None:
    why = "the recipient is left in peace"
    with unit_of_work(workspace.database) as work:
        work.outbox.postpone(outgoing.id, now, why, until, outgoing.attempt)
    result.held.append(Handled(outgoing.id, outgoing.message.recipient, outgoing.message.channel, why, until))


def _deliver_one(
    workspace: Workspace, channels: Channels, clock: Clock, outgoing: Outgoing, result: Deliveries
) -> None:
    """Send without holding the database, then mark; between the two we may die, and the message is sent again."""
    if outgoing.attempt > ATTEMPTS:
        said = f"{ATTEMPTS} attempts were begun, and the last was never brought to its end"
        failure: DeliveryFailed | None = NotAccepted(outgoing.message.recipient, said)
        receipt = ""
    elif _is_past(outgoing, clock()):
        receipt, failure = "", NotAccepted(outgoing.message.recipient, "the day that it reminds of is past")
    else:
        receipt, failure = _sent(channels, outgoing)
    with unit_of_work(workspace.database) as work:
        _mark(work, clock(), outgoing, receipt, failure, result)


def _is_past(outgoing: Outgoing, now: datetime) -> bool:
    """Whether the last day is over on which a message is of any use: nobody is reminded of what was due before."""
    until = outgoing.message.record.get("until")
    return isinstance(until, str) and china_day(now) > date.fromisoformat(until)


def _sent(channels: Channels, outgoing: Outgoing) -> tuple[str, DeliveryFailed | None]:
    """What the other side said, or why it did not take the message; a fault of ours in sending stops nobody else's."""
    recipient, channel = outgoing.message.recipient, outgoing.message.channel
    try:
        return channels(recipient, channel).send(outgoing), None
    except DeliveryFailed as failure:
        return "", failure
    except GongkaiError as error:
        return "", DeliveryFailed(recipient, str(error))
    except Exception as error:  # one message that breaks a channel must not keep back all others
        logger.warning("sending %s over %s broke", outgoing.id, channel, exc_info=True)
        return "", DeliveryFailed(recipient, f"our own fault: {type(error).__name__}: {error}")


def _mark(
    work: UnitOfWork,
    now: datetime,
    outgoing: Outgoing,
    receipt: str,
    failure: DeliveryFailed | None,
    result: Deliveries,
) -> None:
    said = receipt if failure is None else failure.reason
    told = (outgoing.id, outgoing.message.recipient, outgoing.message.channel, said)
    if failure is None:
        work.outbox.delivered(outgoing.id, now, receipt)
        result.delivered.append(Handled(*told))
    elif isinstance(failure, NotAccepted) or outgoing.attempt >= ATTEMPTS:
        work.outbox.bury(outgoing.id, now, said, outgoing.attempt)
        result.dead.append(Handled(*told))
    else:
        retry_at = now + _wait(outgoing, failure)
        work.outbox.failed(outgoing.id, now, said, retry_at, outgoing.attempt)
        result.delayed.append(Handled(*told, retry_at))


def _wait(outgoing: Outgoing, failure: DeliveryFailed) -> timedelta:
    if isinstance(failure, TryLater):
        return back_off_as_asked(outgoing.id, outgoing.attempt, failure.after)
    return back_off(outgoing.id, outgoing.attempt)
