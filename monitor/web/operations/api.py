"""What the operator watches, for programs."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel

from monitor.access.roles import Role
from monitor.web.guard import GuardedRoute, needs, signed_in
from monitor.web.operations.scope import everywhere
from monitor.web.paging import Page, Paged, page_of
from storage.operations import SeenVisit
from storage.outbox_records import Posted, State
from storage.runs import Run
from storage.unit_of_work import unit_of_work

ROUTER = APIRouter(route_class=GuardedRoute, tags=["operations"])


class RunShape(BaseModel):
    """A run of a job. One without an end is going on, or was killed."""

    id: int
    job: str
    started_at: datetime
    ended_at: datetime | None
    outcome: str | None
    detail: dict[str, Any]


class FailureShape(BaseModel):
    """A page that we could not see, and why."""

    url: str
    cause: str


class VisitShape(BaseModel):
    """A visit to a site. Only `complete` and thorough ones prove that what was not found was not there."""

    id: int
    site_id: str
    started_at: datetime
    ended_at: datetime
    outcome: str
    thorough: bool
    requests: int
    pages: int
    failures: tuple[FailureShape, ...]


class MessageShape(BaseModel):
    """A message of the outbox, without its text."""

    number: int
    id: str
    recipient: str
    channel: str
    plane: str
    kind: str
    subject: str
    created_at: datetime
    state: str
    attempts: int
    due_at: datetime
    ended_at: datetime | None
    said: str


@ROUTER.get("/api/v1/runs")
@needs(Role.OPERATOR)
def runs(request: Request, paging: Paged) -> Page[RunShape]:
    """What our own jobs did, the newest first."""
    everywhere(request)
    with unit_of_work(request.app.state.workspace.database) as work:
        found = work.operations.runs(paging.one_more, paging.after_number)
    return page_of(found, paging, _run, lambda one: one.id)


@ROUTER.get("/api/v1/visits")
@needs(Role.OPERATOR)
def visits(request: Request, paging: Paged) -> Page[VisitShape]:
    """Single visits to sites, the newest first."""
    areas = signed_in(request).areas(Role.OPERATOR)
    with unit_of_work(request.app.state.workspace.database) as work:
        sites = None if areas is None else frozenset(work.operations.sites(areas))
        found = work.operations.visits(paging.one_more, paging.after_number, sites)
    return page_of(found, paging, _visit, lambda one: one.id)


@ROUTER.get("/api/v1/outbox")
@needs(Role.OPERATOR)
def outbox(request: Request, paging: Paged, state: Annotated[State | None, Query()] = None) -> Page[MessageShape]:
    """The messages with what became of them, the newest first."""
    everywhere(request)
    states = () if state is None else (state,)
    with unit_of_work(request.app.state.workspace.database) as work:
        found = work.outbox.listing(states, before=paging.after_number, limit=paging.one_more)
    return page_of(found, paging, _message, lambda one: one.number)


def _run(one: Run) -> RunShape:
    return RunShape(
        id=one.id,
        job=one.job,
        started_at=one.started_at,
        ended_at=one.ended_at,
        outcome=one.outcome,
        detail=dict(one.detail),
    )


def _visit(one: SeenVisit) -> VisitShape:
    return VisitShape(
        id=one.id,
        site_id=one.site_id,
        started_at=one.started_at,
        ended_at=one.ended_at,
        outcome=one.outcome.value,
        thorough=one.thorough,
        requests=one.requests,
        pages=one.pages,
        failures=tuple(FailureShape(url=url, cause=cause) for url, cause in one.failures),
    )


def _message(one: Posted) -> MessageShape:
    return MessageShape(
        number=one.number,
        id=one.id,
        recipient=one.recipient,
        channel=one.channel,
        plane=one.plane.value,
        kind=one.kind.value,
        subject=one.subject,
        created_at=one.created_at,
        state=one.state.value,
        attempts=one.attempts,
        due_at=one.due_at,
        ended_at=one.ended_at,
        said=one.said,
    )
