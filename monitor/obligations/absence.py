"""Reports that were not found: absence is a fact only where our eyes are proven to have been open."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from crawler.domain.dossier import Obligation, Standing, Status
from crawler.domain.evidence import Evidence, SearchOutcome, Stray, Visit
from crawler.domain.wording import Text
from monitor.obligations.causes import OUTCOMES, UNKNOWN, cause_words
from monitor.obligations.coverage_record import coverage_record
from monitor.obligations.days import china_day
from monitor.obligations.workdays import is_due_soon

_DAYS_NEEDED = 2
_SHOWN = 5
_NEVER_LOOKED = Text("期限届满后尚无监测记录", "not looked at since it was due")
UNREAD = Text("疑似年度报告，尚未能确定所属单位或年度", "perhaps a report; of which unit or year is not settled")
"""Said of what stands on a site and may be the report that was not found."""


def standing_of_unpublished(
    obligation: Obligation, visits: Sequence[Visit], strays: Sequence[Stray], as_of: datetime
) -> Standing:
    """Where an obligation stands whose report was not found.

    Missing takes good visits on two days after the due date, and no unread report on the site that may
    be this one; a site that we could not see is never held against its units.
    """
    today = china_day(as_of)
    if today <= obligation.due_on:
        soon = is_due_soon(obligation.due_on, today)
        return _standing(obligation, Status.DUE_SOON if soon else Status.NOT_YET_DUE, ())
    after = sorted(
        (visit for visit in visits if china_day(visit.started_at) > obligation.due_on),
        key=lambda visit: visit.started_at,
    )
    good = [visit for visit in after if visit.good]
    unread = [stray for stray in strays if stray.report_year in (None, obligation.report_year)]
    if unread or not good:
        return _standing(obligation, Status.UNVERIFIABLE, _why_unverifiable(obligation, after, unread, as_of))
    days = {china_day(visit.started_at) for visit in good}
    status = Status.MISSING if len(days) >= _DAYS_NEEDED else Status.MISSING_UNCONFIRMED
    return _standing(obligation, status, _proof(obligation, good))


def _standing(obligation: Obligation, status: Status, evidence: Sequence[Evidence]) -> Standing:
    return Standing(obligation.unit, obligation.report_year, status, obligation, evidence=tuple(evidence))


def _proof(obligation: Obligation, good: Sequence[Visit]) -> tuple[Evidence, ...]:
    """The columns that were looked through without finding it: the last good visit of each of the last days."""
    last_of_day = {china_day(visit.started_at): visit for visit in good}
    shown = list(last_of_day.values())[-_SHOWN:]
    return tuple(evidence for visit in shown for evidence in _looked_through(obligation, visit))


def _looked_through(obligation: Obligation, visit: Visit) -> Iterator[Evidence]:
    year = obligation.report_year
    record = coverage_record(obligation.unit, visit)
    seen = Text("", "")
    if record.canary:
        years = "、".join(map(str, record.canary))
        seen = Text(f"（含该单位{years}年）", f" (this unit's on {years} among them)")
    searched = Text("", "")
    if record.search is SearchOutcome.TRIED:
        searched = Text("，站内检索亦未检得", ", nor does the site's search find it")
    what = Text(
        f"栏目可正常浏览，监测到{visit.entries}条年报条目{seen.zh}，未监测到{year}年年度报告{searched.zh}",
        f"the column could be seen in full, {visit.entries} entries{seen.en}, none of them on {year}{searched.en}",
    )
    for url in visit.columns or (obligation.unit.column_url or obligation.unit.site_url,):
        yield Evidence(url, visit.ended_at, what)


def _why_unverifiable(
    obligation: Obligation, after: Sequence[Visit], unread: Sequence[Stray], as_of: datetime
) -> list[Evidence]:
    failed = [_failure(obligation, visit) for visit in after if not visit.good][-_SHOWN:]
    if not after:
        failed = [Evidence(obligation.unit.site_url, as_of, _NEVER_LOOKED)]
    met = (Evidence(stray.url, stray.seen_at, UNREAD) for stray in unread)
    return [*failed, *met]


def _failure(obligation: Obligation, visit: Visit) -> Evidence:
    """A visit that proves nothing, with the first page that could not be seen."""
    outcome = OUTCOMES.get(visit.outcome, UNKNOWN)
    if not visit.failures:
        return Evidence(obligation.unit.site_url, visit.ended_at, outcome)
    first = visit.failures[0]
    cause = cause_words(first.cause)
    what = Text(f"{outcome.zh}（{cause.zh}）", f"{outcome.en} ({cause.en})")
    return Evidence(first.url, visit.ended_at, what)
