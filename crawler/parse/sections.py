"""The six sections under their many headings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from crawler.domain.document import Document, Grid
from crawler.domain.normalise import squeeze
from crawler.domain.report import Section
from crawler.parse.headings import Heading, Strength, find_heading, is_in_contents, is_label, is_title_of_contents

_SENTENCE_END = "。"
_FEWEST_IN_CONTENTS = 3


@dataclass(frozen=True, slots=True)
class _Found:
    """A heading, and the lines it spans: those from `first` up to `end`."""

    heading: Heading
    first: int
    end: int


def read_sections(document: Document) -> tuple[Section, ...]:
    """The sections in the order they are printed; the figures of tables do not count as their text.

    A heading is known by its words, whatever its number. One that is numbered like the others and has words that no
    outline knows opens a section without a key.
    """
    lines, found = _read(document)
    ends = [*(one.first for one in found[1:]), len(lines)]
    return tuple(
        Section(
            one.heading.key,
            one.heading.text,
            "\n".join(text for text in (one.heading.rest, *_text(lines[one.end : end])) if text),
        )
        for one, end in zip(found, ends, strict=False)
    )


def read_preface(document: Document) -> str:
    """What stands in front of the first section."""
    lines, found = _read(document)
    return "\n".join(_text(lines[: found[0].first] if found else lines))


def _read(document: Document) -> tuple[list[str], list[_Found]]:
    lines = list(_lines(document))
    return lines, _strongest(_without_contents(list(_headings(lines)), lines))


def _lines(document: Document) -> Iterator[str]:
    """The paragraphs, and what in grids is no table: headings, and the prose below one of them."""
    for block in document.blocks:
        if isinstance(block, Grid):
            yield from _prose_of_grid(block)
        else:
            yield block.text


def _prose_of_grid(grid: Grid) -> Iterator[str]:
    is_open = False
    for row in grid.rows:
        cells = list(dict.fromkeys(cell.strip() for cell in row if cell.strip()))
        is_prose = bool(cells) and all(_SENTENCE_END in cell for cell in cells[1:])
        if is_prose and is_label(cells[0]):
            is_open = True
            yield from cells
        elif is_open and is_prose and _SENTENCE_END in cells[0]:
            yield from cells


def _headings(lines: Sequence[str]) -> Iterator[_Found]:
    index = 0
    while index < len(lines):
        following = lines[index + 1] if index + 1 < len(lines) else ""
        heading = find_heading(lines[index], following)
        end = index + (heading.lines if heading is not None else 1)
        if heading is not None:
            yield _Found(heading, index, end)
        index = end


def _without_contents(found: list[_Found], lines: Sequence[str]) -> list[_Found]:
    """The headings without those of a table of contents: a run of them with nothing between, that all come again."""
    announced = bool(found) and any(map(is_title_of_contents, lines[: found[0].first]))
    fewest = _FEWEST_IN_CONTENTS - 1 if announced else _FEWEST_IN_CONTENTS
    length = _length_of_run(found)
    while length >= fewest:
        names, later = ([_name(one) for one in part] for part in (found[:length], found[length:]))
        if len(set(names)) == length and set(names) <= set(later):
            return found[length:]
        length -= 1
    return found


def _length_of_run(found: Sequence[_Found]) -> int:
    for index, (one, after) in enumerate(pairwise(found), start=1):
        if one.end != after.first or one.heading.rest:
            return index
    return len(found)


def _name(one: _Found) -> str:
    return one.heading.key or squeeze(one.heading.text)


def _strongest(found: Sequence[_Found]) -> list[_Found]:
    """Of the headings of one section only those printed most like one: a line of its words may be a mere mention."""
    styles = _styles(found)
    best: dict[str | None, Strength] = {}
    for one in styles:
        best[one.heading.key] = max(one.heading.strength, best.get(one.heading.key, one.heading.strength))
    return _once([one for one in styles if one.heading.strength is best[one.heading.key]])


def _styles(found: Sequence[_Found]) -> list[_Found]:
    """The headings without those numbered like paragraphs, （一） or 1., where most sections are numbered 一、."""
    keys = {
        strength: {one.heading.key for one in found if one.heading.key and one.heading.strength is strength}
        for strength in Strength
    }
    if len(keys[Strength.NUMBERED]) > len(keys[Strength.COUNTED]):
        return list(found)
    return [one for one in found if one.heading.strength is not Strength.NUMBERED]


def _once(found: Sequence[_Found]) -> list[_Found]:
    """A heading that is printed twice in a row is one."""
    kept: list[_Found] = []
    for one in found:
        last = kept[-1] if kept else None
        if last is not None and _name(last) == _name(one) and last.end == one.first and not last.heading.rest:
            kept[-1] = replace(last, end=one.end, heading=replace(last.heading, rest=one.heading.rest))
        else:
            kept.append(one)
    return kept


def _text(lines: Sequence[str]) -> Iterator[str]:
    return (line for line in lines if not is_in_contents(line))
