"""One dossier for each unit of a register, from what the store holds of one report year at one moment."""

from collections.abc import Iterator
from datetime import datetime

from crawler.domain.dossier import Dossier, Standing
from crawler.domain.evidence import Publication
from crawler.domain.register import Register
from crawler.domain.unit import Unit
from monitor.dossiers.across import Across
from monitor.dossiers.corrections import corrected_dossier
from monitor.dossiers.history import editions_of
from monitor.dossiers.sites import Sites
from monitor.obligations import BY_LAW_ALONE, Sights, Terms, standing_of, years_of_signs
from storage.unit_of_work import UnitOfWork


class Dossiers:
    """The dossiers of one report year, as of a moment: what was seen later does not count."""

    def __init__(
        self,
        work: UnitOfWork,
        register: Register,
        report_year: int,
        as_of: datetime,
        terms: Terms = BY_LAW_ALONE,
    ) -> None:
        self._work = work
        self._register = register
        self._report_year = report_year
        self._as_of = as_of
        self._terms = terms
        seen = tuple(self._publications())
        self._sites = Sites(work, Sights(tuple(register), seen, terms), report_year, as_of)
        self._across = Across(work, register, report_year, as_of)
        self._standings: dict[str, Standing] = {}
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
        latest = self._work.reports.latest(unit.id, year) if published else None
        dossier = Dossier(
            as_of=self._as_of,
            kind=unit.kind,
            level=unit.level,
            expected_year=year,
            extraction=latest,
            standing=self._standings.pop(unit.id, None) or self._standing(unit),
            unit=unit,
            editions=editions_of(self._work, published, latest, self._as_of),
            publications=published,
            visits=visits,
            years=frozenset(self._years.get(unit.id, ())),
            previous=self._across.previous(unit) if published else None,
            subordinates=self._across.subordinates(unit, self._standing_below),
            likenesses=self._across.likenesses(unit),
            siblings=self._across.siblings(unit),
        )
        return corrected_dossier(dossier, self._work.corrections)

    def _standing(self, unit: Unit) -> Standing:
        published, visits = tuple(self._published.get(unit.id, ())), self._sites.visits(unit)
        strays = self._sites.strays(unit)
        return standing_of(unit, self._report_year, published, visits, strays, self._as_of, self._terms)

    def _standing_below(self, unit: Unit) -> Standing:
        """That of a unit whose own dossier comes later, in the order of the register, and needs it again then."""
        return self._standings.setdefault(unit.id, self._standing(unit))

    def _publications(self) -> Iterator[Publication]:
        for year in years_of_signs(self._report_year):
            yield from (one for one in self._work.reports.publications(year) if one.first_seen <= self._as_of)
