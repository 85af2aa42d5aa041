"""The letter to one oversight office: what is new since the last one, with where everything stands.

The text follows the notices such offices write themselves: cut-off time, counts, problems in the order of
30号, then what could not be verified, and the legal basis.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from crawler.domain.clock import SHANGHAI
from crawler.domain.dossier import Status
from crawler.domain.unit import Unit, UnitKind
from crawler.domain.wording import Language, Text
from monitor.alerts.categories import HEADINGS, Category
from monitor.alerts.items import items_of
from monitor.alerts.letter import Addressee, Item, Letter
from monitor.alerts.told import standing_key
from monitor.summaries.summary import BY_URGENCY, Summary, UnitRow
from monitor.summaries.words import (
    CAUTION,
    STATUSES,
    clock_time,
    is_by_local_rule_alone,
    long_date,
    statute,
    title_words,
    visible,
)

_STATED = {
    Status.ON_TIME: Text("按期公布", "on time"),
    Status.LATE: Text("逾期公布", "late"),
    Status.MISSING: Text("未监测到", "not seen"),
    Status.UNVERIFIABLE: Text("未能核实", "not verified"),
}
"""The counts that every letter states, even where they are 0."""

_SEEN_SINCE = Text("此前告知未监测到、现已监测到的：", "Told before as not seen, and seen since:")


@dataclass(frozen=True, slots=True)
class Area:
    """What an office oversees: the rows of its line, and the units of its area that another line oversees."""

    summary: Summary
    left_out: tuple[Unit, ...] = ()


def notice_for(
    office: Addressee,
    area: Area,
    told: frozenset[str],
    wanted: Callable[[Item], bool] = lambda item: True,
    good_news: Sequence[Item] = (),
    as_told: Callable[[Item], Item] = lambda item: item,
) -> Letter | None:
    """The letter to an office about what it oversees; None where there is nothing it was not told.

    `wanted` are the items that are for this office and not for one nearer to the unit, `good_news` what was told as
    not seen and is out now; `as_told` gives an item the key that it was told under, if that is another. Units that
    could not be verified go into a letter, and are no reason for one.
    """
    ours = area.summary
    by_urgency = (row for status in BY_URGENCY for row in ours.having(status))
    found = (as_told(item) for row in by_urgency for item in items_of(row, office.language) if wanted(item))
    items = {item.key: replace(item, key=standing_key(item.key, told)) for item in found}
    new = tuple(item for category in Category for item in items.values() if _is_new(item, category, told))
    if not new and not good_news:
        return None
    # What a person denied is counted nowhere; the rest of what there is to say of such a unit is said.
    counted = replace(ours, rows=tuple(row for row in ours.rows if not row.denied))
    notes = (*_left_out(area.left_out), *_denied(len(ours.rows) - len(counted.rows)))
    told_here = (*new, *good_news)
    paragraphs = _paragraphs(office, counted, told_here, known=len(items) - len(new), notes=notes)
    return Letter(office.id, _subject(office, ours), visible("\n\n".join(paragraphs)) + "\n", told_here)


def _is_new(item: Item, category: Category, told: frozenset[str]) -> bool:
    return item.category is category and item.key not in told


def _subject(office: Addressee, summary: Summary) -> str:
    title = title_words(summary.report_year)
    at = clock_time(summary.as_of)
    return visible(
        Text(f"【年报监测】{title.zh}（截至{at}）", f"[gongkai] {title.en} (as of {at})").to(office.language)
    )


def _paragraphs(
    office: Addressee, summary: Summary, new: tuple[Item, ...], known: int, notes: Sequence[Text]
) -> Iterator[str]:
    language = office.language
    yield salutation(office)
    yield f"{_opening(summary).to(language)}\n{counts(summary, language)}"
    if known:
        yield _known(known).to(language)
    for category in Category:
        if items := [item for item in new if item.category is category]:
            yield "\n".join((HEADINGS[category].to(language), *numbered(items)))
    if since := [item for item in new if item.category is None]:
        yield "\n".join((_SEEN_SINCE.to(language), *numbered(since)))
    if unverifiable := summary.having(Status.UNVERIFIABLE):
        yield "\n".join(unverifiable_lines(unverifiable, language))
    if notes:
        yield "\n".join(words.to(language) for words in notes)
    yield basis_words(summary.report_year).to(language)
    yield CAUTION.to(language)


def _opening(summary: Summary) -> Text:
    at = summary.as_of.astimezone(SHANGHAI)
    cut_off_zh = f"{long_date(at.date(), Language.CHINESE)}{at:%H:%M}"
    cut_off_en = f"{long_date(at.date(), Language.ENGLISH)}, {at:%H:%M}"
    return Text(
        f"截至{cut_off_zh}（北京时间），{title_words(summary.report_year).zh}的监测结果如下。",
        f"{title_words(summary.report_year).en}, as of {cut_off_en} (Asia/Shanghai).",
    )


def counts(summary: Summary, language: Language) -> str:
    """All the counts, so that they add up to the units that are obliged."""
    rest = (status for status in BY_URGENCY if status not in (*_STATED, Status.NOT_OBLIGED))
    stated = [_count(summary, status, words, language) for status, words in _STATED.items()]
    others = [_count(summary, status, STATUSES[status], language) for status in rest if summary.having(status)]
    obliged = Text("应公布{}家：", "{} obliged: ").to(language).format(summary.totals["obliged"])
    return obliged + Text("，", "; ").to(language).join((*stated, *others)) + Text("。", ".").to(language)


def _count(summary: Summary, status: Status, words: Text, language: Language) -> str:
    rows = summary.having(status)
    local = sum(is_by_local_rule_alone(row.standing) for row in rows)
    if local and status in (Status.LATE, Status.MISSING):
        return Text(
            f"{words.zh}{len(rows)}家（其中{local}家按本地要求）", f"{len(rows)} {words.en} ({local} by a local rule)"
        ).to(language)
    return Text(f"{words.zh}{len(rows)}家", f"{len(rows)} {words.en}").to(language)


def _known(known: int) -> Text:
    return Text(
        f"以下为此前未告知的情况。此前已告知、目前仍存在的{known}项不再重复。",
        f"What follows is new. Of what you were told before, {known} still stand and are not repeated.",
    )


def numbered(items: Iterable[Item]) -> Iterator[str]:
    """Items as the lines of a list."""
    return (f"{number}. {item.text}" for number, item in enumerate(items, 1))


def unverifiable_lines(rows: tuple[UnitRow, ...], language: Language) -> Iterator[str]:
    """The units that could not be verified, apart from all others, each with why."""
    yield Text(
        f"另有{len(rows)}家因网站无法访问等原因未能核实，不计入未公布：",
        f"Not verified, for the reasons given, and not counted as missing: {len(rows)}.",
    ).to(language)
    cause = Text("{}（{}，{}采集）", "{} ({}, captured {})").to(language)
    for row in rows:
        yield f"- {row.unit.name}"
        for seen in row.standing.evidence:
            yield f"   {cause.format(seen.what.to(language), seen.url, clock_time(seen.at))}"


def _left_out(left_out: Sequence[Unit]) -> Iterator[Text]:
    """The units of the area that another line oversees."""
    vertical = sum(unit.kind is UnitKind.VERTICAL for unit in left_out)
    if vertical:
        yield Text(
            f"实行垂直领导的{vertical}家单位由其上级主管，不在以上统计之内。",
            f"Not counted here: {vertical} vertical agencies, which answer to their own system.",
        )
    if other := len(left_out) - vertical:
        yield Text(
            f"另有{other}家单位由其他主管部门主管，不在以上统计之内。",
            f"Not counted here: {other} units that another office oversees.",
        )


def _denied(number: int) -> Iterator[Text]:
    """The units of which a person said that their status is not so."""
    if number:
        yield Text(
            f"另有{number}家单位的公布情况经人工复核，监测结果不成立，不在以上统计之内。",
            f"Not counted here: {number} units of which a person found that their status is not so.",
        )


def salutation(office: Addressee) -> str:
    """The first line of a letter."""
    return f"{office.name}{Text('：', ':').to(office.language)}"


def basis_words(report_year: int) -> Text:
    """What obliges the units, and what an office may do about it."""
    notice = (
        Text("，国办公开办函〔2021〕30号", "; notice 国办公开办函〔2021〕30号") if report_year >= 2021 else Text("", "")
    )
    article = statute(report_year)
    return Text(
        f"依据：{article.zh}（公布期限）；《政府信息公开条例》第四十七条（督促整改或者通报批评）{notice.zh}。",
        f"Basis: {article.en} (due date); article 47 of the Regulation (correction and criticism){notice.en}.",
    )
