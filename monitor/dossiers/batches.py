"""What the store holds of the units of some sites, asked for at once: a register is far too long for a query each."""

from collections import OrderedDict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeVar

from crawler.domain.dossier import Standing
from crawler.domain.evidence import Met, Publication, Stray, Visit
from crawler.domain.register import Register
from crawler.domain.unit import Unit
from monitor.dossiers.history import sites_of, with_former_dates
from monitor.obligations import Sights, Terms, standing_of, years_of_signs
from monitor.obligations.baseline import heard_for
from storage.in_force import InForce
from storage.unit_of_work import UnitOfWork

_Found = TypeVar("_Found", Publication, Met)

_UNITS_AT_ONCE = 1000
_KEPT = 4


@dataclass(frozen=True, slots=True)
class Season:
    """One report year as of one moment, and the terms that hold: what was seen later does not count."""

    report_year: int
    as_of: datetime
    terms: Terms


@dataclass(frozen=True, slots=True)
class Batch:
    """All that is asked of some sites and of the units on them; `met` are the report years known of each unit."""

    season: Season
    units: tuple[Unit, ...]
    sights: Sights
    published: dict[str, tuple[Publication, ...]]
    met: dict[str, frozenset[int]]
    visited: dict[str, tuple[Visit, ...]]
    strayed: dict[str, tuple[Stray, ...]]
    now: dict[str, InForce]
    before: dict[str, InForce]
    _visits: dict[str, tuple[Visit, ...]] = field(default_factory=dict)
    _standings: dict[str, Standing] = field(default_factory=dict)

    def visits(self, unit: Unit) -> tuple[Visit, ...]:
        """The visits to a unit's site, since the year was over, that looked for this unit and this year."""
        if unit.id not in self._visits:
            looked = tuple(one for one in self.visited.get(unit.site_id, ()) if unit.fingerprint in one.looked_for)
            heard = heard_for(unit, looked, self.sights.last_met(unit))
            self._visits[unit.id] = tuple(self.sights.seen_for(unit, self.season.report_year, heard))
        return self._visits[unit.id]

    def elsewhere(self, unit: Unit) -> tuple[Visit, ...]:
        """The visits to other sites than a unit's own on which its report stands, or whose lists led to it."""
        sites = frozenset[str]().union(*map(sites_of, self.published.get(unit.id, ())))
        return tuple(visit for site_id in sorted(sites - {unit.site_id}) for visit in self.visited.get(site_id, ()))

    def strays(self, unit: Unit) -> tuple[Stray, ...]:
        """The strays that the last good visit to a unit's site still met, or that were met after it.

        A visit that saw less does not say that they are gone.
        """
        found = self.strayed.get(unit.site_id, ())
        last = max((visit.started_at for visit in self.visits(unit) if visit.good), default=None) if found else None
        return tuple(stray for stray in found if last is None or stray.seen_at >= last)

    def standing(self, unit: Unit) -> Standing:
        """Where a unit's obligation stands."""
        if unit.id not in self._standings:
            published, season = self.published.get(unit.id, ()), self.season
            visits, strays, elsewhere = self.visits(unit), self.strays(unit), self.elsewhere(unit)
            self._standings[unit.id] = standing_of(
                unit, season.report_year, published, visits, strays, season.as_of, season.terms, elsewhere
            )
        return self._standings[unit.id]


class Batches:
    """The batches of a register: sites that stand one after the other in it are asked for together.

    The last few are kept, since governments ask for the units below them, which stand nearby.
    """

    def __init__(self, work: UnitOfWork, register: Register, season: Season) -> None:
        self._work = work
        self._season = season
        self.groups = tuple(_groups(register))
        self._number = {unit.id: number for number, units in enumerate(self.groups) for unit in units}
        self._kept: OrderedDict[int, Batch] = OrderedDict()

    def __getitem__(self, number: int) -> Batch:
        """One batch of them all."""
        if number not in self._kept:
            self._kept[number] = self._load(self.groups[number])
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(number)
        return self._kept[number]

    def of(self, unit: Unit) -> Batch:
        """The batch that a unit of the register stands in."""
        return self[self._number[unit.id]]

    def _load(self, units: Sequence[Unit]) -> Batch:
        year, as_of = self._season.report_year, self._season.as_of
        unit_ids = [unit.id for unit in units]
        met = [one for one in self._work.reports.met(years_of_signs(year), unit_ids) if one.first_seen <= as_of]
        known = (one for one in self._work.reports.publications(year, unit_ids) if one.first_seen <= as_of)
        found = [with_former_dates(self._work, one, as_of) for one in known]
        sites = {unit.site_id for unit in units}
        return Batch(
            season=self._season,
            units=tuple(units),
            sights=Sights(units, met, self._season.terms),
            published=_by_unit(found),
            met={unit_id: frozenset(one.report_year for one in of_unit) for unit_id, of_unit in _by_unit(met).items()},
            visited=self._visits(sites.union(*map(sites_of, found))),
            strayed=self._work.strays.of_sites(sites),
            now=self._work.in_force.of_year(year, as_of, unit_ids),
            before=self._work.in_force.of_year(year - 1, as_of, unit_ids),
        )

    def _visits(self, sites: Collection[str]) -> dict[str, tuple[Visit, ...]]:
        year, as_of = self._season.report_year, self._season.as_of
        since = datetime(year + 1, 1, 1, tzinfo=UTC)
        seen = self._work.visits.of_sites(sites, since)
        return {
            site_id: tuple(one for one in of_site if one.ended_at <= as_of and one.report_year in (None, year))
            for site_id, of_site in seen.items()
        }


def _groups(register: Register) -> Iterable[tuple[Unit, ...]]:
    """Whole sites, in the order of the register, about so many units at once."""
    group: list[Unit] = []
    for site in register.sites():
        group += site.units
        if len(group) >= _UNITS_AT_ONCE:
            yield tuple(group)
            group = []
    if group:
        yield tuple(group)


def _by_unit(found: Iterable[_Found]) -> dict[str, tuple[_Found, ...]]:
    by_unit: dict[str, list[_Found]] = {}
    for one in found:
        by_unit.setdefault(one.unit_id, []).append(one)
    return {unit_id: tuple(of_unit) for unit_id, of_unit in by_unit.items()}
