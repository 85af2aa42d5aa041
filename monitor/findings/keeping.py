"""Keeps what the checks see now: findings open, stay, change, or go, each with the step it takes written down."""

import re
from collections.abc import Collection, Container, Sequence
from dataclasses import replace
from datetime import datetime

from crawler.domain.dossier import Dossier, Status
from crawler.domain.extraction import Medium
from crawler.domain.finding import Finding, Outcome
from crawler.domain.finding_life import Cause, Event, Grounds, State, Step
from crawler.domain.wording import Text
from monitor.checks import run_checks
from monitor.checks.rules import CATALOGUE, Rules
from monitor.checks.trust import trusted
from monitor.findings.evidence import cells_of, changed_at, grounds_of, rules_digest, sources_of
from monitor.findings.identity import by_fingerprint, is_recut, met_again
from monitor.findings.life import Known, Look, found, found_again, not_found
from storage.findings import NewFinding, StoredFinding
from storage.unit_of_work import UnitOfWork

_OF_THE_TERM = ("PUB-01", "PUB-02")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_GONE = Text("未再监测到", "not seen any more")


class FindingKeeper:
    """Keeps the findings of some units on one report year, or of all; `close` when they were judged."""

    def __init__(
        self, work: UnitOfWork, report_year: int, as_of: datetime, unit_ids: Collection[str] | None = None
    ) -> None:
        self._findings = work.findings
        self._report_year = report_year
        self._as_of = as_of
        self._known: dict[str, dict[str, StoredFinding]] = {}
        for stored in work.findings.of_year(report_year, unit_ids):
            self._known.setdefault(stored.unit_id, {})[stored.fingerprint] = stored
        self._there: list[int] = []
        self._new: list[NewFinding] = []
        self._rules: list[tuple[Rules, str]] = []

    def keep(self, dossier: Dossier, unit_id: str, findings: Sequence[Finding], rules: Rules = CATALOGUE) -> None:
        """Keep what the checks say of one unit now; what passed is asked for where something known is gone."""
        judged_by = self._digest_of(rules)
        raised = by_fingerprint(finding for finding in findings if not finding.status.passed)
        known = self._known.get(unit_id, {})
        met = met_again(raised, known)
        for fingerprint, finding in raised.items():
            grounds = grounds_of(finding, dossier, judged_by)
            if fingerprint in met:
                self._again(met[fingerprint], finding, grounds, dossier)
            else:
                opened = found(grounds, self._as_of)
                self._new.append(NewFinding(unit_id, self._report_year, fingerprint, finding, opened))
        there = {stored.id for stored in met.values()}
        gone = [one for one in known.values() if one.id not in there and one.state is not State.RESOLVED]
        everything = (*findings, *passed_by(dossier, rules, {one.finding.check for one in gone})) if gone else ()
        for stored in gone:
            self._gone(stored, everything, dossier, judged_by)

    def end_all_but(self, unit_ids: Container[str]) -> None:
        """End the findings of units that the register does not hold any more; should one come back, so do verdicts."""
        gone = (
            stored for unit_id, known in self._known.items() if unit_id not in unit_ids for stored in known.values()
        )
        for stored in gone:
            if stored.state is not State.RESOLVED:
                left = Event(self._as_of, Step.RESOLVED, State.RESOLVED, stored.grounds, Cause.REGISTER_CHANGED)
                self._findings.take(stored.id, left)

    def close(self) -> None:
        """Keep what is new, and note of all that is still there that it is."""
        self._findings.open(self._new)
        self._new.clear()
        self._findings.see_again(self._there, self._as_of)
        self._there.clear()

    def _digest_of(self, rules: Rules) -> str:
        """Few rules hold for many units, which have them one after the other."""
        if not self._rules or self._rules[-1][0] is not rules:
            self._rules = [(rules, rules_digest(rules))]
        return self._rules[-1][1]

    def _again(self, stored: StoredFinding, finding: Finding, grounds: Grounds, dossier: Dossier) -> None:
        self._there.append(stored.id)
        other = grounds.digest != stored.evidence or stored.state is State.RESOLVED
        verdict = self._findings.verdict_on(stored.id, grounds.digest) if other else None
        known, back = self._as_it_was(stored)
        changed = changed_at(known.grounds.sources, dossier)
        recut = is_recut(stored.finding, finding)
        event = found_again(known, grounds, self._as_of, verdict, changed, recut=recut)
        if event is not None:
            event = replace(event, cause=back or event.cause)
            self._findings.take(stored.id, event)
        rests_on_these = grounds.digest == stored.evidence if event is None else event.step is not Step.UNJUDGED
        if rests_on_these and (stored.finding, stored.grounds) != (finding, grounds):
            self._findings.reword(stored.id, finding, grounds)

    def _as_it_was(self, stored: StoredFinding) -> tuple[Known, Cause | None]:
        """What a finding was last judged on; of one that had ended, what stood in its place, and why it comes back."""
        known = known_from(stored)
        if stored.state is not State.RESOLVED:
            return known, None
        end = self._findings.history(stored.id)[-1]
        by_register = end.cause is Cause.REGISTER_CHANGED
        return replace(known, grounds=end.grounds), end.cause if by_register else None

    def _gone(self, stored: StoredFinding, findings: Sequence[Finding], dossier: Dossier, judged_by: str) -> None:
        results = [finding for finding in findings if finding.check == stored.finding.check]
        look = Look(
            at=self._as_of,
            results=results,
            grounds=_grounds_without(stored.finding, results, dossier, judged_by),
            read_well=_read_well(dossier),
            seen=_seen(stored.finding.check, dossier),
            changed_at=changed_at(stored.grounds.sources, dossier),
            term_changed=_term_changed(stored, results, dossier),
        )
        event = not_found(known_from(stored), look)
        if event is not None:
            self._findings.take(stored.id, event)


def passed_by(dossier: Dossier, rules: Rules, checks: Container[str]) -> tuple[Finding, ...]:
    """What some checks say of all that passed: it tells what was looked at."""
    return tuple(finding for finding in run_checks(dossier, rules, checks) if finding.status.passed)


def known_from(stored: StoredFinding) -> Known:
    """What of a stored finding decides its next step."""
    unjudged = stored.unjudged_since is not None
    return Known(stored.id, stored.finding, stored.state, stored.evidence, stored.grounds, unjudged)


def _grounds_without(finding: Finding, results: Sequence[Finding], dossier: Dossier, rules: str) -> Grounds:
    """What stands now where a finding was."""
    told = next((result for result in results if set(result.cells) & set(finding.cells)), None)
    told = told or (results[0] if results else None)
    return Grounds(
        status=told.status if told is not None else Outcome.NOT_APPLICABLE,
        message=told.message if told is not None else _GONE,
        cells=cells_of(finding.cells, dossier),
        sources=sources_of(dossier),
        rules=rules,
    )


def _read_well(dossier: Dossier) -> bool:
    """Whether our reading of the report is beyond doubt."""
    extraction = trusted(dossier.extraction)
    return extraction is not None and not extraction.doubts and extraction.medium is not Medium.IMAGE


def _seen(check: str, dossier: Dossier) -> bool:
    """Whether our eyes were open: for what is about publication on the site, for all else on a report."""
    if check.startswith("PUB-"):
        return dossier.standing is None or dossier.standing.status is not Status.UNVERIFIABLE
    return dossier.extraction is not None


def _term_changed(stored: StoredFinding, results: Sequence[Finding], dossier: Dossier) -> bool:
    """Whether a finding about publication is gone since nothing is owed any more, or by another day.

    Time alone moves no term: what says so is the register, or a local rule. A report that has come since is told as
    such, whatever the term.
    """
    standing, check = dossier.standing, stored.finding.check
    if standing is None or not check.startswith("PUB-"):
        return False
    if standing.obligation is None:
        return all(result.status is Outcome.NOT_APPLICABLE for result in results)
    named = _DAY.findall(stored.finding.message.zh) if check in _OF_THE_TERM else []
    known = named and stored.grounds.sources == sources_of(dossier)
    return bool(known) and str(standing.obligation.due_on) not in named
