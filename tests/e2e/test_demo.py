"""The demonstration does the whole job in one go, as a newcomer sees it."""

import re
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor.wiring import find_and_load
from spiders.simulator.sample import AS_OF
from storage.unit_of_work import unit_of_work

pytestmark = pytest.mark.slow

JUDGED_AT = AS_OF + timedelta(hours=1)


def test_the_demonstration_ends_with_the_summary_and_its_page(demonstration: Any) -> None:
    done = demonstration

    assert done.returncode == 0, done.stderr
    for words in ("逾期未公布 1", "逾期公布 2", "按期 12", "无法核实（不计入未公布） 3", "云溪县财政局"):
        assert words in done.stdout
    page = Path(re.findall("^as a page: (.+)$", done.stdout, re.MULTILINE)[0])
    assert "云溪县司法局" in page.read_text("utf-8")
    assert "19/19 units" in done.stderr
    assert done.stdout.endswith("as pages: gongkai --workspace demo-workspace serve --now 2025-04-20T11:00\n")


def test_the_demonstration_leaves_two_seasons_to_be_compared(demonstration: Any) -> None:
    with closing(find_and_load(demonstration.folder, {})) as workspace, unit_of_work(workspace.database) as work:
        seasons = {season.report_year: season.as_of for season in work.standings.seasons()}

    assert seasons == {2024: JUDGED_AT, 2023: JUDGED_AT}


def test_a_folder_that_is_not_the_demonstrations_is_left_alone(gongkai: Any, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("mine")

    done = gongkai("demo", "--folder", "mine")

    assert done.returncode == 2
    assert (tmp_path / "mine" / "letter.txt").read_text() == "mine"


def test_a_folder_without_the_real_reports_is_named(gongkai: Any, tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()

    done = gongkai("demo", "--real", "reports")

    assert done.returncode == 2
    assert "reports: holds no 000*.txt" in done.stderr
