"""Troubles over time: each is an episode, told once when it begins and once when it is over."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from monitor.watch.trouble import Trouble
from storage.troubles import Episode


@dataclass(frozen=True, slots=True)
class Changes:
    """What one look changes: the episodes as they stand now, those to be forgotten, and what there is to tell."""

    kept: tuple[Episode, ...]
    forgotten: tuple[Episode, ...]
    began: tuple[Episode, ...]
    ended: tuple[Episode, ...]


def step(open_episodes: Iterable[Episode], seen: Sequence[Trouble], now: datetime, looks: int) -> Changes:
    """What a look that saw these troubles makes of the episodes.

    So many looks in a row must see a trouble before it is told, and so many must not see it before it is over; what
    passes sooner is told to nobody.
    """
    known = {(episode.kind, episode.about): episode for episode in open_episodes}
    troubles = {trouble.place: trouble for trouble in seen}
    kept = tuple(_met(known.get(place), trouble, now, looks) for place, trouble in troubles.items())
    missed = tuple(_missed(one, now, looks) for place, one in known.items() if place not in troubles)
    told = tuple(one for one in missed if one.told_at is not None)
    return Changes(
        kept=(*kept, *told),
        forgotten=tuple(one for one in missed if one.told_at is None),
        began=tuple(one for one in kept if one.told_at == now),
        ended=tuple(one for one in told if one.ended_at is not None),
    )


def standing(episodes: Iterable[Episode]) -> Iterator[Episode]:
    """Those that operators were told of."""
    return (episode for episode in episodes if episode.told_at is not None)


def _met(known: Episode | None, trouble: Trouble, now: datetime, looks: int) -> Episode:
    if known is None:
        met = Episode(trouble.kind.value, trouble.about, now, now, trouble.said)
    else:
        met = replace(known, last_seen_at=now, looks=known.looks + 1, absent=0, said=trouble.said)
    return replace(met, told_at=now) if met.told_at is None and met.looks >= looks else met


def _missed(known: Episode, now: datetime, looks: int) -> Episode:
    missed = replace(known, absent=known.absent + 1)
    return replace(missed, ended_at=now) if missed.absent >= looks else missed
