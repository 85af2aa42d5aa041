"""Writes due days and the reminders before them as a calendar (RFC 5545)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid5

from icalendar import Alarm, Calendar, Event

from crawler.domain.clock import SHANGHAI
from crawler.domain.wording import Language, Text
from monitor.obligations.workdays import LADDER, Reminder, reminders_for
from monitor.safe_text import one_line
from monitor.summaries.words import CAUTION, clock_time, long_date

MEDIA_TYPE = "text/calendar; charset=utf-8"
_IDS = UUID("0b0f6a52-7c07-5d3e-8f8c-5f0e7f1c2d33")
"""What our ids are derived from; another one makes every event a new one in every calendar."""

_MORNING = time(9)
_DAY = timedelta(days=1)
_NAMED = 30

_NAME = Text("{}：政府信息公开工作年度报告期限", "{}: due dates of annual disclosure reports")
_DUE = Text("{}年年度报告公布期限（{}家）", "Annual reports for {} are due ({} units)")
_STEP = Text("提醒：距{}年年度报告公布期限还有{}个工作日", "Reminder: annual reports for {} are due in {} working days")
_UNITS = Text(
    "{}应于{}前公布{}年政府信息公开工作年度报告的单位共{}家：{}", "{}: by {}, annual reports for {} of {} units: {}"
)
_MORE = Text("等", " and others")
_BETWEEN = Text("、", ", ")
_BASES = Text("依据：{}。", "Basis: {}.")
_AS_OF = Text(
    "截至{}的名录和期限；是否已公布，以监测结果为准。", "By the register as of {}; it does not say what is published."
)


@dataclass(frozen=True, slots=True)
class DueDay:
    """A day on which reports of an area are due, with the names of those who owe them and what sets the day."""

    report_year: int
    day: date
    units: tuple[str, ...]
    bases: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class DueCalendar:
    """The due days of an area. `key` names the calendar for ever; `as_of` is when the register said so.

    `before` are the steps of the ladder: so many working days before a due day is a reminder.
    """

    key: str
    area: str
    language: Language
    as_of: datetime
    days: tuple[DueDay, ...]
    before: tuple[int, ...] = LADDER


def ical_of(dues: DueCalendar) -> bytes:
    """The calendar, as days of Asia/Shanghai: one event for each due day, and one for each reminder before it."""
    calendar = Calendar()
    calendar.add("prodid", "-//gongkai//due dates//ZH")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for name in ("name", "x-wr-calname"):
        calendar.add(name, _NAME.to(dues.language).format(one_line(dues.area)))
    calendar.add("x-wr-timezone", SHANGHAI.key)
    for due in dues.days:
        for event in _events(dues, due):
            calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def _events(dues: DueCalendar, due: DueDay) -> Iterator[Event]:
    reminders = reminders_for(due.day, dues.before)
    title = _DUE.to(dues.language).format(due.report_year, len(due.units))
    event = _event(dues, due, due.day, title, "")
    for reminder in reminders:
        event.add_component(_alarm(due.day, reminder, title))
    yield event
    for reminder in reminders:
        left = reminder.left
        note = "" if left.note is None else left.note.to(dues.language)
        said = _STEP.to(dues.language).format(due.report_year, left.count)
        yield _event(dues, due, reminder.day, said, note, step=left.count)


def _event(dues: DueCalendar, due: DueDay, day: date, title: str, note: str, step: int = 0) -> Event:
    event = Event()
    event.add("uid", f"{uuid5(_IDS, f'{dues.key}/{due.report_year}/{due.day}/{step}')}@gongkai")
    event.add("dtstamp", dues.as_of.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", day)
    event.add("dtend", day + _DAY)
    event.add("summary", title)
    event.add("description", "\n".join(line for line in (*_description(dues, due), note) if line))
    event.add("transp", "TRANSPARENT")
    event.add("categories", [Text("年报期限", "annual reports").to(dues.language)])
    return event


def _description(dues: DueCalendar, due: DueDay) -> Iterator[str]:
    language = dues.language
    names = _BETWEEN.to(language).join(one_line(name) for name in due.units[:_NAMED])
    more = _MORE.to(language) if len(due.units) > _NAMED else ""
    day, count = long_date(due.day, language), len(due.units)
    yield _UNITS.to(language).format(one_line(dues.area), day, due.report_year, count, names + more)
    if due.bases:
        bases = (one_line(basis.to(language)) for basis in due.bases)
        yield _BASES.to(language).format(_BETWEEN.to(language).join(bases))
    yield _AS_OF.to(language).format(clock_time(dues.as_of))
    yield CAUTION.to(language)


def _alarm(due_on: date, reminder: Reminder, title: str) -> Alarm:
    """At nine on the day of the reminder: counted from the midnight that the due day begins with."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    before = datetime.combine(reminder.day, _MORNING) - datetime.combine(due_on, time())
    alarm.add("trigger", before)
    return alarm


def due_days(owed: Iterable[tuple[int, date, str, Text]]) -> tuple[DueDay, ...]:
    """Due days of obligations, each given as report year, day, name of the unit and what sets the day."""
    found: dict[tuple[int, date], tuple[list[str], dict[Text, None]]] = {}
    for report_year, day, name, basis in owed:
        names, bases = found.setdefault((report_year, day), ([], {}))
        names.append(name)
        bases[basis] = None
    return tuple(DueDay(year, day, tuple(names), tuple(bases)) for (year, day), (names, bases) in sorted(found.items()))
