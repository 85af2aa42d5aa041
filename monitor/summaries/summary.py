"""A summary: one report year at one moment, unit by unit."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from crawler.domain.dossier import Standing, Status
from crawler.domain.finding import Finding, Outcome, Severity
from crawler.domain.unit import Unit
from monitor.summaries.set_aside import without_denied

BY_URGENCY = (
    Status.MISSING,
    Status.WITHDRAWN,
    Status.LATE,
    Status.POSSIBLY_LATE,
    Status.DATE_DISPUTED,
    Status.PUBLISHED_EARLY,
    Status.MISSING_UNCONFIRMED,
    Status.DATE_UNKNOWN,
    Status.ON_TIME_BY_SIGN_DATE,
    Status.ON_TIME,
    Status.DUE_SOON,
    Status.NOT_YET_DUE,
    Status.UNVERIFIABLE,
    Status.NOT_OBLIGED,
)
"""Every status, in the order in which a reader wants to see it."""

APART = (Status.UNVERIFIABLE, Status.NOT_OBLIGED)
"""Statuses that say nothing against a unit and nothing for it: listed by themselves."""

_GRAVEST_FIRST = {severity: place for place, severity in enumerate(Severity)}
_FOR_REVIEW = (Outcome.WARN, Outcome.UNDETERMINED)


@dataclass(frozen=True, slots=True)
class UnitSummaryInput:
    """What is known of one unit: where it stands, what its checks said, its form and how often it was revised.

    `dismissed` is what a person said is none, with when: it counts nowhere and is told to nobody.
    """

    standing: Standing
    findings: tuple[Finding, ...] = ()
    form: str | None = None
    revisions: int = 0
    dismissed: Mapping[Finding, datetime] = field(default_factory=dict)

    def without(self, dismissed: Mapping[Finding, datetime]) -> "UnitSummaryInput":
        """The same with some findings dismissed, each at its time."""
        kept = tuple(finding for finding in self.findings if finding not in dismissed)
        return replace(self, findings=kept, dismissed={**self.dismissed, **dismissed})


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit in a summary. `findings` are those there is something to say of, gravest first; none is dismissed.

    Where `denied`, a person said that what the status said against the unit is not so: `standing` is what is left.
    """

    standing: Standing
    findings: tuple[Finding, ...]
    form: str | None
    revisions: int
    dismissed: tuple[Finding, ...] = ()
    denied: bool = False

    @property
    def unit(self) -> Unit:
        """The unit."""
        return self.standing.unit

    @property
    def roots(self) -> tuple[Finding, ...]:
        """The findings that no other one explains."""
        return tuple(finding for finding in self.findings if finding.root is None)

    @property
    def failures(self) -> tuple[Finding, ...]:
        """What is decided, each defect once, gravest first."""
        return tuple(finding for finding in self.roots if finding.status is Outcome.FAIL)

    @property
    def for_review(self) -> tuple[Finding, ...]:
        """What a person has to decide."""
        return tuple(finding for finding in self.roots if finding.status in _FOR_REVIEW)

    def nested(self) -> tuple[tuple[Finding, tuple[Finding, ...]], ...]:
        """Every finding once, each with those it explains; one whose root is not shown stands by itself."""
        heads = {finding.check: finding for finding in reversed(self.roots)}
        alone = (finding for finding in self.findings if finding.root not in heads)
        return tuple((finding, self._explained_by(finding, heads)) for finding in alone)

    def _explained_by(self, finding: Finding, heads: Mapping[str, Finding]) -> tuple[Finding, ...]:
        """Where a check found something twice, what it explains goes under the first."""
        if heads.get(finding.check) is not finding:
            return ()
        return tuple(other for other in self.findings if other.root == finding.check)


@dataclass(frozen=True, slots=True)
class Summary:
    """Where every unit stands on one report year, as of one moment."""

    report_year: int
    as_of: datetime
    rows: tuple[UnitRow, ...]

    @property
    def totals(self) -> dict[str, int]:
        """How many units are obliged, and how many stand where; every status is named."""
        counts = Counter(row.standing.status for row in self.rows)
        obliged = len(self.rows) - counts[Status.NOT_OBLIGED]
        return {"obliged": obliged, **{status.value: counts[status] for status in Status}}

    def having(self, status: Status) -> tuple[UnitRow, ...]:
        """The rows of one status."""
        return tuple(row for row in self.rows if row.standing.status is status)


def summarise(report_year: int, as_of: datetime, units: Sequence[UnitSummaryInput]) -> Summary:
    """Draw up the summary of one report year; faults of our own checks and reading stay on the operator's side."""
    return Summary(report_year, as_of, tuple(_row(unit) for unit in units))


def _row(unit: UnitSummaryInput) -> UnitRow:
    shown = (finding for finding in unit.findings if not finding.status.passed)
    theirs = (finding for finding in shown if not finding.is_for_operator)
    ordered = sorted(theirs, key=lambda finding: (_GRAVEST_FIRST[finding.severity], finding.check))
    told = without_denied(unit.standing, unit.dismissed)
    standing = unit.standing if told is None else told
    return UnitRow(standing, tuple(ordered), unit.form, unit.revisions, tuple(unit.dismissed), denied=told is not None)
