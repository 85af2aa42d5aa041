"""A crawl proves the absence of what it looked for, and of nothing else."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from spiders.simulator.sample import AS_OF, REPORT_YEAR, sample_world

pytestmark = pytest.mark.slow

FIRST = AS_OF - timedelta(days=2)
COUNTY = ("-a", "units=990122")


def statuses(gongkai: Any, room: Any, area: str = "990122") -> dict[str, str]:
    now = (AS_OF + timedelta(hours=1)).isoformat()
    command = ("summary", "--year", str(REPORT_YEAR), "--area", area, "--format", "json", "--now", now)
    said = json.loads(gongkai("--workspace", room.workspace.folder, *command).stdout)
    return {unit["id"]: unit["status"] for unit in said["units"]}


def test_a_crawl_for_one_year_says_nothing_of_another(tmp_path: Path, crawl_room: Any, gongkai: Any) -> None:
    with crawl_room(tmp_path / "year", sample_world()) as room:
        for now in (FIRST, AS_OF):
            room.crawl(now, *COUNTY, "-a", "year=2023")

        assert set(statuses(gongkai, room).values()) == {"unverifiable"}


def test_a_crawl_for_one_year_proves_absence_by_what_its_lists_name(
    tmp_path: Path, crawl_room: Any, gongkai: Any
) -> None:
    """云溪县司法局 did not publish; its earlier reports are listed, and a crawl for one year does not open them."""
    with crawl_room(tmp_path / "lists", sample_world()) as room:
        for now in (FIRST, AS_OF):
            room.crawl(now, "-a", "units=990121905", "-a", f"year={REPORT_YEAR}")

        with room.work() as work:
            years = [year for year in range(2018, 2026) if work.reports.publications(year)]
        assert years == [REPORT_YEAR]
        assert statuses(gongkai, room, "990121905") == {"990121905": "missing"}


def test_a_unit_that_was_not_in_the_register_was_not_looked_for(tmp_path: Path, crawl_room: Any, gongkai: Any) -> None:
    """石汀县林业局 published, but under a name that the register did not know when its site was crawled."""
    with crawl_room(tmp_path / "names", sample_world()) as room:
        with room.work() as work:
            known = work.units.register().get("990122902")
            work.units.keep([replace(known, name="石汀县国有林场管理中心")])
        for now in (FIRST, AS_OF):
            room.crawl(now, *COUNTY)
        with room.work() as work:
            work.units.keep([known])

        assert statuses(gongkai, room)["990122902"] == "unverifiable"

        reread = gongkai("--workspace", room.workspace.folder, "reread", "--now", AS_OF.isoformat())

        assert "990122902 2024 new_publication, revision 1" in reread.stdout
        assert statuses(gongkai, room)["990122902"] == "on_time"
