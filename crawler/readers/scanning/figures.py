"""Figures: letters that look like digits are read as digits, where the row or the column of a table holds figures."""

import re
from collections.abc import Sequence

from crawler.readers.scanning.cells import Field
from crawler.readers.scanning.looks import Line, Look, text_of
from crawler.readers.scanning.pixels import Area

_LOOK_ALIKES = str.maketrans(
    {"O": "0", "o": "0", "〇": "0", "○": "0", "D": "0", "Q": "0", "l": "1", "I": "1", "|": "1", "!": "1"}
    | {"Z": "2", "z": "2", "S": "5", "s": "5", "B": "8", "g": "9", "q": "9"}
)
_NOISE = "、,.·。'`’‘ "
_FIGURE = re.compile(r"[+-]?\d+(?:,\d{3})*(?:\.\d+)?")
ALMOST_SURE = 0.89
"""As sure as a cell can be whose text is not what either look read, or whose page is hard to read."""
_DASHED = re.compile(r"^[一ー—―–_~-]+$")
_SAME = 8
"""How far edges of one column lie apart, in pixels."""


def is_figure(look: Look) -> bool:
    """Whether a cell reads as a number and nothing else."""
    return _FIGURE.fullmatch(text_of(look)) is not None


def with_digits(fields: Sequence[Field], looks: Sequence[Look]) -> list[Look]:
    """The looks, with look-alikes in cells among figures made digits: less sure than any that were read as digits."""
    figures = [is_figure(look) for look in looks]
    known = [(field.interior, figure) for field, look, figure in zip(fields, looks, figures, strict=True) if look]
    return [
        _as_digits(look) if look and not figure and _stands_among_figures(field.interior, known) else look
        for field, look, figure in zip(fields, looks, figures, strict=True)
    ]


def _as_digits(look: Look) -> Look:
    text = _DASHED.sub("—", text_of(look).translate(_LOOK_ALIKES).strip(_NOISE))
    if text != "—" and not _FIGURE.fullmatch(text):
        return look
    sure = min(ALMOST_SURE, *(line.confidence for line in look))
    return (Line(text, look[0].area, sure),)


def _stands_among_figures(area: Area, known: Sequence[tuple[Area, bool]]) -> bool:
    """Whether most of what else stands in its column or in its row is figures."""
    column = [
        figure
        for other, figure in known
        if other != area and _near(area.left, other.left) and _near(area.right, other.right)
    ]
    row = [
        figure
        for other, figure in known
        if other != area and _near(area.top, other.top) and _near(area.bottom, other.bottom)
    ]
    return any(2 * sum(line) > len(line) for line in (column, row))


def _near(edge: int, other: int) -> bool:
    return abs(edge - other) <= _SAME
