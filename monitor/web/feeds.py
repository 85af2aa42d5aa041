"""What others subscribe to: the Atom feed and the calendar of due dates.

Programs that read feeds cannot sign in. The address of an office's feed is signed and is the key to it; whoever is
signed in reads those of the areas they may see.
"""

from datetime import datetime
from email.utils import format_datetime
from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Request, Response

from crawler.domain.unit import Unit
from monitor.access.roles import Role
from monitor.feeds.atom import MEDIA_TYPE as ATOM
from monitor.feeds.atom import Feed, atom_of
from monitor.feeds.calendar import MEDIA_TYPE as CALENDAR
from monitor.feeds.calendar import ical_of
from monitor.feeds.changed import changes_feed
from monitor.feeds.gathering import Rules, changed_in, delivered_to, dues_of_area, dues_of_office, told_in
from monitor.feeds.links import office_of
from monitor.feeds.told import told_feed
from monitor.recipients import Office
from monitor.secret import workspace_secret
from monitor.web.conditional import data_edition, only_if_changed
from monitor.web.guard import GuardedRoute, needs, public
from monitor.web.pages import language_of
from monitor.web.scope import unit_in_sight
from monitor.wiring import Workspace
from storage.unit_of_work import unit_of_work

ROUTER = APIRouter(route_class=GuardedRoute, tags=["feeds"])

_SIGNED = "programs that read feeds cannot sign in: the address is signed, and stands for one office"
_Token = Annotated[str, Path(max_length=1000)]


@ROUTER.get("/feeds/{token}.atom", include_in_schema=False)
@public(_SIGNED)
def told(request: Request, token: _Token) -> Response:
    """What an office was told."""
    office = _office(request, token)
    with unit_of_work(_workspace(request).database) as work:
        delivered = delivered_to(work, office.id)
        headers = _unless_known(request, repr((office, [posted.number for posted in delivered])))
        messages = tuple(told_in(work, delivered))
    feed = told_feed(office.id, office.name, office.language, _address(request), messages, _now(request))
    return _atom(feed, headers)


@ROUTER.get("/calendar/{token}.ics", include_in_schema=False)
@public(_SIGNED)
def dues(request: Request, token: _Token) -> Response:
    """The due dates of an office's units."""
    office, rules = _office(request, token), _rules(request)
    headers = _unless_known(request, f"{data_edition(request)} {(office, rules)!r}")
    with unit_of_work(_workspace(request).database) as work:
        register = work.units.register()
    return _calendar(ical_of(dues_of_office(register, office, rules, _now(request))), headers)


@ROUTER.get("/feeds/areas/{area_id}.atom", include_in_schema=False)
@needs(Role.VIEWER)
def changes(request: Request, area_id: str) -> Response:
    """What changed in an area."""
    headers = _unless_known(request, data_edition(request))
    with unit_of_work(_workspace(request).database) as work:
        area = unit_in_sight(request, work, area_id)
        changed = changed_in(work, area, _site(request))
    return _atom(changes_feed(changed, language_of(request), _address(request), _now(request)), headers)


@ROUTER.get("/calendar/areas/{area_id}.ics", include_in_schema=False)
@needs(Role.VIEWER)
def dues_of(request: Request, area_id: str) -> Response:
    """The due dates of the units of an area."""
    rules = _rules(request)
    headers = _unless_known(request, f"{data_edition(request)} {rules!r}")
    with unit_of_work(_workspace(request).database) as work:
        area: Unit = unit_in_sight(request, work, area_id)
        register = work.units.register()
    return _calendar(ical_of(dues_of_area(register, area, rules, language_of(request), _now(request))), headers)


def _office(request: Request, token: str) -> Office:
    """The office that the address was made for, as long as it is in the list of recipients."""
    workspace = _workspace(request)
    office_id = office_of(token, workspace_secret(workspace))
    office = None if office_id is None else workspace.recipients.office(office_id)
    if office is None:
        raise HTTPException(404)
    return office


def _rules(request: Request) -> Rules:
    workspace = _workspace(request)
    return Rules(workspace.terms, workspace.recipients.ladder.before)


def _unless_known(request: Request, edition: str) -> dict[str, str]:
    """The headers of an answer made of an edition; raises NotModified where the other side has it already."""
    stamped = Response()
    only_if_changed(request, stamped, edition)
    return {name: stamped.headers[name] for name in ("ETag", "Cache-Control", "Vary")}


def _atom(feed: Feed, headers: dict[str, str]) -> Response:
    latest = max((entry.updated for entry in feed.entries), default=None)
    if latest is not None:
        headers["Last-Modified"] = format_datetime(latest, usegmt=True)
    return Response(atom_of(feed), media_type=ATOM, headers=headers)


def _calendar(content: bytes, headers: dict[str, str]) -> Response:
    return Response(content, media_type=CALENDAR, headers=headers)


def _workspace(request: Request) -> Workspace:
    workspace: Workspace = request.app.state.workspace
    return workspace


def _now(request: Request) -> datetime:
    now: datetime = request.app.state.clock()
    return now


def _site(request: Request) -> str:
    return _workspace(request).config.serve.public_url or str(request.base_url).rstrip("/")


def _address(request: Request) -> str:
    return _site(request) + request.url.path
