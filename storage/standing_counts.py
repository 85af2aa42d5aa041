"""Counts of where obligations stand: over the areas of a reader, area by area, day by day."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, Row, and_, case, cast, func, select

from crawler.domain.dossier import Status
from crawler.domain.evidence import DateBasis
from crawler.domain.unit import UnitKind
from crawler.domain.wording import Text
from storage.standing_records import NOT_SEEN_YET, AreaCounts, CauseCount, DueOn, PublishedOn, StatusCount
from storage.standing_rows import evidence_from
from storage.standing_tables import standings, unit_lines
from storage.tables import units
from storage.unit_lines import in_scope

_UNSEEN = tuple(status.value for status in NOT_SEEN_YET)
_OF_A_DAY = (Status.ON_TIME.value, Status.LATE.value, Status.PUBLISHED_EARLY.value)
_SIGNED = DateBasis.SIGNED.value
_LEAD = (UnitKind.GOVERNMENT.value,)
_NOTHING_SEEN = Text("没有采集记录", "never visited")


class StandingCounts:
    """How many obligations stand where. `areas` are those that the reader may see; None is everywhere."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def by_status(self, report_year: int, areas: Collection[str] | None) -> tuple[StatusCount, ...]:
        """How many units stand where, and how many of them by a local rule alone."""
        local = func.sum(cast(standings.c.by_local_rule, Integer))
        query = select(standings.c.status, func.count().label("units"), local.label("local"))
        query = query.where(*_of(report_year, areas)).group_by(standings.c.status)
        return tuple(StatusCount(Status(row.status), row.units, row.local) for row in self._connection.execute(query))

    def published_by_day(self, report_year: int, areas: Collection[str] | None) -> tuple[PublishedOn, ...]:
        """How many reports are of each day of publication, the earliest first; those of no certain day are left out."""
        day = standings.c.published_on
        certain = day.is_not(None) & standings.c.status.in_(_OF_A_DAY) & (standings.c.published_basis != _SIGNED)
        query = select(day, func.count().label("reports")).where(*_of(report_year, areas), certain)
        rows = self._connection.execute(query.group_by(day).order_by(day))
        return tuple(PublishedOn(row.published_on, row.reports) for row in rows)

    def due_from(self, report_year: int, areas: Collection[str] | None, today: date) -> tuple[DueOn, ...]:
        """The days, from today on, on which reports are due: how many, and how many of them are not seen yet."""
        unseen = func.sum(case((standings.c.status.in_(_UNSEEN), 1), else_=0)).label("unseen")
        query = select(standings.c.due_on, func.count().label("due"), unseen)
        query = query.where(*_of(report_year, areas), standings.c.due_on >= today)
        rows = self._connection.execute(query.group_by(standings.c.due_on).order_by(standings.c.due_on))
        return tuple(DueOn(row.due_on, row.unseen, row.due) for row in rows)

    def unverifiable(self, report_year: int, areas: Collection[str] | None) -> tuple[CauseCount, ...]:
        """Why units could not be verified, by what was met last: how many, the most frequent cause first."""
        of_these = (*_of(report_year, areas), standings.c.status == Status.UNVERIFIABLE.value)
        counts = Counter(map(_cause, self._connection.execute(select(standings.c.evidence).where(*of_these))))
        return tuple(CauseCount(cause, number) for cause, number in counts.most_common())

    def roots(self) -> frozenset[str]:
        """The units at the top of the register."""
        line = unit_lines.c
        query = select(line.unit_id).group_by(line.unit_id).having(func.max(line.depth) == 0)
        return frozenset(self._connection.execute(query).scalars())

    def areas_in(self, report_year: int, parents: Collection[str]) -> tuple[AreaCounts, ...]:
        """The areas right below some units: those that lead others, each with how many of its units stand where."""
        child, below = unit_lines.alias("child"), unit_lines.alias("below")
        right_below = child.c.ancestor_id.in_(sorted(parents)) & (child.c.depth == 1)
        return self._areas(report_year, child, below, right_below)

    def areas_of(self, report_year: int, unit_ids: Collection[str]) -> tuple[AreaCounts, ...]:
        """The areas that some units lead, each with how many of its units stand where."""
        child, below = unit_lines.alias("child"), unit_lines.alias("below")
        themselves = child.c.unit_id.in_(sorted(unit_ids)) & (child.c.depth == 0)
        return self._areas(report_year, child, below, themselves)

    def _areas(self, report_year: int, child: Any, below: Any, which: ColumnElement[bool]) -> tuple[AreaCounts, ...]:  # noqa: ANN401 - aliases of a table
        # Without the sum SQLite walks the whole year for every area, in place of the units of the area.
        judged = and_(standings.c.unit_id == below.c.unit_id, standings.c.report_year + 0 == report_year)
        query = (
            select(units.c.id, units.c.name, units.c.kind, standings.c.status, func.count().label("number"))
            .join_from(child, units, units.c.id == child.c.unit_id)
            .join(below, below.c.ancestor_id == child.c.unit_id)
            .join(standings, judged)
            .where(which)
            .group_by(units.c.id, units.c.name, units.c.kind, standings.c.status)
        )
        return _grouped(self._connection.execute(query).all())


def _of(report_year: int, areas: Collection[str] | None) -> tuple[ColumnElement[bool], ...]:
    return (standings.c.report_year == report_year, *in_scope(standings.c.unit_id, areas))


def _grouped(rows: Sequence[Row[Any]]) -> tuple[AreaCounts, ...]:
    """One entry for each unit that leads others or is a government."""
    counts: dict[tuple[str, str, str], dict[Status, int]] = {}
    for row in rows:
        counts.setdefault((row.id, row.name, row.kind), {})[Status(row.status)] = row.number
    return tuple(
        AreaCounts(unit_id, name, UnitKind(kind), stand)
        for (unit_id, name, kind), stand in sorted(counts.items())
        if sum(stand.values()) > 1 or kind in _LEAD
    )


def _cause(row: Row[Any]) -> Text:
    seen = evidence_from(row.evidence)
    return max(seen, key=lambda one: one.at).what if seen else _NOTHING_SEEN
