"""Cells: the fields that ruling lines part a table into, and the lines of ink within them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from crawler.readers.scanning.ink import faint_ink
from crawler.readers.scanning.pixels import Area, Mask, Pixels
from crawler.readers.scanning.ruling import Ruling, lines_drawn

_SMALLEST = 14
_LINE_MARGIN = 3
_FILLED = 0.8
_DUST = 9
_FRINGE = 4
"""So far the shade of a ruling line reaches into a cell."""
_GLYPH = 42
"""How high the largest characters of a table are, in pixels at 216 dpi."""
_HIGHEST_LINE = 60


@dataclass(frozen=True, slots=True)
class Field:
    """One cell of a table on an image: its interior, and where in it lines of ink stand; none in an empty cell."""

    interior: Area
    lines: tuple[Area, ...]


def find_fields(ruling: Ruling, image: Pixels, ink: Mask) -> list[Field]:
    """The cells of a table in reading order; one that spans rows or columns is one field."""
    ruled = lines_drawn(ink.shape, ruling.lines, _LINE_MARGIN)
    inside = np.asarray(cv2.bitwise_and(ink, cv2.bitwise_not(ruled)), dtype=np.uint8)
    interiors = sorted(_interiors(ruling), key=lambda area: (area.top, area.left))
    return [Field(one, tuple(_lines(inside, one)) or _faint_lines(image, one)) for one in interiors]


def _interiors(ruling: Ruling) -> Iterator[Area]:
    """The open spaces between the lines; the sides of a table that the page does not rule close it too."""
    frame = ruling.area
    closed = lines_drawn((frame.bottom + 1, frame.right + 1), ruling.lines, _LINE_MARGIN)
    cv2.rectangle(closed, (frame.left, frame.top), (frame.right, frame.bottom), 255, _LINE_MARGIN)
    closed[: frame.top], closed[:, : frame.left] = 255, 255
    _, _, stats, _ = cv2.connectedComponentsWithStats(cv2.bitwise_not(closed), connectivity=4)
    for x, y, width, height, covered in stats[1:]:
        if min(width, height) >= _SMALLEST and covered >= _FILLED * width * height:
            yield Area(int(x), int(y), int(x + width), int(y + height))


def _faint_lines(image: Pixels, interior: Area) -> tuple[Area, ...]:
    inner = interior.grown(-_FRINGE)
    found = faint_ink(inner.of(image)) if min(inner.width, inner.height) > 0 else None
    return () if found is None else (found.moved(inner.left, inner.top),)


def _lines(inside: Mask, interior: Area) -> Iterator[Area]:
    """The lines that level gaps part the ink of a cell into; dust is no ink."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(interior.of(inside))
    inked = np.isin(labels, [number for number, piece in enumerate(stats) if number and piece[4] > _DUST])
    across = int(np.any(inked, axis=0).sum())
    for top, bottom in _single_lines(_bands(np.any(inked, axis=1)), across):
        columns = np.flatnonzero(inked[top:bottom].any(axis=0))
        if not columns.size:
            continue
        line = Area(int(columns[0]), top, int(columns[-1]) + 1, bottom)
        yield line.moved(interior.left, interior.top)


def _bands(rows: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """From where to where inked rows reach; the strokes of one character, 二, make no lines of their own."""
    turns = np.flatnonzero(np.diff(np.concatenate(([0], rows.astype(np.int8), [0])))).tolist()
    bands: list[tuple[int, int]] = []
    for top, bottom in zip(turns[::2], turns[1::2], strict=True):
        if bands and bottom - bands[-1][0] <= _GLYPH:
            bands[-1] = (bands[-1][0], bottom)
        else:
            bands.append((top, bottom))
    return bands


def _single_lines(bands: list[tuple[int, int]], across: int) -> Iterator[tuple[int, int]]:
    """The bands, with a stack of characters that touch each other cut into its characters: each as high as wide."""
    for top, bottom in bands:
        count = max(1, round((bottom - top) / across)) if bottom - top > _HIGHEST_LINE else 1
        edges = np.linspace(top, bottom, count + 1).round().astype(int).tolist()
        yield from pairwise(edges)
