"""Finds the few pairs of like texts among many: minhashes name candidates, exact counts decide."""

import zlib
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Generic, TypeVar

from monitor.likeness.comparing import Comparison, compare
from monitor.likeness.masking import Masked

if TYPE_CHECKING:
    from datasketch import MinHash

Key = TypeVar("Key", bound=Hashable)

FLOOR = 0.4
"""Below this share nothing is kept. A person is asked from 0.5 on, and offices may ask earlier."""

LEAST_CHARACTERS = 100
"""Texts shorter than this once masked are not compared with those of others."""

_FEW = 120
_PERMUTATIONS = 128
_PARTS = 8
# Minhashes estimate: asked for half the share, they leave out hardly any pair that has it.
_WIDER = 0.5
_SEED = 1


@dataclass(frozen=True, slots=True)
class Pair(Generic[Key]):
    """Two texts that are alike."""

    one: Key
    other: Key
    comparison: Comparison


def like_pairs(
    texts: Mapping[Key, Masked],
    *,
    floor: float = FLOOR,
    few: int = _FEW,
    may_pair: Callable[[Key, Key], bool] = lambda *_: True,
) -> list[Pair[Key]]:
    """The pairs of texts of which the shorter one stands in the other by at least a share, in the order given.

    Few texts are compared one with each other. Among many, minhashes name candidates: the same ones every time.
    """
    long_enough = {key: text for key, text in texts.items() if len(text.text) >= LEAST_CHARACTERS}
    candidates = combinations(long_enough, 2) if len(long_enough) <= few else _candidates(long_enough, floor)
    compared = (
        Pair(one, other, compare(long_enough[one], long_enough[other]))
        for one, other in candidates
        if may_pair(one, other)
    )
    return [pair for pair in compared if pair.comparison.containment >= floor]


def _candidates(texts: Mapping[Key, Masked], floor: float) -> Iterator[tuple[Key, Key]]:
    """Pairs that may be alike, each once: for each text, those that may hold most of it."""
    from datasketch import MinHashLSHEnsemble  # with scipy behind it, a second for every command that needs none

    keys = list(texts)
    hashes = {place: _minhash(texts[key]) for place, key in enumerate(keys)}
    ensemble = MinHashLSHEnsemble(threshold=floor * _WIDER, num_perm=_PERMUTATIONS, num_part=_PARTS)
    ensemble.index([(place, made, len(texts[keys[place]].pieces)) for place, made in hashes.items()])
    found = {
        (min(place, other), max(place, other))
        for place, made in hashes.items()
        for other in ensemble.query(made, len(texts[keys[place]].pieces))
        if other != place
    }
    yield from ((keys[one], keys[other]) for one, other in sorted(found))


def _minhash(text: Masked) -> "MinHash":
    from datasketch import MinHash

    made = MinHash(num_perm=_PERMUTATIONS, seed=_SEED, hashfunc=zlib.crc32)
    made.update_batch([piece.encode() for piece in sorted(text.pieces)])
    return made
