"""Which lines at the head and foot of pages belong to the pages and not to the text."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from crawler.readers.geometry.lines import TextLine
from crawler.readers.text import PAGE_NUMBER

_MARGIN = 0.13
"""Which part of a page, from above and from below, is its margin."""
_LINES = 2
_NEAR = 4.0
_PAGE_OF = re.compile(
    r"\s*(?:第?\s*(\d{1,3})\s*页?\s*[/／]\s*共?\s*\d{1,3}\s*页?|[·•.~～_―-]*\s*(\d{1,3})\s*[·•.~～_―-]*)\s*"
)
_DIGITS = re.compile(r"\d+")
_LETTER = re.compile(r"[^\W\d_]")

Numbered = tuple[int, TextLine]
"""A line and the number of its page."""


def page_chrome(pages: Mapping[int, Sequence[TextLine]], heights: Mapping[int, float]) -> frozenset[Numbered]:
    """The page numbers and the lines that run along all pages, of lines that stand outside tables."""
    ends = [
        (number, line)
        for at_foot in (False, True)
        for number, lines in pages.items()
        for line in _in_margin(lines, heights[number], at_foot=at_foot)
    ]
    marked = {(number, line) for number, line in ends if PAGE_NUMBER.fullmatch(line.text)}
    return frozenset(marked | _counting(ends, len(pages)) | _running(ends, len(pages)))


def _in_margin(lines: Sequence[TextLine], height: float, *, at_foot: bool) -> Iterator[TextLine]:
    nearest = lines[-_LINES:] if at_foot else lines[:_LINES]
    for line in nearest:
        if (line.box.top > (1 - _MARGIN) * height) if at_foot else (line.box.bottom < _MARGIN * height):
            yield line


def _counting(ends: Sequence[Numbered], pages: int) -> set[Numbered]:
    """Bare numbers that go up by one with every page, on more than half of the pages."""
    by_offset: dict[int, set[Numbered]] = {}
    for number, line in ends:
        found = _PAGE_OF.fullmatch(line.text)
        if found is not None:
            by_offset.setdefault(int(found[1] or found[2]) - number, set()).add((number, line))
    return {one for group in by_offset.values() if _is_on_most(group, pages) for one in group}


def _running(ends: Sequence[Numbered], pages: int) -> set[Numbered]:
    """The same words at the same height, whatever they count, on more than half of the pages."""
    by_words: dict[str, set[Numbered]] = {}
    for number, line in ends:
        if _LETTER.search(line.text):
            by_words.setdefault(_DIGITS.sub("#", line.text), set()).add((number, line))
    return {one for group in by_words.values() if _is_on_most(group, pages) and _is_level(group) for one in group}


def _is_on_most(group: Collection[Numbered], pages: int) -> bool:
    return len(group) > 1 and 2 * len({number for number, _ in group}) > pages


def _is_level(group: Collection[Numbered]) -> bool:
    tops = [line.box.top for _, line in group]
    return max(tops) - min(tops) <= _NEAR
