"""The record of who did what, for administrators of everywhere."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel

from crawler.domain.wording import Text
from monitor.access.roles import Role
from monitor.web.guard import GuardedRoute, needs, signed_in
from monitor.web.operations.words import DETAILS, act_words
from monitor.web.pages import page
from monitor.web.paging import Page, Paged, page_of
from monitor.web.problems import Declined
from storage.audit import AuditEntry
from storage.unit_of_work import unit_of_work

ROUTER = APIRouter(route_class=GuardedRoute, tags=["audit"])

_EVERYWHERE = Text("操作记录只供全局管理员查阅。", "The record is for administrators of everywhere.")
Asked = Annotated[str | None, Query(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]


class Entry(BaseModel):
    """Someone did something to something; `digest` covers it and the `previous` one."""

    id: int
    at: datetime
    actor: str
    action: str
    about: str
    detail: dict[str, Any]
    address: str
    previous: str
    digest: str


class Chain(BaseModel):
    """Whether the record is whole: `first_gap` is the first entry that does not follow; 0: some lack at the end."""

    whole: bool
    first_gap: int | None


@ROUTER.get("/audit", include_in_schema=False)
@needs(Role.ADMINISTRATOR)
def audit_page(request: Request, paging: Paged, actor: Asked = None, about: Asked = None) -> Response:
    """The record, the newest first."""
    entries = _entries(request, paging, actor, about)
    return page(
        request,
        "audit.html",
        entries=entries,
        actor=actor or "",
        about=about or "",
        act_words=act_words,
        detail_names=DETAILS,
    )


@ROUTER.get("/api/v1/audit")
@needs(Role.ADMINISTRATOR)
def audit(request: Request, paging: Paged, actor: Asked = None, about: Asked = None) -> Page[Entry]:
    """The record, the newest first."""
    return _entries(request, paging, actor, about)


@ROUTER.get("/api/v1/audit-chain")
@needs(Role.ADMINISTRATOR)
def audit_chain(request: Request) -> Chain:
    """Go through the whole record and say whether anything was changed in it or left out."""
    _everywhere(request)
    with unit_of_work(request.app.state.workspace.database) as work:
        gap = work.audit.first_gap()
    return Chain(whole=gap is None, first_gap=gap)


def _entries(request: Request, paging: Paged, actor: str | None, about: str | None) -> Page[Entry]:
    _everywhere(request)
    with unit_of_work(request.app.state.workspace.database) as work:
        rows = work.audit.latest(paging.one_more, paging.after_number, actor or None, about or None)
    return page_of(rows, paging, _entry, lambda row: row.id)


def _everywhere(request: Request) -> None:
    if signed_in(request).areas(Role.ADMINISTRATOR) is not None:
        raise Declined(403, _EVERYWHERE)


def _entry(row: AuditEntry) -> Entry:
    return Entry(
        id=row.id,
        at=row.at,
        actor=row.actor,
        action=row.action,
        about=row.about,
        detail=dict(row.detail),
        address=row.address,
        previous=row.previous,
        digest=row.digest,
    )
