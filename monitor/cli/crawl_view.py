"""The account of a crawl as people and programs read it: `gongkai.crawl/1` and plain text."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from crawler.domain.clock import SHANGHAI
from crawler.domain.evidence import SeenList, Visit
from monitor.crawl_account import CrawlAccount, SiteAccount, UnitAccount
from monitor.obligations.coverage_record import coverage_record, points_of
from storage.journal import Entry, Outcome
from storage.runs import Run

SCHEMA = "gongkai.crawl/1"


def to_record(account: CrawlAccount) -> Mapping[str, Any]:
    """The published JSON object of one crawl."""
    return {"schema": SCHEMA, **run_record(account.run), "sites": [_site(site) for site in account.sites]}


def run_record(run: Run) -> Mapping[str, Any]:
    """One crawl of the list, without its sites."""
    return {
        "id": run.id,
        "started_at": run.started_at.isoformat(),
        "ended_at": _moment(run.ended_at),
        "outcome": run.outcome,
        "asked": dict(run.detail.get("asked", {})),
        "reason": run.detail.get("reason"),
        "silent_units": list(run.detail.get("silent", ())),
    }


def to_text(account: CrawlAccount, *, with_requests: bool) -> RenderableType:
    """The crawl as a person checks it; the single requests are shown where they were asked for."""
    parts: list[RenderableType] = [list_text((account.run,)), Text()]
    for site in account.sites:
        parts += [Text("\n".join(_site_lines(site))), Text()]
        if with_requests:
            parts += [_requests(site.entries), Text()]
    return Group(*parts)


def list_text(runs: Sequence[Run]) -> Table:
    """The crawls, one a line."""
    table = Table(show_edge=False, pad_edge=False, header_style="bold")
    for heading in ("id", "began", "ended", "outcome", "units", "year", "pages", "silent"):
        table.add_column(heading)
    for run in runs:
        asked, silent = run.detail.get("asked", {}), run.detail.get("silent", ())
        ended = _local(run.ended_at) if run.ended_at is not None else "did not end"
        told = (asked.get("units") or "all", asked.get("year") or "all", str(run.detail.get("pages", "")))
        table.add_row(str(run.id), _local(run.started_at), ended, run.outcome or "", *told, ", ".join(silent))
    return table


def _site(site: SiteAccount) -> dict[str, Any]:
    return {
        "site": site.site_id,
        "visit": _visit(site.visit) if site.visit is not None else None,
        "requests": {outcome.value: site.totals.get(outcome, 0) for outcome in Outcome},
        "balanced": site.balanced,
        "units": [_unit(unit) for unit in site.units],
        "suspicions": [
            {"url": one.url, "kind": one.kind, "detail": one.detail, "seen_at": one.seen_at.isoformat()}
            for one in site.suspicions
        ],
        "connections": dict(site.connections),
        "log": [_entry(entry) for entry in site.entries],
    }


def _visit(visit: Visit) -> dict[str, Any]:
    return {
        "outcome": visit.outcome.value,
        "started_at": visit.started_at.isoformat(),
        "ended_at": visit.ended_at.isoformat(),
        "thorough": visit.thorough,
        "pages": visit.pages,
        "entries": visit.entries,
        "requests": visit.requests,
        "outcomes": visit.outcomes,
        "identified_by": visit.identified_by,
        "search": visit.search.value,
        "columns": list(visit.columns),
        "lists": [_list(seen) for seen in visit.lists],
        "failures": [{"url": failure.url, "cause": failure.cause} for failure in visit.failures],
    }


def _unit(unit: UnitAccount) -> dict[str, Any]:
    return {"id": unit.unit.id, "name": unit.unit.name, "looked_for": unit.looked_for, "listed": list(unit.listed)}


def _list(seen: SeenList) -> dict[str, Any]:
    return {
        "url": seen.url,
        "pages_seen": seen.pages_seen,
        "pages_announced": seen.pages_announced,
        "rows_seen": seen.rows_seen,
        "rows_announced": seen.rows_announced,
    }


def _entry(entry: Entry) -> dict[str, Any]:
    asked, ended = entry.asked, entry.ended
    return {
        "url": asked.url,
        "method": asked.method,
        "role": asked.role,
        "why": asked.why,
        "rendered": asked.rendered,
        "asked_at": asked.asked_at.isoformat(),
        "ended_at": ended.ended_at.isoformat(),
        "outcome": ended.outcome.value,
        "status": ended.status,
        "bytes": ended.bytes,
        "attempts": ended.attempts,
        "cause": ended.cause,
    }


def _site_lines(site: SiteAccount) -> Iterator[str]:
    visit = site.visit
    yield f"{site.site_id}: {_outcome(visit)}"
    counted = ", ".join(f"{site.totals[outcome]} {outcome.value}" for outcome in Outcome if site.totals.get(outcome))
    balance = {None: "", True: "; all accounted for", False: "; they do not add up: an error of ours"}[site.balanced]
    yield f"  requests: {counted or 'none'}{balance}"
    for failure in visit.failures if visit is not None else ():
        yield f"  not seen: {failure.url}: {failure.cause}"
    for unit in site.units:
        said = ", ".join(map(str, unit.listed)) or "no report listed"
        yield f"  {unit.unit.id} {unit.unit.name}: {said if unit.looked_for else 'not looked for'}"
        if visit is not None and len(site.units) == 1:
            yield from (f"    {point.en}" for point in points_of(coverage_record(unit.unit, visit)))
    for transport, times in site.connections.items():
        yield f"  no ordinary connection: {times} kept over {transport}"
    for one in site.suspicions:
        yield f"  suspicion: {one.url}: {one.kind}: {one.detail}"


def _outcome(visit: Visit | None) -> str:
    if visit is None:
        return "not finished"
    return visit.outcome.value if visit.thorough else f"{visit.outcome.value}, a look at the fronts of known lists"


def _requests(entries: Sequence[Entry]) -> Table:
    table = Table(show_edge=False, pad_edge=False, header_style="bold")
    for heading in ("asked", "outcome", "tries", "bytes", "role", "address", "why"):
        table.add_column(heading, overflow="fold")
    for entry in entries:
        asked, ended = entry.asked, entry.ended
        outcome = str(ended.status) if ended.outcome is Outcome.ANSWERED else f"{ended.outcome.value}: {ended.cause}"
        size = "" if ended.bytes is None else str(ended.bytes)
        role = asked.role + (" (browser)" if asked.rendered else "")
        cells = (_local(asked.asked_at), outcome, str(ended.attempts), size, role, asked.url, asked.why)
        table.add_row(*(Text(cell) for cell in cells))
    return table


def _local(moment: datetime) -> str:
    return f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
