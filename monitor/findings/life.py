"""What step a finding takes next: by what the checks see now, or by what a person says. Pure: nothing is kept here.

What a person said holds as long as the evidence is what they said it of, also after it was gone in between.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from crawler.domain.correction import BY_CORRECTION
from crawler.domain.errors import IllegalStep
from crawler.domain.finding import Finding, Outcome
from crawler.domain.finding_life import Cause, Event, Grounds, State, Step
from monitor.findings.identity import place_of

_ALLOWED = {
    Step.ACKNOWLEDGED: ((State.OPEN,), State.ACKNOWLEDGED),
    Step.DISMISSED: ((State.OPEN, State.ACKNOWLEDGED), State.DISMISSED),
    Step.REOPENED: ((State.ACKNOWLEDGED, State.DISMISSED), State.OPEN),
}
_VERDICTS = (State.ACKNOWLEDGED, State.DISMISSED)
_UNDECIDED = (Outcome.UNDETERMINED, Outcome.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Known:
    """What of a finding decides its next step."""

    id: int
    finding: Finding
    state: State
    evidence: str
    grounds: Grounds
    unjudged: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """What is seen now where a finding was: `read_well` says that our reading of the report is beyond doubt.

    `term_changed` says that nothing is owed any more, or by another day than the finding was judged by.
    """

    at: datetime
    results: Sequence[Finding]
    grounds: Grounds
    read_well: bool
    seen: bool = True
    changed_at: datetime | None = None
    term_changed: bool = False


def found(grounds: Grounds, at: datetime) -> Event:
    """The first step of a finding."""
    return Event(at, Step.OPENED, State.OPEN, grounds, Cause.FOUND)


def found_again(
    known: Known,
    grounds: Grounds,
    at: datetime,
    verdict: State | None,
    changed_at: datetime | None = None,
    *,
    recut: bool = False,
) -> Event | None:
    """The step of a finding that is there; None where nothing happened to it.

    `verdict` is what a person last said of it on this very evidence; `recut` says that it rests on the same passages,
    cut otherwise.
    """
    cause = cause_of(known.grounds, grounds)
    if grounds.digest == known.evidence and known.state is not State.RESOLVED:
        return Event(at, Step.JUDGED_AGAIN, known.state, grounds) if known.unjudged else None
    if verdict in _VERDICTS and verdict is not known.state:
        return Event(at, Step.UPHELD, verdict, grounds, cause)
    if known.state in _VERDICTS and recut and is_same_source(known.grounds, grounds):
        return Event(at, Step.UPHELD, known.state, grounds, Cause.READ_OTHERWISE)
    if known.state in _VERDICTS and lost_sight(known.grounds, grounds):
        return _unjudged(known, known.grounds, Cause.UNREADABLE, at)
    if known.state is State.OPEN:
        return Event(at, Step.CHANGED, State.OPEN, grounds, cause, changed_at=changed_at)
    state = verdict if verdict is known.state else State.OPEN
    step = Step.CHANGED if state is known.state else Step.REOPENED
    return Event(at, step, state, grounds, cause, changed_at=changed_at)


def not_found(known: Known, look: Look) -> Event | None:
    """The step of a finding that is not there any more; None where nothing can be said, or was said before.

    A check that crashed has not looked. Where we could not see or read what it rests on, it is no longer judged,
    which is not the same as corrected.
    """
    if known.state is State.RESOLVED or any(result.status is Outcome.RULE_ERROR for result in look.results):
        return None
    if not look.results or known.finding.status is Outcome.RULE_ERROR:
        return Event(look.at, Step.RESOLVED, State.RESOLVED, look.grounds, Cause.RULES_CHANGED)
    if look.term_changed:
        return Event(look.at, Step.RESOLVED, State.RESOLVED, look.grounds, Cause.REGISTER_CHANGED)
    cause = cause_of(known.grounds, look.grounds)
    if not look.seen:
        return _unjudged(known, look.grounds, Cause.UNSEEN, look.at)
    if not _looked_at(known.finding, look) and not _left_out(look, cause):
        return _unjudged(known, look.grounds, Cause.UNREADABLE, look.at)
    return Event(look.at, Step.RESOLVED, State.RESOLVED, look.grounds, cause, changed_at=look.changed_at)


def by_person(known: Known, step: Step, by: str, note: str, at: datetime) -> Event:
    """The step that a person takes; raises IllegalStep where the finding does not stand so that it can be taken."""
    allowed, state = _ALLOWED[step]
    if known.state not in allowed:
        raise IllegalStep(known.id, known.state.value, step.value)
    return Event(at, step, state, known.grounds, by=by, note=note)


def cause_of(before: Grounds, now: Grounds) -> Cause:
    """Why what a check says is not what it said before; of what was kept without its rules nothing else is known."""
    if not before.rules:
        return Cause.RULES_CHANGED
    if before.sources != now.sources:
        return Cause.REPORT_CHANGED if before.sources else Cause.PUBLISHED
    if _corrections(before) != _corrections(now):
        return Cause.CORRECTED
    if [seen.said for seen in before.cells] != [seen.said for seen in now.cells]:
        return Cause.READ_OTHERWISE
    return Cause.RULES_CHANGED if before.rules != now.rules else Cause.SURROUNDINGS


def is_same_source(before: Grounds, now: Grounds) -> bool:
    """Whether a check says the same as before of the same bytes."""
    return before.sources == now.sources and before.status is now.status


def lost_sight(before: Grounds, now: Grounds) -> bool:
    """Whether a check cannot decide any more what it had decided, and not since the report is another."""
    if now.status is not Outcome.UNDETERMINED or before.status is Outcome.UNDETERMINED:
        return False
    return before.sources == now.sources or not all(seen.certain for seen in now.cells)


def _unjudged(known: Known, grounds: Grounds, cause: Cause, at: datetime) -> Event | None:
    return None if known.unjudged else Event(at, Step.UNJUDGED, known.state, grounds, cause)


def _looked_at(finding: Finding, look: Look) -> bool:
    """Whether the check looked at the place of a finding, and on cells that we can read."""
    if not look.read_well and not all(seen.certain for seen in look.grounds.cells):
        return False
    return not all(result.status in _UNDECIDED for result in _here(finding, look.results))


def _here(finding: Finding, results: Sequence[Finding]) -> Sequence[Finding]:
    """What the check says of the place of a finding; of all, where it says nothing of that place alone."""
    place = place_of(finding)
    same = [result for result in results if finding.cells and place_of(result) == place]
    touching = [result for result in results if set(result.cells) & set(finding.cells)]
    return same or touching or results


def _left_out(look: Look, cause: Cause) -> bool:
    """Whether a rule no longer applies for a good reason: other rules, or another report, which we read well."""
    if not look.read_well or cause not in (Cause.RULES_CHANGED, Cause.REPORT_CHANGED):
        return False
    applies_no_more = all(result.status is Outcome.NOT_APPLICABLE for result in look.results)
    return applies_no_more and all(seen.certain for seen in look.grounds.cells)


def _corrections(grounds: Grounds) -> list[tuple[str | None, ...]]:
    return [seen.said for seen in grounds.cells if seen.cell is not None and seen.cell.by == BY_CORRECTION]
