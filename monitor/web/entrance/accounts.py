"""Accounts, as an administrator sees them: who is there, who may do what where, and links to come in by."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from crawler.domain.errors import AccountNotPossible
from crawler.domain.wording import Text
from monitor.access.granting import may_give, may_manage
from monitor.access.links import password_link
from monitor.access.names import NAME
from monitor.access.roles import Role, Signed
from monitor.web.auditing import note
from monitor.web.entrance.my_account import person
from monitor.web.entrance.role_words import ROLES, ROLES_BY_NAME
from monitor.web.entrance.signing_in import Short, entrance
from monitor.web.guard import GuardedRoute, needs
from monitor.web.pages import page
from monitor.web.problems import Declined
from storage.accounts import Account, HeldRole
from storage.unit_of_work import UnitOfWork, unit_of_work

ROUTER = APIRouter(route_class=GuardedRoute, include_in_schema=False)

ADMINISTRATOR = Role.ADMINISTRATOR.name.lower()
_MAIL = r"^(?:[^@\s\x00]+@[^@\s\x00]+)?$"

_NO_SUCH = Text("没有这个账号。", "There is no such account.")
_BAD_NAME = Text(
    "账号名只能用小写字母、数字和 . _ -。", "An account's name is made of lower-case letters, digits and . _ -."
)
_TAKEN = Text("已有同名账号。", "There is an account of that name.")
_OUTSIDE = Text("只能在自己管理的区域内授权。", "Roles are given within the areas that one administers.")
_NO_AREA = Text("名录中没有这个单位编号。", "The register has no unit of that id.")
_LAST = Text("至少要保留一名全局管理员。", "One administrator of everywhere has to be left.")
_ONESELF = Text("不能停用自己的账号。", "Nobody disables their own account.")
_LINKED = Text("该标识已关联其他账号。", "Another account is linked to that subject.")
_NO_PROVIDER = Text("未设置统一身份认证。", "No identity provider is set up.")


@ROUTER.get("/accounts")
@needs(Role.ADMINISTRATOR)
def accounts(request: Request) -> Response:
    """The accounts that one may change."""
    return _page(request, person(request))


@ROUTER.post("/accounts")
@needs(Role.ADMINISTRATOR)
def add(
    request: Request,
    name: Short,
    role: Short,
    display_name: Short = "",
    area_id: Short = "",
    mail: Annotated[str, Form(max_length=200, pattern=_MAIL)] = "",
) -> Response:
    """Add an account with a role, and show the link by which its owner chooses a password."""
    signed, now, wanted = person(request), request.app.state.clock(), name.strip().lower()
    if not NAME.match(wanted):
        raise Declined(422, _BAD_NAME)
    with unit_of_work(request.app.state.workspace.database) as work:
        held = _role_to_give(work, signed, role, area_id)
        try:
            account = work.accounts.add(wanted, display_name.strip() or wanted, now, mail or None)
        except AccountNotPossible as error:
            raise Declined(409, _TAKEN) from error
        work.accounts.give(account.id, [held])
        link = password_link(work, account, now)
        note(request, work, "account.add", wanted, role=held.role, area=held.area_id)
    return _page(request, signed, link=link, whose=wanted)


@ROUTER.post("/accounts/{name}/roles")
@needs(Role.ADMINISTRATOR)
def give(request: Request, name: str, role: Short, area_id: Short = "") -> Response:
    """Have an account hold a role within an area, instead of the one that it holds there; `none` takes it away."""
    signed = person(request)
    with unit_of_work(request.app.state.workspace.database) as work:
        account = _managed(work, signed, name)
        area = area_id.strip() or None
        kept = [held for held in account.roles if held.area_id != area]
        if role != "none":
            kept.append(_role_to_give(work, signed, role, area_id))
        work.accounts.give(account.id, kept)
        _leave_one(work)
        note(request, work, "account.roles", name, roles=[[held.role, held.area_id] for held in kept])
    return RedirectResponse("/accounts", 303)


@ROUTER.post("/accounts/{name}/disable")
@needs(Role.ADMINISTRATOR)
def disable(request: Request, name: str) -> Response:
    """Let nobody in by an account; its sessions end."""
    signed = person(request)
    if name == signed.name:
        raise Declined(409, _ONESELF)
    with unit_of_work(request.app.state.workspace.database) as work:
        account = _managed(work, signed, name)
        work.accounts.disable(account.id, request.app.state.clock())
        work.sessions.end_all(account.id)
        _leave_one(work)
        note(request, work, "account.disable", name)
    return RedirectResponse("/accounts", 303)


@ROUTER.post("/accounts/{name}/enable")
@needs(Role.ADMINISTRATOR)
def enable(request: Request, name: str) -> Response:
    """Let its owner in by an account again."""
    signed = person(request)
    with unit_of_work(request.app.state.workspace.database) as work:
        work.accounts.enable(_managed(work, signed, name).id)
        note(request, work, "account.enable", name)
    return RedirectResponse("/accounts", 303)


@ROUTER.post("/accounts/{name}/reset")
@needs(Role.ADMINISTRATOR)
def reset(request: Request, name: str) -> Response:
    """Show a link by which the owner of an account chooses a password anew."""
    signed = person(request)
    with unit_of_work(request.app.state.workspace.database) as work:
        link = password_link(work, _managed(work, signed, name), request.app.state.clock())
        note(request, work, "account.reset", name)
    return _page(request, signed, link=link, whose=name)


@ROUTER.post("/accounts/{name}/identity")
@needs(Role.ADMINISTRATOR)
def link_identity(request: Request, name: str, subject: Annotated[str, Form(min_length=1, max_length=255)]) -> Response:
    """Have an account be entered by the identity provider, which knows its owner by a subject."""
    signed, issuer = person(request), request.app.state.workspace.config.serve.oidc.issuer
    if not issuer:
        raise Declined(409, _NO_PROVIDER)
    with unit_of_work(request.app.state.workspace.database) as work:
        account = _managed(work, signed, name)
        try:
            work.accounts.link(account.id, issuer, subject.replace("\x00", "").strip())
        except AccountNotPossible as error:
            raise Declined(409, _LINKED) from error
        note(request, work, "account.identity", name, issuer=issuer, subject=subject)
    return RedirectResponse("/accounts", 303)


def _managed(work: UnitOfWork, signed: Signed, name: str) -> Account:
    """An account that is not one's to change is not there."""
    account = work.accounts.find(name) if NAME.match(name) else None
    if account is None or not may_manage(work, signed, account):
        raise Declined(404, _NO_SUCH)
    return account


def _role_to_give(work: UnitOfWork, signed: Signed, role: str, area_id: str) -> HeldRole:
    area = area_id.strip() or None
    if role not in ROLES_BY_NAME:
        raise Declined(422, Text("没有这种权限。", "There is no such role."))
    if area is not None and ("\x00" in area or work.units.find(area) is None):
        raise Declined(422, _NO_AREA)
    if not may_give(work, signed, area):
        raise Declined(403, _OUTSIDE)
    return HeldRole(role, area)


def _leave_one(work: UnitOfWork) -> None:
    if not work.accounts.holders_everywhere(ADMINISTRATOR):
        raise Declined(409, _LAST)


def _page(request: Request, signed: Signed, link: str | None = None, whose: str = "") -> Response:
    with unit_of_work(request.app.state.workspace.database) as work:
        seen = [account for account in work.accounts.all() if may_manage(work, signed, account)]
        areas = {held.area_id for account in seen for held in account.roles if held.area_id is not None}
        names = {unit.id: unit.name for unit in work.units.some(areas)}
    shown: dict[str, Any] = {"accounts": seen, "names": names, "roles": ROLES, "by_name": ROLES_BY_NAME}
    base = request.app.state.workspace.config.serve.public_url or str(request.base_url).rstrip("/")
    return page(
        request,
        "accounts.html",
        **shown,
        link=None if link is None else base + link,
        whose=whose,
        label=entrance(request).label,
        everywhere=signed.areas(Role.ADMINISTRATOR) is None,
    )
