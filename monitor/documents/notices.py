"""The documents as data: pure functions of a summary and what surrounds it. Nothing here looks anything up.

A document about particular units is not written where there is none (NothingToTell); the circular always is.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from crawler.domain.dossier import Status
from crawler.domain.errors import NothingToTell
from monitor.documents.facts import Facts
from monitor.documents.head import Head, head_of
from monitor.documents.kinds import NAMES, NoticeKind
from monitor.documents.lines import Group, ProblemLine, UnitLine
from monitor.documents.problems import groups_of, problem_lines
from monitor.documents.totals import rate_words, totals_words
from monitor.documents.units import unit_lines
from monitor.summaries.summary import Summary, UnitRow

_DUE = (Status.DUE_SOON, Status.NOT_YET_DUE)
_REPORT = "政府信息公开工作年度报告"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder(Head):
    """到期提醒: the units whose report is due and was not seen, and those of which we cannot say."""

    due: tuple[UnitLine, ...]
    unverified: tuple[UnitLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overdue(Head):
    """逾期督办函: the units proven overdue, beside where the whole area stands."""

    totals: str
    missing: tuple[UnitLine, ...]
    late: tuple[UnitLine, ...]
    unverified: tuple[UnitLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rectification(Head):
    """问题整改通知: the problems by category, and the 问题清单."""

    units: int
    groups: tuple[Group, ...]
    problems: tuple[ProblemLine, ...]


def reminder(summary: Summary, facts: Facts) -> Reminder:
    """The reminder of what is due; raises NothingToTell."""
    rows = [row for row in _by_due(summary) if row.standing.status in _DUE]
    seen = [row for row in rows if (look := facts.looks.get(row.unit.id)) is not None and look.open_eyed]
    unseen = [row for row in rows if row not in seen]
    head = _head(summary, facts, NoticeKind.REMINDER, f"关于做好{summary.report_year}年{_REPORT}公布工作的提醒", rows)
    return Reminder(**head, due=unit_lines(summary, seen, facts), unverified=unit_lines(summary, unseen, facts))


def overdue(summary: Summary, facts: Facts) -> Overdue:
    """The letter on what is overdue; raises NothingToTell."""
    missing = summary.having(Status.MISSING)
    head = _head(summary, facts, NoticeKind.OVERDUE, f"关于督促公布{summary.report_year}年{_REPORT}的函", missing)
    return Overdue(
        **head,
        totals=f"{totals_words(summary, facts.left_out)}{rate_words(summary)}",
        missing=unit_lines(summary, missing, facts),
        late=unit_lines(summary, summary.having(Status.LATE), facts),
        unverified=unit_lines(summary, summary.having(Status.UNVERIFIABLE), facts),
    )


def rectification(summary: Summary, facts: Facts) -> Rectification:
    """The notice of what is to be put right; raises NothingToTell."""
    lines = problem_lines(summary, facts)
    concerned = {line.unit_id for line in lines}
    rows = [row for row in summary.rows if row.unit.id in concerned]
    title = f"关于做好{summary.report_year}年{_REPORT}问题整改的通知"
    head = _head(summary, facts, NoticeKind.RECTIFICATION, title, rows)
    return Rectification(**head, units=len(rows), groups=groups_of(lines), problems=lines)


def _head(summary: Summary, facts: Facts, kind: NoticeKind, title: str, rows: Sequence[UnitRow]) -> dict[str, Any]:
    if not rows:
        raise NothingToTell(f"{NAMES[kind].zh} ({kind.value})", facts.area)
    return asdict(head_of(summary, facts, title, [row.unit.name for row in rows]))


def _by_due(summary: Summary) -> list[UnitRow]:
    """The rows, those whose report is due first before the others."""
    return sorted(summary.rows, key=lambda row: row.standing.obligation.due_on if row.standing.obligation else date.max)
