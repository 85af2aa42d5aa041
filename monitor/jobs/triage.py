"""What people do with findings, from whatever side they come: confirm, dismiss, reopen, note, and give to somebody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from crawler.domain.errors import IllegalStep
from crawler.domain.finding_life import Event, Step
from monitor.findings.keeping import known_from
from monitor.findings.life import by_person
from storage.triage_rows import Remark
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one step on several findings: the ids on which it was taken, and those that did not allow it."""

    done: tuple[int, ...]
    refused: tuple[int, ...]


def take_step(work: UnitOfWork, finding_id: int, step: Step, by: str, note: str, at: datetime) -> Event:
    """Take a step of a person on a finding; raises UnknownFinding and IllegalStep."""
    event = by_person(known_from(work.findings.get(finding_id)), step, by, note, at)
    work.findings.take(finding_id, event)
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


def remark_on(
    work: UnitOfWork, finding_ids: Sequence[int], by: str, at: datetime, note: str = "", assignee: str | None = None
) -> None:
    """Note something on findings, or give them to somebody, "" for nobody; raises UnknownFinding."""
    for finding_id in dict.fromkeys(finding_ids):
        work.findings.get(finding_id)
        work.triage.remark(finding_id, Remark(at, by, note, assignee))
