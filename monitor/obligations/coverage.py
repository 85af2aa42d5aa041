"""Whether a visit would have shown a unit's report, had it been there.

A list can be seen to its end and yet not be where a unit publishes: its reports may stand in a column
that we never found. So a visit proves absence only for a unit of whose reports, or of whose kind's
reports, it saw some. And a report that a list names is there, whatever kept us from reading it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from crawler.domain.evidence import NONE_OF_YEAR, NOT_SHOWN, Failure, Listed, Met, Publication, Visit, VisitOutcome
from crawler.domain.unit import Unit, UnitKind
from monitor.obligations.due import obligations_for
from monitor.obligations.terms import BY_LAW_ALONE, Terms

NOT_READ = "a list names this very report, and it was not read"
_YEARS_BACK = 2
_ENOUGH_UNITS = 3
_Place = tuple[str, UnitKind, str | None]
_Report = tuple[str, int]


class Sights:
    """What was found, whosever and of whichever year, and which units publish side by side.

    What a visit saw of many units is worked out once: each of them asks for it.
    """

    def __init__(self, units: Iterable[Unit], met: Iterable[Publication | Met], terms: Terms = BY_LAW_ALONE) -> None:
        self._terms = terms
        self._alike: dict[_Place, list[str]] = {}
        self._on_site: dict[str, list[Unit]] = {}
        for unit in units:
            self._alike.setdefault(_place(unit), []).append(unit.id)
            self._on_site.setdefault(unit.site_id, []).append(unit)
        self._of_unit: dict[str, list[Publication | Met]] = {}
        for one in met:
            self._of_unit.setdefault(one.unit_id, []).append(one)
        self._seen_of: dict[tuple[_Place, int], tuple[Visit, frozenset[_Report]]] = {}
        self._absent: dict[tuple[int, int], tuple[Visit, bool]] = {}

    def seen_for(self, unit: Unit, report_year: int, visits: Iterable[Visit]) -> Iterator[Visit]:
        """The visits, those that prove nothing for this unit marked as incomplete."""
        for visit in visits:
            cause = self._blindness(unit, report_year, visit) if visit.good else None
            if cause is not None:
                where = next(iter(visit.columns), unit.site_url)
                failures = (Failure(where, cause), *visit.failures)
                yield replace(visit, outcome=VisitOutcome.LISTING_INCOMPLETE, failures=failures)
            else:
                yield visit

    def _blindness(self, unit: Unit, report_year: int, visit: Visit) -> str | None:
        """Why a good visit proves nothing for one unit and year; None where it does."""
        own = (one for one in self._of_unit.get(unit.id, ()) if one.report_year == report_year)
        if Listed(unit.id, report_year) in visit.listed and all(one.first_seen > visit.ended_at for one in own):
            return NOT_READ
        if not self._shows(unit, report_year, visit):
            return NOT_SHOWN
        return NONE_OF_YEAR if self._all_are_absent(unit.site_id, report_year, visit) else None

    def _all_are_absent(self, site_id: str, report_year: int, visit: Visit) -> bool:
        """Whether none of many units has published: more likely this year's reports stand where we did not look."""
        known = self._absent.get((id(visit), report_year))
        if known is None or known[0] is not visit:
            known = self._absent[id(visit), report_year] = (visit, self._are_absent(site_id, report_year, visit))
        return known[1]

    def _are_absent(self, site_id: str, report_year: int, visit: Visit) -> bool:
        here = self._on_site.get(site_id, ())
        owing = [unit.id for unit in here if obligations_for(unit, report_year, self._terms) is not None]
        found = {*self._seen(owing, visit), *((one.unit_id, one.report_year) for one in visit.listed)}
        return len(owing) >= _ENOUGH_UNITS and not any((unit_id, report_year) in found for unit_id in owing)

    def last_met(self, unit: Unit) -> datetime | None:
        """When a report of the unit was last met, fetched or listed."""
        return max((one.last_met for one in self._of_unit.get(unit.id, ())), default=None)

    def _shows(self, unit: Unit, report_year: int, visit: Visit) -> bool:
        """Whether a visit saw what stands where the report should: the unit's own earlier ones, or its kind's.

        Where a later one of its own is known, the page may be one that is overwritten each year, and then only an
        earlier one of its own shows that what was there has stayed.
        """
        alike, seen = self._alike.get(_place(unit), [unit.id]), self._seen_beside(unit, visit)
        if any((unit.id, year) in seen for year in range(report_year - _YEARS_BACK, report_year)):
            return True
        if self._is_known_later(unit, report_year) or any((unit.id, year) in seen for year in _later(report_year)):
            return False
        return any((other, report_year) in seen for other in alike if other != unit.id)

    def _seen_beside(self, unit: Unit, visit: Visit) -> frozenset[_Report]:
        """The reports that a visit saw of a unit and of those that publish as it does, or that its lists name."""
        key = (_place(unit), id(visit))
        known = self._seen_of.get(key)
        if known is None or known[0] is not visit:
            alike = self._alike.get(_place(unit), [unit.id])
            listed = ((one.unit_id, one.report_year) for one in visit.listed)
            known = self._seen_of[key] = (visit, frozenset((*self._seen(alike, visit), *listed)))
        return known[1]

    def _seen(self, unit_ids: Iterable[str], visit: Visit) -> Iterator[_Report]:
        """The reports of some units that stood there on a visit, by unit and year."""
        for unit_id in unit_ids:
            for one in self._of_unit.get(unit_id, ()):
                if _was_seen(one, visit):
                    yield one.unit_id, one.report_year

    def _is_known_later(self, unit: Unit, report_year: int) -> bool:
        return any(one.report_year > report_year for one in self._of_unit.get(unit.id, ()))


def _later(report_year: int) -> range:
    return range(report_year + 1, report_year + _YEARS_BACK + 1)


def years_of_signs(report_year: int) -> Sequence[int]:
    """The report years that can speak for one."""
    return range(report_year - _YEARS_BACK, report_year + _YEARS_BACK + 1)


def _place(unit: Unit) -> _Place:
    """Units publish side by side that are on one site, of one kind, below one unit."""
    return (unit.site_id, unit.kind, unit.parent_id)


def _was_seen(publication: Publication | Met, visit: Visit) -> bool:
    """Whether a report stood there on a visit, as far as our first and last sight of it tell.

    A visit for one year does not open the reports on others: that they were known has to do. One that a list
    names still stood there, opened or not.
    """
    limited = visit.report_year is not None and visit.report_year != publication.report_year
    return publication.first_seen <= visit.ended_at and (limited or visit.started_at <= publication.last_met)
