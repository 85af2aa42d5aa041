"""The sums that the forms themselves print, used to place figures whose column is lost."""

from collections.abc import Sequence
from decimal import Decimal

_GROUP = 5


def requests_row_adds_up(values: Sequence[Decimal | None]) -> bool:
    """Table 3: the six kinds of applicant make the total; a blank counts as none."""
    *applicants, total = values
    return _sum(applicants) == (total or 0)


def disputes_row_adds_up(values: Sequence[Decimal | None]) -> bool:
    """Table 4: in each of the three groups the four results make the total; a blank counts as none."""
    groups = [values[start : start + _GROUP] for start in range(0, len(values), _GROUP)]
    return all(_sum(group[:-1]) == (group[-1] or 0) for group in groups)


def _sum(values: Sequence[Decimal | None]) -> Decimal:
    return sum((value for value in values if value is not None), Decimal(0))
