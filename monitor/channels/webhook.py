"""Posts messages as signed JSON to a program of the recipient."""

import hashlib
import hmac
import json
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from crawler.domain.errors import DeliveryFailed, NotAccepted, TryLater
from crawler.domain.message import Attachment, Outgoing, Told
from monitor.channels.posting import Answer, Poster
from monitor.channels.retry_after import retry_after
from monitor.channels.settings import Webhook
from monitor.safe_text import one_line, printable

SCHEMA = "gongkai.message/1"
_REFUSED = frozenset({400, 405, 406, 409, 410, 413, 414, 415, 422, 451})
_BUSY = frozenset({429, 503})
_PATIENCE = timedelta(minutes=1)
_QUOTED = 200


@dataclass(frozen=True, slots=True)
class WebhookPost:
    """A webhook, with its secret at hand; `clock` says when a message is signed."""

    settings: Webhook
    secret: str = field(repr=False)
    clock: Callable[[], datetime]
    trusted: str | None = None

    def send(self, outgoing: Outgoing) -> str:
        """Post it; the status that it was taken with."""
        recipient, body, now = outgoing.message.recipient, body_of(outgoing), self.clock()
        poster = Poster(recipient, not self.settings.allow_private, self.trusted)
        answer = poster.post(self.settings.url, body, headers_of(outgoing.id, body, self.secret, now))
        if 200 <= answer.status < 300:
            return f"HTTP {answer.status}"
        raise _failure(recipient, answer, now)


def headers_of(outgoing_id: str, body: bytes, secret: str, now: datetime) -> dict[str, str]:
    """What goes before the body: its id, and the proof that it is from us and of this hour."""
    timestamp = str(int(now.timestamp()))
    return {
        "Content-Type": "application/json; charset=utf-8",
        "X-Gongkai-Delivery": outgoing_id,
        "X-Gongkai-Timestamp": timestamp,
        "X-Gongkai-Signature": signature_of(timestamp, body, secret),
    }


def signature_of(timestamp: str, body: bytes, secret: str) -> str:
    """HMAC-SHA256 over the time, a dot and the body: an old message cannot be passed off as a new one.

    >>> signature_of("1738371600", b"{}", "geheim")[:20]
    'sha256=95dee9a528aeb'
    """
    return "sha256=" + hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def body_of(outgoing: Outgoing) -> bytes:
    """The message as JSON, the same at every attempt: docs/schemas/message.schema.json."""
    message = outgoing.message
    record: dict[str, Any] = {
        "schema": SCHEMA,
        "id": outgoing.id,
        "created_at": outgoing.created_at.astimezone(UTC).isoformat(),
        "recipient": message.recipient,
        "plane": message.plane.value,
        "kind": message.kind.value,
        "language": message.language.value,
        "subject": one_line(message.subject),
        "body": printable(message.body),
        "link": message.link,
        "told": [_told(told) for told in message.told],
        "record": message.record,
        "attachments": [_attachment(attachment) for attachment in message.attachments],
    }
    # Halves of characters cannot be written in UTF-8; as escapes in ASCII they are what they were.
    return json.dumps(record, ensure_ascii=True, separators=(",", ":"), sort_keys=True, default=dict).encode("ascii")


def _told(told: Told) -> dict[str, Any]:
    return {
        "key": told.key,
        "text": printable(told.text),
        "unit_id": told.unit_id,
        "report_year": told.report_year,
        "check": told.check,
    }


def _attachment(attachment: Attachment) -> dict[str, Any]:
    return {
        "name": one_line(attachment.name),
        "media_type": attachment.media_type,
        "content": b64encode(attachment.content).decode("ascii"),
    }


def _failure(recipient: str, answer: Answer, now: datetime) -> DeliveryFailed:
    said = one_line(answer.content[:_QUOTED].decode("utf-8", "replace"))
    reason = f"HTTP {answer.status} {said}".strip()
    if answer.status in _REFUSED:
        return NotAccepted(recipient, reason)
    if answer.status in _BUSY:
        return TryLater(recipient, reason, retry_after(answer.headers, now, _PATIENCE))
    return DeliveryFailed(recipient, reason)
