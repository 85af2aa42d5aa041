"""Evaluates obligations and checks of one report year, from what the store holds."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from crawler.domain.clock import clock_from
from crawler.domain.dossier import Dossier
from crawler.domain.finding import Finding, Outcome
from monitor.checks import run_checks
from monitor.checks.rules import Rules
from monitor.dossiers import Dossiers
from monitor.findings import FindingKeeper, Verdicts
from monitor.jobs.likeness import find_likenesses
from monitor.jobs.loosening import record_loosenings
from monitor.obligations import BY_LAW_ALONE, Terms
from monitor.rules import NO_RULES, RuleBook
from monitor.summaries import UnitSummaryInput
from storage.unit_of_work import UnitOfWork

JOB = "monitor"


def evaluate(
    work: UnitOfWork,
    report_year: int,
    as_of: datetime,
    terms: Terms = BY_LAW_ALONE,
    rules: RuleBook = NO_RULES,
) -> Iterator[UnitSummaryInput]:
    """Evaluate every unit of the register as of a moment, by the local rules that hold for it.

    What a person dismissed on the evidence that there is stands apart.
    """
    verdicts = Verdicts(work, report_year)
    for dossier, _, judged in _judgements(work, report_year, as_of, terms, rules):
        dismissed = verdicts.dismissed(dossier, judged.standing.unit.id, judged.findings)
        yield judged.without(dismissed) if dismissed else judged


def run_monitor(
    work: UnitOfWork,
    report_year: int,
    as_of: datetime,
    terms: Terms = BY_LAW_ALONE,
    rules: RuleBook = NO_RULES,
) -> tuple[UnitSummaryInput, ...]:
    """Evaluate, and keep what was found: findings open, stay open, or resolve by themselves."""
    clock = clock_from(as_of)
    run = work.runs.begin(JOB, as_of)
    find_likenesses(work, report_year, as_of)
    record_loosenings(work, report_year, as_of, rules, terms)
    evaluations = tuple(_keeping(work, report_year, as_of, terms, rules))
    crashed = len(rule_errors(evaluations))
    outcome = "done" if not crashed else "rule errors"
    detail = {"report_year": report_year, "units": len(evaluations), "rule_errors": crashed}
    work.runs.end(run, clock(), outcome, detail)
    return evaluations


def rule_errors(evaluations: Sequence[UnitSummaryInput]) -> tuple[Finding, ...]:
    """The checks of ours that crashed: for the operator, never for an office."""
    found = (finding for evaluation in evaluations for finding in evaluation.findings)
    return tuple(finding for finding in found if finding.status is Outcome.RULE_ERROR)


def badly_read(evaluations: Sequence[UnitSummaryInput]) -> int:
    """Of how many units a report was read badly (PQ): for the operator, never for an office."""
    return sum(
        any(finding.is_for_operator and finding.status is Outcome.WARN for finding in evaluation.findings)
        for evaluation in evaluations
    )


def _keeping(
    work: UnitOfWork, report_year: int, as_of: datetime, terms: Terms, rules: RuleBook
) -> Iterator[UnitSummaryInput]:
    keeper = FindingKeeper(work, report_year, as_of)
    for dossier, held, judged in _judgements(work, report_year, as_of, terms, rules):
        keeper.keep(dossier, judged.standing.unit.id, judged.findings, held)
        yield judged
    keeper.close()


def _judgements(
    work: UnitOfWork, report_year: int, as_of: datetime, terms: Terms, rules: RuleBook
) -> Iterator[tuple[Dossier, Rules, UnitSummaryInput]]:
    """Each unit's dossier, the rules that it is judged by, and the judgement."""
    register = work.units.register()
    dossiers = Dossiers(work, register, report_year, as_of, terms)
    for unit in register:
        dossier, held = dossiers.of(unit), rules.for_unit(unit, report_year)
        yield dossier, held, _judged(dossier, held)


def _judged(dossier: Dossier, rules: Rules) -> UnitSummaryInput:
    if dossier.standing is None:
        raise ValueError("a dossier of the register has a standing")
    return UnitSummaryInput(
        standing=dossier.standing,
        findings=run_checks(dossier, rules),
        form=dossier.extraction.report.form if dossier.extraction is not None else None,
        revisions=max((publication.revisions for publication in dossier.publications), default=0),
    )
