"""Whoever sees one area sees nothing of another, by whatever route and however they ask."""

import re
from collections.abc import Callable, Iterator

import pytest
from fastapi.testclient import TestClient

from monitor.access.roles import Role
from monitor.web.routes import routes_of
from monitor.wiring import Workspace
from spiders.simulator.sample import REPORT_YEAR
from storage.unit_of_work import unit_of_work

pytestmark = pytest.mark.slow

Reader = Callable[..., TestClient]
MINE, THEIRS = "990122", "990121"
ASKED = ("", "?format=json&state=all", f"?area={THEIRS}&unit={THEIRS}903&name=a&state=all&lang=en")
LONG = ("/audit-chain", "/original", "/openapi.json")
"""What is slow and no list of anything, or looked at elsewhere."""


def addresses(pages: TestClient, filled_in: dict[str, str]) -> Iterator[str]:
    for route in routes_of(pages.app):
        if "GET" in route.methods and not route.path.endswith(LONG):
            yield re.sub(r"\{(\w+)(?::\w+)?\}", lambda name: filled_in.get(name[1], "1"), route.path)


def places(workspace: Workspace, area: str) -> tuple[dict[str, str], frozenset[str]]:
    """What fills in the addresses of an area, and the names of all of its units."""
    with unit_of_work(workspace.database) as work:
        units = work.units.register().within(area)
        found = work.findings.of_year(REPORT_YEAR, [unit.id for unit in units])[0].id
    ids = {"unit_id": area, "area_id": area, "report_year": str(REPORT_YEAR), "finding_id": str(found)}
    return ids | {"kind": "list"}, frozenset(unit.name for unit in units)


def test_no_route_tells_anything_of_an_area_that_is_not_ones_own(reader: Reader, workspace: Workspace) -> None:
    pages = reader(Role.ADMINISTRATOR, MINE)
    (inside, own), (outside, others) = places(workspace, MINE), places(workspace, THEIRS)
    asked = [(path, path + query) for path in addresses(pages, inside) for query in ASKED]

    told = {path: [pages.get(full).text] for path, full in asked}
    leaks = [path for path, texts in told.items() if any(name in text for text in texts for name in others - own)]
    refused = {path: pages.get(path).status_code for path in addresses(pages, outside) if THEIRS in path}

    assert len(told) > 25
    assert any(name in text for texts in told.values() for text in texts for name in own)
    assert leaks == []
    assert set(refused.values()) == {404}


def test_what_one_has_of_a_page_is_never_taken_for_what_another_would_get(reader: Reader) -> None:
    everywhere, within = reader(), reader(Role.VIEWER, MINE)
    paths = (
        "/api/v1/overview",
        "/api/v1/areas",
        "/api/v1/obligations",
        f"/feeds/areas/{MINE}.atom",
        "/api/v1/findings",
    )

    tags = {path: everywhere.get(path).headers["etag"] for path in paths}
    answers = {path: within.get(path, headers={"if-none-match": tag}) for path, tag in tags.items()}

    assert {answer.status_code for answer in answers.values()} == {200}
    assert all("Cookie" in answer.headers["vary"] for answer in answers.values())
    assert all("private" in answer.headers["cache-control"] for answer in answers.values())
