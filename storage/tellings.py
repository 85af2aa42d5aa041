"""What was told on a report year: every item of every message to an office, with when and under which subject."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from crawler.domain.message import Kind, Plane
from storage.outbox_records import OPEN_STATES, State
from storage.outbox_tables import outbox, outbox_items

_NEVER_HEARD = (State.DEAD, State.DROPPED)


@dataclass(frozen=True, slots=True)
class Telling:
    """One thing that one recipient was told over one channel.

    `heard` is False of what was given up, or taken out by a person, before it was delivered. `on_its_way` says that
    it was not delivered yet; `delivered_at` is when it was, None where that is not known.
    """

    recipient: str
    channel: str
    kind: Kind
    key: str
    text: str
    unit_id: str | None
    check: str | None
    at: datetime
    subject: str
    heard: bool = True
    on_its_way: bool = False
    delivered_at: datetime | None = None

    @property
    def reached_at(self) -> datetime | None:
        """When the recipient had it; None where they have not."""
        if not self.heard or self.on_its_way:
            return None
        return self.delivered_at or self.at


class Tellings:
    """What offices were told; nothing of it is ever rewritten."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_year(self, report_year: int) -> tuple[Telling, ...]:
        """All that offices were told on a report year, in the order of the messages."""
        items = outbox_items.c
        query = (
            select(outbox, items.key, items.text, items.unit_id, items.check)
            .join(outbox_items, items.message == outbox.c.number)
            .where(items.report_year == report_year, outbox.c.plane == Plane.OFFICES.value)
            .order_by(outbox.c.number, items.id)
        )
        return tuple(
            Telling(
                recipient=row.recipient,
                channel=row.channel,
                kind=Kind(row.kind),
                key=row.key,
                text=row.text,
                unit_id=row.unit_id,
                check=row.check,
                at=row.created_at,
                subject=row.subject,
                heard=row.state not in _NEVER_HEARD,
                on_its_way=row.state in OPEN_STATES,
                delivered_at=row.ended_at if row.state == State.DELIVERED else None,
            )
            for row in self._connection.execute(query)
        )
