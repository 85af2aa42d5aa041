"""Taking back what was told and turned out otherwise; what came out since is news, and no correction."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from crawler.domain.dossier import Standing, Status
from crawler.domain.message import Kind
from crawler.domain.wording import Language, Text
from monitor.alerts.digest import numbered, salutation
from monitor.alerts.items import evidence_lines, items_of, keys_of_status, published_words
from monitor.alerts.letter import Addressee, Item, Letter
from monitor.alerts.told import ABSENCE, CORRECTED, LATENESS, SEEN, ToldBefore, plain_key, standing_key
from monitor.obligations.absence import UNREAD
from monitor.summaries.summary import Summary, UnitRow
from monitor.summaries.words import CAUTION, clock_time, status_words, visible
from storage.tellings import Telling

_OUT_SINCE = (Status.POSSIBLY_LATE, Status.DATE_DISPUTED, Status.DATE_UNKNOWN)
"""Said of a report that is there, of which we cannot say when it came."""

_STILL_SO: Mapping[str, tuple[Status, ...]] = {
    ABSENCE: (Status.MISSING, Status.LATE, Status.WITHDRAWN),
    LATENESS: (Status.LATE, Status.MISSING, Status.WITHDRAWN),
}
"""The statuses that bear out what was told, or that came of something that happened since."""

_PUBLISHED = (Status.ON_TIME, Status.ON_TIME_BY_SIGN_DATE, Status.PUBLISHED_EARLY)


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A finding that does not stand as it was told, though the report is the same: since when, and why."""

    at: datetime
    why: Text


TakenBackBy = Mapping[tuple[str, str], TakenBack]
"""By unit and check."""


def seen_since(told: ToldBefore, rows: Mapping[str, UnitRow], language: Language) -> tuple[Item, ...]:
    """What was told as not seen and is out now, where nothing proven can be said of when it came."""
    return tuple(_seen_since(telling, row, language) for telling, row in _out_since(told, rows))


def correction_for(
    office: Addressee, summary: Summary, told: ToldBefore, rows: Mapping[str, UnitRow], taken_back: TakenBackBy
) -> Letter | None:
    """The letter that takes back what an office was told; None where all of it stands, or became something else.

    `rows` are all units by id. A check that still fails, otherwise than was told, is told anew in the same letter. A
    clock that went back knows nothing of what was told after.
    """
    items: dict[str, Item] = {}
    instead: dict[str, Item] = {}
    for telling in told.uncorrected():
        if not telling.heard or telling.unit_id is None or telling.at > summary.as_of:
            continue
        row = rows.get(telling.unit_id)
        if row is None:
            items[f"{telling.key}/{CORRECTED}"] = _left(telling, telling.unit_id, summary, office.language)
            continue
        anew = _now(telling, row, told, office.language)
        holds = _what_holds(telling, row, taken_back, anew)
        if holds is not None:
            items[f"{telling.key}/{CORRECTED}"] = _item(telling, row, holds, anew, office.language)
            instead |= {item.key: item for item in anew}
    if not items:
        return None
    at = clock_time(summary.as_of)
    year = summary.report_year
    subject = Text(f"【更正】{year}年年报监测（截至{at}）", f"[gongkai] Correction for {year} (as of {at})")
    body = "\n\n".join(_paragraphs(office, summary, tuple(items.values())))
    both = (*items.values(), *instead.values())
    return Letter(office.id, visible(subject.to(office.language)), visible(body) + "\n", both, Kind.CORRECTION)


def _what_holds(telling: Telling, row: UnitRow, taken_back: TakenBackBy, anew: Sequence[Item]) -> Text | None:
    """What is so instead of what was told; None where that stands, or where something happened since."""
    if telling.check in (ABSENCE, LATENESS):
        return _status_instead(telling, row) or _otherwise(telling, row)
    check = telling.check or ""
    current = {item.key for item in items_of(row, Language.CHINESE) if item.check == check}
    back = taken_back.get((row.unit.id, check))
    if back is None or back.at < telling.at or _is_among(telling.key, current):
        return None
    if not anew:
        return back.why
    return Text(f"{back.why.zh}。目前该检查项为：", f"{back.why.en}. Now that check says:")


def _otherwise(telling: Telling, row: UnitRow) -> Text | None:
    """What is so now of a unit that is accused of the same by another day; None where it is as it was told."""
    current = keys_of_status(row.standing)
    same_check = any(f"/{telling.check}/" in key for key in current)
    if row.denied or not same_check or plain_key(telling.key) in current:
        return None
    return Text("期限或者公布日期与所告知的不同，目前为：", "the due day or the day of publication is another one:")


def _is_among(key: str, current: set[str]) -> bool:
    """Whether a key, however often it was told anew, is one of these."""
    return key.partition("#")[0] in current


def _status_instead(telling: Telling, row: UnitRow) -> Text | None:
    standing = row.standing
    if row.denied:
        return Text("经人工复核，原告知的情况不成立", "a person found that what was told is not so")
    if standing.status in _STILL_SO[telling.check or ""] or _is_unsettled(standing):
        return None
    if telling.check == ABSENCE and standing.status in _OUT_SINCE:
        return None
    words = status_words(standing)
    if standing.status in _PUBLISHED and standing.published_on is not None:
        published = published_words(standing)
        return Text(f"{words.zh}。{published.zh}", f"{words.en}; {published.en}")
    if standing.status in (Status.UNVERIFIABLE, Status.MISSING_UNCONFIRMED):
        return Text("现有证据不足以认定，未能核实", "the evidence does not prove it; it could not be verified")
    return words


def _is_unsettled(standing: Standing) -> bool:
    """Whether something stands on the site that may be the report: then nothing is said until that is settled."""
    return standing.status is Status.UNVERIFIABLE and any(seen.what == UNREAD for seen in standing.evidence)


def _now(telling: Telling, row: UnitRow, told: ToldBefore, language: Language) -> tuple[Item, ...]:
    """What the same check says now, otherwise than was told."""
    found = (item for item in items_of(row, language) if item.check == telling.check)
    keyed = (replace(item, key=standing_key(item.key, told.keys)) for item in found)
    return tuple(item for item in keyed if item.key not in told.keys)


def _item(telling: Telling, row: UnitRow, holds: Text, anew: Sequence[Item], language: Language) -> Item:
    said = _said(telling).to(language)
    now = Text(f"现更正为：{holds.zh}", f"What holds now: {holds.en}").to(language)
    proof = [] if anew else evidence_lines(row.standing.evidence, language)
    details = [line for item in anew for line in item.text.split("\n")] or proof
    head = f"{row.unit.name}{Text('（{}年）', ' ({})').to(language).format(row.standing.report_year)}"
    text = "\n".join((head, f"   {said}", f"   {now}", *(f"   {line.strip()}" for line in details)))
    key = f"{telling.key}/{CORRECTED}"
    return Item(key, text, None, row.unit.id, row.standing.report_year, telling.check)


def _left(telling: Telling, unit_id: str, summary: Summary, language: Language) -> Item:
    """What is said of a unit that the register does not hold any more."""
    now = Text(
        "现更正为：该单位已不在监测名录中，原告知的情况不再作为监测结果",
        "What holds now: the unit is not in the register any more, and nothing is held against it",
    )
    head = Text("{}（{}年）", "{} ({})").to(language).format(unit_id, summary.report_year)
    text = "\n".join((head, f"   {_said(telling).to(language)}", f"   {now.to(language)}"))
    return Item(f"{telling.key}/{CORRECTED}", text, None, unit_id, summary.report_year, telling.check)


def _said(telling: Telling) -> Text:
    at, before = clock_time(telling.at), telling.text.split("\n")[0].strip()
    return Text(
        f"{at}《{telling.subject}》告知：{before or '见原件'}",
        f"told at {at} in “{telling.subject}”: {before or 'see there'}",
    )


def _out_since(told: ToldBefore, rows: Mapping[str, UnitRow]) -> Iterator[tuple[Telling, UnitRow]]:
    for telling in told.standing():
        row = rows.get(telling.unit_id or "")
        if row is not None and telling.check == ABSENCE and not row.denied and row.standing.status in _OUT_SINCE:
            yield telling, row


def _seen_since(telling: Telling, row: UnitRow, language: Language) -> Item:
    at, year = clock_time(telling.at), row.standing.report_year
    words = Text(
        f"{row.unit.name}（{year}年）：现已监测到年度报告，公布日期待核实。{at}曾告知未监测到。",
        f"{row.unit.name} ({year}): the annual report is out; when it came is to be verified. "
        f"It was told as not seen at {at}.",
    ).to(language)
    lines = (words, *(f"   {line}" for line in evidence_lines(row.standing.evidence, language)))
    return Item(f"{telling.key}/{SEEN}", "\n".join(lines), None, row.unit.id, year, ABSENCE)


def _paragraphs(office: Addressee, summary: Summary, items: Sequence[Item]) -> Iterator[str]:
    language = office.language
    yield salutation(office)
    opening = Text(
        f"此前告知的以下{len(items)}项，截至{clock_time(summary.as_of)}（北京时间）查明与所告知的不符，现予更正。"
        "已发出的通知不作改动，请以本更正为准。",
        f"Of what you were told before, {len(items)} turned out otherwise, as of {clock_time(summary.as_of)} "
        "(Asia/Shanghai). What was sent stays as it is; please go by this correction.",
    )
    yield opening.to(language)
    yield "\n".join(numbered(items))
    yield CAUTION.to(language)
