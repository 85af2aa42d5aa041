"""The rule book: for whom and for which years a rule holds, and which of two stands."""

from collections.abc import Callable
from datetime import date

import pytest

from crawler.domain.finding import Severity
from crawler.domain.unit import Unit
from monitor.checks.rules import CATALOGUE
from monitor.obligations import Terms, obligations_for
from monitor.rules import NO_RULES, RuleBook
from monitor.rules.holding import holding_for
from tests.monitor.rules.conftest import CITY, COUNTY, ELSEWHERE, OFFICE, TOWN

RULES_OF = Callable[[str], RuleBook]
UNITS = (CITY, COUNTY, OFFICE, TOWN, ELSEWHERE)


def reached(book: RuleBook, year: int = 2023) -> list[Unit]:
    return [unit for unit in UNITS if book.for_unit(unit, year).off]


@pytest.mark.parametrize(
    ("reach", "units"),
    [
        ("{}", UNITS),
        ("{area: 3709}", (CITY, COUNTY, OFFICE, TOWN)),
        ("{area: [370902, 3710]}", (COUNTY, OFFICE, TOWN, ELSEWHERE)),
        ("{unit: 370902}", (COUNTY,)),
        ("{kind: township}", (TOWN,)),
        ("{area: 3709, level: county}", (COUNTY, OFFICE)),
        ("{area: 3710, kind: township}", ()),
    ],
)
def test_a_rule_is_for_those_whom_it_names(rules_of: RULES_OF, reach: str, units: tuple[Unit, ...]) -> None:
    book = rules_of(f"rules:\n  - for: {reach}\n    by: 张三\n    why: 通知\n    off: {{T3-06: 不考核}}\n")

    assert reached(book) == list(units)


@pytest.mark.parametrize(
    ("period", "years"),
    [("since: 2022", [2022, 2023]), ("until: 2022", [2021, 2022]), ("since: 2022\n    until: 2022", [2022])],
)
def test_a_rule_is_for_the_years_that_it_names(rules_of: RULES_OF, period: str, years: list[int]) -> None:
    book = rules_of(f"rules:\n  - by: 张三\n    why: 通知\n    {period}\n    off: {{T3-06: 不考核}}\n")

    assert [year for year in (2021, 2022, 2023) if reached(book, year)] == years


LAYERED = """
rules:
  - for: {area: 3709}
    by: 张三
    why: 市通知
    severity: {T3-04: low, T3-02: medium}
    due: {departments: 01-20, governments: 04-20, townships: 01-25}
  - for: {area: 370902}
    by: 李四
    why: 县通知
    severity: {T3-04: high}
    due: {departments: 01-28, townships: 01-15}
"""


def test_of_two_rules_the_later_one_stands(rules_of: RULES_OF) -> None:
    book = rules_of(LAYERED)

    assert book.for_unit(CITY, 2023).severities == {"T3-04": Severity.LOW, "T3-02": Severity.MEDIUM}
    assert book.for_unit(COUNTY, 2023).severities == {"T3-04": Severity.HIGH, "T3-02": Severity.MEDIUM}


def test_a_local_date_never_relaxes_the_law_nor_an_earlier_local_date(rules_of: RULES_OF) -> None:
    terms = Terms(local_dues=rules_of(LAYERED).local_dues)

    due = {unit.id: obligations_for(unit, 2023, terms) for unit in UNITS}

    assert {unit: owed and owed.due_on for unit, owed in due.items()} == {
        CITY.id: date(2024, 3, 31),
        COUNTY.id: date(2024, 3, 31),
        OFFICE.id: date(2024, 1, 20),
        TOWN.id: date(2024, 1, 15),
        ELSEWHERE.id: date(2024, 3, 31),
    }
    assert due[TOWN.id].legal_basis.zh == "按本地要求（县通知）"  # type: ignore[union-attr]


def test_units_for_which_the_same_holds_share_their_rules(rules_of: RULES_OF) -> None:
    book = rules_of(LAYERED)

    assert book.for_unit(COUNTY, 2023) is book.for_unit(OFFICE, 2022)
    assert book.for_unit(ELSEWHERE, 2023) == CATALOGUE
    assert NO_RULES.for_unit(COUNTY, 2023) is CATALOGUE


def test_rules_on_one_line_are_told_apart(rules_of: RULES_OF) -> None:
    one, other = (
        f"{{by: 张三, why: 通知, for: {{unit: {unit.id}}}, off: {{T3-06: 不考核}}}}" for unit in (CITY, COUNTY)
    )
    two = other.replace("T3-06", "T4-03")
    book = rules_of(f"rules: [{one}, {two}]\n")

    assert [book.for_unit(unit, 2023).off for unit in (CITY, COUNTY, OFFICE)] == [{"T3-06"}, {"T4-03"}, set()]


def test_the_digest_changes_with_what_is_said_and_not_with_how_it_is_written(rules_of: RULES_OF) -> None:
    book, again = rules_of(LAYERED), rules_of(f"# 注\n{LAYERED}".replace("{area: 3709}", '{"area": ["3709"]}'))
    other = rules_of(LAYERED.replace("low", "info"))

    assert book.digest == again.digest != other.digest
    assert book.digest_for(COUNTY, 2023) == again.digest_for(COUNTY, 2023) == book.digest_for(OFFICE, 2023)
    assert book.digest_for(COUNTY, 2023) != book.digest_for(CITY, 2023)
    assert (book.digest_for(ELSEWHERE, 2023), NO_RULES.digest, NO_RULES.digest_for(COUNTY, 2023)) == ("", "", "")


def test_what_holds_for_a_unit_is_told_with_whose_word_it_is(rules_of: RULES_OF) -> None:
    book = rules_of(LAYERED + "    off: {T3-06: 不考核空白格}\n")

    held = holding_for(book, COUNTY, 2023)

    assert [(one.check, one.what, one.catalogue, one.here, one.by, one.why, one.source) for one in held] == [
        ("", "due", "", "2024-04-20", "张三", "市通知", "line 3"),
        ("T3-02", "severity", "high", "medium", "张三", "市通知", "line 3"),
        ("T3-04", "severity", "high", "high", "李四", "县通知", "line 8"),
        ("T3-06", "off", "on", "off", "李四", "县通知：不考核空白格", "line 8"),
    ]
