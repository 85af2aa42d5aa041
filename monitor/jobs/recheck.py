"""Looks again at what stood at an earlier moment: put right, still there, or nobody can tell.

Only a report that changed, or appeared, puts anything right. That our rules, our reading or the register changed is
no merit of anybody, and that we can no longer look is no proof of anything.
"""

from collections.abc import Sequence
from datetime import datetime

from crawler.domain.finding import Outcome
from crawler.domain.finding_life import STANDING, Cause, Event, State, Step
from monitor.alerts.categories import category_of
from monitor.alerts.items import GRAVE
from monitor.documents import Recheck, Rechecked, Turn
from monitor.findings.words import event_words
from monitor.obligations.days import china_day
from monitor.summaries import Summary
from storage.findings import StoredFinding
from storage.unit_of_work import UnitOfWork

_PUT_RIGHT = (Cause.PUBLISHED, Cause.REPORT_CHANGED)
_BLIND = (Cause.UNREADABLE, Cause.UNSEEN)
_LATE = "PUB-02"
_DISMISSED = "经人工复核不成立"
_UNDECIDED = "现有内容不足以判断，不视为已整改"


def recheck_of(work: UnitOfWork, summary: Summary, since: datetime) -> Recheck:
    """What stood against the units of a summary at an earlier moment, and where it stands as of the summary."""
    names = {row.unit.id: row.unit.name for row in summary.rows}
    found = (one for one in work.findings.of_year(summary.report_year, names) if _is_told(one, since))
    looked = ((one, work.findings.history(one.id)) for one in found)
    rechecked = (_rechecked(names[one.unit_id], one, steps, since, summary.as_of) for one, steps in looked)
    return Recheck(since, tuple(one for one in rechecked if one is not None))


def _is_told(one: StoredFinding, since: datetime) -> bool:
    """Whether an office may have been told of it. That a report came late cannot be put right, so nobody is asked."""
    finding = one.finding
    told = finding.severity in GRAVE and finding.root is None and category_of(finding.check) is not None
    return told and one.opened_at <= since and finding.check != _LATE


def _rechecked(
    unit: str, one: StoredFinding, steps: Sequence[Event], since: datetime, as_of: datetime
) -> Rechecked | None:
    """What became of a finding; None where it was not standing, or not decided, at the earlier moment."""
    before = [step for step in steps if step.at <= since]
    if not before or before[-1].state not in STANDING or before[-1].grounds.status is not Outcome.FAIL:
        return None
    now = [step for step in steps if step.at <= as_of][-1]
    turn, why = _turn(now)
    what = f"{one.finding.title.zh}：{before[-1].grounds.message.zh}"
    return Rechecked(unit, what, china_day(one.opened_at), turn, why)


def _turn(now: Event) -> tuple[Turn, str]:
    """Where it stands by its last step. What a person wrote beside a verdict stays in the history."""
    if now.state is State.DISMISSED:
        return Turn.TAKEN_BACK, _DISMISSED
    if now.state is State.RESOLVED:
        if now.cause in _PUT_RIGHT:
            return Turn.PUT_RIGHT, event_words(now).zh
        return (Turn.UNKNOWN if now.cause in _BLIND else Turn.TAKEN_BACK), event_words(now).zh
    if now.step is Step.UNJUDGED:
        return Turn.UNKNOWN, event_words(now).zh
    if now.grounds.status is not Outcome.FAIL:
        return Turn.UNKNOWN, _UNDECIDED
    return Turn.STANDS, ""
