"""What people dismissed: it is told to nobody and counts nowhere as long as the evidence is the one they judged."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from crawler.domain.dossier import Dossier
from crawler.domain.finding import Finding
from crawler.domain.finding_life import State, Step
from monitor.findings.evidence import grounds_of
from monitor.findings.identity import by_fingerprint, is_recut, met_again
from monitor.findings.life import is_same_source, lost_sight
from storage.findings import StoredFinding
from storage.unit_of_work import UnitOfWork


class Verdicts:
    """What stands dismissed on one report year."""

    def __init__(self, work: UnitOfWork, report_year: int, unit_ids: Collection[str] | None = None) -> None:
        """Of some units, or of all."""
        self._findings = work.findings
        self._dismissed: dict[str, dict[str, StoredFinding]] = {}
        for stored in work.findings.of_year(report_year, unit_ids, states=(State.DISMISSED,)):
            self._dismissed.setdefault(stored.unit_id, {})[stored.fingerprint] = stored

    def concern(self, unit_id: str) -> bool:
        """Whether anything of a unit stands dismissed."""
        return unit_id in self._dismissed

    def dismissed(self, dossier: Dossier, unit_id: str, findings: Sequence[Finding]) -> Mapping[Finding, datetime]:
        """Which of the findings of a unit a person dismissed, on the evidence that there is now, and when."""
        known = self._dismissed.get(unit_id)
        if known is None:
            return {}
        raised = by_fingerprint(finding for finding in findings if not finding.status.passed)
        met = ((stored, raised[key]) for key, stored in met_again(raised, known).items())
        return {finding: self._dismissed_at(stored) for stored, finding in met if _still(stored, finding, dossier)}

    def _dismissed_at(self, stored: StoredFinding) -> datetime:
        """When a person last said so; a verdict that was upheld is of the day on which it was given."""
        history = self._findings.history(stored.id)
        return max((event.at for event in history if event.step is Step.DISMISSED), default=stored.last_seen_at)


def _still(stored: StoredFinding, finding: Finding, dossier: Dossier) -> bool:
    """A check that cannot see any more what was dismissed makes no new accusation."""
    grounds = grounds_of(finding, dossier, stored.grounds.rules)
    if grounds.digest == stored.evidence or lost_sight(stored.grounds, grounds):
        return True
    return is_recut(stored.finding, finding) and is_same_source(stored.grounds, grounds)
