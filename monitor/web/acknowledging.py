"""The page behind the signed link of a message: to look at it changes nothing, only its form takes note.

Mail programs and their guards open links by themselves; so a link alone acknowledges nothing.
"""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from crawler.domain.errors import LinkVoid
from crawler.domain.wording import Text
from monitor.alerts.links import PATH, read_token
from monitor.safe_text import one_line, printable
from monitor.secret import workspace_secret
from monitor.web.auditing import note as write_down
from monitor.web.guard import GuardedRoute, public
from monitor.web.pages import page
from monitor.wiring import Workspace
from storage.acknowledgements import AcknowledgementAsked
from storage.unit_of_work import unit_of_work

ROUTER = APIRouter(route_class=GuardedRoute, include_in_schema=False)

_LONGEST = 500
_NO_STORE = {"Cache-Control": "no-store", "Referrer-Policy": "same-origin", "X-Robots-Tag": "noindex, nofollow"}
"""Were it told to nobody, not even to us, a browser would not say that the form is ours either."""

_FORGED = Text("链接无效", "This link is not valid")
_EXPIRED = Text("链接已过期", "This link has expired")
_NAMELESS = Text("请填写确认人。", "Please say who you are.")


@ROUTER.get(PATH + "/{token}")
@public("recipients of messages have no accounts; the signed token says which message they were sent")
def show(request: Request, token: str) -> Response:
    """Show what would be acknowledged."""
    asked = _asked(request, token)
    return _void(request, asked) if isinstance(asked, LinkVoid) else _page(request, asked)


@ROUTER.post(PATH + "/{token}")
@public("recipients of messages have no accounts; the signed token says which message they were sent")
def acknowledge(
    request: Request,
    token: str,
    by: Annotated[str, Form(max_length=100)] = "",
    note: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """Take note of a message, once; what somebody said before stands."""
    asked = _asked(request, token)
    if isinstance(asked, LinkVoid):
        return _void(request, asked)
    name = one_line(by)
    if not name and asked.acknowledged is None:
        return _page(request, asked, 422, _NAMELESS, note)
    workspace: Workspace = request.app.state.workspace
    with unit_of_work(workspace.database) as work:
        said, now = printable(note).strip(), request.app.state.clock()
        if asked.acknowledged is None and work.acknowledgements.acknowledge(asked.id, name, said, now):
            write_down(request, work, "message.acknowledge", asked.id, recipient=asked.recipient, by=name)
        done = work.acknowledgements.get(asked.id) or asked
    return _page(request, done)


def _asked(request: Request, token: str) -> AcknowledgementAsked | LinkVoid:
    workspace: Workspace = request.app.state.workspace
    if len(token) > _LONGEST:
        return LinkVoid(expired=False)
    try:
        asked_id = read_token(workspace_secret(workspace), token, request.app.state.clock())
    except LinkVoid as void:
        return void
    with unit_of_work(workspace.database) as work:
        return work.acknowledgements.get(asked_id) or LinkVoid(expired=False)


def _void(request: Request, void: LinkVoid) -> Response:
    """Nothing of the message is told to whoever has no good link."""
    words, status = (_EXPIRED, 410) if void.expired else (_FORGED, 404)
    return _private(page(request, "acknowledge.html", status, title=words, asked=None, error=None, note="", office=""))


def _page(
    request: Request, asked: AcknowledgementAsked, status: int = 200, error: Text | None = None, note: str = ""
) -> Response:
    office = request.app.state.workspace.recipients.office(asked.recipient)
    name = asked.recipient if office is None else office.name
    title = Text("确认知悉", "Acknowledge")
    drawn = page(request, "acknowledge.html", status, title=title, asked=asked, error=error, note=note, office=name)
    return _private(drawn)


def _private(response: Response) -> Response:
    """The address is a key: it is kept nowhere and handed on to nobody."""
    response.headers.update(_NO_STORE)
    return response
