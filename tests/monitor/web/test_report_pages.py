"""The page of one report: who may see it, what it shows of each cell, and how a figure is corrected."""

from collections.abc import Callable
from hashlib import sha256

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient
from httpx2 import Response

from monitor.access.roles import Role

pytestmark = pytest.mark.slow

Reader = Callable[..., TestClient]
FINANCE = "/units/990121903/reports/2024"
"""The report whose column 总计 does not add up."""


def cells_of(answer: Response) -> dict[str, str]:
    """The shown cells with their classes."""
    looks = BeautifulSoup(answer.text, "lxml").select(".tables .look")
    return {str(cell["data-cell"]): " ".join(look["class"]) for look in looks for cell in look.select("[data-cell]")}


def test_a_report_is_shown_with_its_conflicts_its_original_and_its_proof(reader: Reader) -> None:
    pages = reader()

    answer, original, source = (pages.get(FINANCE + below) for below in ("", "/original", "/source"))

    cells = cells_of(answer)
    conflicts = {cell for cell, classes in cells.items() if "in-conflict" in classes}
    assert len(cells) == 200
    assert {
        f"requests.{row}.total" for row in ("new_received", "carried_in", "total_handled", "carried_out")
    } < conflicts
    assert len(conflicts) == 8
    assert "本年新收23+上年结转0；办理结果总计19+结转下年2，相差2" in answer.text
    named = BeautifulSoup(original.text, "lxml").find(id="gongkai-requests.carried_out.total")
    assert named is not None
    assert named.parent is not None
    assert named.parent.get_text() == "2"
    policy = original.headers["content-security-policy"]
    assert policy.startswith("sandbox; default-src 'none'; ")
    assert "frame-ancestors 'self'" in policy
    assert source.headers["content-disposition"].startswith('attachment; filename="990121903-2024-')
    assert source.headers["x-content-type-options"] == "nosniff"
    assert sha256(source.content).hexdigest() in answer.text


def test_a_report_outside_ones_areas_is_not_there(reader: Reader) -> None:
    pages = reader(Role.ADMINISTRATOR, "990122")

    below = ("", "/original", "/source")
    assert [pages.get(FINANCE + one).status_code for one in below] == [404, 404, 404]
    assert pages.get("/api/v1/reports/990121903/2024").status_code == 404
    assert pages.get("/units/990122/reports/2024").status_code == 200
    assert pages.post(f"{FINANCE}/corrections", data={"cell": "requests.granted.total", "value": "1", "note": "x",
                                                      "digest": "0"}).status_code == 404  # fmt: skip


def test_a_reading_that_there_is_not_is_not_shown(reader: Reader) -> None:
    pages = reader()

    for asked in ("?revision=9", "?url=http://elsewhere.example/", "?against=x"):
        assert pages.get(FINANCE + asked).status_code in (404, 422), asked


def test_a_corrected_figure_is_shown_as_corrected_and_can_be_taken_back(reader: Reader) -> None:
    pages = reader(Role.REVIEWER)
    digest = pages.get("/api/v1/reports/990121903/2024").json()["source"]["sha256"]
    said = {"cell": "requests.granted.total", "value": "7", "note": "原件为7", "digest": digest}

    refused = [
        reader(Role.VIEWER).post(f"{FINANCE}/corrections", data=said),
        pages.post(f"{FINANCE}/corrections", data=said | {"digest": "0" * 64}),
        pages.post(f"{FINANCE}/corrections", data=said | {"value": "many"}),
        pages.post(f"{FINANCE}/corrections", data=said | {"cell": "requests.granted.everything"}),
    ]
    made = pages.post(f"{FINANCE}/corrections", data=said)
    shown = pages.get(FINANCE)
    record = pages.get("/api/v1/reports/990121903/2024").json()["cells"]["requests.granted.total"]
    taken = pages.post(f"{FINANCE}/corrections/1/withdraw", data={"note": "看错了"})

    assert [answer.status_code for answer in refused] == [403, 409, 422, 422]
    assert (made.status_code, taken.status_code) == (303, 303)
    assert "look-corrected" in cells_of(shown)["requests.granted.total"]
    assert (record["value"], record["read"]["value"], record["by"]) == (7, 6, "correction")
    assert "look-certain" in cells_of(pages.get(FINANCE))["requests.granted.total"]


def test_a_corrected_figure_takes_back_at_once_what_was_said_by_the_wrong_one(reader: Reader) -> None:
    pages = reader(Role.REVIEWER)
    digest = pages.get("/api/v1/reports/990121903/2024").json()["source"]["sha256"]
    wrong = "表三“自然人”列：本年新收21+上年结转0；办理结果总计17+结转下年2，相差2，请核实"
    before = suspected(pages)

    said = {"cell": "requests.new_received.natural_person", "value": "19", "note": "原件如此", "digest": digest}
    corrected = pages.post(f"{FINANCE}/corrections", data=said)
    after = suspected(pages)
    withdrawn = pages.post(f"{FINANCE}/corrections/1/withdraw", data={"note": "看错了"})

    assert (corrected.status_code, withdrawn.status_code) == (303, 303)
    assert wrong in before
    assert wrong not in after
    assert suspected(pages) == before


def suspected(pages: TestClient) -> list[str]:
    """What stands against the unit; the lists of units count it, what explains something else once."""
    found = pages.get("/api/v1/findings", params={"unit": "990121903", "year": "2024", "status": "FAIL"}).json()[
        "items"
    ]
    assert pages.get("/api/v1/units/990121903").json()["obligations"][0]["decided"] == sum(
        not one["root"] for one in found
    )
    return sorted(one["message"] for one in found)


def test_the_api_gives_the_same_object_as_the_command_and_says_when_nothing_changed(reader: Reader) -> None:
    pages = reader()

    first = pages.get("/api/v1/reports/990121903/2024")
    again = pages.get("/api/v1/reports/990121903/2024", headers={"if-none-match": first.headers["etag"]})

    assert first.json()["schema"] == "gongkai.report/1"
    assert len(first.json()["cells"]) == 200
    assert again.status_code == 304
