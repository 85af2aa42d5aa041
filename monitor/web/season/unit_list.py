"""Lists of obligations, as pages, files and the API give them: what the address asks for, and what a row shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from fastapi import HTTPException, Request

from crawler.domain.dossier import Status
from crawler.domain.unit import UnitKind
from crawler.domain.wording import Text
from monitor.summaries.words import KINDS, clock_time, date_basis_words, due_basis_words, form_words, status_words
from monitor.web.exports import Column
from storage.standing_lists import BadKey, Order, Wanted
from storage.standing_records import Stood
from storage.unit_of_work import Database, unit_of_work

_AT_ONCE = 1000
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Part:
    """Part of a list, how long all of it is, and the key after which it goes on; None at its end."""

    rows: tuple[Stood, ...]
    total: int
    after: str | None


def wanted_of(request: Request, report_year: int, areas: frozenset[str] | None, area: str | None) -> Wanted:
    """Which obligations an address asks for; what there is not, such as a status, is refused with 422."""
    asked = request.query_params
    try:
        return Wanted(
            report_year=report_year,
            areas=areas,
            area=area,
            statuses=frozenset(Status(value) for value in asked.getlist("status") if value),
            kinds=frozenset(UnitKind(value) for value in asked.getlist("kind") if value),
            name=asked.get("name", "").strip()[:_LONGEST_NAME],
            due_on=date.fromisoformat(asked["due"]) if asked.get("due") else None,
            order=Order(asked.get("order") or Order.URGENCY),
            descending=asked.get("desc", "") in ("1", "true"),
        )
    except ValueError as error:
        raise HTTPException(422, str(error)) from error


def part_of(database: Database, wanted: Wanted, limit: int, after: str | None) -> Part:
    """Part of a list; a key that is no place in it is refused with 422."""
    try:
        with unit_of_work(database) as work:
            rows = work.standing_lists.part(wanted, limit + 1, after)
            total = work.standing_lists.count(wanted)
    except BadKey as error:
        raise HTTPException(422, "after: not a place in this list; take it from `next`") from error
    shown = rows[:limit]
    return Part(shown, total, wanted.key_of(shown[-1]) if len(rows) > limit else None)


def all_of(database: Database, wanted: Wanted) -> Iterator[Stood]:
    """The whole list, read in parts, each in a piece of work of its own."""
    after: str | None = None
    while True:
        with unit_of_work(database) as work:
            rows = work.standing_lists.part(wanted, _AT_ONCE, after)
        yield from rows
        if len(rows) < _AT_ONCE:
            return
        after = wanted.key_of(rows[-1])


def columns_of(as_of: datetime | None) -> tuple[Column[Stood], ...]:
    """The columns of a file of obligations; each row says as of when it holds."""
    return (
        Column("id", Text("单位编号", "Unit id"), lambda row: row.unit.id),
        Column("name", Text("单位", "Unit"), lambda row: row.unit.name),
        Column("kind", Text("类别", "Kind"), lambda row: KINDS[row.unit.kind]),
        Column("parent_id", Text("上级编号", "Parent"), lambda row: row.unit.parent_id),
        Column("report_year", Text("报告年度", "Report year"), lambda row: row.standing.report_year),
        Column("status", Text("状态代码", "Status code"), lambda row: row.standing.status.value),
        Column("status_text", Text("状态", "Status"), lambda row: status_words(row.standing)),
        Column("due_on", Text("期限", "Due"), _due_on),
        Column("due_basis", Text("期限依据", "Basis"), _due_basis),
        Column("published_on", Text("公布日期", "Published"), lambda row: row.standing.published_on),
        Column("published_basis", Text("日期依据", "Basis of the date"), _published_basis),
        Column("days_late", Text("逾期天数", "Days late"), lambda row: row.standing.days_late),
        Column("report_url", Text("报告网址", "Report"), lambda row: row.standing.report_url),
        Column("form", Text("格式", "Form"), lambda row: form_words(row.form) if row.form else None),
        Column("revisions", Text("内容版本数", "Editions"), lambda row: row.revisions),
        Column("decided", Text("疑似问题（请核实）", "Suspected findings"), lambda row: row.decided),
        Column("for_review", Text("待人工判断", "For review"), lambda row: row.for_review),
        Column("last_evidence", Text("最近所见", "Last seen"), _last_seen),
        Column("as_of", Text("截至（北京时间）", "As of"), lambda row: as_of),
    )


def _due_on(row: Stood) -> date | None:
    owed = row.standing.obligation
    return None if owed is None else owed.due_on


def _due_basis(row: Stood) -> Text | None:
    return None if row.standing.obligation is None else due_basis_words(row.standing)


def _published_basis(row: Stood) -> Text | None:
    basis = row.standing.published_basis
    return None if basis is None else date_basis_words(basis)


def _last_seen(row: Stood) -> Text | None:
    """What was met last, where and when: the evidence behind the row."""
    if not row.standing.evidence:
        return None
    last = max(row.standing.evidence, key=lambda seen: seen.at)
    seen = f"{clock_time(last.at)} {last.url} "
    return Text(seen + last.what.zh, seen + last.what.en)
