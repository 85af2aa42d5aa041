"""What offices were told before, and what they took note of."""

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from storage.outbox_corrections import CORRECTION_OF
from storage.tellings import Telling

ABSENCE, LATENESS = "PUB-01", "PUB-02"

CORRECTED, SEEN, ESCALATED, REMINDER = CORRECTION_OF.removeprefix("/"), "seen", "escalation", "reminder"
"""What is added to a key: of what was taken back, of what was seen since, of what went further up; and before it."""

_WITHDRAWN = (CORRECTED, SEEN)
_NUMBER = re.compile(r"#\d+$")


def standing_key(key: str, told: Collection[str]) -> str:
    """The key under which a thing is told now: what was taken back and is so again is told anew.

    >>> standing_key("a/2024/PUB-01/1", {"a/2024/PUB-01/1", "a/2024/PUB-01/1/correction"})
    'a/2024/PUB-01/1#2'
    """
    number, current = 1, key
    while any(f"{current}/{end}" in told for end in _WITHDRAWN):
        number += 1
        current = f"{key}#{number}"
    return current


def plain_key(key: str) -> str:
    """The key of a thing, however often it was told anew, and whether below or further up.

    >>> plain_key("a/2024/PUB-01/1/escalation#2")
    'a/2024/PUB-01/1'
    """
    return _NUMBER.sub("", key).removesuffix(f"/{ESCALATED}")


class ToldBefore:
    """What one recipient was told over one channel.

    `elsewhere` is what they were told over channels that they have no more: it is not told here, and taken back here.
    """

    def __init__(self, tellings: Iterable[Telling], elsewhere: Iterable[Telling] = ()) -> None:
        self._tellings = tuple(tellings)
        self.keys = frozenset(telling.key for telling in self._tellings)
        known = {*self.keys}
        others = tuple(elsewhere)
        known.update(telling.key for telling in others)
        facts = (telling for telling in (*self._tellings, *others) if _is_fact(telling))
        self._uncorrected = tuple(telling for telling in facts if f"{telling.key}/{CORRECTED}" not in known)
        self._standing = tuple(telling for telling in self._uncorrected if f"{telling.key}/{SEEN}" not in known)

    def standing(self) -> Iterator[Telling]:
        """What was told as a fact, and not taken back nor seen since."""
        return iter(self._standing)

    def uncorrected(self) -> Iterator[Telling]:
        """What was told as a fact and not taken back since, be it that it was seen meanwhile."""
        return iter(self._uncorrected)


def _is_fact(telling: Telling) -> bool:
    return telling.check is not None and telling.key.rpartition("/")[2] not in _WITHDRAWN


class History:
    """What all offices were told on a report year, and what of it they took note of.

    `acknowledged` are ids of recipients, each with a key. `aliases` are recipients, each with a channel and another
    name of it there: letters of before went by their mail address.
    """

    def __init__(
        self,
        tellings: Iterable[Telling] = (),
        acknowledged: Collection[tuple[str, str]] = (),
        aliases: Collection[tuple[str, str, str]] = (),
    ) -> None:
        real = {(alias, channel): recipient for recipient, channel, alias in aliases}
        self._told: dict[str, dict[str, list[Telling]]] = {}
        for telling in tellings:
            recipient = real.get((telling.recipient, telling.channel), telling.recipient)
            self._told.setdefault(recipient, {}).setdefault(telling.channel, []).append(telling)
        self._absences: dict[tuple[str, str], list[Telling]] = {}
        for recipient, ways in self._told.items():
            for told in ways.values():
                for telling in ToldBefore(told).standing():
                    if telling.check == ABSENCE and telling.unit_id is not None:
                        self._absences.setdefault((recipient, telling.unit_id), []).append(telling)
        self._acknowledged: dict[str, set[str]] = {}
        for recipient, key in acknowledged:
            self._acknowledged.setdefault(recipient, set()).add(key)

    def of(self, recipient: str, channel: str, channels: Collection[str] = ()) -> ToldBefore:
        """What a recipient was told over a channel; `channels` are all that they have, where some may be gone."""
        there = self._told.get(recipient, {})
        gone = (telling for name, told in there.items() if channels and name not in channels for telling in told)
        return ToldBefore(there.get(channel, ()), gone)

    def told_absent(self, recipient: str, unit_id: str) -> datetime | None:
        """When a recipient first had it that a unit's report was not seen, where that was not taken back.

        What waits to be delivered, or was given up, told them nothing.
        """
        reached = (telling.reached_at for telling in self._absences.get((recipient, unit_id), ()))
        return min((at for at in reached if at is not None), default=None)

    def noted_absent(self, recipient: str, unit_id: str) -> bool:
        """Whether a recipient took note of that."""
        noted = self._acknowledged.get(recipient, set())
        return any(telling.key in noted for telling in self._absences.get((recipient, unit_id), ()))

    def noted(self, recipient: str, keys: Iterable[str]) -> bool:
        """Whether a recipient took note of a message that told any of these."""
        return not self._acknowledged.get(recipient, set()).isdisjoint(keys)
