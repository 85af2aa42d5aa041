"""Looks, after a crawl, for the units that it has lost."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from crawler.domain.evidence import Visit
from crawler.domain.register import Site
from monitor.obligations.baseline import Silence, silences
from storage.unit_of_work import UnitOfWork

_MEMORY = timedelta(days=400)
_FIRST_YEAR = 2008


def silences_after(work: UnitOfWork, crawl_id: int, at: datetime) -> tuple[Silence, ...]:
    """The units whose reports were listed on earlier visits, and on that of this crawl no more."""
    told = {site_id: work.visits.get(visit_id) for site_id, visit_id in work.journal.told(crawl_id).items()}
    sites = [site for site in work.units.register().sites() if site.id in told]
    lost = tuple(silence for site in sites for silence in _lost(work, site, told[site.id], {}))
    if not lost:
        return ()
    met = _met(work, frozenset(silence.unit_id for silence in lost), at)
    return tuple(silence for site in sites for silence in _lost(work, site, told[site.id], met))


def _lost(work: UnitOfWork, site: Site, visit: Visit, met: Mapping[str, datetime]) -> tuple[Silence, ...]:
    visits = work.visits.of_site(site.id, visit.started_at - _MEMORY)
    return silences(site.units, [*(past for past in visits if past.ended_at <= visit.started_at), visit], met)


def _met(work: UnitOfWork, unit_ids: frozenset[str], at: datetime) -> dict[str, datetime]:
    """When a report of each unit was met last, of whatever year; asked for only where one seems lost."""
    met: dict[str, datetime] = {}
    for year in range(_FIRST_YEAR, at.year + 1):
        for published in work.reports.publications(year):
            if published.unit_id in unit_ids:
                met[published.unit_id] = max(published.last_met, met.get(published.unit_id, published.last_met))
    return met
