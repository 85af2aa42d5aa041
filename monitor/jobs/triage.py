"""What people do with findings, from whatever side they come: confirm, dismiss, reopen, note, and give to somebody."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from crawler.domain.errors import IllegalStep
from crawler.domain.finding_life import Event, Step
from monitor.findings.keeping import known_from
from monitor.findings.life import by_person
from monitor.jobs.standings import stand_again
from monitor.rules import NO_RULES
from monitor.wiring import Workspace
from storage.triage_rows import Remark
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one step on several findings: the ids on which it was taken, and those that did not allow it."""

    done: tuple[int, ...]
    refused: tuple[int, ...]


def take_step(work: UnitOfWork, finding_id: int, step: Step, by: str, note: str, at: datetime) -> Event:
    """Take a step of a person on a finding; raises UnknownFinding and IllegalStep."""
    known = known_from(work.findings.get(finding_id))
    event = by_person(known, step, by, note, at)
    if not work.findings.take(finding_id, event, known.state):
        raise IllegalStep(finding_id, work.findings.get(finding_id).state.value, step.value)
    return event


def take_steps(work: UnitOfWork, finding_ids: Sequence[int], step: Step, by: str, note: str, at: datetime) -> Taken:
    """Take a step on several findings, wherever they allow it; raises UnknownFinding."""
    done, refused = [], []
    for finding_id in dict.fromkeys(finding_ids):
        try:
            take_step(work, finding_id, step, by, note, at)
        except IllegalStep:
            refused.append(finding_id)
        else:
            done.append(finding_id)
    return Taken(tuple(done), tuple(refused))


def show_anew(workspace: Workspace, work: UnitOfWork, finding_ids: Iterable[int]) -> None:
    """Have lists and pages say what is left of units after a step: what was dismissed accuses nobody any more."""
    touched: dict[int, set[str]] = {}
    for stored in map(work.findings.get, finding_ids):
        touched.setdefault(stored.report_year, set()).add(stored.unit_id)
    rules = workspace.rules if touched else NO_RULES
    terms = workspace.terms_under(rules)
    for report_year, unit_ids in touched.items():
        stand_again(work, report_year, unit_ids, terms, rules)


def remark_on(
    work: UnitOfWork, finding_ids: Sequence[int], by: str, at: datetime, note: str = "", assignee: str | None = None
) -> None:
    """Note something on findings, or give them to somebody, "" for nobody; raises UnknownFinding."""
    for finding_id in dict.fromkeys(finding_ids):
        work.findings.get(finding_id)
        work.triage.remark(finding_id, Remark(at, by, note, assignee))
