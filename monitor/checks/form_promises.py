"""What a report promises for a day that was over when it was signed."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from crawler.domain.dossier import Dossier
from crawler.domain.finding import Outcome, Severity
from crawler.domain.wording import Text
from monitor.checks.catalogue import Discrepancy, dossier_check, not_applicable
from monitor.checks.passages import Passage, read_passage
from monitor.checks.reading import is_recognised, read_text

_SPRING_FESTIVALS = {
    2017: (1, 28),
    2018: (2, 16),
    2019: (2, 5),
    2020: (1, 25),
    2021: (2, 12),
    2022: (2, 1),
    2023: (1, 22),
    2024: (2, 10),
    2025: (1, 29),
    2026: (2, 17),
    2027: (2, 6),
    2028: (1, 26),
    2029: (2, 13),
    2030: (2, 3),
}
_WILL = r"(?:将|拟|力争|预计|争取|可(?=在|于|以在|完成|实现|发布|上线|投入))"
_DAY = r"春节前|(?<!\d)20\d{2}年(?:\d{1,2}月|年)?(?:底|末)前?"
_PROMISE = re.compile(rf"(?P<before>{_DAY})[^。;,]{{0,12}}?{_WILL}|{_WILL}[^。;,]{{0,12}}?(?P<behind>{_DAY})")
_MONTH = re.compile(r"(?P<year>20\d{2})年(?:(?P<month>\d{1,2})月)?")
_OF_AN_AIM = re.compile(r"[^。;,]{0,25}(?:目标|部署|要求|安排|任务|计划|规划|承诺|意见)")
_DONE = re.compile(r"已|完成了|计划|原定|曾|如期|得以|提出|要求|印发")


@dossier_check("FRM-20", Severity.LOW, Text("所作承诺未过期", "what is promised was still to come when it was signed"))
def promises_are_ahead(dossier: Dossier) -> Iterator[Discrepancy]:
    """What the text announces for a day, such as before Spring Festival, was not over when the report was signed.

    Only announcements (将、拟、力争、可…) with a day that can be told count: 春节前, and the end of a year or month
    that is named. 年底前 without a year may be of either year and is passed over, as is what the sentence calls done.

    Basis: logic; 30号 (不准确).
    Applies to: every kind of unit.

    Passes:
        add to s1_overview: 目录汇编春节前可在县政府网站发布。各乡镇相继在年底前完成了改造。
        signed: 2024-01-18
    Passes:
        add to s1_overview: 平台已于2023年底前建成，2024年底前将完成升级。按照2023年底前将公开栏换新的目标推进。
    Fails (WARN):
        add to s1_overview: 目录汇编基本完成，春节前可在县政府网站发布。
        signed: 2024-03-09
    Fails (WARN):
        add to s5_problems: 力争在2023年底前完成平台建设。
    """
    extraction = read_text(dossier)
    signed = extraction.report.dates.signed if extraction is not None else None
    if extraction is None or signed is None:
        yield not_applicable("无落款日期，未作核对", "there is no signing date to compare with")
        return
    passages = [read_passage(one.text) for one in extraction.report.sections]
    festival = _spring_festival(dossier.year + 1 if dossier.year is not None else signed.year)
    found = [late for passage in passages for late in _gone_by(passage, signed, festival)]
    if found and not is_recognised(extraction):
        yield from found
    else:
        yield Discrepancy(Outcome.PASS, Text("未监测到过期承诺", "no promise had gone by"))


def _spring_festival(year: int) -> date | None:
    """The first day of the lunar year, where it is known here."""
    return date(year, *_SPRING_FESTIVALS[year]) if year in _SPRING_FESTIVALS else None


def _gone_by(passage: Passage, signed: date, festival: date | None) -> Iterator[Discrepancy]:
    own = passage.own_words
    for promise in _PROMISE.finditer(own):
        start, end = passage.sentence_at(promise.start())
        said = promise["before"] or promise["behind"]
        last = festival if said == "春节前" else _last_day(said)
        if last is not None and last < signed and not _is_told(own, (start, end), promise):
            yield _quoted(passage, promise.start(), promise.end(), last, signed)


def _is_told(own: str, sentence: tuple[int, int], promise: re.Match[str]) -> bool:
    """Whether a sentence tells of a promise: calls it done, or names it as somebody's aim (年底前将…的目标)."""
    start, end = sentence
    return _DONE.search(own[start:end]) is not None or _OF_AN_AIM.match(own[:end], promise.end()) is not None


def _last_day(said: str) -> date | None:
    """The last day of the year or month that is named; None for a month that there is not."""
    named = _MONTH.match(said)
    if named is None:
        return None
    year, month = int(named["year"]), int(named["month"] or 12)
    return date(year, month, monthrange(year, month)[1]) if 1 <= month <= 12 else None


def _quoted(passage: Passage, start: int, end: int, last: date, signed: date) -> Discrepancy:
    end = next((at for at in range(end, len(passage.plain)) if passage.plain[at] in "。;,"), len(passage.plain))
    said = passage.shown(start, end)
    seen = Text(
        f"落款日期为{signed}，正文称“{said}”，其时{last}已过，请核实",
        f"signed on {signed}, when {last} was over, it says {said!r}",
    )
    return Discrepancy(Outcome.WARN, seen, quotes=(passage.quote(start, end),))
