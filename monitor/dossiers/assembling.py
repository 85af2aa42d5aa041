"""One dossier for each unit of a register, from what the store holds of one report year at one moment."""

from collections.abc import Iterator
from datetime import datetime

from crawler.domain.dossier import Dossier
from crawler.domain.evidence import Publication
from crawler.domain.register import Register
from crawler.domain.unit import Unit
from monitor.dossiers.sites import Sites
from monitor.obligations import Sights, standing_of, years_of_signs
from storage.unit_of_work import UnitOfWork


class Dossiers:
    """The dossiers of one report year, as of a moment: what was seen later does not count."""

    def __init__(self, work: UnitOfWork, register: Register, report_year: int, as_of: datetime) -> None:
        self._work = work
        self._register = register
        self._report_year = report_year
        self._as_of = as_of
        seen = tuple(self._publications())
        self._sites = Sites(work, Sights(tuple(register), seen), report_year, as_of)
        self._published: dict[str, list[Publication]] = {}
        self._years: dict[str, set[int]] = {}
        for publication in seen:
            self._years.setdefault(publication.unit_id, set()).add(publication.report_year)
            if publication.report_year == report_year:
                self._published.setdefault(publication.unit_id, []).append(publication)

    def of(self, unit: Unit) -> Dossier:
        """All that a check may look at of one unit."""
        published = tuple(self._published.get(unit.id, ()))
        visits, year = self._sites.visits(unit), self._report_year
        return Dossier(
            as_of=self._as_of,
            kind=unit.kind,
            level=unit.level,
            expected_year=year,
            extraction=self._work.reports.latest(unit.id, year) if published else None,
            standing=standing_of(unit, year, published, visits, self._sites.strays(unit), self._as_of),
            unit=unit,
            publications=published,
            visits=visits,
            years=frozenset(self._years.get(unit.id, ())),
        )

    def _publications(self) -> Iterator[Publication]:
        for year in years_of_signs(self._report_year):
            yield from (one for one in self._work.reports.publications(year) if one.first_seen <= self._as_of)
