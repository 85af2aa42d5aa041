"""Says messages in chat groups, through robots."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from crawler.domain.errors import DeliveryFailed, NotAccepted, TryLater
from crawler.domain.message import Outgoing
from monitor.channels.posting import Answer, Poster
from monitor.channels.retry_after import retry_after
from monitor.channels.robot_text import texts_for
from monitor.channels.turns import Turns
from monitor.safe_text import one_line

_MINUTE = timedelta(minutes=1)
_QUOTED = 200
_BUSY = frozenset({429, 503})
_HEADERS = {"Content-Type": "application/json; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Signals:
    """What a platform answers by: its code, 0 where the message stands in the group, and its words."""

    code_keys: tuple[str, ...]
    words_key: str
    refused: frozenset[int]
    """Codes that mean never: the robot is gone, or it does not take what this message says."""
    busy: Mapping[int, timedelta]
    """Codes that mean later, and how much later."""


class Robot(Protocol):
    """A robot of a platform."""

    @property
    def limit(self) -> int:
        """The most bytes that a text may have."""

    @property
    def signals(self) -> Signals:
        """What its platform answers by."""

    @property
    def address(self) -> str:
        """Where it is spoken to; a secret."""

    def payload(self, text: str, now: datetime) -> tuple[Mapping[str, Any], Mapping[str, str]]:
        """The body and the parameters of the request that has it say a text."""


@dataclass(frozen=True, slots=True)
class RobotPost:
    """The way to a group, past the limits of its robot."""

    robot: Robot
    clock: Callable[[], datetime]
    turns: Turns
    trusted: str | None = None

    def send(self, outgoing: Outgoing) -> str:
        """Have it said, in parts where one is too small; what the platform answered to the last.

        Where a part is not taken, all of them are said again.
        """
        recipient, texts = outgoing.message.recipient, texts_for(outgoing.message, self.robot.limit)
        if len(texts) > self.turns.most:
            reason = f"too long for a group ({len(texts)} parts), and there is no page to lead to (serve.public_url)"
            raise NotAccepted(recipient, reason)
        wait = self.turns.take(hashlib.sha256(self.robot.address.encode()).hexdigest(), len(texts))
        if wait is not None:
            raise TryLater(recipient, "the robot takes no more messages this minute", wait)
        return [self._say(recipient, text) for text in texts][-1]

    def _say(self, recipient: str, text: str) -> str:
        now = self.clock()
        payload, params = self.robot.payload(text, now)
        body = json.dumps(payload, ensure_ascii=False).encode()
        answer = Poster(recipient, trusted=self.trusted).post(self.robot.address, body, _HEADERS, params)
        return _receipt(recipient, answer, self.robot.signals, now)


def _receipt(recipient: str, answer: Answer, signals: Signals, now: datetime) -> str:
    """What was answered, if it was taken: success is a code of the platform, and not that of HTTP."""
    said = _said(answer)
    code = next((said[key] for key in signals.code_keys if isinstance(said.get(key), int)), None)
    reason = _reason(answer, code, said.get(signals.words_key))
    if code is not None and code in signals.busy:
        raise TryLater(recipient, reason, signals.busy[code])
    if code in signals.refused:
        raise NotAccepted(recipient, reason)
    if answer.status in _BUSY:
        raise TryLater(recipient, reason, retry_after(answer.headers, now, _MINUTE))
    if answer.status != 200 or code != 0:
        raise DeliveryFailed(recipient, reason)
    return reason


def _said(answer: Answer) -> Mapping[str, Any]:
    try:
        said = json.loads(answer.content)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _reason(answer: Answer, code: int | None, words: object) -> str:
    if code is None:
        return f"HTTP {answer.status}, and no answer of the platform"
    return one_line(f"HTTP {answer.status}, code {code} {str(words or '')[:_QUOTED]}")
