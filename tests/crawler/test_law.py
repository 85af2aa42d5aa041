"""The days that the law sets."""

from datetime import date

import pytest

from crawler.domain.law import statutory_due
from crawler.domain.unit import Level, UnitKind


@pytest.mark.parametrize(
    ("kind", "level", "report_year", "due"),
    [
        pytest.param(UnitKind.GOVERNMENT, Level.COUNTY, 2024, date(2025, 3, 31), id="a county government"),
        pytest.param(UnitKind.DEPARTMENT, Level.COUNTY, 2024, date(2025, 1, 31), id="a department"),
        pytest.param(UnitKind.OFFICE, Level.PREFECTURE, 2019, date(2020, 1, 31), id="an office in the first year"),
        pytest.param(UnitKind.VERTICAL, Level.COUNTY, 2024, date(2025, 1, 31), id="a vertical agency"),
        pytest.param(UnitKind.DEPARTMENT, Level.COUNTY, 2018, date(2019, 3, 31), id="a department under the old law"),
        pytest.param(UnitKind.TOWNSHIP, Level.TOWNSHIP, 2018, date(2019, 3, 31), id="a township under the old law"),
        pytest.param(UnitKind.TOWNSHIP, Level.TOWNSHIP, 2024, None, id="a township, which the law does not name"),
        pytest.param(UnitKind.SUBDISTRICT, Level.COUNTY, 2024, None, id="a subdistrict office"),
        pytest.param(UnitKind.GOVERNMENT, Level.TOWNSHIP, 2024, None, id="a government below the county"),
    ],
)
def test_the_law_sets_a_day_or_none(kind: UnitKind, level: Level, report_year: int, due: date | None) -> None:
    assert statutory_due(kind, level, report_year) == due
