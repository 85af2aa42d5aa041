"""Rows of tables in running text: where their labels stand, and which figures are theirs."""

import re
from collections.abc import Iterator, Sequence

from crawler.domain.normalise import normalise
from crawler.domain.report import Place
from crawler.forms import Column, Row, all_forms
from crawler.parse.alignment import (
    ADDS_NOT_UP,
    FIGURES_ASTRAY,
    RUN_TOGETHER,
    Aligned,
    Printed,
    Sums,
    align_figures,
    doubted,
    unread,
)
from crawler.parse.stream import Figure, Found, Stream
from crawler.parse.table import Tables

_DIGIT = re.compile(r"[0-9]")
# Before a stop or a comma the last digit may be the enumeration mark of what follows.
_STUCK = re.compile(r"[0-9]+(?:\.[0-9]+)?+(?![0-9.、,])")

_GROUPS = re.compile(
    "|".join(
        sorted({re.escape(normalise(row.group)) for form in all_forms() for row in form.requests.rows if row.group})
    )
)
_NO_VALUE = re.compile(r"[/\\—–―─-]|无(?!法)|暂无|不适用|不涉及")

PlacedRow = tuple[Row, Found]


def find_rows(stream: Stream, rows: Sequence[Row], start: int, end: int) -> tuple[PlacedRow, ...]:
    """The rows in their order, each behind the one before: whole labels first, keywords where those fail."""
    found: list[PlacedRow] = []
    position = start
    for row in rows:
        place = stream.find_any(row.labels, position, end) or _by_keyword(stream, row, position, end)
        if place is not None:
            found.append((row, place))
            position = place.end
    return tuple(found)


def _by_keyword(stream: Stream, row: Row, start: int, end: int) -> Found | None:
    """A damaged label: the keyword, and behind it what is left of the label's characters."""
    place = stream.find_any(row.keywords, start, end)
    if place is None:
        return None
    stop = place.end
    while stop < end and isinstance(item := stream.items[stop], str) and item in row.labels[0]:
        stop += 1
    return Found(place.start, stop, place.inside)


def aligned_rows(
    stream: Stream,
    tables: Tables,
    found: Sequence[PlacedRow],
    region: tuple[int, int],
    columns: Sequence[Column],
    sums: Sums | None = None,
) -> Iterator[tuple[Row, Aligned]]:
    """Each row with the figures inside its label and those that follow it at once.

    Figures before the first label say that rows may stand above their labels. Figures that follow no label at
    once, and more than a row holds, may belong to the neighbours that lack some.
    """
    beside = False
    slipped = bool(found) and stream.has_figures(region[0], found[0][1].start)
    stops = [place.start for _, place in found[1:]]
    for (row, place), stop in zip(found, (*stops, region[1]), strict=False):
        behind = stream.figures(place.end, stop)
        figures = (*place.inside, *behind)
        astray = stream.has_figures(place.end + len(behind), stop)
        incomplete = len(figures) < len(columns)
        between = "" if figures else stream.text(place.end, stop)
        stuck = _STUCK.match(between)
        if stuck is not None:
            yield row, _aligned_stuck(stuck[0], columns, sums)
        elif slipped or (incomplete and (beside or astray)) or _may_hold_values(between, is_last=stop not in stops):
            yield row, unread(columns, FIGURES_ASTRAY)
        else:
            yield row, aligned_by_order(figures, columns, sums)
        beside = astray or len(figures) > len(columns)
        if astray and stop in stops:
            unknown = stream.text(place.end, stop)
            tables.doubt("unknown_label", f"figures beside {unknown!r}, which no form has as a row, are left out")


def aligned_by_order(figures: Sequence[Figure], columns: Sequence[Column], sums: Sums | None) -> Aligned:
    """Figures by their order alone. As many as the columns may be so by chance: the sums must bear it out."""
    aligned = align_figures(printed(figures), columns, sums)
    if sums is None or not aligned.certain or sums([cell.value for cell in aligned.cells]):
        return aligned
    return doubted(aligned, ADDS_NOT_UP, range(len(columns)))


def _may_hold_values(between: str, *, is_last: bool) -> bool:
    """Whether words between a row without figures and the next may be its values: all but the labels of groups."""
    rest = _GROUPS.sub("", between)
    return _DIGIT.search(rest) is not None or (_NO_VALUE.match(rest) is not None if is_last else bool(rest))


def _aligned_stuck(digits: str, columns: Sequence[Column], sums: Sums | None) -> Aligned:
    """The digits that stand at once behind a label, with no space between them, are never certain."""
    aligned = align_figures([Printed(digits, Place())], columns, sums)
    return doubted(aligned, RUN_TOGETHER, range(len(columns)))


def printed(figures: Sequence[Figure]) -> tuple[Printed, ...]:
    """The figures as alignment takes them."""
    return tuple(Printed(figure.raw, figure.place) for figure in figures)
