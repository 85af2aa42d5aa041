"""Local rules as an operator uses them: written, checked, tried, in force, and in the ledger."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow

YEAR = ("--year", "2024")
NOW = ("--now", "2025-04-20T09:00")
RULES = """
rules:
  - for: {area: "990121", kind: department}
    by: 张三（云溪县政府办公室）
    why: 云政办字〔2025〕1号
    off: {T3-06: 本县不考核空白格}
    due: {departments: 01-20}
checks:
  - id: L-01
    title: {zh: 予以公开不大于总计, en: granted is part of all}
    by: 王五
    basis: 表三说明
    equation: requests.granted.total <= requests.total_handled.total
"""


@pytest.fixture
def run(gongkai: Callable[..., Any], tmp_path: Path) -> Callable[..., Any]:
    """Runs a command in a workspace with the sample register and the rules."""
    assert gongkai("init", "workspace").returncode == 0
    assert gongkai("units", "import", tmp_path / "workspace" / "units.csv").returncode == 0
    (tmp_path / "workspace" / "rules.yaml").write_text(RULES, "utf-8")
    return gongkai


def test_rules_are_checked_shown_tried_and_recorded(run: Callable[..., Any]) -> None:
    checked = run("rules", "check")
    assert checked.returncode == 0
    assert "T3-06 off: on → off, for area 990121; kind department" in checked.stdout

    shown = json.loads(run("rules", "show", "990121902", *YEAR, "--format", "json").stdout)
    assert [(one["check"], one["what"], one["here"]) for one in shown] == [
        (None, "due", "2025-01-20"),
        ("T3-06", "off", "off"),
        ("L-01", "own check", "requests.granted.total <= requests.total_handled.total"),
    ]

    tried = json.loads(run("backtest", "--years", "2023-2024", *NOW, "--format", "json").stdout)
    assert (tried["years"], tried["dossiers"]) == ([2023, 2024], 6)
    assert run("rules", "ledger", "--format", "json").stdout == "[]\n"

    assert run("monitor", *YEAR, *NOW).returncode == 0
    (entry,) = json.loads(run("rules", "ledger", "--format", "json").stdout)
    assert (entry["check"], entry["units"], entry["by"], entry["affected"]) == (
        "T3-06", 1, "张三（云溪县政府办公室）", [],
    )  # fmt: skip
    assert "off: on → off" in run("rules", "ledger").stdout


def test_a_local_due_date_reaches_the_summary(run: Callable[..., Any]) -> None:
    summary = json.loads(run("summary", *YEAR, *NOW, "--format", "json").stdout)

    assert {unit["id"]: unit["due_on"] for unit in summary["units"]} == {
        "990121": "2025-03-31", "990121902": "2025-01-20", "990121101": "2025-01-31",
    }  # fmt: skip


@pytest.mark.parametrize("command", [("rules", "check"), ("monitor", *YEAR), ("summary", *YEAR)])
def test_a_bad_rule_stops_everything_and_nothing_is_applied(
    run: Callable[..., Any], tmp_path: Path, command: tuple[str, ...]
) -> None:
    path = tmp_path / "workspace" / "rules.yaml"
    path.write_text(RULES.replace("T3-06", "T3-66"), "utf-8")

    done = run(*command)

    assert (done.returncode, done.stdout) == (2, "")
    assert "rules.yaml: line 6: off.T3-66: there is no such check" in done.stderr
    assert run("rules", "ledger", "--format", "json").returncode == 0


def test_years_that_are_none_and_a_unit_that_nobody_knows_are_wrong_usage(run: Callable[..., Any]) -> None:
    assert run("backtest", "--years", "2024-2020").returncode == 2
    assert run("backtest", "--years", "soon").returncode == 2
    assert run("backtest", "--years", "2024", "--area", "99").returncode == 2
    assert run("rules", "show", "99", *YEAR).returncode == 2
