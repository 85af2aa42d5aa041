"""Evaluates obligations and checks of one report year, from what the store holds."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from crawler.domain.clock import clock_from
from crawler.domain.dossier import Dossier
from crawler.domain.evidence import Publication, Stray, Visit
from crawler.domain.finding import Finding, Outcome
from crawler.domain.unit import Unit
from monitor.checks import run_checks
from monitor.obligations import Sights, standing_of, years_of_signs
from monitor.obligations.baseline import heard_for
from monitor.summaries import UnitSummaryInput
from storage.unit_of_work import UnitOfWork

JOB = "monitor"


def evaluate(work: UnitOfWork, report_year: int, as_of: datetime) -> Iterator[UnitSummaryInput]:
    """Evaluate every unit of the register as of a moment: what was seen later does not count."""
    register = work.units.register()
    seen = [one for year in years_of_signs(report_year) for one in work.reports.publications(year)]
    seen = [publication for publication in seen if publication.first_seen <= as_of]
    published: dict[str, list[Publication]] = {}
    for publication in seen:
        if publication.report_year == report_year:
            published.setdefault(publication.unit_id, []).append(publication)
    sites = _Sites(work, Sights(tuple(register), tuple(seen)), report_year, as_of)
    for unit in register:
        yield _evaluate(work, unit, report_year, as_of, published.get(unit.id, []), sites)


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


def _evaluate(
    work: UnitOfWork, unit: Unit, report_year: int, as_of: datetime, published: Sequence[Publication], sites: "_Sites"
) -> UnitSummaryInput:
    standing = standing_of(unit, report_year, published, sites.visits(unit), sites.strays(unit), as_of)
    extraction = work.reports.latest(unit.id, report_year) if published else None
    dossier = Dossier(as_of, unit.kind, unit.level, report_year, extraction, standing)
    return UnitSummaryInput(
        standing=standing,
        findings=run_checks(dossier),
        form=extraction.report.form if extraction is not None else None,
        revisions=max((publication.revisions for publication in published), default=0),
    )


class _Sites:
    """What the crawls of each site prove, asked for once a site."""

    def __init__(self, work: UnitOfWork, sights: Sights, report_year: int, as_of: datetime) -> None:
        self._work = work
        self._sights = sights
        self._report_year = report_year
        self._since = datetime(report_year + 1, 1, 1, tzinfo=UTC)
        self._as_of = as_of
        self._visits: dict[str, tuple[Visit, ...]] = {}

    def visits(self, unit: Unit) -> tuple[Visit, ...]:
        """The visits to a unit's site, since the year was over, that looked for this unit and this year."""
        looked = tuple(visit for visit in self._of_site(unit.site_id) if unit.fingerprint in visit.looked_for)
        heard = heard_for(unit, looked, self._sights.last_met(unit))
        return tuple(self._sights.seen_for(unit, self._report_year, heard))

    def strays(self, unit: Unit) -> tuple[Stray, ...]:
        """The strays that the last good visit to a unit's site still met, or that were met after it.

        A visit that saw less does not say that they are gone.
        """
        last = max((visit.started_at for visit in self.visits(unit) if visit.good), default=None)
        found = self._work.strays.of_site(unit.site_id)
        return tuple(stray for stray in found if last is None or stray.seen_at >= last)

    def _of_site(self, site_id: str) -> tuple[Visit, ...]:
        if site_id not in self._visits:
            seen = self._work.visits.of_site(site_id, self._since)
            self._visits[site_id] = tuple(
                visit
                for visit in seen
                if visit.ended_at <= self._as_of and visit.report_year in (None, self._report_year)
            )
        return self._visits[site_id]
