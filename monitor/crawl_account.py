"""The account of a crawl: what was fetched and why, and how each site and each unit ended."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from crawler.domain.errors import GongkaiError
from crawler.domain.evidence import Visit
from crawler.domain.register import Site
from crawler.domain.suspicion import Suspicion
from crawler.domain.unit import Unit
from monitor.jobs.crawl_run import JOB
from storage.journal import Entry, Outcome
from storage.runs import Run
from storage.unit_of_work import UnitOfWork


class NoCrawl(GongkaiError):
    """A crawl was named that never was."""

    def __init__(self, crawl_id: str) -> None:
        self.crawl_id = crawl_id
        super().__init__(f"no crawl {crawl_id}")


@dataclass(frozen=True, slots=True)
class UnitAccount:
    """What a visit tells of one unit: whether it was looked for, and the years of the reports that lists name."""

    unit: Unit
    looked_for: bool
    listed: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SiteAccount:
    """How the walk of one site ended; `visit` is None where it did not.

    `connections` counts what was kept of it that came over connections which were not ordinary ones, by their kind.
    """

    site_id: str
    visit: Visit | None
    totals: Mapping[Outcome, int]
    units: tuple[UnitAccount, ...]
    suspicions: tuple[Suspicion, ...]
    entries: tuple[Entry, ...]
    connections: Mapping[str, int] = field(default_factory=dict)

    @property
    def balanced(self) -> bool | None:
        """Whether every request of the walk has its line in the journal; None where the walk told no number."""
        if self.visit is None or not self.visit.requests:
            return None
        return self.visit.requests == self.visit.outcomes == sum(self.totals.values())


@dataclass(frozen=True, slots=True)
class CrawlAccount:
    """A crawl with all of its sites, or those asked for."""

    run: Run
    sites: tuple[SiteAccount, ...]


def crawls(work: UnitOfWork, limit: int) -> tuple[Run, ...]:
    """The last crawls, newest first."""
    return work.runs.latest(JOB, limit)


def account_of(work: UnitOfWork, crawl_id: str, site_id: str | None = None, unit_id: str | None = None) -> CrawlAccount:
    """The account of a crawl, `last` for the last one; raises NoCrawl and UnknownUnit.

    Only for one site, or for that of one unit, where these are given.
    """
    run = _run(work, crawl_id)
    register = work.units.register()
    wanted = register.get(unit_id).site_id if unit_id is not None else site_id
    told = work.journal.told(run.id)
    sites = {site.id: site for site in register.sites()}
    seen = sorted({*told, *work.journal.sites(run.id)})
    chosen = [one for one in seen if wanted in (None, one)]
    came = work.captures.connections(run.started_at)
    accounts = (_site(work, run, one, sites.get(one), told.get(one), unit_id) for one in chosen)
    return CrawlAccount(run, tuple(replace(one, connections=came.get(one.site_id, {})) for one in accounts))


def _run(work: UnitOfWork, crawl_id: str) -> Run:
    known = work.runs.get(int(crawl_id)) if crawl_id.isdigit() else None
    run = work.runs.last(JOB) if crawl_id == "last" else known
    if run is None or run.job != JOB:
        raise NoCrawl(crawl_id)
    return run


def _site(
    work: UnitOfWork, run: Run, site_id: str, site: Site | None, visit_id: int | None, unit_id: str | None
) -> SiteAccount:
    visit = work.visits.get(visit_id) if visit_id is not None else None
    units = tuple(unit for unit in (site.units if site is not None else ()) if unit_id in (None, unit.id))
    return SiteAccount(
        site_id=site_id,
        visit=visit,
        totals=work.journal.totals(run.id, site_id),
        units=tuple(_units(units, visit)),
        suspicions=tuple(
            stored.suspicion
            for stored in work.suspicions.of_site(site_id)
            if stored.suspicion.seen_at >= run.started_at
        ),
        entries=work.journal.entries(run.id, site_id),
    )


def _units(units: tuple[Unit, ...], visit: Visit | None) -> Iterator[UnitAccount]:
    for unit in units:
        listed = {one.report_year for one in visit.listed if one.unit_id == unit.id} if visit is not None else set()
        yield UnitAccount(unit, visit is not None and unit.fingerprint in visit.looked_for, tuple(sorted(listed)))
