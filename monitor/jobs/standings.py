"""Writes down where each obligation stands, as pages and lists read it: what a summary would say at that moment."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from monitor.findings import Verdicts
from monitor.jobs.changes import only
from monitor.jobs.judging import Judged, judged_in_batches
from monitor.obligations import Terms
from monitor.rules import RuleBook
from monitor.summaries import UnitSummaryInput, summarise
from monitor.summaries.summary import UnitRow
from storage.standing_records import Stood
from storage.unit_of_work import UnitOfWork


def summed_up(one: Judged, verdicts: Verdicts) -> UnitSummaryInput:
    """What there is to say of a unit, with what a person dismissed on the evidence that there is set apart."""
    said = one.summed_up()
    if not verdicts.concern(one.unit_id):
        return said
    return said.without(verdicts.dismissed(one.opened(), one.unit_id, said.findings))


def keep_standings(work: UnitOfWork, report_year: int, as_of: datetime, batch: Sequence[Judged]) -> None:
    """Write down where the units of a batch stand, after what was found of them is kept."""
    verdicts = Verdicts(work, report_year, [one.unit_id for one in batch])
    summary = summarise(report_year, as_of, [summed_up(one, verdicts) for one in batch])
    work.standings.keep(report_year, as_of, [stood_of(row) for row in summary.rows])


def stand_again(work: UnitOfWork, report_year: int, unit_ids: Iterable[str], terms: Terms, rules: RuleBook) -> None:
    """Write down anew where some units stand, as of the moment of the last judgement.

    What a person dismisses accuses nobody from then on, and not from the next judgement on.
    """
    as_of = last_judged(work, report_year)
    if as_of is None:
        return
    for batch in judged_in_batches(work, only(work, unit_ids), report_year, as_of, terms, rules):
        keep_standings(work, report_year, as_of, batch)
    work.standings.close(report_year, as_of)


def last_judged(work: UnitOfWork, report_year: int) -> datetime | None:
    """As of when a report year was judged last; None where it never was."""
    return next((one.as_of for one in work.standings.seasons() if one.report_year == report_year), None)


def stood_of(row: UnitRow) -> Stood:
    """A row of a summary, as the store keeps it."""
    failures = row.failures
    return Stood(
        standing=row.standing,
        form=row.form,
        revisions=row.revisions,
        decided=len(failures),
        for_review=len(row.for_review),
        dismissed=len(row.dismissed),
        gravest=failures[0].severity if failures else None,
        denied=row.denied,
    )
