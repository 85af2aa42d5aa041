"""The pages of the entrance: signing in and out, the link that works once, the way to the identity provider."""

from hmac import compare_digest
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from crawler.domain.wording import Text
from monitor.access.entrance import Entrance, NotAdmitted
from monitor.access.roles import Role
from monitor.access.secret import digest_of
from monitor.web.auditing import address_of, note
from monitor.web.guard import GuardedRoute, needs, public
from monitor.web.pages import page
from monitor.web.problems import local_address
from storage.one_time_links import Purpose
from storage.unit_of_work import unit_of_work

ROUTER = APIRouter(route_class=GuardedRoute, include_in_schema=False)

_WAY = "gongkai-way"
_WAY_SECONDS = 600
_DIFFERENT = Text("两次输入的密码不一致。", "The two passwords are not the same.")

Short = Annotated[str, Form(max_length=200)]
Typed = Annotated[str, Form(max_length=1000)]
Next = Annotated[str, Query(max_length=2000)]


@ROUTER.get("/sign-in")
@public("whoever is not signed in has to get in somewhere")
def sign_in_page(request: Request, next: Next = "/") -> Response:  # noqa: A002 - the name in the address
    """The page to sign in on."""
    return _sign_in_page(request, 200, None, local_address(next))


@ROUTER.post("/sign-in")
@public("its form is sent before anybody is signed in")
def sign_in(request: Request, name: Short, password: Typed, next: Next = "/") -> Response:  # noqa: A002 - likewise
    """Sign in by a password."""
    try:
        secret = entrance(request).by_password(name, password, address_of(request))
    except NotAdmitted as refusal:
        return _sign_in_page(request, refusal.status, refusal.reason, local_address(next))
    return enter(request, secret, local_address(next))


@ROUTER.post("/sign-out")
@needs(Role.VIEWER)
def sign_out(request: Request) -> Response:
    """End the session."""
    sessions = entrance(request).sessions
    secret = sessions.cookie.secret(request)
    with unit_of_work(request.app.state.workspace.database) as work:
        note(request, work, "sign-out", request.state.signed.name)
        if secret is not None:
            work.sessions.end(digest_of(secret))
    answer = RedirectResponse("/sign-in", 303)
    sessions.cookie.take(answer)
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


@ROUTER.get("/sign-in/identity")
@public("whoever is not signed in is sent to the identity provider from here")
def leave(request: Request, next: Next = "/") -> Response:  # noqa: A002 - likewise
    """Go to the identity provider."""
    try:
        departure = entrance(request).leave_for_provider(local_address(next), address_of(request))
    except NotAdmitted as refusal:
        return _sign_in_page(request, refusal.status, refusal.reason, local_address(next))
    answer = RedirectResponse(departure.address, 303)
    encrypted = entrance(request).sessions.cookie.encrypted
    answer.set_cookie(
        _WAY, departure.state, _WAY_SECONDS, path="/sign-in", secure=encrypted, httponly=True, samesite="lax"
    )
    return answer


@ROUTER.get("/sign-in/identity/back")
@public("the identity provider sends people here who are not signed in yet")
def come_back(request: Request, state: Next = "", code: Next = "") -> Response:
    """Come back from the identity provider: only the browser that left may."""
    try:
        if not state or not compare_digest(state.encode(), request.cookies.get(_WAY, "").encode()):
            raise NotAdmitted(
                403, Text("登录已中断，请重试。", "The way to the identity provider broke off; try again.")
            )
        secret, go_on_to = entrance(request).back_from_provider(state, code, address_of(request))
    except NotAdmitted as refusal:
        return _sign_in_page(request, refusal.status, refusal.reason, "/")
    answer = enter(request, secret, local_address(go_on_to))
    answer.delete_cookie(_WAY, path="/sign-in")
    return answer


@ROUTER.get("/set-up/{secret}")
@public("who has the link has no account or no password yet")
def link_page(request: Request, secret: str) -> Response:
    """What a link that works once is for."""
    return _link_page(request, secret, None, 200)


@ROUTER.post("/set-up/{secret}")
@public("its form is sent by who has no account or no password yet")
def use_link(
    request: Request, secret: str, password: Typed, again: Typed, name: Short = "", display_name: Short = ""
) -> Response:
    """Make the first account, or choose a password."""
    if password != again:
        return _link_page(request, secret, _DIFFERENT, 422)
    address = address_of(request)
    try:
        if entrance(request).link(secret).purpose is Purpose.SET_UP:
            session = entrance(request).set_up(secret, name, display_name, password, address)
        else:
            session = entrance(request).by_link(secret, password, address)
    except NotAdmitted as refusal:
        return _link_page(request, secret, refusal.reason, refusal.status)
    return enter(request, session, "/")


def entrance(request: Request) -> Entrance:
    """The entrance of this site."""
    found: Entrance = request.app.state.entrance
    return found


def enter(request: Request, secret: str, target: str) -> RedirectResponse:
    """The answer to who is let in: the session they had before, if any, is no more."""
    cookie = entrance(request).sessions.cookie
    before = cookie.secret(request)
    if before is not None:
        with unit_of_work(request.app.state.workspace.database) as work:
            work.sessions.end(digest_of(before))
    answer = RedirectResponse(target, 303)
    cookie.give(answer, secret)
    return answer


def _sign_in_page(request: Request, status: int, reason: Text | None, target: str) -> Response:
    shown: dict[str, Any] = {"reason": reason, "target": target, "label": entrance(request).label}
    return page(request, "sign_in.html", status, **shown)


def _link_page(request: Request, secret: str, reason: Text | None, status: int) -> Response:
    try:
        link = entrance(request).link(secret)
    except NotAdmitted as refusal:
        return page(request, "set_up.html", refusal.status, reason=refusal.reason, link=None)
    first = link.purpose is Purpose.SET_UP
    return page(request, "set_up.html", status, reason=reason, link=link, first=first)
