"""Legibility: on a page where many figures are unsure, none is sure, for looks may also agree by chance."""

from collections.abc import Sequence
from dataclasses import replace

from crawler.readers.scanning.figures import ALMOST_SURE, is_figure
from crawler.readers.scanning.looks import Look

_SURE = 0.9
_MOST_UNSURE = 0.2
_FEW = 8
"""So few figures say nothing of a page."""


def as_sure_as_the_page(looks: Sequence[Look]) -> list[Look]:
    """The looks at all cells of a page, none of them sure where more than a fifth of its figures are not."""
    figures = [min(line.confidence for line in look) for look in looks if is_figure(look)]
    unsure = sum(confidence < _SURE for confidence in figures)
    if len(figures) < _FEW or unsure <= _MOST_UNSURE * len(figures):
        return list(looks)
    return [tuple(replace(line, confidence=min(line.confidence, ALMOST_SURE)) for line in look) for look in looks]
