"""What changed last: where obligations stand, and what became of findings; for those who follow an area."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, exists, select
from sqlalchemy.sql import ColumnElement

from crawler.domain.finding import Outcome, Severity
from crawler.domain.finding_life import Cause, Event, Grounds, State, Step
from crawler.domain.wording import Text
from storage.finding_tables import finding_history, findings
from storage.standing_records import Stood
from storage.standing_rows import from_row, stood_query
from storage.standing_tables import standings, unit_lines
from storage.tables import units

_GRAVE = (Severity.CRITICAL.value, Severity.HIGH.value)
_STEPS = (Step.OPENED, Step.CHANGED, Step.ACKNOWLEDGED, Step.DISMISSED, Step.REOPENED, Step.RESOLVED)
_TOLD_BY_STANDINGS = ("PUB-01", "PUB-02")
"""Missing and late: where an obligation stands says that, and says whether it is proven."""
_OWN_READING = "PQ-"
_STEPS_OF_ONE = 4
"""So many steps are looked through for each finding that is asked for: only the last of each is given."""


@dataclass(frozen=True, slots=True)
class FindingChange:
    """The last step of a finding, with the words that it has now. `step_id` is another one at every step."""

    step_id: int
    event: Event
    finding_id: int
    unit_id: str
    unit_name: str
    report_year: int
    check: str
    title: Text

    @property
    def message(self) -> Text:
        """What was seen."""
        return self.event.grounds.message


class Changes:
    """What changed last, within an area."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def standings(self, area_id: str, limit: int) -> tuple[Stood, ...]:
        """Where obligations stand of which something changed last, the newest first.

        What a person denied is left out: nobody is told of it.
        """
        query = stood_query().where(_lies_in(area_id, standings.c.unit_id), ~standings.c.denied)
        newest = query.order_by(standings.c.as_of.desc(), standings.c.unit_id, standings.c.report_year).limit(limit)
        return tuple(from_row(row) for row in self._connection.execute(newest))

    def findings(self, area_id: str, limit: int) -> tuple[FindingChange, ...]:
        """The findings that took a step last, the newest first: those that are decided, grave and their own root."""
        rows = self._connection.execute(_steps_in(area_id).limit(limit * _STEPS_OF_ONE))
        return tuple(map(_change, _last_of_each(rows)))[:limit]


def _lies_in(area_id: str, unit_id: ColumnElement[str]) -> ColumnElement[bool]:
    return exists().where(unit_lines.c.ancestor_id == area_id, unit_lines.c.unit_id == unit_id)


def _steps_in(area_id: str) -> Select[Any]:
    taken = finding_history.c
    of_findings = (findings.c[name] for name in ("unit_id", "report_year", "check", "title_zh", "title_en"))
    words = findings.c.message_zh, findings.c.message_en, findings.c.status, findings.c.state, units.c.name
    return (
        select(taken.id, taken.finding_id, taken.at, taken.step, taken.cause, taken.changed_at, *of_findings, *words)
        .join_from(finding_history, findings, findings.c.id == taken.finding_id)
        .join(units, units.c.id == findings.c.unit_id)
        .where(findings.c.status == Outcome.FAIL.value, findings.c.severity.in_(_GRAVE), findings.c.root.is_(None))
        .where(~findings.c.check.startswith(_OWN_READING), taken.step.in_([step.value for step in _STEPS]))
        .where(findings.c.check.not_in(_TOLD_BY_STANDINGS), _lies_in(area_id, findings.c.unit_id))
        .order_by(taken.id.desc())
    )


def _last_of_each(rows: Iterable[Row[Any]]) -> Iterable[Row[Any]]:
    last: dict[int, Row[Any]] = {}
    for row in rows:
        last.setdefault(row.finding_id, row)
    return last.values()


def _change(row: Row[Any]) -> FindingChange:
    """Without who took the step, and what they noted: a feed may be read by others than its page."""
    event = Event(
        at=row.at,
        step=Step(row.step),
        state=State(row.state),
        grounds=Grounds(Outcome(row.status), Text(row.message_zh, row.message_en)),
        cause=None if row.cause is None else Cause(row.cause),
        changed_at=row.changed_at,
    )
    title = Text(row.title_zh, row.title_en)
    return FindingChange(row.id, event, row.finding_id, row.unit_id, row.name, row.report_year, row.check, title)
