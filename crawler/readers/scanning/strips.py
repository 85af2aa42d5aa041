"""Strips: the pieces of an image that the recogniser is given, each a single line."""

from dataclasses import dataclass

import numpy as np

from crawler.readers.scanning.cells import Field
from crawler.readers.scanning.pixels import Area, Pixels

_PADDING = 6
_LOWEST = 40
_PAPER = 90


@dataclass(frozen=True, slots=True)
class Strip:
    """The pixels of a single line, and the area of the image that they show."""

    area: Area
    pixels: Pixels


def strip_at(image: Pixels, area: Area) -> Strip:
    """The strip of an area as it is."""
    return Strip(area, area.of(image))


def strips_of_field(image: Pixels, field: Field) -> list[Strip]:
    """The lines of a cell, each on paper of its own: nothing from outside the cell, no ruling line."""
    return [Strip(line, _on_paper(image, line, field.interior)) for line in field.lines]


def _on_paper(image: Pixels, line: Area, interior: Area) -> Pixels:
    """A line with a margin; a mere dash gets the height of a line, or it would be blown up to a bar."""
    wanted = line.grown(max(_PADDING, (_LOWEST - line.height) // 2))
    shown = wanted.common(interior)
    paper = np.percentile(shown.of(image), _PAPER)
    canvas = np.full((wanted.height, wanted.width, 3), paper, np.uint8)
    shown.moved(-wanted.left, -wanted.top).of(canvas)[:] = shown.of(image)
    return canvas
