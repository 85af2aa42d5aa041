"""Who reports in whose place, and whose line oversees whom."""

from typing import Any

import pytest

from crawler.domain.register import Register
from crawler.domain.unit import Level, Unit, UnitKind

SITE = "http://www.yunxi.gov.cn/"
CITY = Unit("city", "临江市人民政府", UnitKind.GOVERNMENT, Level.PREFECTURE, None, SITE)
COUNTY = Unit("county", "云溪县人民政府", UnitKind.GOVERNMENT, Level.COUNTY, "city", SITE)
CITY_TAX = Unit("city tax", "临江市税务局", UnitKind.VERTICAL, Level.PREFECTURE, "city", SITE)


def department(unit_id: str, parent: str = "county", kind: UnitKind = UnitKind.DEPARTMENT, **facts: Any) -> Unit:
    return Unit(unit_id, f"云溪县{unit_id}局", kind, Level.COUNTY, parent, SITE, **facts)


def register(*units: Unit) -> Register:
    return Register([CITY, COUNTY, CITY_TAX, *units])


@pytest.mark.parametrize(
    ("facts", "report_year", "reporter"),
    [
        pytest.param({}, 2024, "own", id="its own"),
        pytest.param({"covered_by": "office"}, 2024, "office", id="what covers it"),
        pytest.param({"obliged_to": 2023, "successor_id": "office"}, 2022, "own", id="itself before it was abolished"),
        pytest.param({"obliged_to": 2023, "successor_id": "office"}, 2023, "office", id="its successor in that year"),
        pytest.param({"obliged_to": 2023, "successor_id": "merged"}, 2023, "merged", id="a successor of later fate"),
        pytest.param({"obliged_to": 2023, "successor_id": "merged"}, 2024, "office", id="the successor's successor"),
        pytest.param({"covered_by": "nobody"}, 2024, None, id="a unit that is not registered"),
        pytest.param({"covered_by": "own"}, 2024, None, id="a loop"),
    ],
)
def test_a_chain_ends_at_the_unit_that_reports(facts: dict[str, Any], report_year: int, reporter: str | None) -> None:
    merged = department("merged", obliged_to=2024, successor_id="office")
    own = department("own", **facts)

    found = register(own, merged, department("office")).reporter_for(own, report_year)

    assert (found.id if found is not None else None) == reporter


@pytest.mark.parametrize(
    ("unit", "line"),
    [
        pytest.param(department("schools"), ("county", "city"), id="a department, by the units above"),
        pytest.param(department("park", oversight_id="city"), ("city",), id="one of another line"),
        pytest.param(department("tax", kind=UnitKind.VERTICAL), (), id="a vertical one, by nobody here"),
        pytest.param(
            department("tax", "city tax", UnitKind.VERTICAL), ("city tax",), id="a vertical one, by its own system"
        ),
        pytest.param(
            department("tax", kind=UnitKind.VERTICAL, oversight_id="city tax"), ("city tax",), id="as it is named"
        ),
        pytest.param(
            department("tax", kind=UnitKind.VERTICAL, oversight_id="county"), ("county",), id="a local one, no further"
        ),
        pytest.param(
            department("tax", kind=UnitKind.VERTICAL, oversight_id="an office"),
            ("an office",),
            id="an office by its id",
        ),
    ],
)
def test_the_line_that_oversees_a_unit(unit: Unit, line: tuple[str, ...]) -> None:
    assert register(unit).overseers(unit) == line


def test_an_office_oversees_its_area_and_whom_the_register_gives_it() -> None:
    schools, moved = department("schools"), department("park", oversight_id="city")
    tax = department("tax", kind=UnitKind.VERTICAL)
    customs = department("customs", kind=UnitKind.VERTICAL, oversight_id="county office")
    units = register(schools, moved, tax, customs)

    assert units.overseen_by(("county office", "county")) == (COUNTY, schools, customs)
    assert units.overseen_by(("city",)) == (CITY, COUNTY, schools, moved)
    assert units.overseen_by(("city tax",)) == (CITY_TAX,)


def test_units_that_oversee_each_other_end_the_climb() -> None:
    one, other = department("one", oversight_id="other"), department("other", oversight_id="one")

    assert register(one, other).overseers(one) == ("other", "one")
