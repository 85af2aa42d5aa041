"""Documents of an area, to be downloaded: reminders, notices, lists. All are drafts, for a person to look over."""

from datetime import UTC, date, datetime, time
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Query, Request, Response

from crawler.domain.clock import SHANGHAI
from crawler.domain.errors import BadTemplate, NothingToTell
from crawler.domain.wording import Text
from monitor.access.roles import Role
from monitor.documents import NAMES, Notice, NoticeKind, find_template, render_document, render_lists
from monitor.documents.kinds import ABOUT
from monitor.jobs.notices import Asked, write_notice
from monitor.web.frame import season_of
from monitor.web.guard import GuardedRoute, needs
from monitor.web.pages import page
from monitor.web.problems import Declined
from monitor.web.scope import seen_or_404, way_to

ROUTER = APIRouter(route_class=GuardedRoute)

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_LONGEST = 200
_Words = Annotated[str, Query(max_length=_LONGEST)]
_Day = Annotated[str, Query(max_length=10)]


@ROUTER.get("/areas/{area_id}/notices", include_in_schema=False)
@needs(Role.VIEWER)
def offered(request: Request, area_id: str) -> Response:
    """The documents that there are about an area, and what may be filled in beforehand."""
    seen_or_404(request, area_id)
    way = way_to(request, area_id)
    kinds = tuple((kind, NAMES[kind], ABOUT[kind]) for kind in NoticeKind)
    return page(
        request, "notices.html", area_id=area_id, way=way, name=way[-1][1], kinds=kinds, season=season_of(request)
    )


@ROUTER.get("/areas/{area_id}/notices/{kind}.docx", include_in_schema=False)
@needs(Role.VIEWER)
def document(
    request: Request,
    area_id: str,
    kind: str,
    issuer: _Words = "",
    contact: _Words = "",
    reply_by: _Day = "",
    since: _Day = "",
) -> Response:
    """A document about an area, as DOCX."""
    asked = _asked(request, area_id, kind, issuer, contact, reply_by, since)
    notice = _written(request, asked)
    try:
        body = render_document(notice, find_template(asked.kind, request.app.state.workspace.folder))
    except BadTemplate as error:
        raise Declined(409, Text(f"文书模板有误，请告知系统管理员：{error.reason}", str(error))) from error
    return _file(body, DOCX, asked, "docx")


@ROUTER.get("/areas/{area_id}/notices/{kind}.xlsx", include_in_schema=False)
@needs(Role.VIEWER)
def lists(
    request: Request, area_id: str, kind: str, issuer: _Words = "", reply_by: _Day = "", since: _Day = ""
) -> Response:
    """The lists of a document, as XLSX."""
    asked = _asked(request, area_id, kind, issuer, "", reply_by, since)
    return _file(render_lists(_written(request, asked), asked.as_of), XLSX, asked, "xlsx")


def _asked(request: Request, area_id: str, kind: str, issuer: str, contact: str, reply_by: str, since: str) -> Asked:
    if kind not in {known.value for known in NoticeKind}:
        raise HTTPException(404, "there is no such document")
    seen_or_404(request, area_id)
    looked_back = _day(since)
    now: datetime = request.app.state.clock()
    return Asked(
        kind=NoticeKind(kind),
        area_id=area_id,
        report_year=season_of(request).report_year,
        as_of=now,
        issuer=issuer,
        contact=contact,
        reply_by=_day(reply_by),
        since=None if looked_back is None else datetime.combine(looked_back, time.max, SHANGHAI).astimezone(UTC),
    )


def _day(text: str) -> date | None:
    """A day of a form; one that was left empty is None."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Declined(400, Text("日期应写作2025-05-09。", "Write a day as 2025-05-09.")) from error


def _written(request: Request, asked: Asked) -> Notice:
    try:
        return write_notice(request.app.state.workspace, asked)
    except NothingToTell as error:
        name = NAMES[asked.kind]
        reason = Text(f"没有应当写入“{name.zh}”的单位，未生成文书。", f"There is nobody for a {name.en} to be about.")
        raise Declined(409, reason) from error


def _file(body: bytes, media_type: str, asked: Asked, ending: str) -> Response:
    named = quote(f"{NAMES[asked.kind].zh}-{asked.report_year}.{ending}")
    disposition = f"attachment; filename=\"{asked.kind.value}-{asked.report_year}.{ending}\"; filename*=UTF-8''{named}"
    return Response(body, media_type=media_type, headers={"Content-Disposition": disposition})
