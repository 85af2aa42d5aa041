"""What sets due dates beside the law: the days that local rules name."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from crawler.domain.unit import Unit

MonthDay = tuple[int, int]
"""A day in the year after the report year."""


@dataclass(frozen=True, slots=True)
class LocalDue:
    """A day by which a local rule wants a report, and where that rule stands."""

    day: date
    source: str = ""


LocalDues = Callable[[Unit, int], Iterable[LocalDue]]
"""The days that local rules set for the report of one unit on one year of work."""


def no_local_dues(unit: Unit, report_year: int) -> tuple[LocalDue, ...]:
    """No local rule sets any day."""
    return ()


@dataclass(frozen=True, slots=True)
class Terms:
    """The local rules on due dates that hold where we work.

    `townships_due` is the day for townships and subdistricts to which nothing else sets one: the law does not name
    them, so without it they owe nothing. `local_dues` gives the days of all other local rules, unit by unit; the
    day that the register names for a unit need not be among them.
    """

    townships_due: MonthDay | None = None
    local_dues: LocalDues = no_local_dues

    def earliest(self, unit: Unit, report_year: int) -> LocalDue | None:
        """The first day that any local rule sets for a report; None where none sets one."""
        own = unit.local_due_date(report_year)
        days = [*self.local_dues(unit, report_year), *(() if own is None else (LocalDue(own),))]
        return min(days, key=lambda due: due.day, default=None)


BY_LAW_ALONE = Terms()
"""No local rule is configured."""
