"""Evaluates obligations and checks of one report year, from what the store holds."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from crawler.domain.clock import clock_from
from crawler.domain.dossier import Dossier
from crawler.domain.finding import Finding, Outcome
from monitor.checks import run_checks
from monitor.dossiers import Dossiers
from monitor.summaries import UnitSummaryInput
from storage.unit_of_work import UnitOfWork

JOB = "monitor"


def evaluate(work: UnitOfWork, report_year: int, as_of: datetime) -> Iterator[UnitSummaryInput]:
    """Evaluate every unit of the register as of a moment."""
    register = work.units.register()
    dossiers = Dossiers(work, register, report_year, as_of)
    for unit in register:
        yield _judged(dossiers.of(unit))


def run_monitor(work: UnitOfWork, report_year: int, as_of: datetime) -> tuple[UnitSummaryInput, ...]:
    """Evaluate, and keep what was found: findings open, stay open, or resolve by themselves."""
    clock = clock_from(as_of)
    run = work.runs.begin(JOB, as_of)
    evaluations = tuple(evaluate(work, report_year, as_of))
    for evaluation in evaluations:
        raised = [finding for finding in evaluation.findings if not finding.status.passed]
        work.findings.keep(evaluation.standing.unit.id, report_year, raised, as_of)
    crashed = len(rule_errors(evaluations))
    outcome = "done" if not crashed else "rule errors"
    detail = {"report_year": report_year, "units": len(evaluations), "rule_errors": crashed}
    work.runs.end(run, clock(), outcome, detail)
    return evaluations


def rule_errors(evaluations: Sequence[UnitSummaryInput]) -> tuple[Finding, ...]:
    """The checks of ours that crashed: for the operator, never for an office."""
    found = (finding for evaluation in evaluations for finding in evaluation.findings)
    return tuple(finding for finding in found if finding.status is Outcome.RULE_ERROR)


def _judged(dossier: Dossier) -> UnitSummaryInput:
    if dossier.standing is None:
        raise ValueError("a dossier of the register has a standing")
    return UnitSummaryInput(
        standing=dossier.standing,
        findings=run_checks(dossier),
        form=dossier.extraction.report.form if dossier.extraction is not None else None,
        revisions=max((publication.revisions for publication in dossier.publications), default=0),
    )
