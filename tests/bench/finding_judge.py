"""Holds what was found against what was planted: report by report, and site by site."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from urllib.parse import urlsplit

from crawler.domain.dossier import Status
from crawler.domain.evidence import Publication
from spiders.simulator.building import place
from spiders.simulator.faults import CHANGED_AT, flaw_of
from spiders.simulator.generator import LAST_YEAR
from spiders.simulator.sites import MAIN_COLUMN, Fault, SimulatedSite
from spiders.simulator.world import Fact
from tests.bench.finding_run import Run

_WAY_TO_THE_COLUMN = 4
"""robots.txt, the front page and the two pages between it and the column."""

_ABSENT = frozenset({Status.MISSING, Status.MISSING_UNCONFIRMED})
_DISGUISE = re.compile(r";jsessionid=\w+|^/2025xb|_wap(?=\.\w+$)|(?<=/)m(?=post_)")
_POST = re.compile(r"(?<=/)post_")
Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Judged:
    """One report that a unit owed: whether it was there to be found, whether it was found, and what was said."""

    site: SimulatedSite
    fact: Fact
    editions: int
    statuses: tuple[Status | None, ...]
    cause: str

    @property
    def found(self) -> bool:
        """Whether the store holds it."""
        return self.editions > 0

    @property
    def is_new(self) -> bool:
        """Whether it appeared after the first crawl."""
        return self.published and not self._was_there(0)

    @property
    def published(self) -> bool:
        """Whether it was there at the end."""
        return self.fact.on is not None

    @property
    def findable(self) -> bool:
        """Whether a good crawler finds it."""
        return self.published and self.fact.reachable

    @property
    def wrongly_missing(self) -> bool:
        """Whether an office was accused for nothing, on any day on which its report was there already."""
        return self.published and any(
            status in _ABSENT and self._was_there(day) for day, status in enumerate(self.statuses)
        )

    @property
    def rightly_missing(self) -> bool:
        """Whether it was said in the end that it is not there, and it is not."""
        return not self.published and self.statuses[-1] is Status.MISSING

    def _was_there(self, day: int) -> bool:
        return day > 0 or self.fact.on is None or self.fact.report_year < LAST_YEAR or self.fact.on < CHANGED_AT.date()


def judged(run: Run) -> Iterator[Judged]:
    """Every report of a run's world."""
    sites = {unit.id: site for site, unit in run.world.carried()}
    editions: Counter[Key] = Counter()
    for one in run.publications:
        editions[one.unit_id, one.report_year] += one.revisions
    causes = {name: _cause(run, name) for name in run.visits}
    for fact in run.world.facts:
        key, site = (fact.unit.id, fact.report_year), sites[fact.unit.id]
        statuses = tuple(day.statuses.get(key) for day in run.days)
        yield Judged(site, fact, editions[key], statuses, causes[site.name])


def revised_keys(run: Run) -> frozenset[Key]:
    """The reports that were changed under their address after the first crawl."""
    changed = (
        (entry.report.unit_name, entry.report.year)
        for site in run.world.sites
        for entry in site.entries
        if entry.report is not None and entry.appears is not None and site.fault is Fault.REVISED
    )
    ids = {unit.name: unit.id for _, unit in run.world.carried()}
    return frozenset((ids[name], year) for name, year in changed)


def wrongly_attributed(run: Run) -> tuple[Publication, ...]:
    """Publications that are of another unit or year than the store says, or of nobody."""
    planted = {one: key for site in run.world.sites for one, key in _planted(run, site)}
    published = {(fact.unit.id, fact.report_year) for fact in run.world.facts if fact.on is not None}
    return tuple(one for one in run.publications if not _is_right(one, planted, published))


def least_requests(site: SimulatedSite) -> int:
    """The shortest way through a site: to its column, through the lists that name all, one page or file a report."""
    reports = [entry for entry in site.entries if entry.report is not None and entry.appears is None]
    listed_above = all(MAIN_COLUMN in entry.columns for entry in reports)
    keys = [MAIN_COLUMN] if listed_above else [column.key for column in site.columns]
    lists = sum(_screens(site, key) for key in keys)
    places = [place(site, entry) for entry in reports]
    addresses = {one.path for one in places} | {one.file_path for one in places if one.file_path}
    return _WAY_TO_THE_COLUMN + lists + len(addresses)


def _screens(site: SimulatedSite, key: str) -> int:
    rows = {place(site, entry).path for entry in site.entries if key in entry.columns}
    return max(1, ceil(len(rows) / site.page_size))


def _planted(run: Run, site: SimulatedSite) -> Iterator[tuple[tuple[str, str], Key]]:
    """The address of every report, as host and path, and whose it is."""
    ids = {unit.name: unit.id for unit in site.units}
    host = urlsplit(run.urls[site.name]).netloc
    for entry in site.entries:
        if entry.report is not None:
            placed = place(site, entry)
            for path in filter(None, (placed.path, placed.file_path)):
                yield (host, _plain(path)), (ids[entry.report.unit_name], entry.report.year)


def _is_right(one: Publication, planted: dict[tuple[str, str], Key], published: set[Key]) -> bool:
    parts = urlsplit(one.url)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    key = (one.unit_id, one.report_year)
    known = planted.get((parts.netloc, _plain(path)), planted.get((parts.netloc, _plain(parts.path))))
    return key == known if known is not None else key in published


def _plain(path: str) -> str:
    return _POST.sub("", _DISGUISE.sub("", path))


def _cause(run: Run, name: str) -> str:
    """How the last visit to a site ended, and what was held against it."""
    visits = run.visits[name]
    if not visits:
        return "never visited"
    first = visits[0]
    causes = "; ".join(dict.fromkeys(failure.cause for failure in first.failures))
    strays = "; ".join(dict.fromkeys(stray.reason for stray in run.strays[name]))
    told = f"{first.outcome.value} ({causes[:110]})" if causes else first.outcome.value
    return f"{told} strays: {strays[:80]}" if strays else told


def is_curable(site: SimulatedSite) -> bool:
    """Whether a good crawler sees all of a site."""
    return flaw_of(site.fault).curable
