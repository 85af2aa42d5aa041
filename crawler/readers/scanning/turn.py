"""The way back from a page as it is read, upright, to the page as it was scanned."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from crawler.domain.document import Document, Grid, Paragraph
from crawler.domain.report import Box, Place


@dataclass(frozen=True, slots=True)
class Turn:
    """Where each point of an upright page stands on the scanned one, as a matrix for (x, y, 1)."""

    matrix: NDArray[np.float64]

    def then(self, further: "Turn") -> "Turn":
        """The way back, and from there a further one."""
        return Turn(further.matrix @ self.matrix)

    def back(self, box: Box) -> Box:
        """The box around all that a box of the upright page covers on the scanned one.

        >>> quarter_turn(height=100).back(Box(0, 0, 20, 10))
        Box(left=0.0, top=80.0, right=10.0, bottom=100.0)
        """
        corners = [(x, y, 1.0) for x in (box.left, box.right) for y in (box.top, box.bottom)]
        points = np.array(corners) @ self.matrix.T
        (left, top), (right, bottom) = points[:, :2].min(axis=0), points[:, :2].max(axis=0)
        return Box(float(left), float(top), float(right), float(bottom))


def scaling(factor: float) -> Turn:
    """The way back to a page that is larger by a factor."""
    return Turn(np.diag((factor, factor, 1.0)))


def quarter_turn(height: float) -> Turn:
    """The way back to a page of that height that was turned by a quarter to the right."""
    return Turn(np.array(((0.0, 1.0, 0.0), (-1.0, 0.0, height), (0.0, 0.0, 1.0))))


def half_turn(width: float, height: float) -> Turn:
    """The way back to a page of that size that stood on its head."""
    return Turn(np.array(((-1.0, 0.0, width), (0.0, -1.0, height), (0.0, 0.0, 1.0))))


def turned_back(document: Document, turns: Mapping[int, Turn]) -> Document:
    """The document with its boxes where they stand on the scanned pages; the turns by the numbers of the pages."""
    return replace(document, blocks=tuple(_block_back(block, turns) for block in document.blocks))


def _block_back(block: Paragraph | Grid, turns: Mapping[int, Turn]) -> Paragraph | Grid:
    if isinstance(block, Paragraph):
        return replace(block, place=_place_back(block.place, turns))
    return replace(block, places=tuple(tuple(_place_back(place, turns) for place in row) for row in block.places))


def _place_back(place: Place, turns: Mapping[int, Turn]) -> Place:
    turn = turns.get(place.page or 0)
    return place if turn is None or place.box is None else replace(place, box=turn.back(place.box))
