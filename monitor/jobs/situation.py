"""Gathers from the store what decides who is told what: where units stand, what was told, and what turned out."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from crawler.domain.evidence import Listed, Visit
from crawler.domain.finding_life import Cause, Event, State, Step
from crawler.domain.unit import Unit
from crawler.domain.wording import Text
from monitor.alerts.correcting import TakenBack
from monitor.alerts.reminding import Look, awaited
from monitor.alerts.responsibility import Responsibility
from monitor.alerts.told import ABSENCE, LATENESS, History
from monitor.alerts.writing import Situation
from monitor.channels.settings import MailChannel
from monitor.jobs.summarise import summary_over
from monitor.obligations.causes import OUTCOMES, UNKNOWN, cause_words
from monitor.obligations.coverage import NOT_READ
from monitor.recipients import Office, Recipients
from monitor.summaries import Summary
from monitor.wiring import Workspace
from storage.tellings import Telling
from storage.unit_of_work import UnitOfWork

_RECENTLY = timedelta(days=14)
"""A column that was not seen in full for so long is said to be unverified."""

_WHY: Mapping[Cause, Text] = {
    Cause.READ_OTHERWISE: Text("经重新读取，该问题不成立", "read again, it is not so"),
    Cause.CORRECTED: Text("经人工核对数字，该问题不成立", "a person checked the figures: it is not so"),
    Cause.RULES_CHANGED: Text("按现行检查规则，该问题不再成立", "by the checks as they are now it does not hold"),
    Cause.REGISTER_CHANGED: Text("按现行名录和期限，该问题不再成立", "by the register as it is now it does not hold"),
}
_THE_SAME = (Step.ACKNOWLEDGED, Step.UNJUDGED, Step.JUDGED_AGAIN)
_DISMISSED = Text("经人工复核，该问题不成立", "a person found that it is not so")


def situation_of(work: UnitOfWork, workspace: Workspace, report_year: int, as_of: datetime) -> Situation:
    """All that decides who is told what on a report year at a moment; raises BadConfig."""
    recipients, register = workspace.recipients, work.units.register()
    summary = summary_over(work, report_year, as_of, None, workspace.terms, workspace.rules)
    tellings = work.tellings.of_year(report_year)
    lives = _lives(work, report_year, tellings)
    return Situation(
        summary=summary,
        recipients=recipients,
        lines=Responsibility(register, recipients.offices),
        history=History(tellings, work.acknowledgements.keys(report_year), tuple(_aliases(recipients.offices))),
        looks=_looks(work, summary, recipients),
        taken_back=_taken_back(lives),
        changed=_changed(lives),
    )


def _aliases(offices: Iterable[Office]) -> Iterator[tuple[str, str, str]]:
    """Letters were once kept by the mail address of the office."""
    for office in offices:
        yield from ((office.id, way.name, way.mail) for way in office.channels if isinstance(way, MailChannel))


def _looks(work: UnitOfWork, summary: Summary, recipients: Recipients) -> dict[str, Look]:
    units = [one.row.unit for one in awaited(summary, recipients.ladder.before, {})]
    sites = sorted({unit.site_id for unit in units})
    visits = work.visits.of_sites(sites, summary.as_of - _RECENTLY) if sites else {}
    return {unit.id: look_at(unit, summary, visits.get(unit.site_id, ())) for unit in units}


def look_at(unit: Unit, summary: Summary, visits: Iterable[Visit]) -> Look:
    """When a unit's column was last seen in full: by a good visit that looked for that unit and that year.

    What a list names already, and we could not read, is not said to be unseen.
    """
    past = [visit for visit in visits if visit.ended_at <= summary.as_of]
    address = unit.column_url or unit.site_url
    if any(Listed(unit.id, summary.report_year) in visit.listed for visit in past):
        return Look(address, trouble=cause_words(NOT_READ))
    good = [visit for visit in past if visit.good and _looked_for(unit, summary.report_year, visit)]
    if good:
        last = max(good, key=lambda visit: visit.ended_at)
        return Look(next(iter(last.columns), address), last.ended_at)
    if not past:
        return Look(address)
    failed = max(past, key=lambda visit: visit.ended_at)
    return Look(address, trouble=OUTCOMES.get(failed.outcome, UNKNOWN))


def _looked_for(unit: Unit, report_year: int, visit: Visit) -> bool:
    return visit.report_year in (None, report_year) and unit.fingerprint in visit.looked_for


_Lives = Mapping[tuple[str, str], Sequence[tuple[Event, ...]]]
"""The histories of findings, by unit and check."""


def _lives(work: UnitOfWork, report_year: int, tellings: Collection[Telling]) -> _Lives:
    """What became of the findings that were told."""
    told = {(one.unit_id, one.check) for one in tellings if one.check not in (None, ABSENCE, LATENESS)}
    units = sorted({unit_id for unit_id, _ in told if unit_id is not None})
    found: dict[tuple[str, str], list[tuple[Event, ...]]] = {}
    for stored in work.findings.of_year(report_year, units) if units else ():
        name = (stored.unit_id, stored.finding.check)
        if name in told:
            found.setdefault(name, []).append(work.findings.history(stored.id))
    return found


def _taken_back(lives: _Lives) -> dict[tuple[str, str], TakenBack]:
    """The findings that are not as they were told, though the report is the same."""
    back = {name: [found for one in of_check if (found := taken_back_by(one))] for name, of_check in lives.items()}
    return {name: max(found, key=lambda one: one.at) for name, found in back.items() if found}


def _changed(lives: _Lives) -> dict[tuple[str, str], datetime]:
    changes = {name: [at for one in of_check if (at := changed_at(one))] for name, of_check in lives.items()}
    return {name: max(found) for name, found in changes.items() if found}


def changed_at(history: Iterable[Event]) -> datetime | None:
    """When a finding last became another one, or none; that a check says the same in other words is no change."""
    return max((event.at for event in history if event.step not in _THE_SAME), default=None)


def taken_back_by(history: Iterable[Event]) -> TakenBack | None:
    """The last step of a finding, where that says that it was not so, or not so as it was told."""
    last = next((event for event in reversed(tuple(history)) if event.step is not Step.UNJUDGED), None)
    if last is None:
        return None
    if last.step is Step.DISMISSED or (last.step is Step.UPHELD and last.state is State.DISMISSED):
        return TakenBack(last.at, _DISMISSED)
    why = _WHY.get(last.cause) if last.cause is not None else None
    return TakenBack(last.at, why) if why is not None and last.step in (Step.RESOLVED, Step.CHANGED) else None
