"""Ruling lines as they are drawn, twice, in dashes or cell by cell, become whole lines, and meeting lines a ruling."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import inf

from crawler.readers.geometry.layout import Rule

REACH = 3.0
"""Points by which lines may miss each other and still meet, or lie apart and still be one."""
_DASH = 4.0
_SHORTEST = 6.0
_DOT = 2.0
_MOST_LINES = 600


@dataclass(frozen=True, slots=True)
class Stretch:
    """A straight piece of line: how far across the page it lies, and from where to where it runs."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Ruling:
    """Lines that meet: those of one table, or of a frame; `is_cut_below` where no line closes it at its foot."""

    levels: tuple[Stretch, ...]
    uprights: tuple[Stretch, ...]
    is_cut_below: bool = False


def rulings_of(rules: Iterable[Rule]) -> tuple[Ruling, ...]:
    """The rulings of a page, their open ends closed; none where the lines are so many that they are a drawing."""
    levels, uprights = _stretches(rules)
    if max(len(levels), len(uprights)) > _MOST_LINES:
        return ()
    return tuple(_closed(ruling) for ruling in _with_strays(list(_meeting(levels, uprights))))


def _stretches(rules: Iterable[Rule]) -> tuple[list[Stretch], list[Stretch]]:
    levels: list[Stretch] = []
    uprights: list[Stretch] = []
    for rule in rules:
        box = rule.box
        dot = max(box.right - box.left, box.bottom - box.top) < _DOT
        if rule.is_level or dot:
            levels.append(Stretch((box.top + box.bottom) / 2, box.left, box.right))
        if not rule.is_level or dot:
            uprights.append(Stretch((box.left + box.right) / 2, box.top, box.bottom))
    return _merged(levels), _merged(uprights)


def _merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Pieces that lie on one another or follow each other become one line, in the middle of all."""
    grown: list[_Growing] = []
    for group in _side_by_side(sorted(stretches, key=_order)):
        grown.extend(_grown(sorted(group, key=lambda one: one.start)))
    lines = (Stretch(one.total / one.pieces, one.start, one.end) for one in grown)
    return [line for line in lines if line.end - line.start >= _SHORTEST]


def _side_by_side(stretches: Iterable[Stretch]) -> Iterator[list[Stretch]]:
    """Groups so far apart that nothing in one can lie beside anything in another."""
    group: list[Stretch] = []
    for one in stretches:
        if group and one.at - group[-1].at > REACH:
            yield group
            group = []
        group.append(one)
    if group:
        yield group


@dataclass(slots=True)
class _Growing:
    """A line that further pieces may lengthen; it lies where its first piece lies."""

    at: float
    start: float
    end: float
    total: float
    pieces: int = 1

    def takes(self, one: Stretch) -> bool:
        return abs(one.at - self.at) <= REACH and one.start <= self.end + _DASH

    def take(self, one: Stretch) -> None:
        self.end, self.total, self.pieces = max(self.end, one.end), self.total + one.at, self.pieces + 1


def _grown(pieces: Iterable[Stretch]) -> list[_Growing]:
    grown: list[_Growing] = []
    growing: list[_Growing] = []
    for one in pieces:
        growing = [line for line in growing if one.start <= line.end + _DASH]
        nearest = min(
            (line for line in growing if line.takes(one)), key=lambda line: abs(line.at - one.at), default=None
        )
        if nearest is not None:
            nearest.take(one)
        else:
            line = _Growing(one.at, one.start, one.end, one.at)
            growing.append(line)
            grown.append(line)
    return grown


@dataclass(slots=True)
class _Meeting:
    levels: list[Stretch] = field(default_factory=list)
    uprights: list[Stretch] = field(default_factory=list)


def _meeting(levels: Sequence[Stretch], uprights: Sequence[Stretch]) -> Iterator[Ruling]:
    """The lines in groups of those that meet, directly or through others."""
    left_levels, left_uprights = set(levels), set(uprights)
    for upright in uprights:
        if upright not in left_uprights:
            continue
        left_uprights.discard(upright)
        group = _Meeting(uprights=[upright])
        waiting: list[tuple[bool, Stretch]] = [(False, upright)]
        while waiting:
            is_level, one = waiting.pop()
            others, kept = (left_uprights, group.uprights) if is_level else (left_levels, group.levels)
            met = {other for other in others if _meet(one, other)}
            others -= met
            kept.extend(met)
            waiting.extend((not is_level, other) for other in met)
        yield Ruling(tuple(sorted(group.levels, key=_order)), tuple(sorted(group.uprights, key=_order)))


def _order(one: Stretch) -> tuple[float, float]:
    return one.at, one.start


def _meet(one: Stretch, across: Stretch) -> bool:
    return one.start - REACH <= across.at <= one.end + REACH and across.start - REACH <= one.at <= across.end + REACH


def _with_strays(rulings: Sequence[Ruling]) -> Iterator[Ruling]:
    """A line that meets none belongs to the ruling that is as high: a cell as long as the page has no level sides."""
    strays = [ruling.uprights[0] for ruling in rulings if not ruling.levels]
    for ruling in rulings:
        if ruling.levels:
            start, end = min(one.start for one in ruling.uprights), max(one.end for one in ruling.uprights)
            as_high = [one for one in strays if abs(one.start - start) <= REACH and abs(one.end - end) <= REACH]
            yield replace(ruling, uprights=tuple(sorted((*ruling.uprights, *as_high), key=_order)))


def _closed(ruling: Ruling) -> Ruling:
    """Where lines run on beyond the last that crosses them, and end alike, the page or the style left a side open."""
    levels, uprights = ruling.levels, ruling.uprights
    above, below = _closing(uprights, levels, at_end=False), _closing(uprights, levels, at_end=True)
    before, behind = _closing(levels, uprights, at_end=False), _closing(levels, uprights, at_end=True)
    return Ruling((*levels, *above, *below), (*uprights, *before, *behind), is_cut_below=bool(below))


def _closing(lines: Sequence[Stretch], across: Sequence[Stretch], *, at_end: bool) -> tuple[Stretch, ...]:
    """The lines that close what is open where lines begin, or end."""
    tips = [Stretch(line.end if at_end else line.start, line.at, line.at) for line in lines]
    open_tips = {tip for tip, line in zip(tips, lines, strict=True) if _is_open(tip, line, across)}
    return tuple(
        Stretch(sum(tip.at for tip in group) / len(group), group[0].start, group[-1].end)
        for group in (sorted(group, key=lambda tip: tip.start) for group in _side_by_side(sorted(tips, key=_order)))
        if len(group) > 1 and not open_tips.isdisjoint(group)
    )


def _is_open(tip: Stretch, line: Stretch, across: Iterable[Stretch]) -> bool:
    """Whether a line ends well beyond all that cross it."""
    return min((abs(one.at - tip.at) for one in across if _meet(line, one)), default=inf) > _SHORTEST
