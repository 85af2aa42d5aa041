"""Characters in the order they were written become words: a space, a gap or an upright line ends a word."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from crawler.domain.report import Box
from crawler.readers.geometry.layout import Rule, Word

_GAP = 0.25
"""How wide a gap within a word may be, in heights of its characters."""
_OVERFLOW = 0.05
"""Characters nearer than this run on over an upright line, which then parts no cells of theirs."""
_RAISED = 0.15
_SMALLER = 0.8
_SAME_PLACE = 0.35
_STEP = 4
_AROUND = tuple(product((-1, 0, 1), repeat=2))


def words_from(characters: Iterable[Word], rules: Sequence[Rule] = ()) -> tuple[Word, ...]:
    """The words that single characters make; one that is drawn twice for boldness or shadow counts once."""
    uprights = [rule.box for rule in rules if not rule.is_level]
    return tuple(_words(_drawn_once(characters), uprights))


def join_boxes(boxes: Iterable[Box]) -> Box:
    """The box around boxes."""
    every = list(boxes)
    return Box(
        min(box.left for box in every),
        min(box.top for box in every),
        max(box.right for box in every),
        max(box.bottom for box in every),
    )


def height(box: Box) -> float:
    """How high a box is."""
    return box.bottom - box.top


def middle(box: Box) -> float:
    """How far down the middle of a box is."""
    return (box.top + box.bottom) / 2


def run_on(before: Word, after: Word) -> bool:
    """Whether two pieces on one line are written as one word: near, and neither a raised digit of the other."""
    size = min(height(before.box), height(after.box))
    gap = after.box.left - before.box.right
    return -size / 2 < gap < _GAP * size and not _is_raised(before, after)


def _is_raised(before: Word, after: Word) -> bool:
    """A digit smaller or higher than the one before is the mark of a footnote."""
    if not (before.text[-1:].isdecimal() and after.text[:1].isdecimal()):
        return False
    small, tall = sorted((height(before.box), height(after.box)))
    return small < _SMALLER * tall or abs(middle(before.box) - middle(after.box)) > _RAISED * tall


def _drawn_once(characters: Iterable[Word]) -> Iterator[Word]:
    seen: dict[tuple[str, int, int], Box] = {}
    for character in characters:
        text, box = character.text, character.box
        if text.isspace():
            yield character
            continue
        across, down = round(box.left / _STEP), round(box.top / _STEP)
        near = (seen.get((text, across + right, down + below)) for right, below in _AROUND)
        if not any(other is not None and _same_place(other, box) for other in near):
            seen[text, across, down] = box
            yield character


def _same_place(one: Box, other: Box) -> bool:
    width, tall = other.right - other.left, height(other)
    return abs(one.left - other.left) < _SAME_PLACE * width and abs(one.top - other.top) < _SAME_PLACE * tall


def _words(characters: Iterable[Word], uprights: Sequence[Box]) -> Iterator[Word]:
    word: list[Word] = []
    for character in characters:
        blank = character.text.isspace()
        if word and (blank or not _continues(word[-1], character, uprights)):
            yield _joined(word)
            word = []
        if not blank:
            word.append(character)
    if word:
        yield _joined(word)


def _continues(before: Word, after: Word, uprights: Sequence[Box]) -> bool:
    size = min(height(before.box), height(after.box))
    if abs(middle(before.box) - middle(after.box)) > size / 2 or not run_on(before, after):
        return False
    return after.box.left - before.box.right <= _OVERFLOW * size or not _parted(before.box, after.box, uprights)


def _parted(before: Box, after: Box, uprights: Sequence[Box]) -> bool:
    start, end = (before.left + before.right) / 2, (after.left + after.right) / 2
    down = middle(before)
    return any(start < (box.left + box.right) / 2 < end and box.top <= down <= box.bottom for box in uprights)


def _joined(characters: Sequence[Word]) -> Word:
    confidences = [one.confidence for one in characters if one.confidence is not None]
    return Word(
        "".join(one.text for one in characters),
        join_boxes(one.box for one in characters),
        min(confidences, default=None),
    )
