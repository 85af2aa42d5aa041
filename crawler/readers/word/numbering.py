"""The numbers that Word prints in front of paragraphs and that stand in no text: 一、 and （一） and 1."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from crawler.readers.word.markup import is_on, name, number_of, value_of
from crawler.readers.word.styles import Styles

_DIGITS = "〇一二三四五六七八九"
_SCALES = ((1000, "千"), (100, "百"), (10, "十"), (1, ""))
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_LETTERS = 26


def chinese(number: int) -> str:
    """A number below ten thousand as it is counted in Chinese.

    >>> [chinese(number) for number in (1, 10, 12, 20, 25, 103, 110)]
    ['一', '十', '十二', '二十', '二十五', '一百〇三', '一百一十']
    """
    if not 0 < number < 10_000:
        return str(number)
    places = ((number // scale % 10, scale, sign) for scale, sign in _SCALES)
    written = "".join(f"{_DIGITS[digit]}{sign}" if digit else "〇" for digit, _, sign in places)
    plain = re.sub("〇+", "〇", written).strip("〇")
    return plain.removeprefix("一") if 10 <= number < 20 else plain


def _letter(number: int) -> str:
    return (
        chr(ord("a") + (number - 1) % _LETTERS) * ((number - 1) // _LETTERS + 1) if 0 < number < 1000 else str(number)
    )


def _roman(number: int) -> str:
    written, left = "", number if number < 1000 else 0
    for size, sign in _ROMAN:
        written, left = written + sign * (left // size), left % size
    return written


def _sign(first: int, size: int) -> Callable[[int], str]:
    """Counting with signs that stand in a row, such as ①."""
    return lambda number: chr(first + number - 1) if 0 < number <= size else str(number)


_WRITTEN: Mapping[str, Callable[[int], str]] = {
    **dict.fromkeys(("chineseCounting", "chineseCountingThousand", "japaneseCounting"), chinese),
    **dict.fromkeys(("taiwaneseCounting", "taiwaneseCountingThousand", "koreanCounting"), chinese),
    **dict.fromkeys(
        ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"),
        lambda number: "".join(_DIGITS[int(digit)] for digit in str(number)),
    ),
    "ideographTraditional": lambda number: _STEMS[number - 1] if 0 < number <= len(_STEMS) else str(number),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _sign(0x2460, 20)),
    "decimalEnclosedParen": _sign(0x2474, 20),
    "decimalEnclosedFullstop": _sign(0x2488, 20),
    **dict.fromkeys(("decimalFullWidth", "decimalFullWidth2"), lambda number: str(number).translate(_FULL_WIDTH)),
    "decimalZero": lambda number: f"{number:02d}",
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    **dict.fromkeys(("none", "bullet"), lambda _: ""),
}


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts, and what it prints: `text` has %1 where the number of level 1 stands."""

    start: int
    form: str
    text: str
    restarts: bool
    is_plain: bool
    style: str | None


@dataclass(slots=True)
class _List:
    """The levels of a list, and how far each has counted."""

    levels: Mapping[int, Level]
    counts: dict[int, int] = field(default_factory=dict)

    def step(self, level: int, start: int | None) -> None:
        """Count one paragraph; `start` begins anew. What stands below starts again."""
        first = self.levels[level].start
        self.counts[level] = start if start is not None else self.counts.get(level, first - 1) + 1
        for deeper in [key for key in self.counts if key > level and self.levels[key].restarts]:
            del self.counts[deeper]

    def written(self, level: int) -> str:
        """What is printed at a level now."""
        own = self.levels[level]
        if own.form == "bullet":
            return ""
        return re.sub(r"%([1-9])", lambda mark: self._count(int(mark[1]) - 1, own), own.text)

    def _count(self, level: int, own: Level) -> str:
        if level not in self.levels:
            return ""
        form = "decimal" if own.is_plain else self.levels[level].form
        return _WRITTEN.get(form, str)(self.counts.get(level, self.levels[level].start))


class Numbering:
    """Counts the numbered paragraphs of a document; each must be shown to it once, in order."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        whole = root if root is not None else etree.Element("none")
        self._uses = {use.get(name("numId"), ""): use for use in whole.iter(name("num"))}
        self._definitions = {found.get(name("abstractNumId"), ""): found for found in whole.iter(name("abstractNum"))}
        self._lists: dict[str, _List] = {}
        self._begun: set[tuple[str, int]] = set()

    def number(self, paragraph: etree._Element) -> str:
        """What Word prints in front of a paragraph; "" for one that is not numbered."""
        use, level = self._use(paragraph)
        definition = self._definition(use) if use is not None else None
        if use is None or definition is None:
            return ""
        counted = self._lists.setdefault(definition, _List(_levels(self._definitions[definition])))
        level = self._level(counted, level, value_of(paragraph, "pPr", "pStyle"))
        if level not in counted.levels:
            return ""
        counted.step(level, self._new_start(use, level))
        return counted.written(level)

    def _use(self, paragraph: etree._Element) -> tuple[str | None, int | None]:
        """The list and the level of a paragraph, said by itself or by its style; list 0 is none."""
        own = paragraph.find(f"{name('pPr')}/{name('numPr')}")
        of_style = self._styles.numbering(value_of(paragraph, "pPr", "pStyle"))
        said = (*((own,) if own is not None else ()), *(numbering for _, numbering in of_style))
        use = next((text for place in said if (text := value_of(place, "numId")) is not None), None)
        level = next((digit for place in said if (digit := number_of(place, "ilvl")) is not None), None)
        return (None, None) if use in (None, "0") else (use, level)

    def _definition(self, use: str) -> str | None:
        """The definition that a list uses; one that only names a style is where that style's list is."""
        for _ in range(2):
            found = value_of(self._uses.get(use), "abstractNumId")
            link = value_of(self._definitions.get(found or ""), "numStyleLink")
            if link is None:
                return found if found in self._definitions else None
            use = next((value_of(place, "numId") or "" for _, place in self._styles.numbering(link)), "")
        return None

    def _level(self, counted: _List, level: int | None, style: str | None) -> int:
        if level is not None:
            return level
        return next((key for key, own in counted.levels.items() if style is not None and own.style == style), 0)

    def _new_start(self, use: str, level: int) -> int | None:
        """Where a list says that it starts anew: at its first paragraph."""
        overrides = self._uses[use].iterchildren(name("lvlOverride"))
        own = (found for found in overrides if found.get(name("ilvl")) == str(level))
        start = next((number_of(found, "startOverride") for found in own), None)
        if start is None or (use, level) in self._begun:
            return None
        self._begun.add((use, level))
        return start


def _levels(definition: etree._Element) -> dict[int, Level]:
    found = ((level.get(name("ilvl"), ""), level) for level in definition.iterchildren(name("lvl")))
    return {int(key): _level(level) for key, level in found if key.isascii() and key.isdigit()}


def _level(level: etree._Element) -> Level:
    forms = (form.get(name("val"), "") for form in level.iter(name("numFmt")))
    start = number_of(level, "start")
    return Level(
        start=1 if start is None else start,
        form=next((form for form in forms if form != "custom"), "decimal"),
        text=value_of(level, "lvlText") or "",
        restarts=number_of(level, "lvlRestart") != 0,
        is_plain=bool(is_on(level, "isLgl")),
        style=value_of(level, "pStyle"),
    )
