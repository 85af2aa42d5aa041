"""The page of one's own account: the password, and the tokens for programs."""

from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Form, Path, Request, Response
from fastapi.responses import RedirectResponse

from crawler.domain.wording import Text
from monitor.access.entrance import NotAdmitted
from monitor.access.granting import held_roles
from monitor.access.roles import Grant, Role, Signed
from monitor.access.secret import digest_of, new_secret
from monitor.web.auditing import address_of, note
from monitor.web.entrance.role_words import ROLES
from monitor.web.entrance.signing_in import Short, Typed, entrance
from monitor.web.guard import GuardedRoute, Refused, needs, signed_in
from monitor.web.pages import page
from monitor.web.problems import Declined
from storage.unit_of_work import unit_of_work

ROUTER = APIRouter(route_class=GuardedRoute, include_in_schema=False)

_MOST_TOKENS = 50
_DIFFERENT = Text("两次输入的新密码不一致。", "The two new passwords are not the same.")
_CHANGED = Text("密码已修改，其他登录已退出。", "The password is changed; other sessions have ended.")
_TOO_MANY = Text("有效令牌过多，请先撤销不用的。", "There are too many tokens; revoke those of no use.")


def person(request: Request) -> Signed:
    """Who is signed in by a browser; a token does not manage accounts, its own included."""
    signed = signed_in(request)
    if signed.csrf is None:
        raise Refused(403, "this is for people in a browser, not for tokens")
    return signed


@ROUTER.get("/account")
@needs(Role.VIEWER)
def my_account(request: Request) -> Response:
    """One's own account."""
    return _page(request, person(request))


@ROUTER.post("/account/password")
@needs(Role.VIEWER)
def change_password(request: Request, password: Typed, new: Typed, again: Typed) -> Response:
    """Choose another password; sessions elsewhere end."""
    signed, ways = person(request), entrance(request)
    if new != again:
        return _page(request, signed, 422, reason=_DIFFERENT)
    try:
        ways.confirm(signed.name, password, address_of(request))
        ways.choose_password(signed.name, new, ways.sessions.cookie.secret(request), address_of(request))
    except NotAdmitted as refusal:
        return _page(request, signed, refusal.status, reason=refusal.reason)
    return _page(request, signed, done=_CHANGED)


@ROUTER.post("/account/tokens")
@needs(Role.VIEWER)
def make_token(
    request: Request,
    name: Annotated[str, Form(min_length=1, max_length=100)],
    role: Short,
    days: Annotated[int, Form(ge=1, le=366)],
) -> Response:
    """Make a token that may do at most what a role may, where one's own roles are; it is shown this once."""
    signed, now, secret = person(request), request.app.state.clock(), new_secret()
    grants = held_roles(_capped(signed, role))
    with unit_of_work(request.app.state.workspace.database) as work:
        account = work.accounts.get(signed.name)
        if sum(token.revoked_at is None and token.expires_at > now for token in work.api_tokens.of(account.id)) >= (
            _MOST_TOKENS
        ):
            raise Declined(409, _TOO_MANY)
        number = work.api_tokens.add(digest_of(secret), account.id, name, grants, now, now + timedelta(days=days))
        note(request, work, "token.make", str(number), name=name, role=role, days=days)
    return _page(request, signed, secret=secret)


@ROUTER.post("/account/tokens/{number}/revoke")
@needs(Role.VIEWER)
def revoke_token(request: Request, number: Annotated[int, Path(ge=1, le=2**31 - 1)]) -> Response:
    """Have one of one's own tokens hold no more."""
    signed = person(request)
    with unit_of_work(request.app.state.workspace.database) as work:
        account = work.accounts.get(signed.name)
        if not work.api_tokens.revoke(number, account.id, request.app.state.clock()):
            raise Declined(404, Text("没有这个令牌。", "There is no such token."))
        note(request, work, "token.revoke", str(number))
    return RedirectResponse("/account", 303)


def _capped(signed: Signed, role: str) -> list[Grant]:
    asked = {known.name.lower(): known for known in Role}.get(role)
    if asked is None or not signed.may(asked):
        raise Declined(422, Text("没有这个权限。", "That role is not yours."))
    return [Grant(min(grant.role, asked), grant.area_id) for grant in signed.grants]


def _page(request: Request, signed: Signed, status: int = 200, **said: Any) -> Response:  # noqa: ANN401 - what the template shows
    with unit_of_work(request.app.state.workspace.database) as work:
        account = work.accounts.find(signed.name)
        tokens = () if account is None else work.api_tokens.of(account.id)
        areas = {held.area_id for held in signed.grants if held.area_id is not None}
        names = {unit.id: unit.name for unit in work.units.some(areas)}
    shown: dict[str, Any] = {"reason": None, "done": None, "secret": None} | said
    mine = [role for role in Role if signed.may(role)]
    return page(
        request,
        "account.html",
        status,
        **shown,
        account=account,
        tokens=tokens,
        names=names,
        roles=ROLES,
        mine=mine,
        now=request.app.state.clock(),
    )
