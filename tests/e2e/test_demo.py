"""The demonstration does the whole job in one go, as a newcomer sees it."""

from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow


def test_the_demonstration_ends_with_the_summary_and_its_page(demonstration: Any) -> None:
    done = demonstration

    assert done.returncode == 0, done.stderr
    for words in ("逾期未公布 1", "逾期公布 2", "按期 12", "无法核实（不计入未公布） 3", "云溪县财政局"):
        assert words in done.stdout
    page = Path(done.stdout.strip().rsplit("as a page: ", 1)[1])
    assert "云溪县司法局" in page.read_text("utf-8")
    assert "19/19 units" in done.stderr


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
