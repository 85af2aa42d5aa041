"""What a page is before it is read: words and ruling lines, each with its box in points from the upper left."""

from dataclasses import dataclass

from crawler.domain.report import Box


@dataclass(frozen=True, slots=True)
class Word:
    """Characters on one line without a gap; `confidence` from 0 to 1 where they were recognised on an image."""

    text: str
    box: Box
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight ruling line, level or upright: a box that is long one way and thin the other."""

    box: Box

    @property
    def is_level(self) -> bool:
        """Whether the line runs from left to right."""
        return self.box.right - self.box.left >= self.box.bottom - self.box.top


@dataclass(frozen=True, slots=True)
class LaidOutPage:
    """One page, upright: its number in the source from 1, its size, its words in any order and its ruling lines."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...] = ()
