"""What has changed since the last evaluation, where that can be told: else everything may have."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from crawler.domain.register import Register
from crawler.domain.unit import host_of
from monitor.obligations import Terms, china_day
from monitor.rules import RuleBook
from storage.runs import Run
from storage.unit_of_work import UnitOfWork
from storage.units import Placed

_KEPT_APART = ("visits", "revisions")


@dataclass(frozen=True, slots=True)
class Extent:
    """Which units are to be judged, of which register; `whole` says whether these are all there are."""

    register: Register
    unit_ids: frozenset[str]
    whole: bool


def everything(work: UnitOfWork) -> Extent:
    """All units."""
    register = work.units.register()
    return Extent(register, frozenset(unit.id for unit in register), whole=True)


def changed_since(work: UnitOfWork, last: Run | None, as_of: datetime, detail: Mapping[str, Any]) -> Extent:
    """The units of which something came since the last run, and those above them.

    All units where it was another day, since days make reports late; or where more than visits and readings came:
    another register, other rules, corrections.
    """
    if last is None or last.outcome != "done" or last.started_at > as_of:
        return everything(work)
    if china_day(last.started_at) != china_day(as_of):
        return everything(work)
    before, now = last.detail, detail
    mark = before.get("mark", {})
    same = all(before.get(name) == now[name] for name in ("report_year", "basis", "edition"))
    if not same or any(mark.get(name) != now["mark"][name] for name in now["mark"] if name not in _KEPT_APART):
        return everything(work)
    return _around(work, work.marks.published_since(mark), work.marks.visited_since(mark))


def only(work: UnitOfWork, unit_ids: Iterable[str]) -> Extent:
    """Some units, with all that their judgement looks at."""
    asked = frozenset(unit_ids)
    around = _around(work, asked, frozenset())
    return Extent(around.register, asked & around.unit_ids, whole=False)


def basis_of(code: str, terms: Terms, rules: RuleBook) -> str:
    """A digest of what judges, the evidence left out."""
    return hashlib.sha256(f"{code} {terms.townships_due} {rules.digest}".encode()).hexdigest()


def _around(work: UnitOfWork, published: Iterable[str], sites: frozenset[str]) -> Extent:
    """The units published, all on the sites visited, those above them; with all that their judgement looks at."""
    places = {placed.unit_id: placed for placed in work.units.places()}
    hosts = {url: host_of(url) for url in {placed.site_url for placed in places.values()}}
    touched = {key for key, placed in places.items() if hosts[placed.site_url] in sites} | (
        set(published) & set(places)
    )
    judged = touched | {parent for key in touched if (parent := places[key].parent_id) in places}
    parents = judged | {places[key].parent_id for key in judged}
    beside = {key for key, placed in places.items() if placed.parent_id in parents}
    sites_of = {hosts[places[key].site_url] for key in judged | _below(places, judged)}
    needed = judged | beside | {key for key, placed in places.items() if hosts[placed.site_url] in sites_of}
    needed |= {key for key, placed in places.items() if placed.successor_id in judged}
    return Extent(work.units.some(needed), frozenset(judged), whole=False)


def _below(places: Mapping[str, Placed], above: set[str]) -> set[str]:
    return {key for key, placed in places.items() if placed.parent_id in above}
