"""Trying rules on what the store holds: what would appear and vanish, and that nothing is changed by it."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from sqlalchemy import select

from crawler.domain.errors import UnknownUnit
from crawler.domain.wording import Language
from monitor.cli import backtest_view
from monitor.jobs.backtest import Against, Backtest, Regime, Trial, backtest, other_terms
from monitor.jobs.evaluate import run_monitor
from monitor.obligations import BY_LAW_ALONE
from monitor.rules import NO_RULES, RuleBook
from monitor.rules.shifts import Turn
from storage.tables import metadata
from storage.unit_of_work import Database, unit_of_work
from tests.monitor.rules.conftest import AS_OF, COUNTY, ELSEWHERE, Store

pytestmark = pytest.mark.slow

RULES_OF = Callable[[str], RuleBook]
SCHEMA = Path(__file__).parents[3] / "docs" / "schemas" / "backtest.schema.json"
PRESENT = Regime(NO_RULES, BY_LAW_ALONE)
HEAD = "rules:\n  - by: 张三\n    why: 通知\n"
OTHER = f"""{HEAD}    off: {{T3-04: 本市另行核对}}
    severity: {{T3-03: low}}
    due: {{governments: 01-15}}
checks:
  - id: L-01
    title: {{zh: 没有部分公开, en: nothing is partial}}
    by: 王五
    basis: 本地通知
    equation: requests.granted.total = 0
"""


def trial(rules: RuleBook, against: Against = Against.STORE) -> Trial:
    return Trial(Regime(rules, other_terms(BY_LAW_ALONE, rules)), PRESENT, against)


def turns(result: Backtest) -> list[tuple[str, str, str]]:
    ours = ("T3-03", "T3-04", "L-01")
    found = [(shift.finding.check, shift.turn.value, shift.unit_id) for shift in result.shifts]
    return sorted({one for one in found if one[0] in ours})


def dump(database: Database) -> dict[str, list[str]]:
    with database.connect() as connection:
        return {
            name: [str(tuple(row)) for row in connection.execute(select(table).order_by(*table.primary_key.columns))]
            for name, table in metadata().tables.items()
        }


@pytest.fixture
def judged(database: Database) -> Database:
    """A store with a report of which a total is wrong, judged by the catalogue."""
    with unit_of_work(database) as work:
        Store(work).put("requests.granted.total = 4")
        run_monitor(work, 2023, AS_OF)
    return database


@pytest.mark.parametrize("against", list(Against))
def test_what_would_appear_vanish_and_weigh_otherwise_is_told(
    judged: Database, rules_of: RULES_OF, against: Against
) -> None:
    before = dump(judged)
    with unit_of_work(judged) as work:
        result = backtest(work, (2022, 2023), AS_OF, trial(rules_of(OTHER), against))
        known = {one.id: one.finding.check for one in work.findings.open_findings(2023)}

    assert turns(result) == [
        ("L-01", "appears", COUNTY.id),
        ("T3-03", "changes", COUNTY.id),
        ("T3-04", "vanishes", COUNTY.id),
    ]
    assert {known[shift.finding_id] for shift in result.shifts if shift.finding_id} == {
        shift.finding.check for shift in result.shifts if shift.finding_id
    }
    assert (result.years, result.dossiers, result.crashed) == ((2022, 2023), 10, ())
    assert dump(judged) == before


@pytest.mark.parametrize("against", list(Against))
def test_under_the_rules_in_force_nothing_would_change(judged: Database, against: Against) -> None:
    with unit_of_work(judged) as work:
        assert backtest(work, (2023,), AS_OF, trial(NO_RULES, against)).shifts == ()


def test_a_store_that_was_never_judged_has_everything_appear(database: Database) -> None:
    with unit_of_work(database) as work:
        Store(work).put("requests.granted.total = 4")

        found = backtest(work, (2023,), AS_OF, trial(NO_RULES)).shifts

    assert "T3-04" in {shift.finding.check for shift in found}
    assert {shift.turn for shift in found} == {Turn.APPEARS}


def test_one_area_may_be_tried_by_itself(judged: Database, rules_of: RULES_OF) -> None:
    with unit_of_work(judged) as work:
        result = backtest(work, (2023,), AS_OF, trial(rules_of(OTHER)), ELSEWHERE.id)
        with pytest.raises(UnknownUnit):
            backtest(work, (2023,), AS_OF, trial(NO_RULES), "99")

    assert (turns(result), result.dossiers) == ([], 1)


def test_another_reading_may_be_tried_too(judged: Database) -> None:
    other = replace(trial(NO_RULES), read_again=lambda dossier: replace(dossier, extraction=None))
    with unit_of_work(judged) as work:
        result = backtest(work, (2023,), AS_OF, other)

    assert ("T3-04", "vanishes", COUNTY.id) in turns(result)


def test_the_text_tells_the_trial_by_check_and_by_unit(judged: Database, rules_of: RULES_OF) -> None:
    with unit_of_work(judged) as work:
        result = backtest(work, (2023,), AS_OF, trial(rules_of(f"{HEAD}    off: {{T3-04: 本市另行核对}}\n")))

    text = backtest_view.to_text(result, Language.CHINESE)

    assert text.splitlines()[:3] == [
        "5 dossiers on 2023: of the findings 0 appear, 1 vanish, 0 change",
        "  T3-04    +0 -1 ~0",
        f"{COUNTY.id} {COUNTY.name}, 2023",
    ]
    assert "表三“（一）予以公开”行" in text


def test_the_json_is_as_its_schema_says(judged: Database, rules_of: RULES_OF) -> None:
    with unit_of_work(judged) as work:
        result = backtest(work, (2023,), AS_OF, trial(rules_of(OTHER)))

    record = backtest_view.to_record(replace(result, crashed=((COUNTY.id, 2023, "T3-01"),)), Language.ENGLISH)

    Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(json.loads(json.dumps(record)))
    assert {"check": "T3-04", "appears": 0, "vanishes": 1, "changes": 0} in record["by_check"]
