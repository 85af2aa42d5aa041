"""The overview, areas and units over the store of the demonstration: they say what the summary says."""

import csv
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO, StringIO

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from crawler.domain.dossier import Status
from crawler.domain.finding_life import Step
from crawler.domain.unit import Unit
from monitor.findings.keeping import known_from
from monitor.findings.life import by_person
from monitor.jobs.evaluate import run_monitor
from monitor.jobs.standings import stood_of
from monitor.jobs.summarise import summary_of
from monitor.summaries.rate import on_time_rate
from monitor.wiring import Workspace
from spiders.simulator.sample import AS_OF, REPORT_YEAR
from storage.standing_records import Stood
from storage.unit_of_work import unit_of_work

pytestmark = pytest.mark.slow

JUDGED_AT = AS_OF + timedelta(hours=1)
COUNTY, MISSING, LATE, ELSEWHERE = "990121", "990121905", "990121902", "990122902"

Reader = Callable[..., TestClient]


def test_pages_say_of_every_unit_what_the_summary_says(workspace: Workspace) -> None:
    later = JUDGED_AT + timedelta(hours=1)
    with unit_of_work(workspace.database) as work:
        overdue = work.findings.of_year(REPORT_YEAR, [LATE])[0]
        denied = by_person(known_from(overdue), Step.DISMISSED, "王芳", "已电话核实", JUDGED_AT)
        work.findings.take(overdue.id, denied)
        run_monitor(work, REPORT_YEAR, later, workspace.terms)
        said = summary_of(work, REPORT_YEAR, later, terms=workspace.terms)
        kept = {row.unit.id: work.standings.of_unit(row.unit.id)[0] for row in said.rows}

    assert kept[LATE].denied
    assert len(kept) == 19
    for row in said.rows:
        assert beside(kept[row.unit.id], row.unit) == stood_of(row)


def beside(kept: Stood, unit: Unit) -> Stood:
    """The same with all that the register says of its unit, of which lists show a part."""
    owed = kept.standing.obligation
    standing = replace(kept.standing, unit=unit, obligation=None if owed is None else replace(owed, unit=unit))
    return replace(kept, standing=standing, as_of=None)


def test_the_overview_shows_the_rate_of_the_summary_with_its_base(workspace: Workspace, reader: Reader) -> None:
    with unit_of_work(workspace.database) as work:
        totals = summary_of(work, REPORT_YEAR, JUDGED_AT, terms=workspace.terms).totals
    rate = on_time_rate({status: totals[status.value] for status in Status})
    assert rate.share is not None

    shown = reader().get("/").text

    assert f"{rate.share * 100:.1f}%" in shown
    assert f"{rate.on_time} / {rate.base}" in shown
    assert "截至" in shown
    assert "2025-04-20 10:00" in shown


def test_a_page_is_of_the_areas_of_its_reader_alone(reader: Reader) -> None:
    county = reader(area_id=COUNTY)

    assert county.get(f"/units/{ELSEWHERE}").status_code == 404
    assert county.get("/areas/990100").status_code == 404
    assert county.get(f"/api/v1/units/{ELSEWHERE}").status_code == 404
    assert county.get("/api/v1/obligations", params={"area": "990100"}).status_code == 404
    everything = "".join(county.get(path).text for path in ("/", "/areas", f"/areas/{COUNTY}", f"/units/{MISSING}"))
    assert "石汀县" not in everything
    assert "青岚市" not in everything
    assert {item["unit_id"][:6] for item in county.get("/api/v1/obligations").json()["items"]} == {COUNTY}


def test_a_missing_report_stands_with_the_visits_that_prove_it(reader: Reader) -> None:
    shown = reader().get(f"/units/{MISSING}").text

    assert "逾期未公布" in shown
    assert len(re.findall("未监测到2024年年度报告", shown)) == 2
    assert 'href="/findings/' in shown


def test_units_are_filtered_sorted_and_searched(reader: Reader) -> None:
    client = reader()
    late = client.get("/areas", params={"status": "late"}).text
    named = client.get("/areas", params={"name": "司法"}).text

    assert LATE in late
    assert MISSING not in late
    assert "共 1 家" in named
    assert "没有符合条件的单位" in client.get("/areas", params={"name": "%"}).text
    assert client.get("/areas", params={"status": "guilty"}).status_code == 422
    assert client.get("/areas", params={"due": "soon"}).status_code == 422


def test_what_is_due_leads_to_whose_it_is(workspace: Workspace, reader: Reader) -> None:
    before_it = datetime(2025, 1, 20, 1, tzinfo=UTC)
    with unit_of_work(workspace.database) as work:
        run_monitor(work, REPORT_YEAR, before_it, workspace.terms)
    client = reader(now=before_it)

    said = [one for one in BeautifulSoup(client.get("/").text, "lxml").select("dd a") if "due=" in str(one["href"])]

    assert len(said) >= 2
    for link in said:
        number = int(link.get_text().split()[0])
        assert f"共 {number} 家" in client.get(str(link["href"])).text
        assert len(client.get(str(link["href"]).partition("#")[0] + "&format=json").json()) == number


def test_a_filter_by_two_statuses_stays_so_in_what_a_page_leads_to(reader: Reader) -> None:
    shown = reader().get("/areas", params={"status": ["late", "missing"]}).text

    exports = [str(one["href"]) for one in BeautifulSoup(shown, "lxml").select("#units .exports a")]
    assert exports
    assert all("status=late&status=missing" in one for one in exports)


def test_what_a_view_shows_can_be_taken_away(reader: Reader) -> None:
    client = reader()
    asked = {"status": ["late", "missing"], "order": "id"}

    rows = list(csv.DictReader(StringIO(client.get("/areas", params=asked | {"format": "csv"}).text.lstrip("\ufeff"))))
    records = client.get("/areas", params=asked | {"format": "json"}).json()
    sheet = load_workbook(BytesIO(client.get("/areas", params=asked | {"format": "xlsx"}).content)).worksheets[0]

    ids = [LATE, MISSING, "990122"]
    assert [row["单位编号"] for row in rows] == sorted(ids)
    assert [record["id"] for record in records] == sorted(ids)
    assert [cell.value for cell in sheet["A"]][1:] == sorted(ids)
    assert {row["截至（北京时间）"] for row in rows} == {"2025-04-20 10:00"}


def test_the_api_pages_through_all_obligations_and_says_when_nothing_changed(reader: Reader) -> None:
    client, seen, after = reader(), list[str](), ""
    while after is not None:
        page = client.get("/api/v1/obligations", params={"limit": 4, "after": after}).json()
        seen += [item["unit_id"] for item in page["items"]]
        after = page["next"]
    overview = client.get("/api/v1/overview")

    assert len(seen) == len(set(seen)) == 19
    again = client.get("/api/v1/overview", headers={"if-none-match": overview.headers["etag"]})
    assert again.status_code == 304


def test_a_change_is_shown_after_the_next_evaluation(workspace: Workspace, reader: Reader) -> None:
    client = reader()
    before = client.get("/").text
    with unit_of_work(workspace.database) as work:
        run_monitor(work, REPORT_YEAR, JUDGED_AT + timedelta(hours=1), workspace.terms)

    assert "2025-04-20 10:00" in before
    assert "2025-04-20 11:00" in client.get("/").text


def test_every_page_speaks_both_languages_and_survives_a_year_of_which_nothing_is_known(reader: Reader) -> None:
    client = reader()

    for path in ("/", "/areas", f"/areas/{COUNTY}", f"/units/{LATE}"):
        assert 'lang="zh-CN"' in client.get(path).text
        assert 'lang="en"' in client.get(path, params={"lang": "en"}).text
        assert client.get(path, params={"year": "2015"}).status_code == 200
        client.cookies.clear()


def test_the_curve_is_in_a_table_too(reader: Reader) -> None:
    shown = reader().get("/").text
    found = re.search(r'<script type="application/json" id="curve-data">(.*?)</script>', shown)
    assert found is not None
    data = json.loads(found[1])

    place = data["days"].index("03-31")
    assert f'<td class="number">{data["lines"][0]["values"][place]}%</td>' in shown
