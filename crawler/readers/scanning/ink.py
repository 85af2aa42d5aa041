"""Ink: what on a page is darker than its paper."""

import cv2
import numpy as np

from crawler.readers.scanning.pixels import Area, Mask, Pixels

_NEIGHBOURHOOD = 61
_CONTRAST = 14
_SMOOTHING = 4
_FAINTEST, _OUTSTANDING = 8.0, 5.0
"""Grain on empty paper goes to 4.1 deviations on the worst of scans; a slash on it begins at 6."""
_DEVIATIONS, _LEAST_GRAIN = 1.48, 0.3
_SEAL_SIDES = (180, 700)
_SEAL_JOIN = 21
_SATURATED = 70
_REDS = ((0, 12), (160, 180))


def ink_of(image: Pixels) -> Mask:
    """Where the page is darker than the paper around, whatever its shade."""
    grey = cv2.GaussianBlur(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), (3, 3), 0)
    ink = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, _NEIGHBOURHOOD, _CONTRAST)
    return np.asarray(ink, dtype=np.uint8)


def faint_ink(interior: Pixels) -> Area | None:
    """Where within an area, that holds no ink at first sight, something stands out of its paper all the same."""
    grey = cv2.cvtColor(interior, cv2.COLOR_BGR2GRAY).astype(np.float32)
    smooth = np.asarray(cv2.GaussianBlur(grey, (0, 0), _SMOOTHING), dtype=np.float32)
    shade = float(np.median(smooth)) - smooth
    deepest, grain = float(shade.max()), _DEVIATIONS * float(np.median(np.abs(shade))) + _LEAST_GRAIN
    if deepest < max(_FAINTEST, _OUTSTANDING * grain):
        return None
    rows, columns = np.nonzero(shade > deepest / 2)
    return Area(int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1)


def without_seals(image: Pixels) -> Pixels:
    """The page without its red seals; the dark text below them stays, and so does red text elsewhere."""
    seals = _seals(_red(image))
    if not seals:
        return image
    cleaned = image.copy()
    for seal in seals:
        part = seal.of(cleaned)
        part[:] = part[:, :, 2:3]
    return cleaned


def _red(image: Pixels) -> Mask:
    hue, saturation, value = cv2.split(cv2.cvtColor(image, cv2.COLOR_BGR2HSV))
    reddish = np.logical_or.reduce([(hue >= first) & (hue <= last) for first, last in _REDS])
    return np.where(reddish & (saturation > _SATURATED) & (value > _SATURATED), 255, 0).astype(np.uint8)


def _seals(red: Mask) -> list[Area]:
    """Patches of red as large and about as wide as high as a seal is."""
    joined = cv2.dilate(red, np.ones((_SEAL_JOIN, _SEAL_JOIN), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    areas = [Area(int(x), int(y), int(x + width), int(y + height)) for x, y, width, height, _ in stats[1:]]
    smallest, largest = _SEAL_SIDES
    return [
        area
        for area in areas
        if smallest <= min(area.width, area.height)
        and max(area.width, area.height) <= largest
        and max(area.width, area.height) <= 1.6 * min(area.width, area.height)
    ]
