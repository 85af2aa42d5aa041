"""What recipients were asked to take note of, and what they took note of: that stops the ladder."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, update

from storage.acknowledgement_tables import acknowledgement_items, acknowledgements
from storage.upsert import insert_into


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """Who took note of a message, when, and what they said to it."""

    at: datetime
    by: str
    note: str


@dataclass(frozen=True, slots=True)
class AcknowledgementAsked:
    """A message that asks its recipient to take note. `items` are the keys of what it tells, each with its words."""

    id: str
    recipient: str
    report_year: int
    kind: str
    subject: str
    asked_at: datetime
    items: tuple[tuple[str, str], ...]
    acknowledged: Acknowledged | None = None


class Acknowledgements:
    """What recipients were asked to take note of, and what they took note of."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ask(self, asked: AcknowledgementAsked) -> None:
        """Note that a message asks for it; the same message over another channel asks for the same."""
        values = {
            "id": asked.id,
            "recipient": asked.recipient,
            "report_year": asked.report_year,
            "kind": asked.kind,
            "subject": asked.subject,
            "asked_at": asked.asked_at,
        }
        statement = insert_into(self._connection, acknowledgements).values(**values)
        self._connection.execute(statement.on_conflict_do_nothing(index_elements=["id"]))
        rows = [{"acknowledgement_id": asked.id, "key": key, "text": text} for key, text in asked.items]
        if rows:
            insert = insert_into(self._connection, acknowledgement_items)
            self._connection.execute(insert.on_conflict_do_nothing(index_elements=["acknowledgement_id", "key"]), rows)

    def get(self, asked_id: str) -> AcknowledgementAsked | None:
        """What a message asks to take note of; None where none of that id was written."""
        row = self._connection.execute(select(acknowledgements).where(acknowledgements.c.id == asked_id)).one_or_none()
        if row is None:
            return None
        query = select(acknowledgement_items).where(acknowledgement_items.c.acknowledgement_id == asked_id)
        items = self._connection.execute(query.order_by(acknowledgement_items.c.key))
        done = row.acknowledged_at
        return AcknowledgementAsked(
            id=row.id,
            recipient=row.recipient,
            report_year=row.report_year,
            kind=row.kind,
            subject=row.subject,
            asked_at=row.asked_at,
            items=tuple((item.key, item.text) for item in items),
            acknowledged=None if done is None else Acknowledged(done, row.acknowledged_by or "", row.note or ""),
        )

    def acknowledge(self, asked_id: str, by: str, note: str, at: datetime) -> bool:
        """Note who took note; False where somebody did before, whose word stands."""
        statement = (
            update(acknowledgements)
            .where(acknowledgements.c.id == asked_id, acknowledgements.c.acknowledged_at.is_(None))
            .values(acknowledged_at=at, acknowledged_by=by, note=note)
        )
        return self._connection.execute(statement).rowcount == 1

    def keys(self, report_year: int) -> frozenset[tuple[str, str]]:
        """All that was taken note of on a year: who by the id of the recipient, and the key of what was told."""
        query = (
            select(acknowledgements.c.recipient, acknowledgement_items.c.key)
            .join(acknowledgement_items)
            .where(acknowledgements.c.report_year == report_year, acknowledgements.c.acknowledged_at.is_not(None))
        )
        return frozenset((row.recipient, row.key) for row in self._connection.execute(query))
