from collections.abc import Callable
from datetime import date

import pytest

from crawler.domain.dossier import DueBasis
from crawler.domain.unit import Level, Unit, UnitKind
from monitor.obligations import LocalDue, Terms, obligations_for
from monitor.obligations.due import Exemption, owed_by

JAN_31, MAR_31 = date(2025, 1, 31), date(2025, 3, 31)


@pytest.mark.parametrize(
    ("kind", "level", "due_on", "basis"),
    [
        pytest.param(UnitKind.GOVERNMENT, Level.COUNTY, MAR_31, DueBasis.STATUTORY, id="a county government"),
        pytest.param(UnitKind.GOVERNMENT, Level.PREFECTURE, MAR_31, DueBasis.STATUTORY, id="a city government"),
        pytest.param(UnitKind.DEPARTMENT, Level.COUNTY, JAN_31, DueBasis.STATUTORY, id="a department"),
        pytest.param(UnitKind.OFFICE, Level.PREFECTURE, JAN_31, DueBasis.STATUTORY, id="an office"),
        pytest.param(UnitKind.VERTICAL, Level.COUNTY, JAN_31, DueBasis.STATUTORY, id="a vertical body"),
        pytest.param(UnitKind.DELEGATED, Level.COUNTY, JAN_31, DueBasis.STATUTORY, id="a delegated body"),
    ],
)
def test_each_kind_has_its_day(
    kind: UnitKind, level: Level, due_on: date, basis: DueBasis, unit: Callable[..., Unit]
) -> None:
    owed = obligations_for(unit(kind, level), 2024)

    assert owed is not None
    assert (owed.due_on, owed.due_basis) == (due_on, basis)


BELOW_THE_COUNTY = pytest.mark.parametrize(
    ("kind", "level"),
    [
        pytest.param(UnitKind.TOWNSHIP, Level.TOWNSHIP, id="a township"),
        pytest.param(UnitKind.SUBDISTRICT, Level.TOWNSHIP, id="a subdistrict"),
        pytest.param(UnitKind.GOVERNMENT, Level.TOWNSHIP, id="a township's government"),
        pytest.param(UnitKind.DEPARTMENT, Level.TOWNSHIP, id="an office in a township"),
    ],
)


@BELOW_THE_COUNTY
def test_below_the_county_nothing_is_owed_unless_a_local_rule_says_so(
    kind: UnitKind, level: Level, unit: Callable[..., Unit]
) -> None:
    owed = owed_by(unit(kind, level), 2024)

    assert isinstance(owed, Exemption)
    assert "未设定按本地要求的期限" in owed.reason.zh


@BELOW_THE_COUNTY
def test_below_the_county_the_configured_day_holds_as_a_local_one(
    kind: UnitKind, level: Level, unit: Callable[..., Unit]
) -> None:
    owed = obligations_for(unit(kind, level), 2024, Terms(townships_due=(1, 31)))

    assert owed is not None
    assert (owed.due_on, owed.due_basis, owed.statutory_due, owed.local_due) == (JAN_31, DueBasis.LOCAL, None, JAN_31)
    assert owed.legal_basis.zh == "按本地要求"


def test_the_configured_day_of_townships_is_for_those_that_have_none_of_their_own(unit: Callable[..., Unit]) -> None:
    own = unit(UnitKind.TOWNSHIP, Level.TOWNSHIP, local_due=(2, 20))

    owed = obligations_for(own, 2024, Terms(townships_due=(1, 31)))

    assert owed is not None
    assert owed.due_on == date(2025, 2, 20)


def test_the_configured_day_of_townships_is_for_nobody_else(unit: Callable[..., Unit]) -> None:
    owed = obligations_for(unit(), 2024, Terms(townships_due=(1, 15)))

    assert owed is not None
    assert (owed.due_on, owed.local_due) == (JAN_31, None)


@pytest.mark.parametrize("kind", UnitKind)
def test_before_2019_all_owed_theirs_by_the_end_of_march(kind: UnitKind, unit: Callable[..., Unit]) -> None:
    owed = obligations_for(unit(kind), 2018)

    assert owed is not None
    assert (owed.due_on, owed.due_basis) == (date(2019, 3, 31), DueBasis.STATUTORY)


@pytest.mark.parametrize(
    ("kind", "local", "due_on", "basis"),
    [
        pytest.param(UnitKind.DEPARTMENT, (1, 28), date(2025, 1, 28), DueBasis.LOCAL, id="an earlier local day counts"),
        pytest.param(UnitKind.DEPARTMENT, (2, 28), JAN_31, DueBasis.STATUTORY, id="a later one relaxes nothing"),
        pytest.param(UnitKind.DEPARTMENT, (1, 31), JAN_31, DueBasis.STATUTORY, id="the same day is the law's"),
        pytest.param(
            UnitKind.TOWNSHIP, (2, 20), date(2025, 2, 20), DueBasis.LOCAL, id="a township has only the local day"
        ),
    ],
)
def test_the_earlier_of_law_and_local_notice_counts(
    kind: UnitKind, local: tuple[int, int], due_on: date, basis: DueBasis, unit: Callable[..., Unit]
) -> None:
    owed = obligations_for(unit(kind, local_due=local), 2024)

    assert owed is not None
    assert (owed.due_on, owed.due_basis) == (due_on, basis)


@pytest.mark.parametrize(
    ("days", "due_on", "words"),
    [
        pytest.param((28, 26), 26, "按本地要求（甲26）", id="the earliest of several"),
        pytest.param((31,), 30, "按本地要求", id="none before the register's own"),
    ],
)
def test_days_of_other_local_rules_are_taken_with_their_source(
    days: tuple[int, ...], due_on: int, words: str, unit: Callable[..., Unit]
) -> None:
    def rules(whose: Unit, report_year: int) -> list[LocalDue]:
        return [LocalDue(date(report_year + 1, 1, day), f"甲{day}") for day in days]

    owed = obligations_for(unit(local_due=(1, 30)), 2024, Terms(local_dues=rules))

    assert owed is not None
    assert (owed.due_on, owed.legal_basis.zh) == (date(2025, 1, due_on), words)


def test_a_local_rule_of_its_own_obliges_a_township(unit: Callable[..., Unit]) -> None:
    rules = Terms(local_dues=lambda whose, year: (LocalDue(date(year + 1, 3, 1), "某县通知"),))

    owed = obligations_for(unit(UnitKind.TOWNSHIP, Level.TOWNSHIP), 2024, rules)

    assert owed is not None
    assert (owed.due_on, owed.legal_basis.zh) == (date(2025, 3, 1), "按本地要求（某县通知）")


@pytest.mark.parametrize(
    ("kind", "report_year", "local", "words"),
    [
        pytest.param(UnitKind.DEPARTMENT, 2024, None, "《政府信息公开条例》第四十九条第一款", id="a department"),
        pytest.param(UnitKind.OFFICE, 2024, None, "《政府信息公开条例》第四十九条第一款", id="an office"),
        pytest.param(UnitKind.GOVERNMENT, 2024, None, "《政府信息公开条例》第四十九条第二款", id="a government"),
        pytest.param(UnitKind.GOVERNMENT, 2024, (3, 20), "按本地要求", id="a local day before the law's"),
        pytest.param(
            UnitKind.DEPARTMENT, 2018, None, "原《政府信息公开条例》（国令第492号）第三十一条", id="the old text"
        ),
        pytest.param(
            UnitKind.TOWNSHIP, 2018, None, "原《政府信息公开条例》（国令第492号）第三十一条", id="which bound townships"
        ),
    ],
)
def test_the_legal_basis_is_said(
    kind: UnitKind, report_year: int, local: tuple[int, int] | None, words: str, unit: Callable[..., Unit]
) -> None:
    owed = obligations_for(unit(kind, local_due=local), report_year)

    assert owed is not None
    assert owed.legal_basis.zh == words


def test_both_days_are_kept(unit: Callable[..., Unit]) -> None:
    earlier = obligations_for(unit(local_due=(1, 26)), 2024)
    later = obligations_for(unit(local_due=(2, 28)), 2024)

    assert earlier is not None
    assert later is not None
    assert (earlier.statutory_due, earlier.local_due) == (JAN_31, date(2025, 1, 26))
    assert (later.statutory_due, later.local_due) == (JAN_31, date(2025, 2, 28))


@pytest.mark.parametrize(
    ("facts", "reason", "reporter"),
    [
        pytest.param({"covered_by": "9901"}, "其情况由其他单位的年度报告一并反映", "9901", id="covered"),
        pytest.param({"obliged_from": 2025}, "自2025年度起编制年度报告", None, id="founded later"),
        pytest.param({"obliged_to": 2023}, "编制年度报告至2023年度止", None, id="abolished"),
        pytest.param(
            {"obliged_to": 2024, "successor_id": "9902"}, "2024年机构改革后由承接单位编制", "9902", id="reorganised"
        ),
        pytest.param(
            {"obliged_to": 2020, "successor_id": "9902"}, "2020年机构改革后由承接单位编制", "9902", id="long ago"
        ),
    ],
)
def test_why_nothing_is_owed_is_said(
    facts: dict[str, object], reason: str, reporter: str | None, unit: Callable[..., Unit]
) -> None:
    owed = owed_by(unit(**facts), 2024)

    assert isinstance(owed, Exemption)
    assert (owed.reason.zh, owed.reporter_id) == (reason, reporter)


def test_until_the_year_of_its_end_a_unit_reports_itself(unit: Callable[..., Unit]) -> None:
    assert obligations_for(unit(obliged_to=2025, successor_id="9902"), 2024) is not None


@pytest.mark.parametrize(
    ("facts", "obliged"),
    [
        pytest.param({}, True, id="always"),
        pytest.param({"covered_by": "9901"}, False, id="another reports for it"),
        pytest.param({"obliged_from": 2024}, True, id="its first year"),
        pytest.param({"obliged_from": 2025}, False, id="founded later"),
        pytest.param({"obliged_to": 2024}, True, id="its last year"),
        pytest.param({"obliged_to": 2023}, False, id="abolished"),
    ],
)
def test_a_unit_owes_only_in_its_years(facts: dict[str, object], obliged: bool, unit: Callable[..., Unit]) -> None:
    assert (obligations_for(unit(**facts), 2024) is not None) is obliged
