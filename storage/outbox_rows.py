"""Messages as rows of the outbox, and rows as messages."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from crawler.domain.message import Attachment, Kind, Message, Plane, Told
from crawler.domain.wording import Language
from storage.outbox_records import Event, Posted, State


def row_of(message: Message, at: datetime, not_before: datetime | None = None) -> dict[str, Any]:
    """A message as it is put: pending, and due at once or when its recipient may hear of it."""
    return {
        "recipient": message.recipient,
        "channel": message.channel,
        "plane": message.plane.value,
        "kind": message.kind.value,
        "language": message.language.value,
        "subject": message.subject,
        "body": message.body,
        "record": dict(message.record),
        "link": message.link,
        "created_at": at,
        "state": State.PENDING.value,
        "attempts": 0,
        "due_at": not_before or at,
        "said": "",
    }


def rows_of_items(number: int, message: Message) -> list[dict[str, Any]]:
    """What a message tells, each key once."""
    of_message = {"message": number, "recipient": message.recipient, "channel": message.channel}
    once = {told.key: told for told in reversed(message.told)}
    return [
        {
            **of_message,
            "key": told.key,
            "text": told.text,
            "unit_id": told.unit_id,
            "report_year": told.report_year,
            "check": told.check,
        }
        for told in message.told
        if once[told.key] is told
    ]


def rows_of_attachments(number: int, message: Message) -> list[dict[str, Any]]:
    """The files that go with a message."""
    return [
        {"message": number, "name": one.name, "media_type": one.media_type, "content": one.content}
        for one in message.attachments
    ]


def message_of(row: Row[Any], items: Sequence[Row[Any]], attachments: Sequence[Row[Any]]) -> Message:
    """The message as it was put."""
    told = (Told(item.key, item.text, item.unit_id, item.report_year, item.check) for item in items)
    return Message(
        recipient=row.recipient,
        channel=row.channel,
        plane=Plane(row.plane),
        kind=Kind(row.kind),
        language=Language(row.language),
        subject=row.subject,
        body=row.body,
        told=tuple(told),
        record=row.record,
        attachments=tuple(Attachment(one.name, one.media_type, bytes(one.content)) for one in attachments),
        link=row.link,
    )


def posted_of(row: Row[Any]) -> Posted:
    """What the outbox says of a message."""
    return Posted(
        number=row.number,
        id=row.id,
        recipient=row.recipient,
        channel=row.channel,
        plane=Plane(row.plane),
        kind=Kind(row.kind),
        subject=row.subject,
        created_at=row.created_at,
        state=State(row.state),
        attempts=row.attempts,
        due_at=row.due_at,
        ended_at=row.ended_at,
        said=row.said,
        addressee=addressee_of(row.recipient, row.record),
    )


def addressee_of(recipient: str, record: Mapping[str, Any]) -> str:
    """Whom a message is addressed to: the office by the name that it had, else the recipient by its id."""
    return str((record.get("office") or {}).get("name") or recipient)


def event_of(row: Row[Any]) -> Event:
    """One thing that happened to a message."""
    return Event(row.at, State(row.state), row.attempt, row.by_whom, row.said)
