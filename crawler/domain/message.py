"""Messages: what is told to whom over which channel, and what a channel is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from crawler.domain.wording import Language


class Plane(StrEnum):
    """Who is told: operators of our own broken eyes, offices of proven findings and coming deadlines."""

    OPERATORS = "operators"
    OFFICES = "offices"


class Kind(StrEnum):
    """What a message is for."""

    REMINDER = "reminder"
    NOTICE = "notice"
    ESCALATION = "escalation"
    CORRECTION = "correction"
    TROUBLE = "trouble"
    """Of the plane of operators: something of ours is broken, or whole again."""


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that a message tells.

    `key` names the finding and its transition: with recipient and channel it is unique for ever, so nothing is told
    twice and every change is told once. `unit_id`, `report_year`, `check`: what it is about, where that is a unit.
    """

    key: str
    text: str
    unit_id: str | None = None
    report_year: int | None = None
    check: str | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a message, for channels that carry files."""

    name: str
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Message:
    """One message to one recipient over one channel, rendered once: what was put into the outbox is never rewritten.

    `recipient` is the id of an office or an operator in the list of recipients, `channel` the name of a channel
    there, such as `mail`. `record` is the same for programs, as plain values of JSON. `link` leads to more.
    """

    recipient: str
    channel: str
    plane: Plane
    kind: Kind
    language: Language
    subject: str
    body: str
    told: tuple[Told, ...]
    record: Mapping[str, Any] = field(default_factory=dict)
    attachments: tuple[Attachment, ...] = ()
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message on its way. `id` stays the same however often it is tried, so that the other side can tell."""

    id: str
    message: Message
    created_at: datetime
    attempt: int = 1


class Channel(Protocol):
    """A way to a recipient."""

    def send(self, outgoing: Outgoing) -> str:
        """Hand it over; what the other side said of it. Raises DeliveryFailed, NotAccepted or TryLater."""
