"""Evaluates obligations and checks of one report year, from what the store holds."""

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime

from crawler.domain.clock import clock_from
from crawler.domain.finding import Finding, Outcome
from monitor.findings import FindingKeeper, Verdicts
from monitor.jobs.changes import basis_of, changed_since, everything, only
from monitor.jobs.judging import Judged, code_digest, judged_in_batches
from monitor.jobs.likeness import find_likenesses
from monitor.jobs.loosening import record_loosenings
from monitor.jobs.standings import keep_standings, last_judged, summed_up
from monitor.obligations import BY_LAW_ALONE, Terms
from monitor.rules import NO_RULES, RuleBook
from monitor.summaries import UnitSummaryInput
from storage.unit_of_work import UnitOfWork

JOB = "monitor"


@dataclass(slots=True)
class MonitorRun:
    """What became of one evaluation.

    `judged` counts the units of which something had changed. `rule_errors` are the checks of ours that crashed, and
    `badly_read` counts the reports of which too little was read (PQ): both are for the operator, never for an office.
    """

    units: int = 0
    judged: int = 0
    badly_read: int = 0
    rule_errors: list[Finding] = field(default_factory=list)

    def take(self, batch: Sequence[Judged]) -> None:
        """Take some units into account."""
        self.units += len(batch)
        self.judged += sum(one.dossier is not None for one in batch)
        for one in batch:
            findings = one.judgement.findings
            self.rule_errors += [finding for finding in findings if finding.status is Outcome.RULE_ERROR]
            self.badly_read += any(one.is_for_operator and one.status is Outcome.WARN for one in findings)


def evaluate(
    work: UnitOfWork,
    report_year: int,
    as_of: datetime,
    terms: Terms = BY_LAW_ALONE,
    rules: RuleBook = NO_RULES,
) -> Iterator[UnitSummaryInput]:
    """Evaluate every unit of the register as of a moment, by the local rules that hold for it.

    What a person dismissed on the evidence that there is stands apart. Nothing is written down.
    """
    verdicts = Verdicts(work, report_year)
    for batch in judged_in_batches(work, everything(work), report_year, as_of, terms, rules):
        yield from (summed_up(one, verdicts) for one in batch)


def run_monitor(
    work: UnitOfWork,
    report_year: int,
    as_of: datetime,
    terms: Terms = BY_LAW_ALONE,
    rules: RuleBook = NO_RULES,
    *,
    only_changed: bool = False,
    likenesses: bool = True,
) -> MonitorRun:
    """Evaluate, and keep what was found: findings open, stay open, or resolve by themselves.

    `only_changed` passes over the units of which nothing came since the last run, where that can be told; what
    texts are like each other stays as it was found then, and so it does without `likenesses`.
    """
    clock = clock_from(as_of)
    detail = {
        "report_year": report_year,
        "basis": basis_of(code_digest(), terms, rules),
        "edition": work.units.edition(),
        "mark": work.marks.now(),
    }
    last = work.runs.last(JOB) if work.standings.knows(report_year) else None
    run = work.runs.begin(JOB, as_of)
    extent = changed_since(work, last, as_of, detail) if only_changed else everything(work)
    if extent.whole and likenesses:
        find_likenesses(work, report_year, as_of)
    if extent.whole:
        record_loosenings(work, report_year, as_of, rules, terms)
    result = MonitorRun()
    for batch in judged_in_batches(work, extent, report_year, as_of, terms, rules):
        _keep(work, report_year, as_of, batch)
        keep_standings(work, report_year, as_of, batch)
        result.take(batch)
    if extent.whole:
        _end_those_that_left(work, report_year, as_of, extent.unit_ids)
    work.standings.close(report_year, as_of)
    outcome = "done" if not result.rule_errors else "rule errors"
    counted = {"units": result.units, "rule_errors": len(result.rule_errors)}
    work.runs.end(run, clock(), outcome, detail | counted)
    return result


def judge_again(
    work: UnitOfWork, report_year: int, unit_ids: Iterable[str], at: datetime, terms: Terms, rules: RuleBook
) -> None:
    """Judge some units anew, `at` once, as of the moment of the last judgement: nothing new was seen of them.

    Whoever corrects a figure takes back what was said by the wrong one from then on. What is said of other units or
    other years by this figure waits for the next evaluation.
    """
    as_of = last_judged(work, report_year)
    if as_of is None:
        return
    for batch in judged_in_batches(work, only(work, unit_ids), report_year, as_of, terms, rules):
        _keep(work, report_year, at, batch)
        keep_standings(work, report_year, as_of, batch)
    work.standings.close(report_year, as_of)


def _keep(work: UnitOfWork, report_year: int, as_of: datetime, batch: Sequence[Judged]) -> None:
    """Keep what some units were found to be; of those of which nothing has changed, that it is still so."""
    anew = [one for one in batch if one.dossier is not None]
    keeper = FindingKeeper(work, report_year, as_of, [one.unit_id for one in anew])
    for one in anew:
        keeper.keep(one.opened(), one.unit_id, one.judgement.findings, one.rules)
    keeper.close()
    work.findings.see_all_again(report_year, [one.unit_id for one in batch if one.dossier is None], as_of)
    work.judgements.forget(report_year, [one.unit_id for one in anew])
    work.judgements.keep(report_year, {one.unit_id: one.judgement for one in anew if one.lasting})


def _end_those_that_left(work: UnitOfWork, report_year: int, as_of: datetime, kept: Set[str]) -> None:
    """Whoever the register does not hold any more is judged no more; what was found is ended, and says why."""
    work.standings.remove_all_but(report_year, kept)
    left = work.findings.units_of(report_year) - kept
    if left:
        keeper = FindingKeeper(work, report_year, as_of, left)
        keeper.end_all_but(kept)
        work.judgements.forget(report_year, left)
