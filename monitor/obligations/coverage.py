"""Whether a visit would have shown a unit's report, had it been there.

A list can be seen to its end and yet not be where a unit publishes: its reports may stand in a column
that we never found. So a visit proves absence only for a unit of whose reports, or of whose kind's
reports, it saw some.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from crawler.domain.evidence import Failure, Publication, Visit, VisitOutcome
from crawler.domain.unit import Unit, UnitKind

NOT_SHOWN = "no other report of this unit, nor of its kind, is listed"
_YEARS_BACK = 2
_Place = tuple[str, UnitKind, str | None]


class Sights:
    """What was found, whosever and of whichever year, and which units publish side by side."""

    def __init__(self, units: Iterable[Unit], publications: Iterable[Publication]) -> None:
        self._alike: dict[_Place, list[str]] = {}
        for unit in units:
            self._alike.setdefault(_place(unit), []).append(unit.id)
        self._of_unit: dict[str, list[Publication]] = {}
        for publication in publications:
            self._of_unit.setdefault(publication.unit_id, []).append(publication)

    def seen_for(self, unit: Unit, report_year: int, visits: Iterable[Visit]) -> Iterator[Visit]:
        """The visits, those that prove nothing for this unit marked as incomplete."""
        signs = tuple(self._signs(unit, report_year))
        for visit in visits:
            shown = any(_was_seen(sign, visit) for sign in signs) or self._is_listed(unit, report_year, visit)
            if visit.good and not shown:
                where = next(iter(visit.columns), unit.site_url)
                failures = (Failure(where, NOT_SHOWN), *visit.failures)
                yield replace(visit, outcome=VisitOutcome.LISTING_INCOMPLETE, failures=failures)
            else:
                yield visit

    def _signs(self, unit: Unit, report_year: int) -> Iterator[Publication]:
        """Recent reports that stand where this one should: the unit's own, or this year's of its kind."""
        for publication in self._of_unit.get(unit.id, ()):
            if 0 < abs(publication.report_year - report_year) <= _YEARS_BACK:
                yield publication
        for unit_id in self._alike.get(_place(unit), ()):
            same_year = (one for one in self._of_unit.get(unit_id, ()) if one.report_year == report_year)
            yield from same_year if unit_id != unit.id else ()

    def _is_listed(self, unit: Unit, report_year: int, visit: Visit) -> bool:
        """Whether the lists named what would be a sign: a crawl for one year sees the others' titles only."""
        alike = self._alike.get(_place(unit), ())
        return any(
            0 < abs(one.report_year - report_year) <= _YEARS_BACK
            if one.unit_id == unit.id
            else one.unit_id in alike and one.report_year == report_year
            for one in visit.listed
        )


def years_of_signs(report_year: int) -> Sequence[int]:
    """The report years that can speak for one."""
    return range(report_year - _YEARS_BACK, report_year + _YEARS_BACK + 1)


def _place(unit: Unit) -> _Place:
    """Units publish side by side that are on one site, of one kind, below one unit."""
    return (unit.site_id, unit.kind, unit.parent_id)


def _was_seen(publication: Publication, visit: Visit) -> bool:
    """Whether a report stood there on a visit, as far as our first and last sight of it tell.

    A visit for one year does not open the reports on others: that they were known has to do. One that a list
    names still stood there, opened or not.
    """
    limited = visit.report_year is not None and visit.report_year != publication.report_year
    return publication.first_seen <= visit.ended_at and (limited or visit.started_at <= publication.last_met)
