"""The ledger of loosenings: each is recorded once, with who, why, from what to what, and what vanished by it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from crawler.domain.finding import Severity
from monitor.jobs.evaluate import run_monitor
from monitor.obligations import BY_LAW_ALONE
from monitor.rules import NO_RULES, RuleBook
from monitor.rules.loosening import loosenings_of
from storage.rule_ledger import Effect
from storage.unit_of_work import Database, UnitOfWork, unit_of_work
from tests.monitor.rules.conftest import AS_OF, COUNTY, OFFICE, Store

pytestmark = pytest.mark.slow

RULES_OF = Callable[[str], RuleBook]
HEAD = "rules:\n  - for: {area: 3709}\n    by: 张三（市政府办公室）\n    why: 市通知\n"
OFF = f"{HEAD}    off: {{T3-04: 本市另行核对}}\n"
WRONG_TOTAL = "requests.granted.total = 4"


def judge(work: UnitOfWork, rules: RuleBook, days: int = 0) -> None:
    run_monitor(work, 2023, AS_OF + timedelta(days=days), BY_LAW_ALONE, rules)


def test_what_may_be_milder_is_a_loosening(rules_of: RULES_OF, figure: tuple[str, str]) -> None:
    check, name = figure
    book = rules_of(
        f"{HEAD}    limits: {{{check}: {{{name}: 987}}}}\n"
        "    severity: {T3-02: low, T3-04: high, T3-06: high, T4-03: critical}\n    off: {T3-05: 本市另行核对}\n"
    )

    found = [one.loosening for one in loosenings_of(book)]

    assert [(one.check, one.what, one.new) for one in found] == [
        (check, name, "987"), ("T3-02", "severity", "low"), ("T3-04", "severity", "high"), ("T3-05", "off", "off"),
    ]  # fmt: skip
    assert {(one.reach, one.by, one.source) for one in found} == {("area 3709", "张三（市政府办公室）", "line 2")}


def test_a_figure_set_to_what_it_is_anyway_loosens_nothing(rules_of: RULES_OF) -> None:
    assert loosenings_of(rules_of(f"{HEAD}    limits: {{T3-06: {{many: 0.10}}}}\n")) == ()


def test_a_check_that_is_switched_off_is_recorded_with_the_findings_that_vanish(
    database: Database, rules_of: RULES_OF
) -> None:
    with unit_of_work(database) as work:
        Store(work).put(WRONG_TOTAL)
        judge(work, NO_RULES)
        (stored,) = [one for one in work.findings.open_findings(2023) if one.finding.check == "T3-04"]
        judge(work, rules_of(OFF), days=1)

        (entry,) = work.rule_ledger.entries()
        left = [one for one in work.findings.open_findings(2023) if one.finding.check == "T3-04"]

    assert (entry.report_year, entry.units, entry.effective_at, entry.ended_at) == (2023, 4, AS_OF + timedelta(1), None)
    assert (entry.loosening.old, entry.loosening.new, entry.loosening.why) == ("on", "off", "市通知：本市另行核对")
    assert [(one.unit_id, one.effect, one.finding_id) for one in entry.affected] == [
        (COUNTY.id, Effect.VANISHED, stored.id)
    ]
    assert entry.affected[0].message == stored.finding.message
    assert left == []


def test_it_is_recorded_once_however_often_the_monitor_runs(database: Database, rules_of: RULES_OF) -> None:
    with unit_of_work(database) as work:
        Store(work).put(WRONG_TOTAL)
        for day in range(3):
            judge(work, rules_of(f"{'# 注' * day}\n{OFF}"), days=day)

        assert [entry.effective_at for entry in work.rule_ledger.entries(2023)] == [AS_OF]
        assert work.rule_ledger.entries(2022) == ()


def test_a_lower_severity_lowers_findings_and_takes_none_away(database: Database, rules_of: RULES_OF) -> None:
    with unit_of_work(database) as work:
        Store(work).put(WRONG_TOTAL)
        judge(work, rules_of(f"{HEAD}    severity: {{T3-04: low}}\n"))

        (entry,) = work.rule_ledger.entries()
        (stored,) = [one for one in work.findings.open_findings(2023) if one.finding.check == "T3-04"]

    assert [(one.effect, one.finding_id) for one in entry.affected] == [(Effect.LOWERED, None)]
    assert stored.finding.severity is Severity.LOW


def test_a_loosening_that_is_changed_ends_and_the_next_begins_where_it_stood(
    database: Database, rules_of: RULES_OF
) -> None:
    with unit_of_work(database) as work:
        Store(work).put()
        judge(work, rules_of(f"{HEAD}    severity: {{T3-04: medium}}\n"))
        judge(work, rules_of(f"{HEAD}    severity: {{T3-04: low}}\n"), days=1)
        judge(work, NO_RULES, days=2)

        entries = work.rule_ledger.entries()

    assert [(one.loosening.old, one.loosening.new, one.ended_at) for one in entries] == [
        ("high", "medium", AS_OF + timedelta(1)),
        ("medium", "low", AS_OF + timedelta(2)),
    ]


@pytest.mark.parametrize("narrower", ["    since: 2024\n", "    until: 2022\n"])
def test_what_is_not_in_effect_on_a_year_is_not_recorded_on_it(
    database: Database, rules_of: RULES_OF, narrower: str
) -> None:
    with unit_of_work(database) as work:
        Store(work).put(WRONG_TOTAL)
        judge(work, rules_of(OFF + narrower))

        assert work.rule_ledger.entries() == ()


def test_a_local_rule_for_one_unit_leaves_the_others_alone(database: Database, rules_of: RULES_OF) -> None:
    with unit_of_work(database) as work:
        store = Store(work)
        store.put(WRONG_TOTAL)
        store.put(WRONG_TOTAL, unit=replace(OFFICE))
        judge(work, rules_of(OFF.replace("area: 3709", f"unit: {OFFICE.id}")))

        found = [one.unit_id for one in work.findings.open_findings(2023) if one.finding.check == "T3-04"]
        (entry,) = work.rule_ledger.entries()

    assert found == [COUNTY.id]
    assert (entry.units, [one.unit_id for one in entry.affected]) == (1, [OFFICE.id])
