from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.domain.dossier import Dossier
from crawler.domain.finding import Finding
from crawler.domain.unit import Level, UnitKind
from crawler.flow import read_bytes
from monitor.checks import all_checks, run_checks

REPORTS = ("report_000", "report_001", "report_002", "report_003", "report_004")
NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture(params=REPORTS)
def expected(request: pytest.FixtureRequest, expected_findings: dict[str, Any]) -> dict[str, Any]:
    known: dict[str, Any] = expected_findings[request.param]
    return known


@pytest.fixture
def findings(expected: dict[str, Any], real_reports: Path) -> tuple[Finding, ...]:
    path, unit = real_reports / expected["file"], expected["unit"]
    extraction = read_bytes(path.read_bytes(), path.name)
    kind, level = UnitKind(unit["kind"]), Level(unit["level"])
    return run_checks(Dossier(NOW, kind, level, expected["report_year"], extraction))


def ours(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    ids = {check.id for check in all_checks()}
    return [entry for entry in entries if entry["id"] in ids]


def is_about(finding: Finding, entry: dict[str, Any]) -> bool:
    return (
        finding.check == entry["id"]
        and bool(finding.cells or not {"column", "row"} & set(entry))
        and all(address.column == entry["column"] for address in finding.cells if "column" in entry)
        and all(address.row == entry["row"] for address in finding.cells if "row" in entry)
    )


def test_what_must_be_found_is_found(expected: dict[str, Any], findings: tuple[Finding, ...]) -> None:
    lost = [
        entry
        for entry in ours(expected["must"])
        if not any(is_about(finding, entry) and finding.status == entry["status"] for finding in findings)
    ]

    assert not lost


def test_what_must_pass_raises_nothing(expected: dict[str, Any], findings: tuple[Finding, ...]) -> None:
    passing = {entry["id"] for entry in ours(expected["pass"])} - {entry["id"] for entry in ours(expected["must"])}
    raised = [finding for finding in findings if finding.check in passing and not finding.status.passed]

    assert not raised


def test_nothing_fails_that_nobody_expects(expected: dict[str, Any], findings: tuple[Finding, ...]) -> None:
    known = {entry["id"] for entry in (*expected["must"], *expected["may"]) if entry["status"] == "FAIL"}
    failed = {finding.check for finding in findings if finding.status == "FAIL"}

    assert failed <= known


def test_what_the_missing_sum_explains_is_listed_under_it(findings: tuple[Finding, ...]) -> None:
    raised = [finding for finding in findings if not finding.status.passed]
    unsummed = any(finding.check == "T3-05" for finding in raised)
    roots = {finding.root for finding in raised if finding.check in ("T3-02", "T3-03")}

    assert roots == ({"T3-05"} if unsummed else set())


def test_no_check_crashes(findings: tuple[Finding, ...]) -> None:
    assert not [finding for finding in findings if finding.status == "RULE_ERROR"]


def test_both_years_that_a_real_report_kept_from_the_year_before_are_told(real_reports: Path) -> None:
    path = real_reports / "001_4e6b494957470ee7.txt"
    extraction = read_bytes(path.read_bytes(), path.name)

    found = run_checks(Dossier(NOW, UnitKind.GOVERNMENT, Level.COUNTY, 2021, extraction))

    quotes = [finding.quotes[0][:8] for finding in found if finding.check == "FRM-05"]
    assert quotes == ["2020年，我县", "2020年，全县"]


def test_the_lost_columns_of_a_real_report_are_not_made_up(real_reports: Path) -> None:
    path = real_reports / "000_367557736313891c.txt"
    extraction = read_bytes(path.read_bytes(), path.name)

    found = run_checks(Dossier(NOW, UnitKind.GOVERNMENT, Level.COUNTY, 2020, extraction))

    message = next(finding.message.zh for finding in found if finding.check == "T3-05")
    assert "7.属于行政执法案卷印有1、1（所在列在原文中不可辨）" in message
    assert "重新汇总" not in message


def test_the_recomputed_sums_of_a_real_report_are_told(real_reports: Path) -> None:
    path = real_reports / "001_4e6b494957470ee7.txt"
    extraction = read_bytes(path.read_bytes(), path.name)

    found = run_checks(Dossier(NOW, UnitKind.GOVERNMENT, Level.COUNTY, 2021, extraction))

    assert "重新汇总为：自然人2、总计2" in next(finding.message.zh for finding in found if finding.check == "T3-05")


def test_a_real_report_that_keeps_one_row_of_the_old_form_is_told_which(real_reports: Path) -> None:
    path = real_reports / "hongze_district_2023.pdf"
    extraction = read_bytes(path.read_bytes(), path.name)

    found = run_checks(Dossier(NOW, UnitKind.GOVERNMENT, Level.COUNTY, 2023, extraction))

    failed = {(finding.check, str(finding.cells[0])) for finding in found if finding.status == "FAIL" and finding.cells}
    assert failed == {
        ("FRM-09", "requests.other.natural_person"),
        ("T4-02", "disputes.review.upheld"),
        ("T4-02", "disputes.after_review.upheld"),
    }
