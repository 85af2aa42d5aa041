"""Which office hears of which unit, from the store to the letter."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from crawler.domain.evidence import Listed, Visit, VisitOutcome
from crawler.domain.unit import Level, Unit, UnitKind
from monitor.jobs.alert import preview_messages
from monitor.wiring import Workspace, find_and_load
from storage.unit_of_work import unit_of_work

pytestmark = pytest.mark.slow

NOW = datetime(2025, 4, 20, 1, tzinfo=UTC)
COUNTY = Unit("county", "云溪县人民政府", UnitKind.GOVERNMENT, Level.COUNTY, None, "http://www.yunxi.gov.cn/")
CUSTOMS = Unit("customs", "云溪海关", UnitKind.VERTICAL, Level.COUNTY, "county", "http://www.customs.gov.cn/")
SYSTEM = Unit("system", "临江海关", UnitKind.VERTICAL, Level.PREFECTURE, None, "http://www.linjiang.gov.cn/")
TOWN = Unit("town", "云溪县柳塘镇人民政府", UnitKind.TOWNSHIP, Level.TOWNSHIP, "county", "http://www.liutang.gov.cn/")
OFFICES = [
    {"id": f"{area} office", "name": f"{area}办公室", "email": f"{area}@example.gov.cn", "area_id": area}
    for area in ("county", "system")
]


def told(folder: Path, *units: Unit, settings: Mapping[str, str] | None = None) -> dict[str, list[str]]:
    """The units of which each office is told that nothing was found, where two good visits found nothing."""
    environ = {"GONGKAI_OFFICES": json.dumps(OFFICES), **(settings or {})}
    workspace = find_and_load(folder, environ)
    workspace.prepare()
    try:
        return _told(workspace, units)
    finally:
        workspace.close()


def _told(workspace: Workspace, units: tuple[Unit, ...]) -> dict[str, list[str]]:
    with unit_of_work(workspace.database) as work:
        work.units.keep((COUNTY, SYSTEM, *units))
        for unit in units:
            for day in (2, 4):
                work.visits.add(_found_nothing(unit, NOW - timedelta(days=day)))
    found = preview_messages(workspace, 2024, NOW)
    names = {unit.id: unit.name for unit in units}
    return {
        post.message.recipient.partition(" ")[0]: [key for key, name in names.items() if name in post.message.body]
        for post in found
    }


def _found_nothing(unit: Unit, at: datetime) -> Visit:
    """A visit that saw the unit's report on the year before, and none on this one."""
    seen: dict[str, Any] = {"listed": (Listed(unit.id, 2023),), "looked_for": (unit.fingerprint,)}
    return Visit(unit.site_id, at, at + timedelta(minutes=5), VisitOutcome.COMPLETE, (unit.site_url,), **seen)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param({}, {}, id="named nowhere: nobody"),
        pytest.param({"oversight_id": "county"}, {"county": ["customs"]}, id="the area named"),
        pytest.param({"oversight_id": "county office"}, {"county": ["customs"]}, id="the office named"),
        pytest.param({"oversight_id": "system"}, {"system": ["customs"]}, id="its own system, in another area"),
        pytest.param({"parent_id": "system"}, {"system": ["customs"]}, id="below its own system"),
    ],
)
def test_a_vertical_unit_is_told_about_to_its_own_line_only(
    tmp_path: Path, facts: dict[str, str], expected: dict[str, list[str]]
) -> None:
    assert told(tmp_path, replace(CUSTOMS, **facts)) == expected


@pytest.mark.parametrize(("due", "expected"), [("", {}), ("01-31", {"county": ["town"]})], ids=["no rule", "a rule"])
def test_a_township_is_told_about_only_where_a_local_rule_is_configured(
    tmp_path: Path, due: str, expected: dict[str, list[str]]
) -> None:
    assert told(tmp_path, TOWN, settings={"GONGKAI_OBLIGATIONS__TOWNSHIPS_DUE": due}) == expected
