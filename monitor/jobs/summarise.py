"""Draws up the summary of a report year from what the store holds."""

from collections.abc import Collection
from datetime import datetime

from crawler.domain.unit import Unit
from monitor.jobs.evaluate import evaluate
from monitor.obligations import BY_LAW_ALONE, Terms
from monitor.rules import NO_RULES, RuleBook
from monitor.summaries import Summary, summarise
from storage.unit_of_work import UnitOfWork


def summary_of(
    work: UnitOfWork,
    report_year: int,
    as_of: datetime,
    area: str | None = None,
    terms: Terms = BY_LAW_ALONE,
    rules: RuleBook = NO_RULES,
) -> Summary:
    """The summary of all units, or of one area; raises UnknownUnit."""
    units = None if area is None else work.units.register().within(area)
    return summary_over(work, report_year, as_of, units, terms, rules)


def summary_over(
    work: UnitOfWork,
    report_year: int,
    as_of: datetime,
    units: Collection[Unit] | None,
    terms: Terms,
    rules: RuleBook = NO_RULES,
) -> Summary:
    """The summary of some units, None for all; they are judged beside all the others."""
    wanted = None if units is None else {unit.id for unit in units}
    evaluations = evaluate(work, report_year, as_of, terms, rules)
    kept = [found for found in evaluations if wanted is None or found.standing.unit.id in wanted]
    return summarise(report_year, as_of, kept)
