"""Figures that a converter ran together: `6233440` where 623, 34 and 40 stood, and how they may be parted."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations, islice, pairwise

from crawler.parse.figures import is_run_together

_LONGEST = 24


def parted(digits: str, count: int, sums: Callable[[Sequence[Decimal | None]], bool] | None) -> tuple[str, ...] | None:
    """The figures, that many, that a run of digits must be; None where that is not settled.

    No figure begins with a nought. The sums of the row decide; without sums only a run that cannot be one
    figure, and can be parted in one way, is taken.

    >>> parted("000", 3, None), parted("6233440", 3, None)
    (('0', '0', '0'), None)
    >>> parted("12315", 3, lambda row: row[0] + row[1] == row[2])
    ('12', '3', '15')
    """
    if not digits.isdecimal() or not count <= len(digits) <= _LONGEST:
        return None
    if sums is None and not is_run_together(digits):
        return None
    ways = (way for way in _ways(digits, count) if sums is None or sums([Decimal(part) for part in way]))
    found = list(islice(ways, 2))
    return found[0] if len(found) == 1 else None


def _ways(digits: str, count: int) -> Iterator[tuple[str, ...]]:
    for cuts in combinations(range(1, len(digits)), count - 1):
        ends = (0, *cuts, len(digits))
        way = tuple(digits[start:end] for start, end in pairwise(ends))
        if not any(map(is_run_together, way)):
            yield way
