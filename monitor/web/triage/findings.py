"""Findings as a list to work through."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Form, HTTPException, Path, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import Field

from crawler.domain.finding import Outcome, Severity
from crawler.domain.finding_life import STANDING, State
from monitor.access.roles import Role
from monitor.checks import all_checks
from monitor.findings.explaining import Explanation, explanation_of, facts_of
from monitor.web.exports import export, format_asked
from monitor.web.frame import year_of
from monitor.web.guard import GuardedRoute, needs
from monitor.web.pages import language_of, page
from monitor.web.paging import Paged, Paging
from monitor.web.problems import local_address
from monitor.web.report.boxes import link_to
from monitor.web.report.cells import conflicts_of
from monitor.web.scope import may_on, sight_of
from monitor.web.triage import api as triage_api
from monitor.web.triage.acts import Act, act_on
from monitor.web.triage.columns import COLUMNS
from monitor.web.triage.filters import STATE_CHOICES, Filtered, Filters, spot_of
from monitor.web.triage.neighbours import NeighbourRow, neighbours_of
from monitor.web.triage.words import SHOWN, STATUSES
from storage.triage_rows import Counted, ListedFinding, Remark, Sight, Sought, Spot
from storage.unit_of_work import UnitOfWork, unit_of_work

ROUTER = APIRouter(route_class=GuardedRoute, tags=["findings"])
ROUTER.include_router(triage_api.ROUTER)

_AT_ONCE = 500
_HIGHEST = 2**31 - 1
Id = Annotated[int, Path(ge=1, le=_HIGHEST)]
Number = Annotated[int, Field(ge=1, le=_HIGHEST)]


@dataclass(frozen=True, slots=True)
class Detail:
    """One finding with all around it; `before` and `after` are its neighbours in the list that was filtered.

    `alike` counts the others of its unit, check and status that are not settled: offices are told of what failed as
    one item.
    """

    told: Explanation
    remarks: tuple[Remark, ...]
    assignee: str | None
    before: int | None
    after: int | None
    alike: int
    neighbours: tuple[NeighbourRow, ...]
    digest: str | None
    reviewing: bool


@ROUTER.get("/findings", include_in_schema=False)
@needs(Role.VIEWER)
def findings(request: Request, filtered: Filtered, paging: Paged) -> Response:
    """The findings that are asked for, the gravest first."""
    filtered, sight = _of_year(request, filtered), sight_of(request)
    asked = format_asked(request)
    if asked is not None:
        return export(request, asked, "findings", COLUMNS, _all(request, filtered, sight))
    with unit_of_work(request.app.state.workspace.database) as work:
        rows = work.triage.listing(filtered.sought, sight, paging.one_more, spot_of(paging.after))
        counts = work.triage.counts(filtered.sought, sight)
        by_state = work.triage.counts(replace(filtered.sought, states=()), sight)
        assignees = work.triage.assignees(sight)
    return page(
        request,
        "findings.html",
        **SHOWN,
        **_choices(assignees),
        filters=filtered,
        rows=rows[: paging.limit],
        next=_next(rows, paging),
        total=sum(one.number for one in counts),
        numbers=_numbers(by_state),
        reviewing=sight_of(request, Role.REVIEWER).areas != frozenset(),
        taken=_taken(request),
    )


@ROUTER.get("/findings/{finding_id}", include_in_schema=False)
@needs(Role.VIEWER)
def finding(request: Request, finding_id: Id, filtered: Filtered, letter: bool = False) -> Response:
    """One finding: what was seen, on what it rests, what became of it; and the ones before and after it."""
    filtered, sight = _of_year(request, filtered), sight_of(request)
    with unit_of_work(request.app.state.workspace.database) as work:
        seen = work.triage.seen([finding_id], sight)
        if not seen:
            raise HTTPException(404)
        detail = _detail(request, work, seen[0], filtered, letter)
    return page(
        request,
        "finding.html",
        **SHOWN,
        detail=detail,
        filters=filtered,
        lettered=letter,
        link_to=link_to,
        taken=_taken(request),
    )


@ROUTER.post("/findings/acts", include_in_schema=False)
@needs(Role.REVIEWER)
def act(
    request: Request,
    name: Annotated[str, Form(alias="act", max_length=20)],
    ids: Annotated[list[Number] | None, Form(alias="id")] = None,
    note: Annotated[str, Form(max_length=2000)] = "",
    assignee: Annotated[str, Form(max_length=100)] = "",
    back: Annotated[str, Form(max_length=2000)] = "/findings",
) -> Response:
    """Do something to the findings that were chosen, and go back to where that was."""
    with unit_of_work(request.app.state.workspace.database) as work:
        taken = act_on(request, work, ids or (), Act(name, note.strip(), assignee.strip()))
    where = local_address(back, "/findings")
    more = urlencode({"done": len(taken.done), "refused": len(taken.refused)})
    return RedirectResponse(f"{where}{'&' if '?' in where else '?'}{more}", 303)


def _of_year(request: Request, filtered: Filters) -> Filters:
    """A page is of one report year."""
    year = year_of(request)
    written = dict(filtered.written) | {"year": str(year)}
    return Filters(written, replace(filtered.sought, report_year=year))


def _all(request: Request, filtered: Filters, sight: Sight) -> Iterator[ListedFinding]:
    """All that the filters ask for, read in parts."""
    after: Spot | None = None
    while True:
        with unit_of_work(request.app.state.workspace.database) as work:
            rows = work.triage.listing(filtered.sought, sight, _AT_ONCE, after)
        yield from rows
        if len(rows) < _AT_ONCE:
            return
        after = rows[-1].spot


def _detail(request: Request, work: UnitOfWork, seen: ListedFinding, filtered: Filters, letter: bool) -> Detail:
    workspace, sight = request.app.state.workspace, sight_of(request)
    if letter:
        now, language = request.app.state.clock(), language_of(request)
        told = explanation_of(work, seen.id, now, language, workspace.terms)
    else:
        told = facts_of(work, work.findings.get(seen.id))
    before = work.triage.listing(filtered.sought, sight, 1, before=seen.spot)
    after = work.triage.listing(filtered.sought, sight, 1, after=seen.spot)
    latest = work.reports.latest(seen.unit_id, seen.report_year) if seen.cells else None
    shown = None if latest is None else work.corrections.applied(latest)
    return Detail(
        told=told,
        remarks=work.triage.remarks(seen.id),
        assignee=seen.assignee,
        before=before[0].id if before else None,
        after=after[0].id if after else None,
        alike=_alike(work, seen, sight),
        neighbours=() if shown is None else neighbours_of(shown, seen.cells, conflicts_of(shown, [told.stored])),
        digest=None if shown is None else shown.digest,
        reviewing=may_on(request, work, seen.unit_id, Role.REVIEWER),
    )


def _alike(work: UnitOfWork, seen: ListedFinding, sight: Sight) -> int:
    sought = Sought(
        report_year=seen.report_year, unit_id=seen.unit_id, check=seen.check, statuses=(seen.status,), states=STANDING
    )
    return sum(one.number for one in work.triage.counts(sought, sight)) - (seen.state in STANDING)


def _choices(assignees: Sequence[str]) -> dict[str, Any]:
    return {
        "checks": tuple(sorted(check.id for check in all_checks())),
        "severity_choices": tuple(Severity),
        "status_choices": tuple(STATUSES),
        "state_choices": STATE_CHOICES,
        "assignees": assignees,
        "suspected": Outcome.FAIL,
    }


def _numbers(counts: Sequence[Counted]) -> dict[State, int]:
    return {state: sum(one.number for one in counts if one.state is state) for state in State}


def _next(rows: Sequence[ListedFinding], paging: Paging) -> str | None:
    return str(rows[paging.limit - 1].spot) if len(rows) > paging.limit else None


def _taken(request: Request) -> tuple[int, int] | None:
    """How many findings something was just done to, and how many did not allow it."""
    asked = [request.query_params.get(name, "") for name in ("done", "refused")]
    if not all(text.isascii() and text.isdecimal() and len(text) < 6 for text in asked):
        return None
    return int(asked[0]), int(asked[1])
