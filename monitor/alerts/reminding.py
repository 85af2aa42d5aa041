"""The letter before a due day: which units of an office were not seen yet, how many days are left."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from crawler.domain.dossier import DueBasis, Obligation, Status
from crawler.domain.message import Kind
from crawler.domain.wording import Language, Text
from monitor.alerts.digest import numbered, salutation
from monitor.alerts.letter import Addressee, Item, Letter
from monitor.alerts.told import REMINDER
from monitor.obligations.days import china_day
from monitor.obligations.workdays import is_working_day, working_days_before
from monitor.summaries.summary import Summary, UnitRow
from monitor.summaries.words import CAUTION, clock_time, long_date, statute, visible

_AWAITED = (Status.NOT_YET_DUE, Status.DUE_SOON)


@dataclass(frozen=True, slots=True)
class Look:
    """When a unit's column was last seen in full, and where; `trouble` says why it was not, where it was not."""

    url: str
    at: datetime | None = None
    trouble: Text | None = None


@dataclass(frozen=True, slots=True)
class Awaited:
    """A unit whose report is due soon, and the step of the ladder that it is on."""

    row: UnitRow
    owed: Obligation
    step: int
    look: Look

    @property
    def topic(self) -> str:
        """What a recipient takes note of: that this report is due that day, whatever the step."""
        return f"{self.row.unit.id}/{self.owed.report_year}/{REMINDER}/{self.owed.due_on}"

    @property
    def key(self) -> str:
        """What is told at this step."""
        return f"{self.topic}/{self.step}"


@lru_cache(maxsize=512)
def step_on(due_on: date, today: date, before: tuple[int, ...]) -> int | None:
    """The last step of a ladder that was reached, in working days; None before the first and after the due day.

    >>> step_on(date(2025, 1, 31), date(2025, 1, 20), (15, 10, 5, 2, 1))
    10
    """
    if today > due_on:
        return None
    left = working_days_before(due_on, today).count
    worked = is_working_day(today)
    return min((step for step in before if left < step or (left == step and worked)), default=None)


def awaited(summary: Summary, before: tuple[int, ...], looks: Mapping[str, Look]) -> tuple[Awaited, ...]:
    """The units whose report is due soon and was not seen."""
    today = china_day(summary.as_of)
    found = []
    for row in summary.rows:
        owed = row.standing.obligation
        if row.standing.status in _AWAITED and owed is not None:
            step = step_on(owed.due_on, today, before)
            look = looks.get(row.unit.id, Look(row.unit.column_url or row.unit.site_url))
            found += [] if step is None else [Awaited(row, owed, step, look)]
    return tuple(found)


def reminder_for(office: Addressee, summary: Summary, units: Sequence[Awaited], told: Collection[str]) -> Letter | None:
    """The reminder to an office of the units that it was not reminded of at their step; None where there are none."""
    new = [unit for unit in units if unit.key not in told]
    if not new:
        return None
    items = {unit.key: _item(unit, office.language) for unit in new}
    paragraphs = _paragraphs(office, summary, new, items)
    subject = _subject(summary).to(office.language)
    body = visible("\n\n".join(paragraphs)) + "\n"
    until = max(unit.owed.due_on for unit in new)
    return Letter(office.id, visible(subject), body, tuple(items.values()), Kind.REMINDER, until)


def _subject(summary: Summary) -> Text:
    year, at = summary.report_year, clock_time(summary.as_of)
    return Text(
        f"【年报提醒】{year}年政府信息公开工作年度报告临近到期（截至{at}）",
        f"[gongkai] Annual reports for {year} are due soon (as of {at})",
    )


def _paragraphs(
    office: Addressee, summary: Summary, units: Sequence[Awaited], items: Mapping[str, Item]
) -> Iterator[str]:
    language = office.language
    yield salutation(office)
    for owed, together in _by_term(units).items():
        seen = [items[unit.key] for unit in together if unit.look.at is not None]
        unseen = [items[unit.key] for unit in together if unit.look.at is None]
        yield "\n".join((_opening(summary, *owed, len(seen)).to(language), *numbered(seen)))
        if unseen:
            yield "\n".join((_unverified(len(unseen)).to(language), *(f"- {item.text}" for item in unseen)))
    yield Text(
        "如已公布，请核对发布栏目或反馈链接。", "Where one is out, please check its column or tell us its address."
    ).to(language)
    yield CAUTION.to(language)


def _by_term(units: Sequence[Awaited]) -> dict[tuple[date, bool], list[Awaited]]:
    """The units by what they are due by, the nearest first."""
    found: dict[tuple[date, bool], list[Awaited]] = {}
    for unit in sorted(units, key=lambda unit: unit.owed.due_on):
        found.setdefault((unit.owed.due_on, unit.owed.due_basis is DueBasis.LOCAL), []).append(unit)
    return found


def _opening(summary: Summary, due_on: date, local: bool, number: int) -> Text:
    today = china_day(summary.as_of)
    left, year = working_days_before(due_on, today), summary.report_year
    law = Text("按本地要求", "a local rule") if local else statute(year)
    day_zh, day_en = long_date(due_on, Language.CHINESE), long_date(due_on, Language.ENGLISH)
    note = left.note
    noted = Text(f"，{note.zh}", f"; {note.en}") if note is not None else Text("", "")
    basis = law.zh if local else f"根据{law.zh}"
    days = (due_on - today).days
    return Text(
        f"{basis}，{year}年政府信息公开工作年度报告应于{day_zh}前向社会公布，"
        f"距到期还有{days}天（{left.count}个工作日{noted.zh}）。"
        f"截至{clock_time(summary.as_of)}，尚未监测到年度报告的有{number}家" + ("：" if number else "。"),
        f"Under {law.en} the annual reports for {year} are to be published by {day_en}, {days} days from now "
        f"({left.count} working days{noted.en}). As of {clock_time(summary.as_of)}, not seen yet: {number}.",
    )


def _unverified(number: int) -> Text:
    return Text(
        f"另有{number}家因网站无法访问等原因未能核实，请自行核对：",
        f"Not verified, for the reasons given; please look yourselves: {number}.",
    )


def _item(unit: Awaited, language: Language) -> Item:
    name, look = unit.row.unit.name, unit.look
    if look.at is None:
        trouble = look.trouble or Text("尚无监测记录", "not looked at yet")
        words = Text(f"{name}（{look.url}，{trouble.zh}）", f"{name} ({look.url}, {trouble.en})")
    else:
        at = clock_time(look.at)
        words = Text(
            f"{name}：年报栏目（{look.url}）尚未监测到该报告（{at}采集）",
            f"{name}: not seen in its column ({look.url}, captured {at})",
        )
    return Item(unit.key, words.to(language), None, unit.row.unit.id, unit.owed.report_year)
