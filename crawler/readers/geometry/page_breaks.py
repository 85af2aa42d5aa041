"""Which rows and cells of a table a page break cut in two."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from crawler.domain.normalise import normalise
from crawler.forms import all_forms
from crawler.readers.geometry.lines import breaks_off
from crawler.readers.geometry.tables import Table, TableCell, cells_in_row
from crawler.readers.geometry.words import height

_SLACK = 2.0
_TELLING = 4
_LETTER = re.compile(r"[^\W\d_]")
_VALUE = re.compile(
    r"[\W\d_]*(?:件|万?元)?余?[\W_]*|[\W_]*\d[\W\d_]*[项条个次宗]余?[\W_]*|[\W_]*(?:无|不涉及|不适用)[\W_]*"
    r"|[+-]?\d[\d,.]*[件项条个次宗余]{0,2}[(（].*|[(（][^)）一二三四五六七八九十]*\d[^)）]*[)）]"
)
_MARK = re.compile(r"\s*(?:[(（][一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}、|\d{1,2}[.．、])\s*")
_ENUMERATED = re.compile(r"\s*(?:[(（]?[一二三四五六七八九十\d]{1,3}[)）.．、]|第[一二三四五六七八九十]+条|[①-⑳⑴-⒇])")

Pair = tuple[TableCell, TableCell]
"""The upper and the lower part of a cell, or two cells one below the other."""


@dataclass(frozen=True, slots=True)
class Join:
    """What a page break cut: the whole row, or single cells; each upper part with the lower.

    With `is_doubtful` the row below may or may not be the rest of the row above.
    """

    is_row: bool
    pairs: tuple[Pair, ...]
    is_doubtful: bool = False


def cut_between(first: Table, second: Table) -> Join:
    """What the break between two parts of one table cut."""
    upper = {(cell.span.left, cell.span.right): cell for cell in cells_in_row(first, first.rows - 1)}
    lower = {(cell.span.left, cell.span.right): cell for cell in cells_in_row(second, 0)}
    pairs = tuple((upper[columns], lower[columns]) for columns in upper if columns in lower)
    is_alike = upper.keys() == lower.keys()
    if is_alike and _is_one_row(pairs):
        return Join(is_row=True, pairs=pairs)
    cut = tuple(pair for pair in pairs if _goes_on(*pair) and _is_group(pair, lower.values()))
    return Join(is_row=False, pairs=cut, is_doubtful=is_alike and not _begins_anew(pairs))


def _begins_anew(pairs: Sequence[Pair]) -> bool:
    """Whether the row below is surely no rest of the one above: by its label, or by figures below words."""
    own = [pair for pair in pairs if not _hangs(pair)]
    parts = [[cell for cell in part if cell.lines] for part in zip(*own, strict=True)]
    if not all(parts) or not any(_is_value(cell) for part in parts for cell in part):
        return True
    if any(_is_whole(below) for above, below in own if below.lines and not _goes_on(above, below)):
        return True
    changes = any(above.lines and below.lines and _is_value(above) != _is_value(below) for above, below in own)
    return changes and not any(_goes_on(*pair) for pair in own)


def _is_one_row(pairs: Sequence[Pair]) -> bool:
    """A row goes on over the break where something of its own does, and no cell is filled twice that does not."""
    own = [pair for pair in pairs if not _hangs(pair)]
    going_on = [pair for pair in pairs if _goes_on(*pair)]
    if any(pair in own for pair in going_on) or _leaves_figures_over(own) or _breaks_figures(own):
        going_on.extend(pair for pair in own if all(map(_is_value, pair)))
    elif not _complete_each_other(own):
        return False
    return all(pair in going_on for pair in pairs if all(cell.lines for cell in pair))


def _hangs(pair: Pair) -> bool:
    """Whether a cell reaches beyond the rows at the break: the label of a group."""
    return any(cell.span.bottom - cell.span.top > 1 for cell in pair)


def _leaves_figures_over(pairs: Sequence[Pair]) -> bool:
    """Whether a row with a label has below it only pieces of figures.

    Joined, figures that were not broken for want of room are none, and nobody takes a piece for the whole.
    """
    (label, _), below = _label_and_figures(above for above, _ in pairs), _label_and_figures(low for _, low in pairs)
    return label and below == (False, True)


def _breaks_figures(pairs: Sequence[Pair]) -> bool:
    """Whether there is nothing below but pieces of figures, most of which were too wide for their cells."""
    rests = [pair for pair in pairs if pair[1].lines]
    if not all(above.lines and _is_value(above) and _is_value(below) for above, below in rests):
        return False
    return 2 * sum(_breaks_off(*pair) for pair in rests) > len(rests)


def _complete_each_other(pairs: Sequence[Pair]) -> bool:
    """Whether one part has the label of the row and no figure, and the other the figures and no label."""
    parts = [_label_and_figures(above for above, _ in pairs), _label_and_figures(below for _, below in pairs)]
    return sorted(parts) == [(False, True), (True, False)]


def _label_and_figures(cells: Iterable[TableCell]) -> tuple[bool, bool]:
    filled = [cell for cell in cells if cell.lines]
    return any(not _is_value(cell) for cell in filled), any(_is_value(cell) for cell in filled)


def _goes_on(above: TableCell, below: TableCell) -> bool:
    """Whether a label breaks off for want of room and goes on below the page break.

    No line begins with a comma, so that a full line may leave the room of a character beside its padding.
    """
    if not above.lines or not below.lines:
        return False
    if _is_left_open(above) or (_MARK.fullmatch(above.text) and _LETTER.match(below.text)):
        return True
    if _is_value(above) or _is_value(below):
        return False
    if normalise(above.text + below.text) in _whole_labels():
        return True
    if above.text == below.text or _is_whole(below) or normalise(above.text) in _whole_labels():
        return False
    return _breaks_off(above, below, _SLACK + height(above.lines[-1].box))


def _breaks_off(above: TableCell, below: TableCell, slack: float = 1.0) -> bool:
    return breaks_off(above.lines[-1], below.lines[0], above.room, slack)


def _is_whole(cell: TableCell) -> bool:
    """Whether a label begins with its number, or is one that the forms know."""
    return _ENUMERATED.match(cell.text) is not None or normalise(cell.text) in _whole_labels()


def _is_left_open(cell: TableCell) -> bool:
    """Whether a bracket is opened and not closed."""
    text = cell.text
    return bool(cell.lines) and sum(map(text.count, "（(")) > sum(map(text.count, "）)"))


def _is_value(cell: TableCell) -> bool:
    return _VALUE.fullmatch(cell.text) is not None


@cache
def _whole_labels() -> frozenset[str]:
    """The labels that forms know, with their numbers and without: neither is part of another."""
    blocks = [block for form in all_forms() for block in (*form.proactive, form.requests, form.disputes)]
    of_rows = {label for block in blocks for row in block.rows for label in row.labels}
    of_columns = {label for block in blocks for column in block.columns for label in column.labels}
    labels = of_rows | of_columns | {block.caption for block in blocks if block.caption}
    bare = {_ENUMERATED.sub("", label, count=1) for label in labels}
    return frozenset(labels | {label for label in bare if len(label) >= _TELLING})


def _is_group(pair: Pair, row: Iterable[TableCell]) -> bool:
    """Whether a cell that goes on is the label of a group: rows below the break have labels of their own behind it."""
    behind = (cell for cell in row if cell.span.left >= pair[1].span.right)
    return _hangs(pair) or any(_LETTER.search(cell.text) and not _is_value(cell) for cell in behind)
