"""Masks in a text what says nothing of who wrote it: figures, dates, names, punctuation, and phrases of the law."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

from crawler.domain.normalise import squeeze
from crawler.domain.unit import Unit, UnitKind

VERSION = "1"
"""Counts on when masking or comparing changes: what was compared before is then compared anew."""

_SIZE = 5
_ENDS = re.compile(r"(?<=[。!?;！？；])")
_TITLES = re.compile(r"《[^《》]{1,60}》")
_BRACKETS = re.compile(r"[()〔〕\[\]【】\"]")
_DATES = re.compile(r"[\d.,]+(?:年度?|月份?|日|万?[元条件个项次份期家人场起篇]|%)?")
_NUMERALS = re.compile(r"[二〇零一三四五六七八九]{4}年|第?[一二三四五六七八九十]{1,3}(?:是|、|方面|章|条)")
_OTHER = re.compile(r"[^一-鿿a-zA-Z]")
_FIGURES = re.compile(r"\d+(?:\.\d+)?%?(?!\d*[年月日])")
_LEAST_NAME = 3
_AREA = re.compile(r"(?:人民政府|街道办事处|街道)$")


@dataclass(frozen=True)
class Masked:
    """A section with all masked that says nothing of its author: `sentences` as left over, `printed` as they stood.

    White space, which comes and goes with the width of a page, is in neither.
    `figures` are the numbers that were masked, but for dates, in their order.
    """

    sentences: tuple[str, ...]
    printed: tuple[str, ...]
    figures: tuple[str, ...] = ()

    @cached_property
    def text(self) -> str:
        """What is left, in one piece."""
        return "".join(self.sentences)

    @cached_property
    def pieces(self) -> frozenset[str]:
        """Every run of five characters."""
        return pieces_of(self.text)


def pieces_of(text: str) -> frozenset[str]:
    """Every run of five characters of a masked text."""
    return frozenset(text[start : start + _SIZE] for start in range(len(text) - _SIZE + 1))


class Mask:
    """Masks the texts of units that stand side by side; their names and those of the units above are no likeness."""

    def __init__(self, units: Iterable[Unit]) -> None:
        names = sorted({name for unit in units for name in _names(unit)}, key=lambda name: (-len(name), name))
        self._names = re.compile("|".join(map(re.escape, names))) if names else None

    def __call__(self, text: str) -> Masked:
        """A section as it is compared."""
        sentences = [(squeeze(printed), printed) for printed in _ENDS.split("".join(text.split()))]
        kept = [(left, printed) for plain, printed in sentences if (left := self._left(plain))]
        figures = [figure for plain, _ in sentences for figure in _FIGURES.findall(plain)]
        return Masked(tuple(left for left, _ in kept), tuple(printed for _, printed in kept), tuple(figures))

    def _left(self, plain: str) -> str:
        """What is left of a sentence; nothing of one that is a phrase of the form."""
        words, sentences = _template()
        whole = _BRACKETS.sub("", plain)
        if sentences.search(whole) is not None:
            return ""
        bare = _TITLES.sub("", whole)
        if self._names is not None:
            bare = self._names.sub("", bare)
        return _OTHER.sub("", words.sub("", _NUMERALS.sub("", _DATES.sub("", bare))))


def _names(unit: Unit) -> Iterator[str]:
    """The names of a unit, those of its area, and a department's own without that of the area before it."""
    for name in (unit.name, *unit.aliases):
        plain = squeeze(name)
        short = (
            _AREA.sub("", plain)
            if unit.kind is not UnitKind.DEPARTMENT
            else re.sub(r"^.{1,9}?[省市县区旗州]", "", plain)
        )
        yield from (one for one in (plain, short) if len(one) >= _LEAST_NAME)


@cache
def _template() -> tuple[re.Pattern[str], re.Pattern[str]]:
    said = tomllib.loads((files("monitor.likeness") / "template.toml").read_text("utf-8"))
    words = sorted(said["words"], key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, words))), re.compile("|".join(said["sentences"]))
