"""How large a page is to be read: its characters as high as those of a page of 10 to 16 points at 216 dpi."""

import cv2
import numpy as np

from crawler.readers.scanning.ink import ink_of
from crawler.readers.scanning.pixels import Pixels

_HEIGHT = 31.0
_AS_IT_IS = (0.7, 1.6)
_SMALLEST, _LARGEST = 1 / 6, 4.0
_MOST_PIXELS = 20_000_000
_LOWEST, _HIGHEST = 4, 400
_SLIMMEST, _WIDEST = 4, 15
"""A stroke is at most so many times as high as wide; characters that run into each other, so many times as wide."""
_FEW = 8
"""With fewer pieces of ink than this, a page says nothing of the size of its characters."""


def reading_size(image: Pixels) -> tuple[Pixels, float]:
    """The image as large as it is read best, and by how much it was enlarged."""
    factor = min(_factor(image), (_MOST_PIXELS / (image.shape[0] * image.shape[1])) ** 0.5)
    if factor == 1.0:
        return image, factor
    way = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    sides = [max(1, round(side * factor)) for side in (image.shape[1], image.shape[0])]
    return np.asarray(cv2.resize(image, sides, interpolation=way), dtype=np.uint8), factor


def _factor(image: Pixels) -> float:
    height = _character_height(image)
    if height is None or _AS_IT_IS[0] <= height / _HEIGHT <= _AS_IT_IS[1]:
        return 1.0
    return min(max(_HEIGHT / height, _SMALLEST), _LARGEST)


def _character_height(image: Pixels) -> float | None:
    """How high most of the pieces of ink are that may be characters."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink_of(image))
    widths, heights = stats[1:, 2], stats[1:, 3]
    shaped = (widths <= _WIDEST * heights) & (heights <= _SLIMMEST * widths)
    likely = heights[shaped & (heights >= _LOWEST) & (heights <= _HIGHEST)]
    return float(np.median(likely)) if likely.size >= _FEW else None
