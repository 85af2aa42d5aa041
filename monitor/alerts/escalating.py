"""The letter to the office above: what was told below, and is still not seen after its days have passed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from crawler.domain.dossier import Status
from crawler.domain.message import Kind
from crawler.domain.wording import Language, Text
from monitor.alerts.digest import basis_words, counts, numbered, salutation, unverifiable_lines
from monitor.alerts.items import items_of
from monitor.alerts.letter import Addressee, Item, Letter
from monitor.alerts.responsibility import Responsibility
from monitor.alerts.told import ABSENCE, ESCALATED, History, standing_key
from monitor.obligations.days import china_day
from monitor.recipients.model import Ladder
from monitor.summaries.summary import Summary, UnitRow
from monitor.summaries.words import CAUTION, clock_time, is_by_local_rule_alone, title_words, visible


@dataclass(frozen=True, slots=True)
class Below:
    """An office below, and when it was told."""

    name: str
    told_at: datetime | None


@dataclass(frozen=True, slots=True)
class Overdue:
    """A unit whose report is still not seen when the office above is to hear of it."""

    row: UnitRow
    below: tuple[Below, ...]


def overdue(
    office: Addressee,
    summary: Summary,
    lines: Responsibility,
    history: History,
    ladder: Ladder,
    offices: Sequence[Addressee],
) -> Iterator[Overdue]:
    """The units of which an office above hears now. Whoever below took note has stopped the ladder."""
    names = {one.id: one.name for one in offices}
    today = china_day(summary.as_of)
    wait = timedelta(days=ladder.escalate.days_for(lines.level(office.id)))
    for row in summary.having(Status.MISSING):
        owed, line = row.standing.obligation, lines.line(row.unit.id)
        place = next((number for number, here in enumerate(line) if office.id in here), 0)
        below = [one for here in line[:place] for one in here]
        if owed is None or not below or today < owed.due_on + wait:
            continue
        if any(history.noted_absent(one, row.unit.id) for one in below):
            continue
        if _had_their_days(line[place - 1], row.unit.id, history, today, ladder.grace):
            yield Overdue(row, tuple(Below(names[one], history.told_absent(one, row.unit.id)) for one in below))


def _had_their_days(offices: Sequence[str], unit_id: str, history: History, today: date, grace: int) -> bool:
    """Whether those next below were told, and some days ago."""
    told = [at for one in offices if (at := history.told_absent(one, unit_id)) is not None]
    return bool(told) and china_day(min(told)) + timedelta(days=max(grace, 1)) <= today


def escalation_for(
    office: Addressee, summary: Summary, units: Sequence[Overdue], told: frozenset[str]
) -> Letter | None:
    """The letter to an office above about what it was not told of yet; None where there is nothing.

    `summary` holds all that it oversees. Whoever was told as the nearest office is not told again from below.
    """
    items = [item for unit in units if (item := _item(unit, summary, office.language, told)) is not None]
    if not items:
        return None
    at = clock_time(summary.as_of)
    title = title_words(summary.report_year)
    subject = Text(f"【逾期未公布】{title.zh}（截至{at}）", f"[gongkai] Overdue: {title.en} (as of {at})")
    body = "\n\n".join(_paragraphs(office, summary, items))
    return Letter(office.id, visible(subject.to(office.language)), visible(body) + "\n", tuple(items), Kind.ESCALATION)


def _item(unit: Overdue, summary: Summary, language: Language, told: frozenset[str]) -> Item | None:
    absence = next(item for item in items_of(unit.row, language) if item.check == ABSENCE)
    key = standing_key(f"{absence.key}/{ESCALATED}", told)
    if key in told or standing_key(absence.key, told) in told:
        return None
    since = _since(unit, summary.as_of).to(language)
    return replace(absence, key=key, text=f"{absence.text}\n   {since}", category=None)


def _since(unit: Overdue, as_of: datetime) -> Text:
    """Since when it is overdue, and who was told when."""
    told = unit.row.standing.by_graver_term
    due_on = told.obligation.due_on if told.obligation is not None else None
    if due_on is None:
        return Text("", "")
    days = (china_day(as_of) - due_on).days
    late_zh = "超过本地规定时限" if is_by_local_rule_alone(unit.row.standing) else "逾期"
    heard = [(one.name, clock_time(one.told_at)) for one in unit.below if one.told_at is not None]
    told_zh = "；".join(f"已于{at}告知{name}，尚未收到确认" for name, at in heard)
    told_en = "; ".join(f"{name} was told at {at} and has not acknowledged it" for name, at in heard)
    return Text(
        f"至今已{late_zh}{days}天。{told_zh}。",
        f"Past its due day by {days} days. {told_en}.",
    )


def _paragraphs(office: Addressee, summary: Summary, items: Sequence[Item]) -> Iterator[str]:
    language = office.language
    counted = replace(summary, rows=tuple(row for row in summary.rows if not row.denied))
    at = clock_time(summary.as_of)
    yield salutation(office)
    opening = Text(
        f"截至{at}（北京时间），{title_words(summary.report_year).zh}的监测结果如下。",
        f"{title_words(summary.report_year).en}, as of {at} (Asia/Shanghai).",
    )
    yield f"{opening.to(language)}\n{counts(counted, language)}"
    heading = Text(
        f"以下{len(items)}家经告知下级主管部门后仍未监测到：",
        f"Still not seen after the offices below were told: {len(items)}.",
    )
    yield "\n".join((heading.to(language), *numbered(items)))
    if unverifiable := counted.having(Status.UNVERIFIABLE):
        yield "\n".join(unverifiable_lines(unverifiable, language))
    yield basis_words(summary.report_year).to(language)
    yield CAUTION.to(language)
