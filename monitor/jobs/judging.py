"""Judges the units of a register, some sites at once; what is as it was when last judged is not judged again."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

import crawler.domain
import crawler.forms
import monitor.checks
import monitor.dossiers
from crawler.domain.dossier import Dossier
from crawler.domain.finding import Finding, Outcome
from monitor.checks import findings_of
from monitor.checks.rules import Rules
from monitor.dossiers import Case, Dossiers
from monitor.findings.evidence import rules_digest
from monitor.jobs.changes import Extent
from monitor.obligations import Terms
from monitor.rules import RuleBook
from monitor.summaries import UnitSummaryInput
from storage.judgements import Judgement
from storage.unit_of_work import UnitOfWork

_DECIDING = (monitor.checks, monitor.dossiers, crawler.domain, crawler.forms)


@dataclass(frozen=True, slots=True)
class Judged:
    """What there is to say of one unit. `dossier` is what was judged now; None where nothing had changed.

    `lasting` says whether it may be said again, unjudged, as long as nothing changes.
    """

    case: Case
    rules: Rules
    judgement: Judgement
    dossier: Dossier | None
    lasting: bool

    @property
    def unit_id(self) -> str:
        """Whose it is."""
        return self.case.unit.id

    def opened(self) -> Dossier:
        """The dossier, whether it was judged now or before."""
        return self.dossier if self.dossier is not None else self.case.dossier()

    def summed_up(self) -> UnitSummaryInput:
        """The same as summaries take it."""
        return UnitSummaryInput(
            standing=self.case.standing,
            findings=self.judgement.findings,
            form=self.judgement.form,
            revisions=self.case.revisions,
        )


def judged_in_batches(
    work: UnitOfWork, extent: Extent, report_year: int, as_of: datetime, terms: Terms, rules: RuleBook
) -> Iterator[tuple[Judged, ...]]:
    """The units in question as of a moment, by the local rules that hold for them."""
    dossiers = Dossiers(work, extent.register, report_year, as_of, terms)
    digests: dict[int, tuple[Rules, str]] = {}
    for cases in dossiers.cases(extent.unit_ids):
        known = work.judgements.of(report_year, [case.unit.id for case in cases])
        yield tuple(_judged(case, rules.for_unit(case.unit, report_year), known, digests) for case in cases)


def _judged(case: Case, rules: Rules, known: dict[str, Judgement], digests: dict[int, tuple[Rules, str]]) -> Judged:
    digest = case.digest(_digest_of(rules, digests))
    before = known.get(case.unit.id)
    if before is not None and before.digest == digest:
        return Judged(case, rules, before, None, lasting=True)
    dossier = case.dossier()
    findings = findings_of(dossier, rules)
    form = dossier.extraction.report.form if dossier.extraction is not None else None
    return Judged(
        case,
        rules,
        Judgement(digest or "", form, findings),
        dossier,
        lasting=digest is not None and not _crashed(findings),
    )


def _crashed(findings: Sequence[Finding]) -> bool:
    return any(finding.status is Outcome.RULE_ERROR for finding in findings)


def _digest_of(rules: Rules, digests: dict[int, tuple[Rules, str]]) -> str:
    """Few sets of rules hold for many units. A set is kept beside its digest, so that its place stays its own."""
    known = digests.get(id(rules))
    if known is None:
        known = digests[id(rules)] = (rules, f"{code_digest()} {rules_digest(rules)}")
    return known[1]


@cache
def code_digest() -> str:
    """The digest of all code and forms that a judgement depends on."""
    digest = hashlib.sha256()
    for package in _DECIDING:
        for path in sorted(Path(package.__file__ or "").parent.rglob("*")):
            if path.suffix in (".py", ".toml"):
                digest.update(path.read_bytes())
    return digest.hexdigest()
