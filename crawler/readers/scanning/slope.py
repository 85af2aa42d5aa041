"""How far the lines of a page are from level, and the page turned until they are."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from crawler.readers.scanning.pixels import Mask, Pixels
from crawler.readers.scanning.turn import Turn

_STEEPEST = 5.0
_COARSE, _FINE = 0.5, 0.05
_WIDTH = 1000


def slope_of(ink: Mask) -> float:
    """By how many degrees a page must be turned to the left for its lines to be level, from -5 to 5.

    Rows and columns of ink have their sharpest profiles where they are level and upright.
    """
    if not ink.any():
        return 0.0
    scale = min(1.0, _WIDTH / ink.shape[1])
    small = np.asarray(cv2.resize(ink, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    coarse = _sharpest(small, np.arange(-_STEEPEST, _STEEPEST + _FINE, _COARSE))
    return _sharpest(small, np.arange(coarse - _COARSE, coarse + _COARSE + _FINE / 2, _FINE))


def levelled(image: Pixels, degrees: float) -> tuple[Pixels, Turn]:
    """The image turned to the left about its middle, with white in its new corners, and the way back."""
    result, matrix = _turned(image, degrees, (255, 255, 255))
    return result, Turn(np.linalg.inv(np.vstack((matrix, (0.0, 0.0, 1.0)))))


def _turned(
    image: NDArray[np.uint8], degrees: float, paper: Sequence[int]
) -> tuple[NDArray[np.uint8], NDArray[np.float64]]:
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    result = cv2.warpAffine(image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=paper)
    return np.asarray(result, dtype=np.uint8), np.asarray(matrix, dtype=np.float64)


def _sharpest(small: Mask, angles: NDArray[np.float64]) -> float:
    gentlest_first = sorted((float(angle) for angle in angles), key=abs)
    return max(gentlest_first, key=lambda angle: _sharpness(small, angle))


def _sharpness(small: Mask, degrees: float) -> float:
    level = _turned(small, degrees, (0,))[0].astype(np.float32)
    profiles = (level.sum(axis=1), level.sum(axis=0))
    return sum(float(np.square(np.diff(profile)).sum()) for profile in profiles)
