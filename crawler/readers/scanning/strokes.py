"""Strokes: a slash that was taken for a one leans, and a one does not."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from crawler.readers.scanning.cells import Field
from crawler.readers.scanning.figures import ALMOST_SURE
from crawler.readers.scanning.looks import Look, text_of
from crawler.readers.scanning.pixels import Area, Mask

_SINGLE_STROKES = frozenset("1Il|!/")
_UPRIGHT, _LEANING = -0.1, -0.18
"""By how much a stroke moves to the right with each pixel down: a one by -0.03 to 0.1, a slash by -0.2 to -0.6."""


def with_slashes(looks: Sequence[Look], fields: Sequence[Field], ink: Mask) -> list[Look]:
    """The looks, with ones that lean as a slash does made slashes, and ones that lean a little made unsure."""
    return [_straightened(look, field, ink) for look, field in zip(looks, fields, strict=True)]


def _straightened(look: Look, field: Field, ink: Mask) -> Look:
    if len(field.lines) != 1 or text_of(look) not in _SINGLE_STROKES:
        return look
    slant = _slant(field.lines[0], ink)
    if slant > _UPRIGHT:
        return look
    text = "/" if slant <= _LEANING else text_of(look)
    sure = min(line.confidence for line in look) if slant <= _LEANING else 0.0
    return (replace(look[0], text=text, confidence=min(sure, ALMOST_SURE)),)


def _slant(area: Area, ink: Mask) -> float:
    """How far to the right the ink moves on the average with each pixel down."""
    rows, columns = np.nonzero(area.of(ink))
    if rows.size == 0 or rows.var() == 0:
        return 0.0
    return float(np.cov(rows, columns, bias=True)[0, 1] / rows.var())
