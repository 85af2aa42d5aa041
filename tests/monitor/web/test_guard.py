"""Every route says who may use it, and nobody gets in unasked."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi import APIRouter, Request
from fastapi.testclient import TestClient

from monitor.access.roles import Grant, Role, Signed
from monitor.web import create_app
from monitor.web.guard import GuardedRoute
from monitor.web.routes import Found, routes_of
from monitor.wiring import Workspace, find_and_load

NOW = datetime(2025, 4, 20, 1, tzinfo=UTC)
PUBLIC = {
    "/sign-in",
    "/sign-in/identity",
    "/sign-in/identity/back",
    "/set-up/{secret}",
    "/acknowledge/{token}",
    "/feeds/{token}.atom",
    "/calendar/{token}.ics",
}
"""What anybody may open, each looked at by a person: a page to get in by, or an address that is itself a secret."""


class Somebody:
    """A sign-in that knows one person, or nobody."""

    def __init__(self, who: Signed | None) -> None:
        self.who = who

    def signed(self, request: Request) -> Signed | None:
        return self.who


@pytest.fixture
def workspace(shaped_file: Path, tmp_path: Path) -> Iterator[Workspace]:
    opened = find_and_load(tmp_path, {"GONGKAI_DATABASE_URL": f"sqlite:///{shaped_file}"})
    yield opened
    opened.close()


@pytest.fixture
def asking(workspace: Workspace) -> Callable[[Signed | None], TestClient]:
    """Opens the pages as somebody, or as nobody."""

    def ask(who: Signed | None) -> TestClient:
        app = create_app(workspace, lambda: NOW, Somebody(who))
        return TestClient(app, "http://localhost", follow_redirects=False)

    return ask


def test_whoever_is_refused_still_finds_the_way_to_what_is_theirs(
    asking: Callable[[Signed | None], TestClient],
) -> None:
    refused = asking(Signed("li", (Grant(Role.VIEWER),), "李芳")).get("/operations")

    assert refused.status_code == 403
    assert "李芳" in refused.text
    assert 'href="/findings"' in refused.text
    assert 'href="/operations"' not in refused.text


def routes(client: TestClient) -> list[Found]:
    return [route for route in routes_of(client.app) if route.methods]


def some_address(route: Found) -> str:
    return re.sub(r"\{\w+(?::\w+)?\}", "1", route.path)


def test_a_route_that_does_not_say_who_may_use_it_cannot_be_registered() -> None:
    router = APIRouter(route_class=GuardedRoute)

    with pytest.raises(TypeError, match="does not say who may use it"):

        @router.get("/open")
        def everything() -> str:
            return "all"


def test_every_route_stands_behind_the_guard_and_only_the_reviewed_ones_are_open(
    asking: Callable[[Signed | None], TestClient],
) -> None:
    found = routes(asking(None))

    assert len(found) > 20
    assert [route.path for route in found if route.need is None] == []
    assert {route.path for route in found if route.need and route.need.role is None} == PUBLIC
    assert [route.path for route in found if route.need and route.need.role is None and not route.need.reason] == []


def test_what_is_mounted_beside_the_routes_is_the_folder_of_static_files_alone(
    asking: Callable[[Signed | None], TestClient],
) -> None:
    client = asking(None)

    assert {route.path for route in routes_of(client.app) if not route.methods} == {"/static"}
    assert client.get("/static/../guard.py").status_code == 404
    assert client.get("/static/%2e%2e/guard.py").status_code == 404


def test_nobody_gets_in_anywhere_and_no_input_is_looked_at_before(
    asking: Callable[[Signed | None], TestClient],
) -> None:
    client = asking(None)
    asked = [(route, method) for route in routes(client) for method in route.methods if route.path not in PUBLIC]

    for route, method in asked:
        answer = client.request(method, some_address(route), params={"limit": "nonsense"})
        if route.path.startswith("/api/"):
            assert (answer.status_code, answer.headers["www-authenticate"][:6]) == (401, "Bearer"), route.path
        else:
            assert (answer.status_code, answer.headers["location"][:14]) == (303, "/sign-in?next="), route.path


@pytest.mark.parametrize("role", list(Role)[:-1])
def test_a_role_opens_nothing_above_itself(role: Role, asking: Callable[[Signed | None], TestClient]) -> None:
    client = asking(Signed("li", (Grant(role),), csrf=None))
    above = [found for found in routes(client) if found.need and found.need.role and found.need.role > role]

    assert above
    for route in above:
        for method in route.methods:
            refused = client.request(method, some_address(route), headers={"accept": "application/json"})
            assert refused.status_code == 403, route.path


def test_every_form_asks_for_what_its_page_said(asking: Callable[[Signed | None], TestClient]) -> None:
    client = asking(Signed("li", (Grant(Role.ADMINISTRATOR),), csrf="known"))
    changing = [(found, found.methods - {"GET", "HEAD"}) for found in routes(client) if found.path not in PUBLIC]

    assert any(methods for _, methods in changing)
    for route, methods in changing:
        for method in methods:
            for csrf in ("", "guess"):
                assert client.request(method, some_address(route), params={"csrf": csrf}).status_code == 403, route.path
