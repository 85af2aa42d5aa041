"""The real reports, published on sites as their governments would, go the whole way to the summary."""

import json
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from spiders.simulator.real import AS_OF, real_world

pytestmark = pytest.mark.slow

FIXTURES = Path(__file__).parents[1] / "fixtures" / "reports"
SOURCES = {
    "630225-2020-columns-lost": ("630225", 2020),
    "630225-2021-blank-at-page-break": ("630225", 2021),
    "630200-2020-mostly-blank": ("630200", 2020),
    "bureau-2020-labels-in-pieces": ("990121902", 2020),
    "640522104-2020-one-value-too-many": ("640522104", 2020),
    "320813-2023-text-pdf": ("320813", 2023),
}


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory, crawl_room: Any, real_reports: Path) -> Iterator[Any]:
    with crawl_room(tmp_path_factory.mktemp("real"), real_world(real_reports)) as opened:
        opened.crawl(AS_OF)
        yield opened


@pytest.fixture
def said(room: Any, gongkai: Any) -> Any:
    """What the store says of one unit's report, and what the summary says of the unit."""

    def run(unit_id: str, year: int) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
        folder, now = room.workspace.folder, (AS_OF + timedelta(hours=1)).isoformat()
        report = gongkai("--workspace", folder, "report", unit_id, "--year", str(year), "--format", "json")
        options = ("--year", str(year), "--format", "json", "--now", now)
        units = json.loads(gongkai("--workspace", folder, "summary", *options).stdout)["units"]
        return json.loads(report.stdout), next(unit for unit in units if unit["id"] == unit_id)

    return run


def test_nothing_else_was_found(room: Any) -> None:
    with room.work() as work:
        years = range(2015, 2026)
        found = {(seen.unit_id, seen.report_year) for year in years for seen in work.reports.publications(year)}
        strays = [stray for site in work.units.register().sites() for stray in work.strays.of_site(site.id)]

    assert found == set(SOURCES.values())
    assert strays == []


@pytest.mark.parametrize("fixture", SOURCES)
def test_a_report_reaches_the_summary_with_its_unit_date_and_figures(room: Any, said: Any, fixture: str) -> None:
    unit_id, year = SOURCES[fixture]
    truth = yaml.safe_load((FIXTURES / fixture / "truth.yaml").read_text("utf-8"))
    expected = room.world.expected(unit_id, year)

    report, unit = said(unit_id, year)

    assert (unit["status"], unit["published_on"]) == (expected.status.value, expected.published_on.isoformat())
    assert report["dates"]["page"] == expected.published_on.isoformat()
    assert (report["report_year"], report["form"]) == (year, truth["form"])
    assert [section["key"] for section in report["sections"]] == truth["sections"]
    proactive = {key: row for key, row in truth["cells"].items() if key.startswith("proactive.")}
    assert {key: _row(report, key, row) for key, row in proactive.items()} == proactive
    assert sum(cell["state"] == "number" for cell in report["cells"].values()) == _numbers(truth["cells"])


def test_nobody_is_called_missing_or_late(said: Any) -> None:
    statuses = {said(unit_id, year)[1]["status"] for unit_id, year in SOURCES.values()}

    assert statuses == {"on_time"}


def _row(report: Mapping[str, Any], key: str, row: Mapping[str, Any]) -> Mapping[str, Any]:
    return {column: report["cells"][f"{key}.{column}"]["value"] for column in row}


def _numbers(cells: Mapping[str, Any]) -> int:
    rows = [list(row.values()) if isinstance(row, dict) else row for row in cells.values()]
    return sum(not str(value).startswith("_") for row in rows for value in row)
