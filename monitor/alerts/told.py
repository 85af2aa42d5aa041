"""What offices were told before, and what they took note of."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from storage.tellings import Telling

ABSENCE, LATENESS = "PUB-01", "PUB-02"

CORRECTED, SEEN, ESCALATED, REMINDER = "correction", "seen", "escalation", "reminder"
"""What is added to a key: of what was taken back, of what was seen since, of what went further up; and before it."""

_WITHDRAWN = (CORRECTED, SEEN)


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


class ToldBefore:
    """What one recipient was told over one channel."""

    def __init__(self, tellings: Iterable[Telling]) -> None:
        self._tellings = tuple(tellings)
        self.keys = frozenset(telling.key for telling in self._tellings)

    def standing(self) -> Iterator[Telling]:
        """What was told as a fact and not taken back since."""
        for telling in self._tellings:
            is_fact = telling.check is not None and telling.key.rpartition("/")[2] not in _WITHDRAWN
            if is_fact and not any(f"{telling.key}/{end}" in self.keys for end in _WITHDRAWN):
                yield telling


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
        sorted_out: dict[tuple[str, str], list[Telling]] = {}
        for telling in tellings:
            recipient = real.get((telling.recipient, telling.channel), telling.recipient)
            sorted_out.setdefault((recipient, telling.channel), []).append(telling)
        self._of = {way: ToldBefore(told) for way, told in sorted_out.items()}
        self._absences: dict[tuple[str, str], list[Telling]] = {}
        for (recipient, _), told in self._of.items():
            for telling in told.standing():
                if telling.check == ABSENCE and telling.unit_id is not None:
                    self._absences.setdefault((recipient, telling.unit_id), []).append(telling)
        self._acknowledged: dict[str, set[str]] = {}
        for recipient, key in acknowledged:
            self._acknowledged.setdefault(recipient, set()).add(key)

    def of(self, recipient: str, channel: str) -> ToldBefore:
        """What a recipient was told over a channel."""
        return self._of.get((recipient, channel), _NOTHING)

    def told_absent(self, recipient: str, unit_id: str) -> datetime | None:
        """When a recipient was first told that a unit's report was not seen, where that was not taken back."""
        return min((telling.at for telling in self._absences.get((recipient, unit_id), ())), default=None)

    def noted_absent(self, recipient: str, unit_id: str) -> bool:
        """Whether a recipient took note of that."""
        noted = self._acknowledged.get(recipient, set())
        return any(telling.key in noted for telling in self._absences.get((recipient, unit_id), ()))

    def noted(self, recipient: str, keys: Iterable[str]) -> bool:
        """Whether a recipient took note of a message that told any of these."""
        return not self._acknowledged.get(recipient, set()).isdisjoint(keys)


_NOTHING = ToldBefore(())
