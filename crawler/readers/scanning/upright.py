"""Turning a page upright: by quarters where it was scanned sideways or upside down, by degrees where aslant."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from crawler.readers.scanning.engine import detect, looks_turned
from crawler.readers.scanning.ink import ink_of, without_seals
from crawler.readers.scanning.pixels import Area, Pixels
from crawler.readers.scanning.slope import levelled, slope_of
from crawler.readers.scanning.turn import Turn, half_turn, quarter_turn, scaling

_LONG = 2
_ASKED = 12
_LEVEL = 0.02


@dataclass(frozen=True, slots=True)
class UprightPage:
    """A page as it is read: its image, where lines of text were detected, and the way back."""

    image: Pixels
    detected: tuple[Area, ...]
    turn: Turn


def upright(image: Pixels) -> UprightPage:
    """The page turned so that its lines are level and its characters stand on their feet."""
    page = _level(image)
    if _is_sideways(page.detected):
        height = page.image.shape[0]
        page = _detected(np.rot90(page.image, -1), quarter_turn(height).then(page.turn))
    if looks_turned(_longest(page)):
        height, width = page.image.shape[:2]
        page = _detected(np.rot90(page.image, 2), half_turn(width, height).then(page.turn))
    return page


def _level(image: Pixels) -> UprightPage:
    slope = slope_of(ink_of(image))
    if abs(slope) < _LEVEL:
        return _detected(image, scaling(1.0))
    return _detected(*levelled(image, slope))


def _detected(image: Pixels, turn: Turn) -> UprightPage:
    image = np.ascontiguousarray(image)
    return UprightPage(image, tuple(detect(without_seals(image))), turn)


def _is_sideways(areas: Sequence[Area]) -> bool:
    """Whether more of the lines run down the page than across."""
    high = sum(area.height >= _LONG * area.width for area in areas)
    wide = sum(area.width >= _LONG * area.height for area in areas)
    return high > wide


def _longest(page: UprightPage) -> list[Pixels]:
    long = sorted(page.detected, key=lambda area: -area.width)[:_ASKED]
    return [area.of(page.image) for area in long]
