"""Running text as a stream of label characters and free-standing figures.

Converters break labels into pieces and let the figures of a row stand before, inside or behind the
label. So the text is read as one stream in which a label is looked for across pieces, and the figures
met on the way are lifted out.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from crawler.domain.document import Paragraph
from crawler.domain.normalise import normalise, squeeze
from crawler.domain.report import Place
from crawler.parse.figures import is_free_figure

_UNIT_BEHIND = re.compile(r"(?<=\d)\s+(?=(?:万元|元)(?:\s|$))")
_INLINE_LIMIT = 40
_REMEMBERED = 1024
# Figures begin with a digit, a sign or a stroke, and may end in a unit: what is left no figure can be.
_NO_FIGURE = re.compile(r"(?<=[\d+\-−/\\—–―─?.,])[元千百万亿件项条个宗次份起例家人]+|(?P<part>[^\d+\-−/\\—–―─?.,]+)|.")
# Figures are carried through normalisation as private characters, which no text and no rule touches.
_FIGURE_MARK, _MOST_FIGURES = 0xF0000, 0xFFFE
_FIGURE = re.compile("[\U000f0000-\U000ffffd]")
_BROKEN_MARK = re.compile(
    r"([(（]?[一二三四五六七八九十]{1,3}|[(（])([\U000f0000-\U000ffffd]+)((?:[一二三四五六七八九十]{1,3})?[、)）])"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that stands free in the text."""

    raw: str
    place: Place


Item = str | Figure


@dataclass(frozen=True, slots=True)
class Found:
    """Where a label was found: the items from `start` to before `end`, with the figures inside it."""

    start: int
    end: int
    inside: tuple[Figure, ...]


class Stream:
    """The items of a text: single label characters, and figures.

    A label is looked for by its core, the part of it that no figure can be: where in the text without
    figures that stands, the rest is compared item by item.
    """

    def __init__(self, paragraphs: Iterable[Paragraph]) -> None:
        text, figures = _text_and_figures(paragraphs)
        items: list[Item] = list(text)
        for mark in _FIGURE.finditer(text):
            items[mark.start()] = figures[ord(mark[0]) - _FIGURE_MARK]
        self.items: Sequence[Item] = items
        self._characters = _FIGURE.sub("", text)
        self._at = [index for index, item in enumerate(items) if isinstance(item, str)]

    def __len__(self) -> int:
        return len(self.items)

    def find(self, label: str, start: int = 0, stop: int | None = None) -> Found | None:
        """The first place of a normalised label between two positions, whatever figures stand inside it."""
        last = len(self.items) if stop is None else stop
        core, before = _core(label)
        position = bisect_left(self._at, start) - 1
        while (position := self._characters.find(core, position + 1)) >= 0 and self._at[position] < last:
            earliest = self._at[position - before] if position >= before else 0
            for begin in range(max(start, earliest), self._at[position] + 1):
                if self._may_begin(label, begin, last) and (found := self._match(label, begin, last)) is not None:
                    return found
        return None

    def find_any(self, labels: Iterable[str], start: int = 0, stop: int | None = None) -> Found | None:
        """The earliest place of any of the labels; of two that begin together the longer."""
        found = [place for label in labels if (place := self.find(label, start, stop)) is not None]
        return min(found, key=lambda place: (place.start, -place.end), default=None)

    def find_all(self, label: str) -> Iterator[Found]:
        """Every place of a label, in order."""
        place = self.find(label)
        while place is not None:
            yield place
            place = self.find(label, place.end)

    def figures(self, start: int, stop: int | None = None) -> tuple[Figure, ...]:
        """The figures that follow at once at a position, up to the first character of text."""
        found: list[Figure] = []
        for item in self.items[start:stop]:
            if isinstance(item, str):
                break
            found.append(item)
        return tuple(found)

    def text(self, start: int, stop: int) -> str:
        """The characters between two positions, without figures."""
        return "".join(item for item in self.items[start:stop] if isinstance(item, str))

    def has_figures(self, start: int, stop: int) -> bool:
        """Whether any figure stands free between two positions."""
        return any(isinstance(item, Figure) for item in self.items[start:stop])

    def _may_begin(self, label: str, position: int, stop: int) -> bool:
        """A label begins with its first character, or with the digit of its enumeration, broken off."""
        item = self.items[position]
        if isinstance(item, str):
            return item == label[0]
        digit = squeeze(item.raw)
        rest = label.removeprefix(digit)
        return rest not in ("", label) and position + 1 < stop and self.items[position + 1] == rest[0]

    def _match(self, label: str, start: int, stop: int) -> Found | None:
        inside: list[Figure] = []
        wanted = label
        position = start
        while wanted and position < stop and position - start < len(label) + _INLINE_LIMIT:
            item = self.items[position]
            if isinstance(item, str):
                if item != wanted[0]:
                    return None
                wanted = wanted[1:]
            elif wanted.startswith(squeeze(item.raw)):
                wanted = wanted[len(squeeze(item.raw)) :]
            else:
                inside.append(item)
            position += 1
        return None if wanted else Found(start, position, tuple(inside))


@lru_cache(_REMEMBERED)
def _core(label: str) -> tuple[str, int]:
    """The longest part of a label that no figure can be, and how many characters stand before it."""
    parts = [found for found in _NO_FIGURE.finditer(label) if found["part"]]
    longest = max(parts, key=lambda found: len(found[0]), default=None)
    return (longest[0], longest.start()) if longest is not None else (label[-1], len(label) - 1)


def _text_and_figures(paragraphs: Iterable[Paragraph]) -> tuple[str, list[Figure]]:
    """The text with a mark in it for each figure; normalised whole, since a break may part an enumeration mark."""
    figures: list[Figure] = []
    pieces: list[str] = []
    for paragraph in paragraphs:
        for word in _UNIT_BEHIND.sub("", _FIGURE.sub("\ufffd", paragraph.text)).split():
            if is_free_figure(word) and len(figures) < _MOST_FIGURES:
                pieces.append(chr(_FIGURE_MARK + len(figures)))
                figures.append(Figure(word, paragraph.place))
            else:
                pieces.append(word)
    return normalise(_BROKEN_MARK.sub(r"\1\3\2", "".join(pieces))), figures
