"""Compares two masked texts exactly: how much of the shorter one stands in the other, and which passages do."""

from dataclasses import dataclass

from monitor.likeness.masking import Masked, pieces_of

_PASSAGES = 3
_LONGEST = 120
_SAME = 0.9


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two texts have in common, once masked; the fields are those of `crawler.domain.likeness.Likeness`."""

    containment: float
    characters: int
    identical: bool
    same_but_figures: bool


def compare(one: Masked, other: Masked) -> Comparison:
    """How much of the shorter text's pieces the longer one has."""
    fewer = min(len(one.pieces), len(other.pieces))
    containment = len(one.pieces & other.pieces) / fewer if fewer else 0.0
    return Comparison(
        containment=round(containment, 4),
        characters=min(len(one.text), len(other.text)),
        identical=bool(fewer) and one.text == other.text,
        same_but_figures=containment >= _SAME and one.figures != other.figures,
    )


def passages(one: Masked, other: Masked) -> tuple[str, ...]:
    """The longest sentences of the first text that stand in the other, as the first one prints them."""
    common = sorted(
        (printed for left, printed in zip(one.sentences, one.printed, strict=True) if _stands_in(left, other.pieces)),
        key=lambda printed: (-len(printed), printed),
    )
    return tuple(printed[:_LONGEST] for printed in dict.fromkeys(common[:_PASSAGES]))


def _stands_in(sentence: str, pieces: frozenset[str]) -> bool:
    own = pieces_of(sentence)
    return bool(own) and len(own & pieces) >= _SAME * len(own)
