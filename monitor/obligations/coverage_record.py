"""The coverage record: what one visit saw of what a report of one unit would have stood among, point by point."""

from collections.abc import Iterator
from dataclasses import dataclass

from crawler.domain.evidence import SearchOutcome, SeenList, Visit, VisitOutcome
from crawler.domain.unit import Unit
from crawler.domain.wording import Text

_SEARCH = {
    SearchOutcome.NONE: Text("站内检索：无", "the front page has no search that a form starts"),
    SearchOutcome.NOT_NEEDED: Text("站内检索：无需", "no search was needed"),
    SearchOutcome.TRIED: Text("站内检索：已检索", "the site's search was tried"),
    SearchOutcome.FAILED: Text("站内检索：未成功", "the site's search did not answer"),
}
_BLOCKING = frozenset({VisitOutcome.BLOCKED, VisitOutcome.ROBOTS, VisitOutcome.DOWN, VisitOutcome.HIJACKED})


@dataclass(frozen=True, slots=True)
class CoverageRecord:
    """What a visit can say for a unit. `canary` are the years of its own reports that lists named on that visit."""

    looked_for: bool
    thorough: bool
    identified_by: str
    columns: tuple[str, ...]
    lists: tuple[SeenList, ...]
    exhausted: bool
    canary: tuple[int, ...]
    blocked: bool
    search: SearchOutcome
    complete: bool


def coverage_record(unit: Unit, visit: Visit) -> CoverageRecord:
    """The record that a visit leaves of a unit."""
    return CoverageRecord(
        looked_for=unit.fingerprint in visit.looked_for,
        thorough=visit.thorough,
        identified_by=visit.identified_by,
        columns=visit.columns,
        lists=visit.lists,
        exhausted=visit.outcome is VisitOutcome.COMPLETE,
        canary=tuple(sorted({one.report_year for one in visit.listed if one.unit_id == unit.id})),
        blocked=visit.outcome in _BLOCKING,
        search=visit.search,
        complete=visit.good,
    )


def points_of(record: CoverageRecord) -> Iterator[Text]:
    """The record in words, one point after the other."""
    if record.identified_by:
        yield Text(f"网站标识：{record.identified_by}", f"the site names {record.identified_by}")
    for seen in record.lists:
        yield _of_list(seen)
    if record.canary:
        years = "、".join(map(str, record.canary))
        yield Text(f"可见该单位{years}年年度报告", f"this unit's reports on {years} are listed")
    yield _SEARCH[record.search]


def _of_list(seen: SeenList) -> Text:
    """A list, with what it announces of itself where it does."""
    pages = f"{seen.pages_seen}/{seen.pages_announced}" if seen.pages_announced is not None else str(seen.pages_seen)
    rows = f"{seen.rows_seen}/{seen.rows_announced}" if seen.rows_announced is not None else str(seen.rows_seen)
    return Text(f"已浏览列表{pages}页{rows}条（{seen.url}）", f"{pages} pages and {rows} rows seen of {seen.url}")
