"""Running text as checks read it: on one line, in half width, each character tied to where it is printed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from crawler.domain.spellings import WITHOUT_RADICALS

_DROPPED = re.compile(r"[\s\u200b-\u200d\u2060\ufeff\u00ad]+|\*\*|__|^[#>]+", re.MULTILINE)
_PLAIN = {**WITHOUT_RADICALS, **{wide: chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)}}
_QUOTED = re.compile(r"《[^《》]*》|“[^“”]*”|‘[^‘’]*’|「[^「」]*」|『[^『』]*』|\"[^\"]{1,60}\"")
_SENTENCE = re.compile(r"[^。;!?]+[。;!?]?")
_NUMERAL = "[一二三四五六七八九十]"
MARK = (
    rf"(?:\({_NUMERAL}{{1,3}}\)|\(\d{{1,2}}\)|\d{{1,2}}[.、)](?!\d)"
    rf"|{_NUMERAL}{{1,2}}是|{_NUMERAL}{{1,3}}、|第{_NUMERAL}[,、])"
)
"""What numbers a paragraph, in half width."""
_STARTS = re.compile(MARK)
_ENDS = re.compile(r"[。:;!?][”」』\")）]?$")
_LONGEST_SHOWN = 60
_MASK = "□"


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text: as printed, and `plain` with the place in the print of each of its characters."""

    printed: str
    plain: str
    places: tuple[int, ...]

    @property
    def own_words(self) -> str:
        """The plain text with quotations and titles of documents blanked out: the same length, none of their words."""
        return _QUOTED.sub(lambda quoted: _MASK * len(quoted[0]), self.plain)

    def quote(self, start: int, end: int) -> str:
        """The stretch from one character of the plain text up to another, as printed."""
        return self.printed[self.places[start] : self.places[end - 1] + 1] if start < end else ""

    def shown(self, start: int, end: int) -> str:
        r"""The same stretch as a message quotes it: on one line, cut where it is long.

        >>> passage = read_passage("本年度，**我县**没有\n收到申请。")
        >>> passage.plain, passage.shown(0, 8)
        ('本年度,我县没有收到申请。', '本年度，我县没有')
        """
        flat = _DROPPED.sub("", self.quote(start, end))
        return flat if len(flat) <= _LONGEST_SHOWN else f"{flat[:_LONGEST_SHOWN]}…"

    def sentences(self) -> Iterator[tuple[int, int]]:
        """Where each sentence begins and ends; a stop within a quotation ends none."""
        return (found.span() for found in _SENTENCE.finditer(self.own_words))

    def sentence_at(self, place: int) -> tuple[int, int]:
        """The sentence that a character stands in."""
        return next((span for span in self.sentences() if span[0] <= place < span[1]), (place, place + 1))


@lru_cache(maxsize=256)
def read_passage(text: str) -> Passage:
    """A text as one passage."""
    kept = [True] * len(text)
    for dropped in _DROPPED.finditer(text):
        kept[dropped.start() : dropped.end()] = [False] * len(dropped[0])
    places = tuple(place for place, keep in enumerate(kept) if keep)
    return Passage(text, "".join(text[place] for place in places).translate(_PLAIN), places)


@lru_cache(maxsize=64)
def paragraphs(text: str) -> tuple[Passage, ...]:
    r"""The paragraphs of a text whose lines may have been broken at the edge of a page.

    >>> [one.plain for one in paragraphs("（一）平台\n2023\n年改版。\n一是完善\n栏目。")]
    ['(一)平台2023年改版。', '一是完善栏目。']
    """
    grouped: list[list[str]] = []
    for line in text.split("\n"):
        plain = read_passage(line).plain
        if not plain:
            continue
        before = read_passage(grouped[-1][-1]).plain if grouped else ""
        if not grouped or _STARTS.match(plain) or _ENDS.search(before):
            grouped.append([])
        grouped[-1].append(line)
    return tuple(read_passage("\n".join(lines)) for lines in grouped)
