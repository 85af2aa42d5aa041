"""Ruling lines on a page: long level and upright runs of ink that meet in tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce

import cv2
import numpy as np

from crawler.readers.scanning.pixels import Area, Mask

_SHORTEST_LEVEL, _SHORTEST_UPRIGHT = 80, 44
_SURE_LEVEL, _SURE_UPRIGHT = 200, 100
_GAP = 5
_BREAK = 15
_THICKEST = 16
_REACH = 5


@dataclass(frozen=True, slots=True)
class Ruling:
    """The ruling lines of one table."""

    level: tuple[Area, ...]
    upright: tuple[Area, ...]

    @property
    def lines(self) -> tuple[Area, ...]:
        """All of them."""
        return (*self.level, *self.upright)

    @property
    def area(self) -> Area:
        """The smallest area around all of them."""
        return reduce(Area.around, self.lines)


def find_rulings(ink: Mask) -> list[Ruling]:
    """The ruling lines of every table of a page whose skew is taken out; lines that meet no others are none."""
    level = _runs(ink, _SHORTEST_LEVEL)
    upright = [run.transposed for run in _runs(np.ascontiguousarray(ink.T), _SHORTEST_UPRIGHT)]
    return list(_tables(ink.shape, *_without_strokes(level, upright)))


def lines_drawn(shape: tuple[int, ...], lines: Sequence[Area], margin: int) -> Mask:
    """A mask of these lines, each with a margin around."""
    canvas = np.zeros(shape[:2], np.uint8)
    for line in lines:
        line.grown(margin).of(canvas)[:] = 255
    return canvas


def _runs(ink: Mask, shortest: int) -> list[Area]:
    """Level runs of ink, also through small gaps, and where the run climbs by a pixel or two on its way."""
    bridged = cv2.morphologyEx(_thickened(ink), cv2.MORPH_CLOSE, np.ones((1, _GAP), np.uint8))
    long = cv2.morphologyEx(bridged, cv2.MORPH_OPEN, np.ones((1, shortest), np.uint8))
    joined = cv2.morphologyEx(long, cv2.MORPH_CLOSE, np.ones((1, _BREAK), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    return [
        Area(int(x), int(y), int(x + width), int(y + height))
        for x, y, width, height, _ in stats[1:]
        if height <= _THICKEST
    ]


def _thickened(ink: Mask) -> Mask:
    return np.asarray(cv2.dilate(ink, np.ones((3, 1), np.uint8)), dtype=np.uint8)


def _without_strokes(level: Sequence[Area], upright: Sequence[Area]) -> tuple[list[Area], list[Area]]:
    """Without the strokes of large characters: a short line belongs to a table where both its ends meet others."""
    wide = [line for line in level if line.width >= _SURE_LEVEL]
    high = [line for line in upright if line.height >= _SURE_UPRIGHT]
    high += [
        line
        for line in upright
        if line.height < _SURE_UPRIGHT and _is_held(line.transposed, [other.transposed for other in wide])
    ]
    wide += [line for line in level if line.width < _SURE_LEVEL and _is_held(line, high)]
    return wide, high


def _is_held(line: Area, others: Sequence[Area]) -> bool:
    """Whether both ends of a level line touch upright ones; for an upright line, both transposed."""
    ends = (replace(line, right=line.left + 1), replace(line, left=line.right - 1))
    return all(any(_touch(end.grown(_REACH), other) for other in others) for end in ends)


def _touch(one: Area, other: Area) -> bool:
    shared = one.common(other)
    return shared.width > 0 and shared.height > 0


def _tables(shape: tuple[int, ...], level: Sequence[Area], upright: Sequence[Area]) -> Iterator[Ruling]:
    _, labels = cv2.connectedComponents(lines_drawn(shape, [*level, *upright], _REACH))
    groups: dict[int, tuple[list[Area], list[Area]]] = {}
    for kind, lines in enumerate((level, upright)):
        for line in lines:
            groups.setdefault(int(labels[line.top, line.left]), ([], []))[kind].append(line)
    for wide, high in groups.values():
        if len(wide) > 1 and len(high) > 1:
            yield Ruling(tuple(wide), tuple(high))
