"""Which letters are due to which office over which channel: corrections first, then what is overdue, new, coming."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property

from monitor.alerts.correcting import TakenBackBy, correction_for, seen_since
from monitor.alerts.digest import Area, notice_for
from monitor.alerts.escalating import escalation_for, overdue
from monitor.alerts.letter import Item, Letter
from monitor.alerts.reminding import Awaited, Look, awaited, reminder_for
from monitor.alerts.responsibility import Responsibility
from monitor.alerts.told import ABSENCE, LATENESS, History, ToldBefore, plain_key
from monitor.obligations.days import china_day
from monitor.recipients import Office, Recipients
from monitor.summaries.summary import Summary, UnitRow


@dataclass(frozen=True)
class Situation:
    """All that decides who is told what now: where every unit stands, who oversees it, and what was told before."""

    summary: Summary
    recipients: Recipients
    lines: Responsibility
    history: History
    looks: Mapping[str, Look] = field(default_factory=dict)
    taken_back: TakenBackBy = field(default_factory=dict)
    changed: Mapping[tuple[str, str], datetime] = field(default_factory=dict)
    """When the findings that were told last became others, by unit and check."""

    @cached_property
    def offices(self) -> tuple[Office, ...]:
        """The offices that can be told: nobody knows what one oversees whose area the register does not hold."""
        return tuple(office for office in self.recipients.offices if self.lines.knows(office.id))

    @cached_property
    def rows(self) -> Mapping[str, UnitRow]:
        """Every unit, by id."""
        return {row.unit.id: row for row in self.summary.rows}

    @cached_property
    def awaited(self) -> Mapping[str, tuple[Awaited, ...]]:
        """The units whose reports are due soon, by the id of each office next to them."""
        found: dict[str, list[Awaited]] = {}
        for unit in awaited(self.summary, self.recipients.ladder.before, self.looks):
            for office_id in next(iter(self.lines.line(unit.row.unit.id)), ()):
                found.setdefault(office_id, []).append(unit)
        return {office_id: tuple(units) for office_id, units in found.items()}

    def overseen(self, office: Office) -> Summary:
        """Where the units in the line of an office stand, in the order of the whole."""
        places = sorted(self._places[unit_id] for unit_id in self.lines.overseen(office.id) if unit_id in self._places)
        return replace(self.summary, rows=tuple(self.summary.rows[place] for place in places))

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {row.unit.id: place for place, row in enumerate(self.summary.rows)}


def letters_due(situation: Situation, office: Office) -> Iterator[tuple[str, Letter]]:
    """The letters to an office, each with the name of the channel it is for."""
    area = Area(situation.overseen(office), situation.lines.left_out(office.id))
    for channel in office.channels:
        told = situation.history.of(office.id, channel.name, [way.name for way in office.channels])
        for letter in _letters(situation, office, area, told):
            yield channel.name, letter


def _letters(situation: Situation, office: Office, area: Area, told: ToldBefore) -> Iterator[Letter]:
    correction = correction_for(office, area.summary, told, situation.rows, situation.taken_back)
    # What a correction tells anew, the notice beside it does not.
    keys = told.keys | ({item.key for item in correction.items} if correction is not None else frozenset())
    written = (
        correction,
        _escalation(situation, office, area, keys),
        _notice(situation, office, area, told, keys),
        _reminder(situation, office, area, keys),
    )
    return (letter for letter in written if letter is not None)


def _escalation(situation: Situation, office: Office, area: Area, told: frozenset[str]) -> Letter | None:
    ladder, offices = situation.recipients.ladder, situation.recipients.offices
    units = overdue(office, area.summary, situation.lines, situation.history, ladder, offices)
    return escalation_for(office, area.summary, tuple(units), told)


def _notice(situation: Situation, office: Office, area: Area, told: ToldBefore, keys: frozenset[str]) -> Letter | None:
    """What is for the office next to a unit; those above hear of lateness where they were told of absence before."""
    today = china_day(situation.summary.as_of)
    wait = timedelta(days=situation.recipients.ladder.escalate.county)
    absent = {telling.unit_id for telling in told.uncorrected() if telling.check == ABSENCE}
    as_told = _as_told(situation, told)

    def wanted(item: Item) -> bool:
        unit_id = item.unit_id or ""
        if not situation.lines.is_nearest(office.id, unit_id):
            return item.check == LATENESS and unit_id in absent
        owed = situation.rows[unit_id].standing.obligation
        return item.check != ABSENCE or owed is None or today >= owed.due_on + wait

    since = seen_since(told, situation.rows, office.language)
    return notice_for(office, area, keys, wanted, since, as_told)


def _as_told(situation: Situation, told: ToldBefore) -> Callable[[Item], Item]:
    """Gives an item the key under which it was told before, as the one above or in other words, and is what it was."""
    absences = {plain_key(one.key): one.key for one in told.standing() if one.check == ABSENCE and one.key in told.keys}
    findings = {(one.unit_id, one.check): one for one in told.standing() if one.key in told.keys}

    def keyed(item: Item) -> Item:
        if item.check in (ABSENCE, LATENESS):
            return replace(item, key=absences.get(item.key, item.key))
        before = findings.get((item.unit_id, item.check))
        changed = situation.changed.get((item.unit_id or "", item.check or ""))
        if before is None or changed is None or before.at < changed:
            return item
        return replace(item, key=before.key)

    return keyed


def _reminder(situation: Situation, office: Office, area: Area, told: frozenset[str]) -> Letter | None:
    """Whoever took note of one reminder is not sent those after it."""
    steps = situation.recipients.ladder.before
    units = (
        unit
        for unit in situation.awaited.get(office.id, ())
        if not situation.history.noted(office.id, (f"{unit.topic}/{step}" for step in steps))
    )
    return reminder_for(office, area.summary, tuple(units), told)
