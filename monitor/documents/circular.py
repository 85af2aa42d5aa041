"""通报: where all units of an area stand, as data."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from crawler.domain.dossier import Status
from monitor.documents.facts import TURNS, Facts, Recheck, Rechecked, Turn
from monitor.documents.head import Head, day, head_of
from monitor.documents.lines import Count, Group, ProblemLine, RecheckLine, UnitLine
from monitor.documents.problems import groups_of, problem_lines
from monitor.documents.totals import comparison_words, counts_of, rate_words, totals_words
from monitor.documents.units import unit_lines
from monitor.obligations.days import china_day
from monitor.summaries.legible import legible
from monitor.summaries.summary import BY_URGENCY, Summary

_APART = (Status.UNVERIFIABLE, Status.NOT_OBLIGED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Circular(Head):
    """通报: the rate with its base beside last year's, problems, what became of earlier ones, all units."""

    totals: str
    rate: str
    comparison: str
    counts: tuple[Count, ...]
    groups: tuple[Group, ...]
    problems: tuple[ProblemLine, ...]
    recheck_words: str
    recheck: tuple[RecheckLine, ...]
    units: tuple[UnitLine, ...]
    unverified: tuple[UnitLine, ...]


def circular(summary: Summary, facts: Facts) -> Circular:
    """The circular; it is written of an area without any problem too."""
    lines = problem_lines(summary, facts)
    title = f"关于{summary.report_year}年政府信息公开工作年度报告公布情况的通报"
    listed = [row for status in BY_URGENCY if status not in _APART for row in summary.having(status)]
    return Circular(
        **asdict(head_of(summary, facts, title, ())),
        totals=totals_words(summary, facts.left_out),
        rate=rate_words(summary),
        comparison=comparison_words(summary, facts.last_year),
        counts=counts_of(summary),
        groups=groups_of(lines),
        problems=lines,
        recheck_words=_recheck_words(facts.recheck),
        recheck=_recheck_lines(() if facts.recheck is None else facts.recheck.found),
        units=unit_lines(summary, listed, facts),
        unverified=unit_lines(summary, summary.having(Status.UNVERIFIABLE), facts),
    )


def _recheck_words(recheck: Recheck | None) -> str:
    if recheck is None:
        return "本次未作整改复查。"
    since = day(china_day(recheck.since))
    if not recheck.found:
        return f"截至{since}没有监测到的问题，本次无需复查。"
    counted = "，".join(
        f"{TURNS[turn].zh}{number}项" for turn in Turn if (number := sum(one.turn is turn for one in recheck.found))
    )
    return f"对截至{since}监测到的{len(recheck.found)}项问题进行复查：{counted}。无法判断的不视为已整改。"


def _recheck_lines(found: Sequence[Rechecked]) -> tuple[RecheckLine, ...]:
    return tuple(
        RecheckLine(
            number=number,
            unit=legible(one.unit),
            what=legible(one.what),
            since=day(one.seen_on),
            seen_on=one.seen_on,
            outcome=TURNS[one.turn].zh,
            why=legible(one.why),
        )
        for number, one in enumerate(found, 1)
    )
