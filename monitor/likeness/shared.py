"""Sentences that many units print alike come from a notice or a model text: they say nothing of who copied whom."""

from collections import Counter
from collections.abc import Mapping
from typing import TypeVar

from monitor.likeness.masking import Masked

Key = TypeVar("Key")

SHARE = 0.3
LEAST = 3
_SHORT = 6


def without_shared(texts: Mapping[Key, Masked], *, share: float = SHARE, least: int = LEAST) -> dict[Key, Masked]:
    """The texts without the sentences that more than a share of them print, and at least so many.

    Two units alone that print a sentence are never too many to tell them.
    """
    printed = Counter(sentence for text in texts.values() for sentence in set(text.sentences))
    most = max(share * len(texts), least - 1)
    return {
        key: _only(text, {sentence for sentence in text.sentences if printed[sentence] <= most})
        for key, text in texts.items()
    }


def _only(text: Masked, kept: set[str]) -> Masked:
    """A text with some of its sentences; one that is very short tells nobody apart."""
    pairs = [
        (left, shown)
        for left, shown in zip(text.sentences, text.printed, strict=True)
        if left in kept and len(left) >= _SHORT
    ]
    return Masked(tuple(left for left, _ in pairs), tuple(shown for _, shown in pairs), text.figures)
