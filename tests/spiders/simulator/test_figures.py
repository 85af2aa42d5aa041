import pytest

from crawler.domain.report import Address
from spiders.simulator.figures import Figures, combined, plausible_series, seeded, with_broken_balance, with_reviews
from spiders.simulator.forms import APPLICANTS, FORMS, REQUEST_COLUMNS, TOTAL, form_for

YEARS = range(2019, 2026)
SCALES = (0, 4, 20, 300)


@pytest.fixture(scope="module", params=SCALES)
def series(request: pytest.FixtureRequest) -> dict[int, Figures]:
    return plausible_series(seeded(7), YEARS, request.param)


def request_cell(figures: Figures, row: str, column: str) -> int:
    return int(figures[Address("requests", row, column)])


def balance(figures: Figures, column: str) -> int:
    came_in = request_cell(figures, "new_received", column) + request_cell(figures, "carried_in", column)
    return came_in - request_cell(figures, "total_handled", column) - request_cell(figures, "carried_out", column)


def unbalanced(figures: Figures) -> list[str]:
    return [column for column in REQUEST_COLUMNS if balance(figures, column) != 0]


def unequal_rows(figures: Figures) -> list[str]:
    rows = {address.row for address in figures if address.table == "requests"}
    return [
        row
        for row in rows
        if sum(request_cell(figures, row, column) for column in APPLICANTS) != request_cell(figures, row, TOTAL)
    ]


def unequal_results(figures: Figures, year: int) -> list[str]:
    parts = form_for(year).parts
    return [
        column
        for column in REQUEST_COLUMNS
        if sum(request_cell(figures, row, column) for row in parts) != request_cell(figures, "total_handled", column)
    ]


def test_every_cell_of_the_form_has_a_figure(series: dict[int, Figures]) -> None:
    assert [len(series[year]) for year in (2020, 2021)] == [198, 200]


def test_every_identity_of_table_three_holds(series: dict[int, Figures]) -> None:
    for year, figures in series.items():
        assert unbalanced(figures) == []
        assert unequal_rows(figures) == []
        assert unequal_results(figures, year) == []


def test_every_group_of_table_four_adds_up(series: dict[int, Figures]) -> None:
    for figures in series.values():
        for group in ("review", "direct", "after_review"):
            cells = {address.column: figure for address, figure in figures.items() if address.row == group}
            assert cells.pop(TOTAL) == sum(cells.values())


def test_what_one_year_carries_over_the_next_takes_on(series: dict[int, Figures]) -> None:
    for year in YEARS[1:]:
        for column in REQUEST_COLUMNS:
            carried_out = request_cell(series[year - 1], "carried_out", column)
            assert request_cell(series[year], "carried_in", column) == carried_out


def test_the_stock_of_documents_follows_from_the_year_before(series: dict[int, Figures]) -> None:
    for year in range(2022, 2026):
        before, after = series[year - 1], series[year]
        made, repealed, valid = (
            after[Address("proactive", "normative_documents", column)] for column in ("made", "repealed", "valid")
        )
        assert before[Address("proactive", "normative_documents", "valid")] + made - repealed == valid


def test_a_broken_balance_breaks_nothing_else() -> None:
    sound = plausible_series(seeded(7), [2024], 20)[2024]

    broken = with_broken_balance(sound)

    assert unbalanced(broken) == ["natural_person", TOTAL]
    assert unequal_rows(broken) == []
    assert unequal_results(broken, 2024) == []


def test_a_government_reports_the_sum_of_all() -> None:
    first, second = (plausible_series(seeded(seed), [2024], 20)[2024] for seed in (1, 2))

    both = combined([first, with_reviews(second, upheld=1)])

    assert unbalanced(both) == []
    address = Address("disputes", "review", "upheld")
    assert both[address] == first[address] + second[address] + 1


def test_the_same_seed_gives_the_same_figures() -> None:
    assert plausible_series(seeded(3), YEARS, 20) == plausible_series(seeded(3), YEARS, 20)


def test_the_forms_have_as_many_rows_as_the_official_ones() -> None:
    assert {key: len(form.results) + 3 for key, form in FORMS.items()} == {"form_2019": 23, "form_2021": 25}
