"""Gathers from the store what goes into feeds and calendars."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from crawler.domain.message import Kind, Message
from crawler.domain.register import Register
from crawler.domain.unit import Unit
from crawler.domain.wording import Language, Text
from monitor.feeds.calendar import DueCalendar, due_days
from monitor.feeds.changed import Changed
from monitor.obligations import Terms, china_day
from monitor.obligations.ledger import ledger_of
from monitor.recipients import Office
from storage.outbox_records import Posted, State
from storage.unit_of_work import UnitOfWork

MOST = 100
"""The most entries of a feed: readers come again before there are more."""


def delivered_to(work: UnitOfWork, office_id: str) -> tuple[Posted, ...]:
    """What was delivered to an office last, the newest first.

    What still waits was not told yet: it may be held back for a quiet hour, or dropped by a person. A correction that
    could not be delivered is read here all the same, beside what it takes back.
    """
    found = work.outbox.listing([State.DELIVERED, State.DEAD], office_id, limit=MOST)
    return tuple(one for one in found if one.state is State.DELIVERED or one.kind is Kind.CORRECTION)


def told_in(work: UnitOfWork, delivered: Iterable[Posted]) -> Iterator[tuple[Message, datetime]]:
    """The messages themselves, with the moments they were written at."""
    for posted in delivered:
        yield work.outbox.get(posted.id).message, posted.created_at


def changed_in(work: UnitOfWork, area: Unit, site: str) -> Changed:
    """What changed last in an area."""
    standings, findings = work.changes.standings(area.id, MOST), work.changes.findings(area.id, MOST)
    return Changed(area.id, area.name, standings, findings, site)


@dataclass(frozen=True, slots=True)
class Rules:
    """What sets due days, and how many working days before one are the reminders of it."""

    terms: Terms
    before: tuple[int, ...]


def dues_of_office(register: Register, office: Office, rules: Rules, now: datetime) -> DueCalendar:
    """The due days of all units that an office is told about."""
    units = register.overseen_by((office.id, office.area_id))
    return _dues(register, units, f"office/{office.id}", office.name, office.language, rules, now)


def dues_of_area(register: Register, area: Unit, rules: Rules, language: Language, now: datetime) -> DueCalendar:
    """The due days of all units of an area."""
    return _dues(register, register.within(area.id), f"area/{area.id}", area.name, language, rules, now)


def _dues(
    register: Register, units: tuple[Unit, ...], key: str, name: str, language: Language, rules: Rules, now: datetime
) -> DueCalendar:
    """Of this calendar year and the next."""
    today = china_day(now)
    entries = ledger_of(register, (today.year - 1, today.year), rules.terms, units)
    owed: Iterator[tuple[int, date, str, Text]] = (
        (entry.report_year, entry.obligation.due_on, entry.unit.name, entry.obligation.legal_basis)
        for entry in entries
        if entry.obligation is not None
    )
    return DueCalendar(key, name, language, now, due_days(owed), rules.before)
