import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import monitor.checks
from crawler.domain.dossier import Dossier
from crawler.domain.extraction import Doubt
from crawler.domain.finding import Finding, Outcome, Severity
from crawler.domain.report import Report
from crawler.domain.wording import Text
from monitor.checks import all_checks, catalogue, run_checks
from monitor.checks.catalogue import Discrepancy, dossier_check, table_check

TITLE = Text("规则", "the rule")
EMPTY = Dossier(datetime(2024, 4, 20, tzinfo=UTC), None, None)


@pytest.fixture(autouse=True)
def own_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "_CHECKS", dict(catalogue._CHECKS))


def silent(dossier: Dossier) -> Iterator[Discrepancy]:
    """Says nothing."""
    yield from ()


COUNTS = {"PUB": 14, "FRM": 20, "T2N": 4, "T2O": 6, "T2X": 1, "T3": 13, "T4": 6, "NAR": 11, "SIM": 4, "ROL": 4, "PQ": 2}
OF_TABLE_2 = ("T2-01", "T2-02", "T2-03", "T2-09", "T2-10", "T2-11")


def test_every_check_of_the_rules_is_registered() -> None:
    numbered = {f"{family}-{number:02}" for family, count in COUNTS.items() for number in range(1, count + 1)}

    assert {check.id for check in all_checks()} == {*numbered, *OF_TABLE_2}
    assert len(all_checks()) == 91


def test_every_module_that_registers_a_check_is_named_by_the_package() -> None:
    folder = Path(monitor.checks.__file__ or "").parent
    registering = {
        path.stem
        for path in folder.glob("*.py")
        if any(line.startswith("@") and "_check(" in line for line in path.read_text("utf-8").splitlines())
    }

    assert {module.__name__.rpartition(".")[2] for module in monitor.checks.MODULES} == registering


def test_every_check_states_its_rule_in_both_languages_and_says_what_it_is_for() -> None:
    assert all(check.title.zh and check.title.en and check.purpose for check in all_checks())


def test_two_checks_of_one_id_are_rejected() -> None:
    with pytest.raises(ValueError, match="T3-02 is registered twice"):
        dossier_check("T3-02", Severity.LOW, TITLE)(silent)


def test_a_check_without_a_docstring_is_rejected() -> None:
    def mute(dossier: Dossier) -> Iterator[Discrepancy]:
        yield from ()

    with pytest.raises(ValueError, match="PUB-99 has no docstring"):
        dossier_check("PUB-99", Severity.LOW, TITLE)(mute)


def test_a_check_of_an_unknown_family_is_rejected() -> None:
    with pytest.raises(ValueError, match="X-01 is of no family"):
        dossier_check("X-01", Severity.LOW, TITLE)(silent)


def test_a_check_that_crashes_is_our_error_and_stops_no_other(caplog: pytest.LogCaptureFixture) -> None:
    @dossier_check("PUB-99", Severity.HIGH, TITLE)
    def broken(dossier: Dossier) -> Iterator[Discrepancy]:
        """Fails half way."""
        yield Discrepancy(Outcome.FAIL, TITLE)
        raise ZeroDivisionError

    with caplog.at_level(logging.ERROR):
        found = run_checks(EMPTY)

    assert [finding.status for finding in found if finding.check == "PUB-99"] == [Outcome.RULE_ERROR]
    assert {finding.check for finding in found} == {check.id for check in all_checks()}
    assert "PUB-99 crashed" in caplog.text


def test_a_discrepancy_may_be_graver_than_its_check() -> None:
    @dossier_check("PUB-99", Severity.LOW, TITLE)
    def grave(dossier: Dossier) -> Iterator[Discrepancy]:
        """Sees something grave."""
        yield Discrepancy(Outcome.FAIL, TITLE, severity=Severity.CRITICAL, root="PUB-01")

    found = next(finding for finding in run_checks(EMPTY) if finding.check == "PUB-99")

    assert (found.severity, found.root, found.title) == (Severity.CRITICAL, "PUB-01", TITLE)


def test_tables_are_not_judged_where_nothing_was_published() -> None:
    assert all(finding.status is Outcome.NOT_APPLICABLE for finding in run_checks(EMPTY))


@pytest.mark.parametrize(
    ("facts", "doubts"),
    [
        pytest.param({"form": None, "blocks": {}}, (), id="no form recognised"),
        pytest.param({}, (Doubt("mostly_unread", "60 of 200 cells could not be read"),), id="mostly unread"),
    ],
)
def test_tables_are_not_judged_where_we_could_not_read_them(
    facts: dict[str, Any], doubts: tuple[Doubt, ...], report: Callable[..., Report], judge: Callable[..., Any]
) -> None:
    broken = replace(report({"requests.total_handled.total": 9, "disputes.review.total": ""}), **facts)

    found: dict[str, list[Finding]] = judge(broken, *doubts)

    assert found == {}


def test_a_sound_report_raises_nothing(report: Callable[..., Report], judge: Callable[..., Any]) -> None:
    assert judge(report()) == {}
    assert judge(report(form="form_2019")) == {}


def test_passes_can_be_shown_too(report: Callable[..., Report], judge: Callable[..., Any]) -> None:
    found = judge(report(), passes=True)

    assert {finding.status for finding in found["T3-02"]} == {Outcome.PASS}
    assert len(found["T3-02"]) == 7
    assert len(found["T3-04"]) == 25


def test_a_table_check_is_left_as_it_was_written() -> None:
    def written(read: Report) -> Iterator[Discrepancy]:
        """Says nothing."""
        yield from ()

    assert table_check("PUB-99", Severity.LOW, TITLE)(written) is written
