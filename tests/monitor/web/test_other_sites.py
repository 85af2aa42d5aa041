"""No page of another site changes anything here, and no page of ours is taken for one of another site."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from monitor.web import create_app
from monitor.web.routes import routes_of
from monitor.wiring import Workspace, find_and_load
from tests.monitor.web.test_guard import Somebody, some_address

FOREIGN = (
    {"sec-fetch-site": "cross-site", "origin": "null"},
    {"sec-fetch-site": "same-site", "origin": "http://localhost"},
    {"origin": "http://evil.example"},
    {"origin": "http://localhost:1"},
    {"origin": "null"},
    {"origin": "http://["},
    {"origin": ""},
)
"""What browsers say of a form that a page of another site sends; the last ones are what no browser says."""
OURS = (
    {"sec-fetch-site": "same-origin", "origin": "http://localhost"},
    {"sec-fetch-site": "same-origin", "origin": "null"},
    {"origin": "http://localhost"},
    {},
)
"""What they say of our own: the second of a page that tells nobody its address."""


@pytest.fixture
def client(shaped_file: Path, tmp_path: Path) -> Iterator[TestClient]:
    opened: Workspace = find_and_load(tmp_path, {"GONGKAI_DATABASE_URL": f"sqlite:///{shaped_file}"})
    yield TestClient(create_app(opened, pytest.fail, Somebody(None)), "http://localhost", follow_redirects=False)
    opened.close()


def changing(client: TestClient) -> Iterator[tuple[str, str]]:
    for route in routes_of(client.app):
        yield from ((method, some_address(route)) for method in sorted(route.methods - {"GET", "HEAD"}))


def test_no_changing_route_obeys_a_form_of_another_site(client: TestClient) -> None:
    asked = [(said, method, path) for said in FOREIGN for method, path in changing(client)]

    assert len(asked) > 15 * len(FOREIGN)
    for said, method, path in asked:
        assert client.request(method, path, headers=said).status_code == 403, (said, path)


def test_a_form_of_our_own_is_taken_for_one_whatever_its_page_tells_of_itself(client: TestClient) -> None:
    answers = [client.post("/sign-in", params={"next": "x" * 3000}, headers=said) for said in OURS]

    assert [answer.status_code for answer in answers] == [422] * len(OURS)
