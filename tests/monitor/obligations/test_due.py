from collections.abc import Callable
from datetime import date

import pytest

from crawler.domain.dossier import DueBasis
from crawler.domain.unit import Level, Unit, UnitKind
from monitor.obligations import obligations_for

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
        pytest.param(UnitKind.TOWNSHIP, Level.TOWNSHIP, JAN_31, DueBasis.LOCAL, id="a township"),
        pytest.param(UnitKind.SUBDISTRICT, Level.TOWNSHIP, JAN_31, DueBasis.LOCAL, id="a subdistrict"),
        pytest.param(UnitKind.GOVERNMENT, Level.TOWNSHIP, JAN_31, DueBasis.LOCAL, id="a township's government"),
    ],
)
def test_each_kind_has_its_day(
    kind: UnitKind, level: Level, due_on: date, basis: DueBasis, unit: Callable[..., Unit]
) -> None:
    owed = obligations_for(unit(kind, level), 2024)

    assert owed is not None
    assert (owed.due_on, owed.due_basis) == (due_on, basis)


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
