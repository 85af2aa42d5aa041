"""The top of the API under /api/v1: what there is, who one is, and its description for programs."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from monitor.access.roles import Role
from monitor.web.guard import GuardedRoute, needs, signed_in
from monitor.web.problems import MEDIA_TYPE, Problem
from monitor.web.routes import Found, routes_of

ROUTER = APIRouter(route_class=GuardedRoute, tags=["api"])

PREFIX = "/api/v1/"
_SCHEMES = {
    "token": {"type": "http", "scheme": "bearer", "description": "An API token, made on the page of one's account."},
    "session": {"type": "apiKey", "in": "cookie", "name": "gongkai-session", "description": "A browser's session."},
}
_REFUSALS = {
    "401": "Nobody is signed in.",
    "403": "The role is not enough.",
    "404": "There is no such thing, or it lies outside one's areas.",
    "409": "It is not as the request takes it to be.",
    "422": "A parameter is wrong.",
    "503": "The store is not available at the moment.",
}


class Top(BaseModel):
    """Where to begin."""

    description: str
    me: str
    lists: tuple[str, ...]


class GrantShown(BaseModel):
    """A role, and where: an area of the register, or everywhere."""

    role: str
    area_id: str | None


class Me(BaseModel):
    """Who is asking, and what they may do where."""

    name: str
    display_name: str
    grants: tuple[GrantShown, ...]


@ROUTER.get(PREFIX)
@needs(Role.VIEWER)
def top(request: Request) -> Top:
    """The addresses of the API that need nothing to be filled in."""
    open_to = {route.path for route in routes_of(request.app) if _is_list(route)}
    return Top(description=f"{PREFIX}openapi.json", me=f"{PREFIX}me", lists=tuple(sorted(open_to)))


@ROUTER.get(f"{PREFIX}me")
@needs(Role.VIEWER)
def me(request: Request) -> Me:
    """Who one is to this site."""
    signed = signed_in(request)
    grants = tuple(GrantShown(role=grant.role.name.lower(), area_id=grant.area_id) for grant in signed.grants)
    return Me(name=signed.name, display_name=signed.display_name or signed.name, grants=grants)


@ROUTER.get(f"{PREFIX}openapi.json", include_in_schema=False)
@needs(Role.VIEWER)
def description(request: Request) -> JSONResponse:
    """The description of the API in OpenAPI."""
    return JSONResponse(describe(request.app))


def describe(app: Any) -> dict[str, Any]:  # noqa: ANN401 - an application of FastAPI or of its like
    """What /api/v1 offers, as OpenAPI has it: every operation with who may use it and how it may be refused."""
    found = [route for route in routes_of(app) if route.path.startswith(PREFIX)]
    said = get_openapi(
        title="gongkai",
        version="1",
        description="政府信息公开工作年度报告的监测结果。时间为 UTC；分页用 `limit` 和 `after`。",
        routes=[route.context for route in found],
    )
    components = said.setdefault("components", {})
    components["securitySchemes"] = _SCHEMES
    components.setdefault("schemas", {})["Problem"] = Problem.model_json_schema()
    for route in found:
        for method in route.methods & {"GET", "POST", "PUT", "PATCH", "DELETE"}:
            operation = said["paths"].get(route.path, {}).get(method.lower())
            if operation is not None:
                _complete(operation, route)
    return said


def _complete(operation: dict[str, Any], route: Found) -> None:
    role = route.need.role if route.need is not None else None
    operation["security"] = [] if role is None else [{"token": []}, {"session": []}]
    if role is not None:
        operation["x-role"] = role.name.lower()
    schema = {"$ref": "#/components/schemas/Problem"}
    for status, reason in _REFUSALS.items():
        operation["responses"][status] = {"description": reason, "content": {MEDIA_TYPE: {"schema": schema}}}


def _is_list(route: Found) -> bool:
    known = (PREFIX, f"{PREFIX}me", f"{PREFIX}openapi.json")
    return (
        route.path.startswith(PREFIX) and "{" not in route.path and "GET" in route.methods and route.path not in known
    )
