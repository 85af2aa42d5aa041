"""Which lines are headings of sections, in the many ways they are numbered, broken and run on."""

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from crawler.domain.normalise import normalise, squeeze
from crawler.domain.spellings import WITHOUT_RADICALS
from crawler.forms import all_forms, outline

_MARKS = r"[#*>\s]*"
_COUNT = r"[一二三四五六七八九十]{1,3}"
_CHINESE = re.compile(rf"{_MARKS}(?:{_COUNT}|[—–－-])\s*[、.．,，]\s*(?P<label>.*)", re.DOTALL)
_PART = re.compile(rf"{_MARKS}第\s*(?:{_COUNT}|\d)\s*(?:部\s*分|章|节)\s*[、.．:：]?\s*(?P<label>.*)", re.DOTALL)
_SPACED = re.compile(rf"{_MARKS}{_COUNT}[\s　]+(?P<label>.*)", re.DOTALL)
_OTHER = re.compile(
    rf"{_MARKS}(?:[（(]\s*(?:{_COUNT}|\d{{1,2}})\s*[)）]|\d{{1,2}}\s*[.．、)）])\s*[、.]?\s*(?P<label>.*)", re.DOTALL
)
_LEADERS = re.compile(r"[.…·．]{3,}[.…·．\s]*\d{0,3}\s*$|…+\s*\d{0,3}\s*$")
_PAGE = re.compile(r"\s+\d{1,3}\s*$")
_TITLE_OF_CONTENTS = frozenset({"目录", "目次"})
_STOPS = re.compile(r"[。:：\s　]+|(?=(?:19|20)\d{2}\s*年)")
_LOOSE = re.compile(r"[、,和及与以的\"\s.。:;*]")
_SENTENCE_MARK = re.compile(r"[。；;！!？?]|[，,：:、]\s*$|\d\s*$")
_LONGEST, _LONGEST_UNKNOWN, _SHORTEST_UNKNOWN, _LONGEST_END = 40, 24, 4, 20


class Strength(IntEnum):
    """How much a line is printed like the heading of a section."""

    BARE = 1
    NUMBERED = 2
    COUNTED = 3


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: `text` is squeezed, `rest` what runs on behind it on its line; it takes one line or two."""

    key: str | None
    text: str
    strength: Strength
    rest: str = ""
    lines: int = 1


def find_heading(line: str, following: str = "") -> Heading | None:
    """The heading that a line is, alone or with the line that follows it.

    >>> find_heading("一、总体情况。2023年，我局…").rest, find_heading("四、政府信息公开行政复议、", "行政诉讼情况").key
    ('2023年，我局…', 's4_disputes')
    >>> find_heading("六、下一步打算").key, find_heading("一、本年新收政府信息公开申请数量")
    (None, None)
    """
    line, following = line.translate(WITHOUT_RADICALS), following.translate(WITHOUT_RADICALS)
    numbered = _numbered(line)
    if numbered is None:
        return _bare(line)
    label, strength = _PAGE.sub("", numbered[0]), numbered[1]
    if strength is Strength.NUMBERED:
        key = _good_labels().get(normalise(label))
        return Heading(key, squeeze(line), strength) if key is not None else None
    if is_in_contents(line):
        return None
    return _known(line, label, strength, following) or _unknown(line, label, strength)


def is_label(text: str) -> bool:
    """Whether a cell of a grid is a numbered heading that we know."""
    heading = find_heading(text)
    return heading is not None and heading.key is not None and heading.strength is Strength.COUNTED


def is_in_contents(line: str) -> bool:
    """Whether a line is one of a table of contents: a heading that we know, with dots behind it."""
    numbered = _numbered(line)
    label = numbered[0] if numbered is not None else line
    return _LEADERS.search(label) is not None and section_of(_LEADERS.sub("", label)) is not None


def is_title_of_contents(line: str) -> bool:
    """Whether a line says that a table of contents follows."""
    return squeeze(line) in _TITLE_OF_CONTENTS


def section_of(label: str) -> str | None:
    """The key of the section that a label names; joints and marks between its words do not count."""
    return _labels().get(_loosely(label))


@cache
def _labels() -> dict[str, str]:
    known = ((label, section.key) for section in outline() for label in (*section.variants, *section.accepted))
    return {_loosely(label): key for label, key in known}


@cache
def _good_labels() -> dict[str, str]:
    """The labels of the form and those as good as they are: what a line must say that is not counted like a heading."""
    return {label: section.key for section in outline() for label in section.accepted}


@cache
def _table_labels() -> frozenset[str]:
    """The labels of the rows of the forms that are numbered like headings, and of the groups of rows."""
    blocks = [block for form in all_forms() for block in form.blocks()]
    labels = {label for block in blocks for row in block.rows for label in (*row.labels, normalise(row.group or ""))}
    return frozenset(re.sub(r"^\([^)]*\)", "", label) for label in labels if label)


def _loosely(label: str) -> str:
    return _LOOSE.sub("", normalise(label))


def _numbered(line: str) -> tuple[str, Strength] | None:
    for pattern in (_CHINESE, _PART):
        if match := pattern.fullmatch(line):
            return match["label"], Strength.COUNTED
    spaced = _SPACED.fullmatch(line)
    if spaced is not None and section_of(spaced["label"]):
        return spaced["label"], Strength.COUNTED
    other = _OTHER.fullmatch(line)
    return (other["label"], Strength.NUMBERED) if other is not None else None


def _bare(line: str) -> Heading | None:
    key = _good_labels().get(normalise(line))
    return Heading(key, squeeze(line), Strength.BARE) if key is not None else None


def _known(line: str, label: str, strength: Strength, following: str) -> Heading | None:
    if 0 < len(squeeze(following)) <= _LONGEST_END and (key := section_of(label + following)):
        return Heading(key, squeeze(line + following), strength, lines=2)
    if len(squeeze(line)) <= _LONGEST and (key := section_of(label)):
        return Heading(key, squeeze(line), strength)
    return _running_on(line, label, strength)


def _running_on(line: str, label: str, strength: Strength) -> Heading | None:
    """A heading behind which its text begins on the same line."""
    for stop in _STOPS.finditer(label):
        if stop.start() > _LONGEST:
            return None
        if key := section_of(label[: stop.start()]):
            number = line[: len(line) - len(label)]
            return Heading(key, squeeze(number + label[: stop.start()]), strength, label[stop.end() :].strip())
    return None


def _unknown(line: str, label: str, strength: Strength) -> Heading | None:
    """A heading with words that no outline knows: short, no sentence, and no row of a table."""
    plain = squeeze(label)
    if strength is not Strength.COUNTED or not _SHORTEST_UNKNOWN <= len(plain) <= _LONGEST_UNKNOWN:
        return None
    if _SENTENCE_MARK.search(label.rstrip("*# ")) or any(_is_of_row(plain, known) for known in _table_labels()):
        return None
    return Heading(None, squeeze(line), strength)


def _is_of_row(plain: str, label: str) -> bool:
    return label.startswith(plain) or plain.startswith(label)
