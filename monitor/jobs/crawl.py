"""Runs a crawl in a child process, and judges by its own account whether it can be relied on."""

import json
import os
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from crawler.domain.clock import clock_from
from crawler.domain.errors import CrawlFailed
from crawler.domain.evidence import VisitOutcome
from crawler.domain.register import Register
from crawler.fetch.hours import REASON as OUTSIDE_HOURS
from monitor.child_process import run_in_child
from monitor.jobs.crawl_run import FINISHED, crawl_run, end_run
from monitor.jobs.crawl_run import JOB as JOB
from monitor.jobs.silence import silences_after
from monitor.metrics import write_metrics
from monitor.obligations.baseline import Silence
from monitor.wiring import Workspace
from storage.unit_of_work import unit_of_work

_SPIDER = "annual_reports"

Tell = Callable[[Mapping[str, Any]], None]


@dataclass(slots=True)
class CrawlResult:
    """What a crawl told of itself."""

    sites: int = 0
    pages: int = 0
    outcomes: dict[str, str] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    reason: str | None = None
    errors: int = 0
    silent: tuple[Silence, ...] = ()

    @property
    def in_words(self) -> str:
        """One line for whoever started the crawl."""
        unproven = [site for site, outcome in self.outcomes.items() if outcome != VisitOutcome.COMPLETE]
        told = f"{self.sites} sites, {self.pages} pages; {len(unproven)} sites could not be seen in full"
        if self.reason == OUTSIDE_HOURS:
            told += "; its hours are over, the rest is for the next crawl"
        lost = ", ".join(silence.unit_id for silence in self.silent)
        return f"{told}; error: reports that were listed before are listed no more: {lost}" if lost else told

    @property
    def lost(self) -> int:
        """How many units fell silent."""
        return len(self.silent)

    @property
    def detail(self) -> dict[str, Any]:
        """What is kept of it with the run."""
        told = {"sites": self.outcomes, "pages": self.pages, "counts": self.counts, "reason": self.reason}
        return told | {"errors": self.errors, "silent": [silence.unit_id for silence in self.silent]}

    def take(self, event: Mapping[str, Any]) -> None:
        """Take one event of the crawl into account."""
        match event.get("event"):
            case "page":
                self.pages += 1
            case "site":
                self.outcomes[event["site"]] = event["outcome"]
            case "closed":
                self.reason, self.errors, self.counts = event["reason"], event["errors"], event["counts"]
            case _:
                pass

    def check(self, status: int, log: Path) -> None:
        """Scrapy exits with 0 whatever happened: only its own account of the end counts. Raises CrawlFailed."""
        if status != 0 or self.reason is None:
            raise CrawlFailed(f"it ended with status {status} and no account of itself; see {log}")
        if self.reason not in (FINISHED, OUTSIDE_HOURS) or self.errors:
            raise CrawlFailed(f"it ended as {self.reason!r} with {self.errors} errors; see {log}")


def crawl(
    workspace: Workspace,
    at: datetime,
    *,
    unit_ids: tuple[str, ...] = (),
    year: int | None = None,
    thorough: bool = False,
    starts_at: datetime | None = None,
    tell: Tell = lambda event: None,
) -> CrawlResult:
    """Crawl the sites of the units, or all; raises UnknownUnit and CrawlFailed.

    A crawl for the same that was cut short less than a day ago goes on from where it was.

    `thorough` walks every site in full, however well it is known. `at` is when the run is noted to begin;
    `starts_at` makes the crawl behave as if it were then.
    """
    clock = clock_from(at)
    with unit_of_work(workspace.database) as work:
        units = _units_by_site(work.units.register(), unit_ids)
    result = CrawlResult(sites=len(units))
    asked = _asked(unit_ids, year, thorough, starts_at)
    with crawl_run(workspace, asked, at) as run:
        tell({"event": "begun", "sites": result.sites, "resumed": run.resumed, "units": units})
        outcome = "failed"
        try:
            _run(workspace, at, _arguments(asked, run.id), result, tell)
            outcome = "done"
        finally:
            with unit_of_work(workspace.database) as work:
                result.silent = silences_after(work, run.id, clock())
                end_run(work, run, clock(), outcome, {"asked": asked, **result.detail})
            with suppress(OSError):  # a figure that is missing shows; a crawl is not lost for it
                write_metrics(workspace.metrics_file, result, clock() - at, clock(), failed=outcome == "failed")
    return result


def _run(workspace: Workspace, at: datetime, arguments: list[str], result: CrawlResult, tell: Tell) -> None:
    workspace.logs_folder.mkdir(parents=True, exist_ok=True)
    log = workspace.logs_folder / f"crawl-{at:%Y%m%dT%H%M%S}.log"

    def take(line: str) -> None:
        event = json.loads(line)
        result.take(event)
        tell(event)

    environment = os.environ | {
        "GONGKAI_WORKSPACE": str(workspace.folder),
        "SCRAPY_SETTINGS_MODULE": "crawler.settings",
    }
    limit = timedelta(minutes=workspace.config.crawl.time_limit_minutes)
    status = run_in_child(arguments, limit, environment, on_line=take, log=log)
    result.check(status, log)


def _asked(unit_ids: tuple[str, ...], year: int | None, thorough: bool, starts_at: datetime | None) -> dict[str, str]:
    return {
        "units": ",".join(unit_ids),
        "year": str(year or ""),
        "thorough": "yes" if thorough else "",
        "now": starts_at.isoformat() if starts_at is not None else "",
    }


def _arguments(asked: Mapping[str, str], crawl_id: int) -> list[str]:
    arguments = [sys.executable, "-m", "scrapy", "crawl", _SPIDER, "-s", "GONGKAI_PROGRESS=1"]
    arguments += ["-s", f"GONGKAI_CRAWL_ID={crawl_id}"]
    for name, value in asked.items():
        arguments += ["-a", f"{name}={value}"] if value else []
    return arguments


def _units_by_site(register: Register, unit_ids: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """The names of the units by their ids, by the sites that are crawled for the units asked for."""
    wanted = {unit.site_id for unit in ([register.get(unit_id) for unit_id in unit_ids] or register)}
    return {site.id: {unit.id: unit.name for unit in site.units} for site in register.sites() if site.id in wanted}
