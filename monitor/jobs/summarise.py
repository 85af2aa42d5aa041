"""Draws up the summary of a report year from what the store holds."""

from datetime import datetime

from crawler.domain.unit import Unit
from monitor.jobs.evaluate import evaluate
from monitor.summaries import Summary, summarise
from storage.unit_of_work import UnitOfWork


def summary_of(work: UnitOfWork, report_year: int, as_of: datetime, area: str | None = None) -> Summary:
    """The summary of all units, or of one area; raises UnknownUnit."""
    within = _within(work, area)
    evaluations = evaluate(work, report_year, as_of)
    kept = [found for found in evaluations if within is None or found.standing.unit in within]
    return summarise(report_year, as_of, kept)


def _within(work: UnitOfWork, area: str | None) -> tuple[Unit, ...] | None:
    return None if area is None else work.units.register().within(area)
