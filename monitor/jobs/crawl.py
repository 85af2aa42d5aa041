"""Runs a crawl in a child process, and judges by its own account whether it can be relied on."""

import json
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from crawler.domain.clock import clock_from
from crawler.domain.errors import CrawlFailed
from crawler.domain.evidence import VisitOutcome
from crawler.domain.register import Register
from monitor.child_process import run_in_child
from monitor.wiring import Workspace
from storage.unit_of_work import unit_of_work

JOB = "crawl"
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

    @property
    def in_words(self) -> str:
        """One line for whoever started the crawl."""
        unproven = [site for site, outcome in self.outcomes.items() if outcome != VisitOutcome.COMPLETE]
        return f"{self.sites} sites, {self.pages} pages; {len(unproven)} sites could not be seen in full"

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
        if self.reason != "finished" or self.errors:
            raise CrawlFailed(f"it ended as {self.reason!r} with {self.errors} errors; see {log}")


def crawl(
    workspace: Workspace,
    at: datetime,
    *,
    unit_ids: tuple[str, ...] = (),
    year: int | None = None,
    starts_at: datetime | None = None,
    tell: Tell = lambda event: None,
) -> CrawlResult:
    """Crawl the sites of the units, or all; raises UnknownUnit and CrawlFailed.

    `at` is when the run is noted to begin; `starts_at` makes the crawl behave as if it were then.
    """
    clock = clock_from(at)
    with unit_of_work(workspace.database) as work:
        result = CrawlResult(sites=len(_sites(work.units.register(), unit_ids)))
        run = work.runs.begin(JOB, at)
    tell({"event": "begun", "sites": result.sites})
    outcome = "failed"
    try:
        _run(workspace, at, _arguments(unit_ids, year, starts_at), result, tell)
        outcome = "done"
    finally:
        detail = {"sites": result.outcomes, "pages": result.pages, "counts": result.counts, "reason": result.reason}
        with unit_of_work(workspace.database) as work:
            work.runs.end(run, clock(), outcome, detail)
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


def _arguments(unit_ids: tuple[str, ...], year: int | None, starts_at: datetime | None) -> list[str]:
    arguments = [sys.executable, "-m", "scrapy", "crawl", _SPIDER, "-s", "GONGKAI_PROGRESS=1"]
    told = {
        "units": ",".join(unit_ids),
        "year": str(year or ""),
        "now": starts_at.isoformat() if starts_at is not None else "",
    }
    for name, value in told.items():
        arguments += ["-a", f"{name}={value}"] if value else []
    return arguments


def _sites(register: Register, unit_ids: tuple[str, ...]) -> frozenset[str]:
    units = [register.get(unit_id) for unit_id in unit_ids] or list(register)
    return frozenset(unit.site_id for unit in units)
