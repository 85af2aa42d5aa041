"""Findings as a list to work through: filtered, page by page; and what people noted on them, and gave to whom."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, case, delete, func, insert, or_, select

from crawler.domain.finding import Outcome, Severity
from crawler.domain.finding_life import State
from crawler.domain.report import Address
from crawler.domain.wording import Text
from storage.tables import findings, units
from storage.triage_rows import Counted, ListedFinding, Remark, Sight, Sought, Spot
from storage.triage_tables import finding_assignees, finding_remarks
from storage.unit_lines import within
from storage.upsert import insert_into

_GRAVEST_FIRST = tuple(Severity)
_OF_READING = "PQ-%"


class Triage:
    """What is to be worked through. A remark decides nothing: what a person decides is a step of the finding's life."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def listing(
        self, sought: Sought, sight: Sight, limit: int, after: Spot | None = None, before: Spot | None = None
    ) -> tuple[ListedFinding, ...]:
        """The findings that follow a place in the list; with `before` those in front of it, the nearest first."""
        found: list[ListedFinding] = []
        start = before or after
        ranks = [one for one in _GRAVEST_FIRST if not sought.severities or one in sought.severities]
        for severity in reversed(ranks) if before else ranks:
            distance = _GRAVEST_FIRST.index(severity) - _GRAVEST_FIRST.index(start.severity) if start else 0
            if (distance > 0 and before) or (distance < 0 and after):
                continue
            query = _listed().where(findings.c.severity == severity.value, *_conditions(sought, sight))
            query = _from_spot(query, start if distance == 0 else None, backwards=before is not None)
            found += map(_from_row, self._connection.execute(query.limit(limit - len(found))))
            if len(found) == limit:
                break
        return tuple(found)

    def gravest(self, sought: Sought, sight: Sight, limit: int) -> tuple[int, ...]:
        """The ids of the first findings of a list that is short: all of it is sorted to find them."""
        rank = case({one.value: place for place, one in enumerate(_GRAVEST_FIRST)}, value=findings.c.severity)
        query = select(findings.c.id).where(*_conditions(sought, sight)).order_by(rank, findings.c.id).limit(limit)
        return tuple(self._connection.execute(query).scalars())

    def counts(self, sought: Sought, sight: Sight) -> tuple[Counted, ...]:
        """How many findings there are of each state, severity and status."""
        said = findings.c.state, findings.c.severity, findings.c.status
        query = select(*said, func.count()).group_by(*said)
        query = _with_others(query) if sought.text or sought.assignee is not None else query
        if sought.severities:
            query = query.where(findings.c.severity.in_([one.value for one in sought.severities]))
        rows = self._connection.execute(query.where(*_conditions(sought, sight)))
        return tuple(Counted(State(row[0]), Severity(row[1]), Outcome(row[2]), row[3]) for row in rows)

    def seen(self, finding_ids: Collection[int], sight: Sight) -> tuple[ListedFinding, ...]:
        """Those of some findings that may be seen, by their ids."""
        query = _listed().where(findings.c.id.in_(finding_ids), *_conditions(Sought(), sight))
        return tuple(map(_from_row, self._connection.execute(query.order_by(findings.c.id))))

    def assignees(self, sight: Sight) -> tuple[str, ...]:
        """To whom the findings are given that may be seen."""
        query = select(finding_assignees.c.assignee).join(findings, findings.c.id == finding_assignees.c.finding_id)
        query = query.where(*_in_sight(sight)).distinct().order_by(finding_assignees.c.assignee)
        return tuple(self._connection.execute(query).scalars())

    def assignee(self, finding_id: int) -> str | None:
        """To whom a finding is given."""
        query = select(finding_assignees.c.assignee).where(finding_assignees.c.finding_id == finding_id)
        found: str | None = self._connection.execute(query).scalar_one_or_none()
        return found

    def remark(self, finding_id: int, remark: Remark) -> None:
        """Keep a remark, and whom the finding is now given to."""
        row = {"finding_id": finding_id, "at": remark.at, "by_whom": remark.by}
        self._connection.execute(insert(finding_remarks), row | {"assignee": remark.assignee, "note": remark.note})
        if remark.assignee is not None:
            self._assign(finding_id, remark.assignee, remark.at)

    def remarks(self, finding_id: int) -> tuple[Remark, ...]:
        """All remarks on a finding, oldest first."""
        query = select(finding_remarks).where(finding_remarks.c.finding_id == finding_id).order_by(finding_remarks.c.id)
        return tuple(Remark(row.at, row.by_whom, row.note, row.assignee) for row in self._connection.execute(query))

    def _assign(self, finding_id: int, assignee: str, at: datetime) -> None:
        if not assignee:
            self._connection.execute(delete(finding_assignees).where(finding_assignees.c.finding_id == finding_id))
            return
        given = {"assignee": assignee, "at": at}
        statement = insert_into(self._connection, finding_assignees).values(finding_id=finding_id, **given)
        self._connection.execute(statement.on_conflict_do_update(index_elements=["finding_id"], set_=given))


def _listed() -> Select[Any]:
    """All that a list shows of a finding; not what it rests on, which is long."""
    shown = (column for column in findings.c if column.name not in ("grounds", "quotes", "evidence", "fingerprint"))
    return _with_others(select(*shown, units.c.name.label("unit_name"), finding_assignees.c.assignee))


def _with_others(query: Select[Any]) -> Select[Any]:
    """The query over findings, each with its unit and whom it is given to."""
    given = findings.outerjoin(units, units.c.id == findings.c.unit_id).outerjoin(
        finding_assignees, finding_assignees.c.finding_id == findings.c.id
    )
    return query.select_from(given)


def _from_spot(query: Select[Any], spot: Spot | None, *, backwards: bool) -> Select[Any]:
    if spot is not None:
        query = query.where(findings.c.id < spot.id if backwards else findings.c.id > spot.id)
    return query.order_by(findings.c.id.desc() if backwards else findings.c.id)


def _conditions(sought: Sought, sight: Sight) -> Iterator[ColumnElement[bool]]:
    """All but the severities, which the list goes through one by one."""
    here = findings.c
    exact: Mapping[Any, object] = {here.report_year: sought.report_year, here.unit_id: sought.unit_id}
    yield from (known == asked for known, asked in exact.items() if asked is not None)
    if sought.check is not None:
        yield here["check"] == sought.check
    if sought.statuses:
        yield here.status.in_([status.value for status in sought.statuses])
    if sought.states:
        yield here.state.in_([state.value for state in sought.states])
    if sought.area_id is not None:
        yield _within(here.unit_id, {sought.area_id})
    if sought.assignee is not None:
        yield _given_to(sought.assignee)
    if sought.text:
        yield _says(sought.text)
    yield from _in_sight(sight)


def _in_sight(sight: Sight) -> Iterator[ColumnElement[bool]]:
    if sight.areas is not None:
        yield _within(findings.c.unit_id, sight.areas)
    if sight.operated is not None:
        ours = or_(findings.c["check"].like(_OF_READING), findings.c.status == Outcome.RULE_ERROR.value)
        yield or_(~ours, _within(findings.c.unit_id, sight.operated)) if sight.operated else ~ours


def _within(unit_id: ColumnElement[str], areas: Collection[str]) -> ColumnElement[bool]:
    return unit_id.in_(within(areas))


def _given_to(assignee: str) -> ColumnElement[bool]:
    return finding_assignees.c.assignee == assignee if assignee else finding_assignees.c.assignee.is_(None)


def _says(text: str) -> ColumnElement[bool]:
    """Every word stands in the name of the unit, in the check or in what was seen."""
    places = units.c.name, findings.c["check"], findings.c.message_zh, findings.c.message_en, findings.c.unit_id
    return and_(*(or_(*(place.icontains(word, autoescape=True) for place in places)) for word in text.split()))


def _from_row(row: Row[Any]) -> ListedFinding:
    return ListedFinding(
        id=row.id,
        unit_id=row.unit_id,
        unit_name=row.unit_name,
        report_year=row.report_year,
        check=row.check,
        status=Outcome(row.status),
        severity=Severity(row.severity),
        state=State(row.state),
        title=Text(row.title_zh, row.title_en),
        message=Text(row.message_zh, row.message_en),
        cells=tuple(Address.parse(text) for text in row.cells),
        root=row.root,
        opened_at=row.opened_at,
        last_seen_at=row.last_seen_at,
        unjudged_since=row.unjudged_since,
        assignee=row.assignee,
    )
