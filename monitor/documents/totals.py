"""The figures of a document: counts that add up to the units obliged, and the rate with its base."""

from collections import Counter
from collections.abc import Iterator, Mapping

from crawler.domain.dossier import Status
from monitor.documents.lines import Count
from monitor.summaries.rate import DECIDED, Rate, on_time_rate
from monitor.summaries.summary import BY_URGENCY, Summary
from monitor.summaries.words import STATUSES, is_by_local_rule_alone

_STATED: Mapping[Status, str] = {
    Status.ON_TIME: "按期公布",
    Status.LATE: "逾期公布",
    Status.MISSING: "逾期未监测到",
    Status.UNVERIFIABLE: "未能核实",
}
"""The counts that every document states, even where they are 0."""

_NOT_DUE = (Status.DUE_SOON, Status.NOT_YET_DUE)
_POINT = 1000


def counts_of(summary: Summary) -> tuple[Count, ...]:
    """How many units stand where: together all that are obliged."""
    rest = (status for status in BY_URGENCY if status not in (*_STATED, Status.NOT_OBLIGED))
    stated = [Count(words, len(summary.having(status))) for status, words in _STATED.items()]
    others = [Count(STATUSES[status].zh, number) for status in rest if (number := len(summary.having(status)))]
    return (*stated, *others)


def totals_words(summary: Summary, left_out: int) -> str:
    """The counts in one sentence, and how many units of the area somebody else oversees."""
    counted = "；".join(f"{count.words}{count.units}家" for count in counts_of(summary))
    local = sum(
        is_by_local_rule_alone(row.standing)
        for status in (Status.LATE, Status.MISSING)
        for row in summary.having(status)
    )
    note = f"（逾期公布和逾期未监测到的单位中，{local}家按本地要求计算）" if local else ""
    others = f"另有{left_out}家单位由其他主管部门或者上级主管，不在以上统计之内。" if left_out else ""
    return f"应公布{summary.totals['obliged']}家：{counted}{note}。{others}"


def rate_of(summary: Summary) -> Rate:
    """The on-time rate of a summary."""
    return on_time_rate(Counter(row.standing.status for row in summary.rows))


def rate_words(summary: Summary) -> str:
    """The rate, the base it is of, and all that is left out of it."""
    rate = rate_of(summary)
    left = f"未计入{rate.left_out}家{_left_out(summary)}" if rate.left_out else "没有未计入的单位"
    if rate.share is None:
        return f"尚无可以判定的单位，不计算按期率（{left}）。"
    return f"可以判定的{rate.base}家中按期公布{rate.on_time}家，按期率{percent(rate.share)}（{left}）。"


def comparison_words(summary: Summary, before: Summary | None) -> str:
    """The rate beside last year's, where there is one; of few units nothing is concluded."""
    if before is None or (former := rate_of(before)).share is None:
        return "上年情况没有可以判定的监测结果，不作比较。"
    rate, year = rate_of(summary), before.report_year
    stood = f"可以判定的{former.base}家中按期公布{former.on_time}家，按期率{percent(former.share)}"
    told = f"按同一口径，{year}年年度报告{stood}"
    if rate.share is None:
        return f"{told}。"
    if not (rate.comparable and former.comparable):
        return f"{told}；可以判定的单位较少，不作比较。"
    points = (round(rate.share * _POINT) - round(former.share * _POINT)) / 10
    return f"{told}，{_changed(points)}。"


def percent(share: float) -> str:
    """A share as people read it; what is not all is never rounded to it.

    >>> percent(0.8), percent(1.0), percent(0.9999), percent(0.0001)
    ('80.0%', '100%', '99.9%', '0.1%')
    """
    if share in (0.0, 1.0):
        return f"{share:.0%}"
    return f"{min(max(share, 0.001), 0.999):.1%}"


def _changed(points: float) -> str:
    if not points:
        return "与本年持平"
    return f"本年比上年{'提高' if points > 0 else '下降'}{abs(points):.1f}个百分点"


def _left_out(summary: Summary) -> str:
    return f"：{'，'.join(_reasons(summary))}"


def _reasons(summary: Summary) -> Iterator[str]:
    unseen = len(summary.having(Status.UNVERIFIABLE))
    not_due = sum(len(summary.having(status)) for status in _NOT_DUE)
    settled = (*DECIDED, *_NOT_DUE, Status.UNVERIFIABLE, Status.NOT_OBLIGED)
    open_yet = sum(row.standing.status not in settled for row in summary.rows)
    for words, number in (("未能核实", unseen), ("期限未到", not_due), ("尚待判定", open_yet)):
        if number:
            yield f"{words}{number}家"
