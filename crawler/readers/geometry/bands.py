"""Tables that stand on one another without a gap, told apart by their columns."""

from collections.abc import Collection, Iterator

from crawler.readers.geometry.lattice import Span


def stacked(spans: Collection[Span]) -> Iterator[set[Span]]:
    """The cells of each table in a ruling, from the top.

    Where a line runs across all columns and none of the edges below it can belong to the same columns as those
    above, another table begins.

    >>> whole, halves, thirds = [(0, 6)], [(0, 3), (3, 6)], [(0, 2), (2, 4), (4, 6)]
    >>> def tables(*rows):
    ...     spans = {Span(at, left, at + 1, right) for at, row in enumerate(rows) for left, right in row}
    ...     return len(list(stacked(spans)))
    >>> tables(whole, halves), tables(thirds, halves)
    (1, 2)
    """
    table: set[Span] = set()
    for band in _bands(spans):
        above, below = _edges(table), _edges(band)
        if table and not (above <= below or below <= above):
            yield table
            table = set()
        table |= band
    if table:
        yield table


def crossing(spans: Collection[Span]) -> frozenset[Span]:
    """The cells of rows that do not keep the columns of the others: whose column they are in is not sure.

    Such a row has a cell that lies partly below one cell and partly below another.
    """
    sides = {(span.left, span.right) for span in spans}
    astray = {side for side in sides for other in sides if _cross(side, other) or _cross(other, side)}
    rows = {span.top for span in spans if (span.left, span.right) in astray}
    return frozenset(span for span in spans if span.top in rows)


def _cross(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[0] < one[1] < other[1]


def _bands(spans: Collection[Span]) -> Iterator[set[Span]]:
    """The cells between lines that no cell crosses."""
    band: set[Span] = set()
    foot = 0
    for span in sorted(spans, key=lambda span: span.top):
        if band and span.top >= foot:
            yield band
            band = set()
        band.add(span)
        foot = max(foot, span.bottom)
    if band:
        yield band


def _edges(spans: Collection[Span]) -> set[int]:
    return {edge for span in spans for edge in (span.left, span.right)}
