"""What the crawls of each site prove for the units that it carries."""

from datetime import UTC, datetime

from crawler.domain.evidence import Stray, Visit
from crawler.domain.unit import Unit
from monitor.obligations import Sights
from monitor.obligations.baseline import heard_for
from storage.unit_of_work import UnitOfWork


class Sites:
    """What the crawls of each site prove, asked for once a site."""

    def __init__(self, work: UnitOfWork, sights: Sights, report_year: int, as_of: datetime) -> None:
        self._work = work
        self._sights = sights
        self._report_year = report_year
        self._since = datetime(report_year + 1, 1, 1, tzinfo=UTC)
        self._as_of = as_of
        self._visits: dict[str, tuple[Visit, ...]] = {}

    def visits(self, unit: Unit) -> tuple[Visit, ...]:
        """The visits to a unit's site, since the year was over, that looked for this unit and this year."""
        looked = tuple(visit for visit in self._of_site(unit.site_id) if unit.fingerprint in visit.looked_for)
        heard = heard_for(unit, looked, self._sights.last_met(unit))
        return tuple(self._sights.seen_for(unit, self._report_year, heard))

    def strays(self, unit: Unit) -> tuple[Stray, ...]:
        """The strays that the last good visit to a unit's site still met, or that were met after it.

        A visit that saw less does not say that they are gone.
        """
        last = max((visit.started_at for visit in self.visits(unit) if visit.good), default=None)
        found = self._work.strays.of_site(unit.site_id)
        return tuple(stray for stray in found if last is None or stray.seen_at >= last)

    def _of_site(self, site_id: str) -> tuple[Visit, ...]:
        if site_id not in self._visits:
            seen = self._work.visits.of_site(site_id, self._since)
            self._visits[site_id] = tuple(
                visit
                for visit in seen
                if visit.ended_at <= self._as_of and visit.report_year in (None, self._report_year)
            )
        return self._visits[site_id]
