"""Words become lines of text, and lines the text of a cell."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from crawler.domain.report import Box
from crawler.readers.geometry.layout import Word
from crawler.readers.geometry.words import height, join_boxes, middle, run_on

_OPENING = ("（", "(")
_SLACK = 1.0
"""Points by which boxes of characters may be wrong."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of text; its words from left to right."""

    words: tuple[Word, ...]
    box: Box

    @property
    def text(self) -> str:
        """The words, apart where a gap parts them."""
        pieces = [self.words[0].text]
        for before, after in zip(self.words, self.words[1:], strict=False):
            pieces.append(after.text if run_on(before, after) else f" {after.text}")
        return "".join(pieces)


def lines_of(words: Iterable[Word]) -> tuple[TextLine, ...]:
    """The lines that words stand on, from the top; words whose middles are level share a line."""
    return tuple(_line(row) for row in _rows(sorted(words, key=lambda word: middle(word.box))))


def text_of(lines: Sequence[TextLine], width: float) -> str:
    """The text of a cell that has so much room. A figure goes on over a line's end only where the line was full."""
    text = ""
    for before, line in zip((None, *lines), lines, strict=False):
        apart = before is not None and _ends_apart(before, line, width)
        text += f" {line.text}" if apart else line.text
    return text


def breaks_off(before: TextLine, after: TextLine, width: float, slack: float = _SLACK) -> bool:
    """Whether the next line begins a new one for want of room: what it begins with would not have fitted.

    No line ends with an opening bracket, and none begins with one, so that it takes its neighbours along.
    """
    advance = _advance(after.words[0])
    if after.text[1:2] in _OPENING:
        advance += 2 * height(after.words[0].box)
    return before.box.right - before.box.left + advance > width - slack


def _advance(word: Word) -> float:
    """How wide the first character of a word is: they are all alike in figures, and else as wide as high."""
    if word.text.isascii():
        return (word.box.right - word.box.left) / len(word.text)
    return height(word.box) / (2 if word.text[0].isascii() else 1)


def confidence_of(words: Iterable[Word]) -> float | None:
    """The least confidence of any; None where they carry none."""
    return min((word.confidence for word in words if word.confidence is not None), default=None)


def _rows(words: Sequence[Word]) -> Iterator[list[Word]]:
    row: list[Word] = []
    for word in words:
        if row and not _is_level(row, word):
            yield row
            row = []
        row.append(word)
    if row:
        yield row


def _is_level(row: Sequence[Word], word: Word) -> bool:
    """Level with the tallest word so far, so that marks beside it do not part the line."""
    tallest = max(row, key=lambda one: height(one.box)).box
    return middle(word.box) - middle(tallest) < min(height(tallest), height(word.box)) / 2


def _line(words: Iterable[Word]) -> TextLine:
    ordered = tuple(sorted(words, key=lambda word: word.box.left))
    return TextLine(ordered, join_boxes(word.box for word in ordered))


def _ends_apart(before: TextLine, after: TextLine, width: float) -> bool:
    """Chinese runs on from line to line; figures do not, unless one was broken for want of room."""
    ends = before.text[-1] + after.text[0]
    return ends.isascii() and not breaks_off(before, after, width)
