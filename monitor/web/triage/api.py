"""Findings for programs: listed, explained and worked on, as on the pages."""

from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, HTTPException, Path, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from monitor.access.roles import Role
from monitor.finding_record import to_record
from monitor.findings.explaining import facts_of
from monitor.web.conditional import only_if_changed
from monitor.web.guard import GuardedRoute, needs
from monitor.web.pages import language_of
from monitor.web.paging import Page, Paged, page_of
from monitor.web.scope import sight_of
from monitor.web.triage.acts import MOST, Act, act_on
from monitor.web.triage.filters import Filtered, spot_of
from storage.triage_rows import ListedFinding
from storage.unit_of_work import unit_of_work

ROUTER = APIRouter(route_class=GuardedRoute, tags=["findings"])

_HIGHEST = 2**31 - 1
Id = Annotated[int, Path(ge=1, le=_HIGHEST)]
Number = Annotated[int, Field(ge=1, le=_HIGHEST)]


class FindingShape(BaseModel):
    """A finding as the list shows it. FAIL is suspected until a person has acknowledged it."""

    id: int
    unit_id: str
    unit_name: str | None
    report_year: int
    check: str
    status: str
    severity: str
    state: str
    title: str
    message: str
    cells: tuple[str, ...]
    root: str | None
    assignee: str | None
    opened_at: datetime
    last_seen_at: datetime
    unjudged_since: datetime | None


class RemarkShape(BaseModel):
    """What a person noted; `assignee` is whom the finding was given to with that, "" nobody."""

    at: datetime
    by: str
    note: str
    assignee: str | None


class FindingDetail(BaseModel):
    """A finding explained, `gongkai.finding/1`, with what people noted on it."""

    model_config = ConfigDict(extra="allow")

    version: str = Field(alias="schema")
    id: int
    unit: dict[str, str]
    report_year: int
    check: str
    status: str
    severity: str
    state: str
    title: str
    message: str
    cells: tuple[dict[str, Any], ...]
    history: tuple[dict[str, Any], ...]
    assignee: str | None
    remarks: tuple[RemarkShape, ...]


class StepAsked(BaseModel):
    """A step of a person. A dismissal says why."""

    step: Literal["acknowledge", "dismiss", "reopen"]
    note: Annotated[str, Field(max_length=2000)] = ""


class StepsAsked(StepAsked):
    """The same step on several findings."""

    ids: Annotated[tuple[Number, ...], Field(min_length=1, max_length=MOST)]


class RemarkAsked(BaseModel):
    """A remark; with `assignee` the finding is given to somebody, "" to nobody."""

    note: Annotated[str, Field(max_length=2000)] = ""
    assignee: Annotated[str | None, Field(max_length=100)] = None


class StepsTaken(BaseModel):
    """On which findings a step was taken, and which did not stand so that it could be."""

    done: tuple[int, ...]
    refused: tuple[int, ...]


@ROUTER.get("/api/v1/findings")
@needs(Role.VIEWER)
def findings(request: Request, response: Response, filtered: Filtered, paging: Paged) -> Page[FindingShape]:
    """The findings that are asked for, the gravest first; of all years where none is named."""
    only_if_changed(request, response)
    after = spot_of(paging.after)
    with unit_of_work(request.app.state.workspace.database) as work:
        rows = work.triage.listing(filtered.sought, sight_of(request), paging.one_more, after)
    return page_of(rows, paging, lambda one: _shape(request, one), lambda one: one.spot)


@ROUTER.get("/api/v1/findings/{finding_id}")
@needs(Role.VIEWER)
def finding(request: Request, response: Response, finding_id: Id) -> FindingDetail:
    """One finding: its rule, figures with their places, proof, and history."""
    only_if_changed(request, response)
    with unit_of_work(request.app.state.workspace.database) as work:
        seen = work.triage.seen([finding_id], sight_of(request))
        if not seen:
            raise HTTPException(404)
        told = facts_of(work, work.findings.get(finding_id))
        remarks = work.triage.remarks(finding_id)
    record = dict(to_record(told, language_of(request)))
    del record["letter"], record["withheld"]
    shapes = [RemarkShape(at=one.at, by=one.by, note=one.note, assignee=one.assignee) for one in remarks]
    return FindingDetail.model_validate(record | {"assignee": seen[0].assignee, "remarks": shapes})


@ROUTER.post("/api/v1/findings/steps")
@needs(Role.REVIEWER)
def take_steps(request: Request, asked: StepsAsked) -> StepsTaken:
    """Take a step on several findings; nothing is done where one of them is not in sight."""
    with unit_of_work(request.app.state.workspace.database) as work:
        taken = act_on(request, work, asked.ids, Act(asked.step, asked.note.strip()))
    return StepsTaken(done=taken.done, refused=taken.refused)


@ROUTER.post("/api/v1/findings/{finding_id}/steps")
@needs(Role.REVIEWER)
def take_step(request: Request, finding_id: Id, asked: StepAsked) -> FindingShape:
    """Take a step on one finding; 409 where it does not stand so that this can be done."""
    with unit_of_work(request.app.state.workspace.database) as work:
        taken = act_on(request, work, [finding_id], Act(asked.step, asked.note.strip()))
        if taken.refused:
            raise HTTPException(409, f"finding {finding_id} does not stand so that it can be: {asked.step}")
        return _shape(request, work.triage.seen([finding_id], sight_of(request))[0])


@ROUTER.post("/api/v1/findings/{finding_id}/remarks")
@needs(Role.REVIEWER)
def remark(request: Request, finding_id: Id, asked: RemarkAsked) -> FindingShape:
    """Note something on a finding, or give it to somebody."""
    name = "note" if asked.assignee is None else "assign"
    with unit_of_work(request.app.state.workspace.database) as work:
        act_on(request, work, [finding_id], Act(name, asked.note.strip(), (asked.assignee or "").strip()))
        return _shape(request, work.triage.seen([finding_id], sight_of(request))[0])


def _shape(request: Request, one: ListedFinding) -> FindingShape:
    language = language_of(request)
    return FindingShape(
        id=one.id,
        unit_id=one.unit_id,
        unit_name=one.unit_name,
        report_year=one.report_year,
        check=one.check,
        status=one.status.value,
        severity=one.severity.value,
        state=one.state.value,
        title=one.title.to(language),
        message=one.message.to(language),
        cells=tuple(map(str, one.cells)),
        root=one.root,
        assignee=one.assignee,
        opened_at=one.opened_at,
        last_seen_at=one.last_seen_at,
        unjudged_since=one.unjudged_since,
    )
