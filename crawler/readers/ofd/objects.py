"""The objects on a page of OFD: characters and lines, from their own millimetres to points on the page."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, pairwise, repeat, zip_longest
from unicodedata import east_asian_width

from lxml import etree

from crawler.domain.report import Box
from crawler.readers.geometry import Rule, Word

POINTS_PER_MILLIMETRE = 72 / 25.4
_UPRIGHT = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_CORNER_AND_SIZE = 4
_ABOVE, _BELOW = 0.85, 0.15
_THIN = 1.0
_SLANT = 0.5
_LINE_WIDTH = 0.353
_MOST_DELTAS = 10_000
_FARTHEST = 1e5
_ARGUMENTS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_OFF = frozenset({"false", "0"})
_WIDE = frozenset({"W", "F", "A"})

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """Where an object lies on its page, in millimetres, and how it is turned and stretched there."""

    left: float
    top: float
    width: float
    height: float
    matrix: tuple[float, ...]

    @classmethod
    def of(cls, element: etree._Element, origin: Point) -> "Frame | None":
        """The frame of an object on a page whose upper left corner is at `origin`; None where it has none."""
        boundary = numbers(element.get("Boundary"))
        matrix = numbers(element.get("CTM"))
        if len(boundary) != _CORNER_AND_SIZE:
            return None
        left, top, width, height = boundary
        turned = tuple(matrix) if len(matrix) == len(_UPRIGHT) else _UPRIGHT
        return cls(left - origin[0], top - origin[1], width, height, turned)

    @property
    def box(self) -> Box:
        """The whole object, in points."""
        return _box([(self.left, self.top), (self.left + self.width, self.top + self.height)])

    def around(self, *points: Point) -> Box:
        """The box around points of the object, in points of the page."""
        return _box([self._placed(point) for point in points])

    def _placed(self, point: Point) -> Point:
        (x, y), (a, b, c, d, e, f) = point, self.matrix
        return self.left + a * x + c * y + e, self.top + b * x + d * y + f


def numbers(text: str | None) -> list[float]:
    """The numbers of an attribute; none where one of them is no number, or too large to be on paper.

    >>> numbers("10 20.5 3e1"), numbers("1 x"), numbers("nan"), numbers(None)
    ([10.0, 20.5, 30.0], [], [], [])
    """
    try:
        found = [float(word) for word in (text or "").split()]
    except ValueError:
        return []
    return found if all(math.isfinite(number) and abs(number) < _FARTHEST for number in found) else []


def is_shown(element: etree._Element) -> bool:
    """Whether an object is to be seen."""
    return element.get("Visible", "true").lower() not in _OFF and element.get("Alpha") != "0"


def deltas(text: str | None) -> list[float]:
    """The steps from character to character, `g` with a count and a step standing for so many.

    >>> deltas("3.5 g 3 2 7")
    [3.5, 2.0, 2.0, 2.0, 7.0]
    """
    words = iter((text or "").split())
    steps: list[float] = []
    for word in words:
        count, step = (numbers(next(words, "")), numbers(next(words, ""))) if word == "g" else ([1.0], numbers(word))
        if not count or not step:
            return steps
        steps.extend(step * max(min(int(count[0]), _MOST_DELTAS - len(steps)), 0))
    return steps[:_MOST_DELTAS]


def characters_of(element: etree._Element, origin: Point) -> Iterator[Word]:
    """The characters of a text object, each with its box, in the order they are written."""
    frame = Frame.of(element, origin)
    size = numbers(element.get("Size"))
    if frame is None or len(size) != 1 or size[0] <= 0:
        return
    start: Point = (0.0, 0.0)
    for code in element.iterchildren("{*}TextCode"):
        start = (_first(code.get("X"), start[0]), _first(code.get("Y"), start[1]))
        yield from _characters(code, frame, size[0], start)


def rules_of(element: etree._Element, origin: Point) -> Iterator[Rule]:
    """The level and upright lines of a path object, and what it fills where that is as thin as a line."""
    frame = Frame.of(element, origin)
    if frame is None:
        return
    outlines = list(_outlines(element.findtext("{*}AbbreviatedData") or ""))
    if element.get("Stroke", "true").lower() not in _OFF:
        half = _first(element.get("LineWidth"), _LINE_WIDTH) * POINTS_PER_MILLIMETRE / 2
        for outline in outlines:
            boxes = (frame.around(*ends) for ends in pairwise(outline))
            yield from (Rule(_thickened(box, half)) for box in boxes if _is_straight(box))
    elif element.get("Fill", "false").lower() not in _OFF:
        boxes = (frame.around(*outline) for outline in outlines if len(outline) > 1)
        yield from (Rule(box) for box in boxes if _is_straight(box, _THIN * POINTS_PER_MILLIMETRE))


def _characters(code: etree._Element, frame: Frame, size: float, start: Point) -> Iterator[Word]:
    x, y = start
    text = "".join((code.text or "").splitlines())
    steps = zip_longest(deltas(code.get("DeltaX")), deltas(code.get("DeltaY")))
    for character, (right, down) in zip(text, chain(steps, repeat((None, None))), strict=False):
        width = size if east_asian_width(character) in _WIDE else size / 2
        shown = min(width, right) if right else width
        yield Word(character, frame.around((x, y - _ABOVE * size), (x + shown, y + _BELOW * size)))
        x += width if right is None and down is None else right or 0.0
        y += down or 0.0


def _outlines(data: str) -> Iterator[list[Point]]:
    """The outlines that a path draws, corner by corner; of a curve only its end."""
    outline: list[Point] = []
    for operator, arguments in _operations(data):
        if operator in ("M", "S"):
            yield outline
            outline = [(arguments[0], arguments[1])]
        elif operator == "C":
            outline.extend(outline[:1])
        else:
            outline.append((arguments[-2], arguments[-1]))
            if operator != "L":
                yield outline[:-1]
                outline = outline[-1:]
    yield outline


def _operations(data: str) -> Iterator[tuple[str, list[float]]]:
    """The operations of a path with their arguments, up to the first that is broken."""
    words = iter(data.split())
    for operator in words:
        count = _ARGUMENTS.get(operator)
        arguments = numbers(" ".join(islice(words, count))) if count else []
        if count is None or len(arguments) != count:
            return
        yield operator, arguments


def _is_straight(box: Box, thickness: float = _SLANT) -> bool:
    """Whether a box is long one way and thin the other."""
    across, down = box.right - box.left, box.bottom - box.top
    return min(across, down) <= thickness < max(across, down)


def _thickened(box: Box, half: float) -> Box:
    """A line of no width with its own; it does not grow longer."""
    if box.right - box.left >= box.bottom - box.top:
        return Box(box.left, box.top - half, box.right, box.bottom + half)
    return Box(box.left - half, box.top, box.right + half, box.bottom)


def _first(text: str | None, otherwise: float) -> float:
    return next(iter(numbers(text)), otherwise)


def _box(points: Sequence[Point]) -> Box:
    across, down = ([place * POINTS_PER_MILLIMETRE for place in axis] for axis in zip(*points, strict=True))
    return Box(min(across), min(down), max(across), max(down))
