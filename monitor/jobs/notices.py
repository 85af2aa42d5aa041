"""Looks up what the documents of an area need, and writes them."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from crawler.domain.dossier import Status
from crawler.domain.evidence import NONE_OF_YEAR, Evidence, Visit
from crawler.domain.unit import Unit
from crawler.domain.wording import Text
from monitor.documents import Facts, Look, Notice, NoticeKind, build
from monitor.dossiers import Dossiers
from monitor.jobs.recheck import recheck_of
from monitor.jobs.summarise import summary_over
from monitor.summaries import Summary
from monitor.wiring import Workspace
from storage.unit_of_work import UnitOfWork, unit_of_work

RECHECKED_AFTER = timedelta(days=30)
"""How long ago the problems stood that a circular looks at again, where nobody names a day."""

_FRESH = timedelta(hours=12)
"""What was archived longer before a look is not what that look saw."""

_DUE = (Status.DUE_SOON, Status.NOT_YET_DUE)
_NOT_FOUND = Text("栏目已浏览，未监测到该年度报告", "the column was seen, the report was not in it")
_NOT_SEEN = Text("未能完整浏览，不能说明是否已经公布", "it could not be seen in full, which proves nothing")


@dataclass(frozen=True, slots=True)
class Asked:
    """Which document is asked for, of which area and year, as of when; the rest is filled in by hand where unsaid.

    It is about the units whose line of oversight leads to the area, or to the office that asks (`office_id`): nobody
    writes to a unit that answers to somebody else (条例 art. 3).
    """

    kind: NoticeKind
    area_id: str
    report_year: int
    as_of: datetime
    issuer: str = ""
    contact: str = ""
    reply_by: date | None = None
    since: datetime | None = None
    office_id: str = ""


def write_notice(workspace: Workspace, asked: Asked) -> Notice:
    """The document that is asked for; raises UnknownUnit and NothingToTell."""
    with unit_of_work(workspace.database) as work:
        units = _units(work, asked)
        summary = summary_over(work, asked.report_year, asked.as_of, units, workspace.terms, workspace.rules)
        return build(asked.kind, summary, _facts(workspace, work, asked, summary, units))


def circular_over(workspace: Workspace, summary: Summary, area: str | None) -> Notice:
    """The circular about a summary that was drawn up already: of an area, or of the whole register.

    The units of the area that answer to another line are counted as such, as in every document.
    """
    asked = Asked(NoticeKind.CIRCULAR, area or "", summary.report_year, summary.as_of)
    with unit_of_work(workspace.database) as work:
        overseen = {unit.id for unit in _units(work, asked)} if area else None
        told = replace(summary, rows=tuple(row for row in summary.rows if overseen is None or row.unit.id in overseen))
        units = tuple(row.unit for row in told.rows)
        return build(asked.kind, told, _facts(workspace, work, asked, told, units))


def _units(work: UnitOfWork, asked: Asked) -> tuple[Unit, ...]:
    register = work.units.register()
    register.get(asked.area_id)
    return register.overseen_by(frozenset({asked.area_id, asked.office_id} - {""}))


def _facts(workspace: Workspace, work: UnitOfWork, asked: Asked, summary: Summary, units: Collection[Unit]) -> Facts:
    whole, register = asked.kind is NoticeKind.CIRCULAR, work.units.register()
    within = register.within(asked.area_id) if asked.area_id else tuple(register)
    before = asked.report_year - 1
    looks = _looks(workspace, work, asked, summary) if asked.kind is NoticeKind.REMINDER else {}
    since = asked.since or asked.as_of - RECHECKED_AFTER
    return Facts(
        area=register.get(asked.area_id).name if asked.area_id else "名录所列",
        left_out=len({unit.id for unit in within} - {unit.id for unit in units}),
        issuer=asked.issuer,
        contact=asked.contact,
        reply_by=asked.reply_by,
        digests=_digests(work, [*_evidence(summary), *(look.evidence for look in looks.values())]),
        looks=looks,
        last_year=summary_over(work, before, asked.as_of, units, workspace.terms, workspace.rules) if whole else None,
        recheck=recheck_of(work, summary, since) if whole else None,
    )


def _evidence(summary: Summary) -> Iterator[Evidence]:
    return (seen for row in summary.rows for seen in row.standing.evidence)


def _digests(work: UnitOfWork, evidence: Collection[Evidence]) -> dict[tuple[str, datetime], str]:
    """What was archived of each address when it was looked at: the bytes that stood there then."""
    kept: dict[str, list[tuple[datetime, datetime, str]]] = {}
    for one in work.shown_bytes.at(seen.url for seen in evidence):
        kept.setdefault(one.url, []).append((one.first_seen_at, one.last_seen_at, one.digest))
    found = {}
    for seen in evidence:
        fitting = [one for one in kept.get(seen.url, ()) if one[0] <= seen.at and one[1] >= seen.at - _FRESH]
        if fitting:
            found[seen.url, seen.at] = max(fitting)[2]
    return found


def _looks(workspace: Workspace, work: UnitOfWork, asked: Asked, summary: Summary) -> dict[str, Look]:
    """The last visit that looked for each report that is not due yet: its status itself says nothing of visits."""
    waiting = {row.unit.id for row in summary.rows if row.standing.status in _DUE}
    register = work.units.register()
    dossiers = Dossiers(work, register, asked.report_year, asked.as_of, workspace.terms)
    cases = (case for some in dossiers.cases(waiting) for case in some)
    visited = ((case.unit.id, case.dossier().visits) for case in cases)
    return {unit_id: _look(visits[-1]) for unit_id, visits in visited if visits}


def _look(visit: Visit) -> Look:
    open_eyed = visit.good or _is_merely_early(visit)
    url = next(iter(visit.columns), visit.failures[0].url if visit.failures else visit.site_id)
    return Look(open_eyed, Evidence(url, visit.ended_at, _NOT_FOUND if open_eyed else _NOT_SEEN))


def _is_merely_early(visit: Visit) -> bool:
    """Before the day it proves nothing against a look that nobody has published yet."""
    return bool(visit.failures) and visit.failures[0].cause == NONE_OF_YEAR
