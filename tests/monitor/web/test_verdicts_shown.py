"""What a person dismissed accuses nobody any more, on no page, in no file and in no answer, from that moment on."""

import json
from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient

from crawler.domain.finding_life import Step
from monitor.access.roles import Role
from monitor.findings.keeping import known_from
from monitor.findings.life import by_person
from monitor.jobs.summarise import summary_of
from monitor.wiring import Workspace
from spiders.simulator.sample import REPORT_YEAR
from storage.unit_of_work import unit_of_work
from tests.monitor.web.conftest import NOW

pytestmark = pytest.mark.slow

Reader = Callable[..., TestClient]
MISSING = "990121905"


def finding_of(pages: TestClient, check: str, unit: str) -> int:
    asked = {"year": REPORT_YEAR, "check": check, "unit": unit}
    return int(pages.get("/api/v1/findings", params=asked).json()["items"][0]["id"])


def accused(pages: TestClient) -> dict[str, bool]:
    """Whether a unit is said to be missing, by where that may be said."""
    files = {path: pages.get(f"{path}?format=json").json() for path in (f"/units/{MISSING}", "/areas/990121")}
    told = {path: next(row["status"] for row in rows if row["id"] == MISSING) for path, rows in files.items()}
    listed = pages.get("/api/v1/obligations?status=missing").json()["items"]
    return {
        **{path: status == "missing" for path, status in told.items()},
        "unit": 'data-sign="✕"' in pages.get(f"/units/{MISSING}").text,
        "api": pages.get(f"/api/v1/units/{MISSING}").json()["obligations"][0]["status"] == "missing",
        "list": bool(listed),
        "overview": bool(pages.get("/api/v1/overview").json()["statuses"].get("missing")),
        "ranking": any(row["missing"] for row in pages.get("/?format=json").json()),
        "feed": "逾期未公布" in pages.get("/feeds/areas/990121.atom").text,
    }


def test_who_was_missing_is_so_nowhere_as_soon_as_a_person_said_that_they_are_not(reader: Reader) -> None:
    pages = reader(Role.REVIEWER)
    one, tag = finding_of(pages, "PUB-01", MISSING), pages.get("/api/v1/overview").headers["etag"]
    before = accused(pages)

    pages.post(f"/api/v1/findings/{one}/steps", json={"step": "dismiss", "note": "在另一栏目公布"})
    after, again = accused(pages), pages.get("/api/v1/overview", headers={"if-none-match": tag})
    pages.post(f"/api/v1/findings/{one}/steps", json={"step": "reopen"})

    assert set(before.values()) == {True}
    assert set(after.values()) == {False}
    assert again.status_code == 200
    assert accused(pages) == before


def test_the_overview_says_what_the_summary_says_also_after_a_review(reader: Reader, workspace: Workspace) -> None:
    pages = reader(Role.REVIEWER)
    shown = []
    for check, unit in (("", ""), ("PUB-02", "990122"), ("PUB-01", MISSING)):
        if check:
            one = finding_of(pages, check, unit)
            pages.post("/findings/acts", data={"act": "dismiss", "id": str(one), "note": "已核实"})
        with unit_of_work(workspace.database) as work:
            as_of = work.standings.seasons()[0].as_of or NOW
            summary = summary_of(work, REPORT_YEAR, as_of, None, workspace.terms, workspace.rules)
        counted = {name: number for name, number in summary.totals.items() if number and name != "obliged"}
        shown.append((pages.get("/api/v1/overview").json()["statuses"], counted))

    assert [said == counted for said, counted in shown] == [True] * 3
    assert len({json.dumps(counted, sort_keys=True) for _, counted in shown}) == 3


def test_of_two_reviewers_at_once_one_is_first_and_the_other_is_told(reader: Reader, workspace: Workspace) -> None:
    pages = reader(Role.REVIEWER)
    one = finding_of(pages, "PUB-01", MISSING)
    with unit_of_work(workspace.database) as work:
        known = work.findings.get(one)
        dismissed = by_person(known_from(known), Step.DISMISSED, "li", "已核实", NOW)
        late = by_person(known_from(known), Step.ACKNOWLEDGED, "wang", "", NOW)
        taken = [work.findings.take(one, event, known.state) for event in (dismissed, late)]
        steps = [event.step for event in work.findings.history(one)]

    assert taken == [True, False]
    assert steps[-1] is Step.DISMISSED


def test_to_whom_findings_of_others_are_given_is_not_told(reader: Reader) -> None:
    pages = reader(Role.REVIEWER)
    one = finding_of(pages, "PUB-01", MISSING)
    pages.post("/findings/acts", data={"act": "assign", "id": str(one), "assignee": "zhang-of-990121"})

    assert "zhang-of-990121" in reader(Role.VIEWER, "990121").get("/findings").text
    assert "zhang-of-990121" not in reader(Role.VIEWER, "990122").get("/findings").text
