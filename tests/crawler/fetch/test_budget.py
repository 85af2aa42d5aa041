"""A site may cost so many pages, bytes and minutes; which of them is spent is told in words."""

import pytest

from crawler.fetch.budget import MEGABYTE, SiteBudget


@pytest.mark.parametrize(
    ("cost", "told"),
    [
        ({"pages": 200}, "200 pages were fetched"),
        ({"bytes": 500 * MEGABYTE}, "more than 500 MB were fetched"),
        ({"seconds": 7200.0}, "it took more than 120 minutes"),
    ],
)
def test_the_budget_that_is_spent_is_named(cost: dict[str, int], told: str) -> None:
    budget = SiteBudget(pages=200, bytes=500 * MEGABYTE, seconds=7200)
    budget.spend(**cost)

    assert budget.spent == told


def test_costs_add_up_page_by_page() -> None:
    budget = SiteBudget(pages=200, bytes=10 * MEGABYTE, seconds=7200)
    told = []
    for _ in range(12):
        told.append(budget.spent)
        budget.spend(pages=1, bytes=MEGABYTE, seconds=2.5)

    assert told == [None] * 10 + ["more than 10 MB were fetched"] * 2
