"""Pixels: an image as rows of blue, green and red, a mask of one plane, and areas of them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
"""An image: height x width x (blue, green, red)."""

Mask = NDArray[np.uint8]
"""One plane of the same height and width: 255 where something is, else 0."""


@dataclass(frozen=True, slots=True, order=True)
class Area:
    """A rectangle of pixels; right and bottom are the first that no longer belong to it.

    >>> Area(0, 0, 10, 10).common(Area(5, 2, 20, 8))
    Area(left=5, top=2, right=10, bottom=8)
    """

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """How wide it is; negative where two areas have nothing in common."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """How high it is; negative where two areas have nothing in common."""
        return self.bottom - self.top

    @property
    def transposed(self) -> "Area":
        """The same area on the image with rows and columns exchanged."""
        return Area(self.top, self.left, self.bottom, self.right)

    def common(self, other: "Area") -> "Area":
        """What both cover."""
        return Area(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )

    def around(self, other: "Area") -> "Area":
        """The smallest area that covers both."""
        return Area(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def grown(self, by: int) -> "Area":
        """The area with a margin on all sides; a negative one shrinks it."""
        return Area(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def moved(self, right: int, down: int) -> "Area":
        """The area elsewhere."""
        return Area(self.left + right, self.top + down, self.right + right, self.bottom + down)

    def of(self, image: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """The pixels it covers."""
        return image[max(self.top, 0) : max(self.bottom, 0), max(self.left, 0) : max(self.right, 0)]
