"""Findings are worked through: seen within one's areas, filtered, and every act written down under one's name."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient
from httpx2 import Response

from crawler.domain.finding_life import State, Step
from monitor.access.roles import Role
from monitor.findings.life import found
from monitor.wiring import Workspace
from storage.findings import NewFinding
from storage.unit_of_work import unit_of_work

pytestmark = pytest.mark.slow

Reader = Callable[..., TestClient]


def listed(answer: Response) -> list[int]:
    return [int(str(row["data-id"])) for row in BeautifulSoup(answer.text, "lxml").select("tr[data-id]")]


def ids_of(pages: TestClient, **asked: str) -> list[int]:
    answer = pages.get("/api/v1/findings", params={"year": "2024", "limit": "500"} | asked)
    return [one["id"] for one in answer.json()["items"]]


def test_pages_and_api_list_the_same_findings_the_gravest_first(reader: Reader) -> None:
    pages = reader()

    shown = listed(pages.get("/findings?year=2024&status=FAIL"))

    assert shown == ids_of(pages, status="FAIL")
    graves = [one["severity"] for one in pages.get("/api/v1/findings?year=2024").json()["items"]]
    assert graves == sorted(graves, key=["critical", "high", "medium", "low", "info"].index)


def test_a_list_read_page_by_page_is_the_whole_list(reader: Reader) -> None:
    pages, met, after = reader(), list[int](), ""
    while True:
        part = pages.get("/api/v1/findings", params={"limit": "3"} | ({"after": after} if after else {})).json()
        met += [one["id"] for one in part["items"]]
        if not part["next"]:
            break
        after = part["next"]

    assert met == [one["id"] for one in pages.get("/api/v1/findings?limit=500").json()["items"]]


def test_a_filter_that_is_none_is_refused(reader: Reader) -> None:
    pages = reader()

    for asked in ("state=gone", "severity=x", "status=FAIL,x", "after=7", "after=1.x", "year=20"):
        assert pages.get(f"/api/v1/findings?{asked}").status_code == 422, asked


def test_nothing_outside_ones_areas_is_listed_shown_or_acted_on(reader: Reader) -> None:
    everywhere, within = reader(), reader(Role.REVIEWER, "990122")
    mine = {one["id"] for one in everywhere.get("/api/v1/findings?limit=500&year=2024").json()["items"]
            if one["unit_id"].startswith("990122")}  # fmt: skip
    other = next(one for one in ids_of(everywhere) if one not in mine)

    assert set(ids_of(within)) == mine
    assert within.get(f"/findings/{other}").status_code == 404
    both = {"act": "acknowledge", "id": [str(other), str(min(mine))]}
    assert within.post("/findings/acts", data=both).status_code == 404
    assert within.get(f"/api/v1/findings/{min(mine)}").json()["state"] == "open"


def test_findings_about_our_own_reading_are_for_operators(reader: Reader, workspace: Workspace) -> None:
    with unit_of_work(workspace.database) as work:
        known = work.findings.get(ids_of(reader())[0])
        ours = replace(known.finding, check="PQ-01")
        event = found(replace(known.grounds, quotes=("x",)), known.opened_at)
        (made,) = work.findings.open([NewFinding(known.unit_id, known.report_year, "ours", ours, event)])

    seen = [made in ids_of(reader(role)) for role in (Role.VIEWER, Role.REVIEWER, Role.OPERATOR)]

    assert seen == [False, False, True]
    assert [reader(role).get(f"/findings/{made}").status_code for role in (Role.VIEWER, Role.OPERATOR)] == [404, 200]


def test_several_findings_are_acknowledged_at_once_under_ones_name(reader: Reader, workspace: Workspace) -> None:
    pages = reader(Role.REVIEWER)
    first, second, *_ = ids_of(pages)
    sent = {"id": [str(first), str(second)], "back": "/findings?year=2024"}

    refused = reader(Role.VIEWER).post("/findings/acts", data=sent | {"act": "acknowledge"})
    pages.post("/findings/acts", data={"id": [str(first)], "act": "acknowledge"})
    answer = pages.post("/findings/acts", data=sent | {"act": "acknowledge"})

    assert refused.status_code == 403
    assert answer.headers["location"] == "/findings?year=2024&done=1&refused=1"
    with unit_of_work(workspace.database) as work:
        assert work.findings.get(second).state is State.ACKNOWLEDGED
        last = work.findings.history(second)[-1]
    assert (last.step, last.by) == (Step.ACKNOWLEDGED, "reader")


def test_a_dismissal_says_why_and_can_be_taken_back(reader: Reader) -> None:
    pages = reader(Role.REVIEWER)
    one = ids_of(pages)[0]

    steps = [
        pages.post(f"/api/v1/findings/{one}/steps", json={"step": step, "note": note})
        for step, note in (("dismiss", " "), ("dismiss", "合订本"), ("dismiss", "again"), ("reopen", ""))
    ]

    assert [answer.status_code for answer in steps] == [422, 200, 409, 200]
    assert [answer.json()["state"] for answer in (steps[1], steps[3])] == ["dismissed", "open"]
    assert "合订本" in pages.get(f"/findings/{one}").text


def test_a_finding_is_noted_on_and_given_to_somebody(reader: Reader) -> None:
    pages = reader(Role.REVIEWER)
    one, other, *_ = ids_of(pages)

    pages.post("/findings/acts", data={"id": [str(one)], "act": "assign", "assignee": "li"})
    pages.post("/findings/acts", data={"id": [str(one)], "act": "note", "note": "已电话核实<b>"})

    assert ids_of(pages, assignee="li") == [one]
    assert other in ids_of(pages, assignee="-")
    assert one not in ids_of(pages, assignee="-")
    remarks = pages.get(f"/api/v1/findings/{one}").json()["remarks"]
    assert [(remark["by"], remark["note"], remark["assignee"]) for remark in remarks] == [
        ("reader", "", "li"),
        ("reader", "已电话核实<b>", None),
    ]
    assert "已电话核实&lt;b&gt;" in pages.get(f"/findings/{one}").text
    pages.post(f"/api/v1/findings/{one}/remarks", json={"assignee": ""})
    assert ids_of(pages, assignee="li") == []


def test_a_finding_leads_to_its_figures_and_to_what_is_told_with_it(reader: Reader) -> None:
    pages = reader()
    column = next(
        one["id"] for one in pages.get("/api/v1/findings?year=2024&check=T3-02").json()["items"]
        if "requests.carried_out.total" in one["cells"]
    )  # fmt: skip

    soup = BeautifulSoup(pages.get(f"/findings/{column}").text, "lxml")

    cell = soup.select_one('a[href$="#cell-requests.carried_out.total"]')
    assert cell is not None
    report, _, name = str(cell["href"]).partition("#")
    assert BeautifulSoup(pages.get(report).text, "lxml").find(id=name) is not None
    alike = soup.select_one(".notice a")
    assert alike is not None
    shown = listed(pages.get(str(alike["href"])))
    assert column in shown
    assert len(shown) == 2


def test_one_goes_from_a_finding_to_those_beside_it_in_the_list(reader: Reader) -> None:
    pages = reader()
    first, second, third, *_ = ids_of(pages, status="FAIL")

    soup = BeautifulSoup(pages.get(f"/findings/{second}?year=2024&status=FAIL").text, "lxml")

    led = [str(soup.select_one(f"#{name}")["href"]).split("?")[0] for name in ("previous", "next")]  # type: ignore[index]
    assert led == [f"/findings/{first}", f"/findings/{third}"]
