"""A visit proves absence only where it saw what stands beside the report, had it been there."""

from dataclasses import replace
from typing import Any

import pytest

from crawler.domain.evidence import Listed, VisitOutcome
from crawler.domain.unit import UnitKind
from monitor.obligations import Sights, Terms


def outcomes(sights: Sights, unit: Any, *visits: Any) -> list[VisitOutcome]:
    return [visit.outcome for visit in sights.seen_for(unit, 2024, visits)]


def test_last_years_report_of_the_unit_is_a_sign(unit: Any, published: Any, visited: Any) -> None:
    own = replace(published("2025-02-02"), report_year=2023, last_seen=published("2025-02-05").last_seen)

    assert outcomes(Sights([unit()], [own]), unit(), visited("2025-02-03")) == [VisitOutcome.COMPLETE]


def test_a_later_report_of_the_unit_alone_is_none_for_its_page_may_be_overwritten_each_year(
    unit: Any, published: Any, visited: Any
) -> None:
    seen = published("2025-02-05").last_seen
    later = replace(published("2025-02-01"), report_year=2025, last_seen=seen)
    neighbour = replace(unit(), id="other")
    theirs = replace(published("2025-02-01"), unit_id="other", last_seen=seen)
    earlier = replace(published("2025-02-01"), report_year=2023, last_seen=seen)

    def outcome(*known: Any) -> VisitOutcome:
        return outcomes(Sights([unit(), neighbour], known), unit(), visited("2025-02-03"))[0]

    assert outcome(later) is VisitOutcome.LISTING_INCOMPLETE
    assert outcome(later, theirs) is VisitOutcome.LISTING_INCOMPLETE
    assert outcome(later, earlier) is VisitOutcome.COMPLETE


def test_this_years_report_of_a_neighbour_of_its_kind_is_a_sign(unit: Any, published: Any, visited: Any) -> None:
    neighbour = replace(unit(), id="other")
    theirs = replace(published("2025-02-01"), unit_id="other", last_seen=published("2025-02-05").last_seen)

    assert outcomes(Sights([unit(), neighbour], [theirs]), unit(), visited("2025-02-03")) == [VisitOutcome.COMPLETE]


def test_a_neighbour_of_another_kind_is_none(unit: Any, published: Any, visited: Any) -> None:
    township = replace(unit(), id="other", kind=UnitKind.TOWNSHIP)
    theirs = replace(published("2025-02-01"), unit_id="other", last_seen=published("2025-02-05").last_seen)

    (seen,) = Sights([unit(), township], [theirs]).seen_for(unit(), 2024, [visited("2025-02-03")])

    assert seen.outcome is VisitOutcome.LISTING_INCOMPLETE
    assert "nor of its kind" in seen.failures[0].cause


def test_a_report_that_was_gone_by_then_is_none(unit: Any, published: Any, visited: Any) -> None:
    own = replace(published("2025-02-01"), report_year=2023)

    assert outcomes(Sights([unit()], [own]), unit(), visited("2025-02-03")) == [VisitOutcome.LISTING_INCOMPLETE]


def test_a_report_that_a_list_named_still_is_a_sign_though_nobody_opened_it(
    unit: Any, published: Any, visited: Any, at: Any
) -> None:
    own = replace(published("2025-02-01"), report_year=2023, last_listed=at("2025-02-03T09:05"))

    assert outcomes(Sights([unit()], [own]), unit(), visited("2025-02-03")) == [VisitOutcome.COMPLETE]
    assert outcomes(Sights([unit()], [own]), unit(), visited("2025-02-04")) == [VisitOutcome.LISTING_INCOMPLETE]


def test_a_report_of_long_ago_is_none(unit: Any, published: Any, visited: Any) -> None:
    own = replace(published("2025-02-01"), report_year=2019, last_seen=published("2025-02-05").last_seen)

    assert outcomes(Sights([unit()], [own]), unit(), visited("2025-02-03")) == [VisitOutcome.LISTING_INCOMPLETE]


def test_a_visit_for_one_year_need_not_open_the_reports_of_others(unit: Any, published: Any, visited: Any) -> None:
    own = replace(published("2025-02-01"), report_year=2023)

    assert outcomes(Sights([unit()], [own]), unit(), visited("2025-02-03", report_year=2024)) == [VisitOutcome.COMPLETE]


def test_a_visit_that_saw_nothing_stays_what_it_was(unit: Any, visited: Any) -> None:
    down = visited("2025-02-03", VisitOutcome.DOWN)

    assert outcomes(Sights([unit()], []), unit(), down) == [VisitOutcome.DOWN]


@pytest.mark.parametrize(
    ("listed", "outcome"),
    [
        pytest.param(("unit", 2023), VisitOutcome.COMPLETE, id="its own of last year"),
        pytest.param(("unit", 2019), VisitOutcome.LISTING_INCOMPLETE, id="its own of long ago"),
        pytest.param(("other", 2024), VisitOutcome.COMPLETE, id="a neighbour's of this year"),
        pytest.param(("other", 2023), VisitOutcome.LISTING_INCOMPLETE, id="a neighbour's of last year"),
        pytest.param(("nobody", 2024), VisitOutcome.LISTING_INCOMPLETE, id="that of somebody else"),
    ],
)
def test_what_a_list_names_is_a_sign_though_nothing_was_fetched(
    unit: Any, visited: Any, listed: tuple[str, int], outcome: VisitOutcome
) -> None:
    own, neighbour = replace(unit(), id="unit"), replace(unit(), id="other")

    seen = visited("2025-02-03", listed=(Listed(*listed),))

    assert outcomes(Sights([own, neighbour], []), own, seen) == [outcome]


def test_a_report_that_a_list_names_is_not_absent_because_we_did_not_read_it(unit: Any, visited: Any) -> None:
    own, neighbour = replace(unit(), id="unit"), replace(unit(), id="other")
    listed = tuple(Listed(unit_id, year) for unit_id in ("unit", "other") for year in (2023, 2024))

    (seen,) = Sights([own, neighbour], []).seen_for(own, 2024, [visited("2025-02-03", listed=listed)])

    assert seen.outcome is VisitOutcome.LISTING_INCOMPLETE
    assert seen.failures[0].cause == "a list names this very report, and it was not read"


def test_a_report_that_was_read_by_then_may_well_be_listed(unit: Any, published: Any, visited: Any) -> None:
    own = replace(unit(), id="unit")
    listed = (Listed("unit", 2023), Listed("unit", 2024))
    read = replace(published("2025-02-02"), unit_id="unit")

    assert outcomes(Sights([own], [read]), own, visited("2025-02-03", listed=listed)) == [VisitOutcome.COMPLETE]


@pytest.mark.parametrize(
    ("neighbours", "outcome"),
    [
        pytest.param((), VisitOutcome.COMPLETE, id="alone"),
        pytest.param((2023,), VisitOutcome.COMPLETE, id="one of two"),
        pytest.param((2023, 2023), VisitOutcome.LISTING_INCOMPLETE, id="none of three"),
        pytest.param((2023, 2024), VisitOutcome.COMPLETE, id="one of three has published"),
    ],
)
def test_where_none_of_many_units_has_published_we_looked_at_the_wrong_place(
    unit: Any, visited: Any, neighbours: tuple[int, ...], outcome: VisitOutcome
) -> None:
    units = [replace(unit(), id=f"unit {number}") for number in range(len(neighbours) + 1)]
    listed = tuple(Listed(one.id, year) for one, year in zip(units, (2023, *neighbours), strict=True))

    assert outcomes(Sights(units, []), units[0], visited("2025-02-03", listed=listed)) == [outcome]


def test_units_that_owe_nothing_are_not_counted(unit: Any, visited: Any) -> None:
    merged = [replace(unit(), id=f"merged {number}", obliged_to=2020) for number in range(3)]
    own = replace(unit(), id="unit")

    assert outcomes(Sights([own, *merged], []), own, visited("2025-02-03", listed=(Listed("unit", 2023),))) == [
        VisitOutcome.COMPLETE
    ]


@pytest.mark.parametrize(
    ("terms", "outcome"),
    [
        pytest.param(Terms(), VisitOutcome.COMPLETE, id="townships owe nothing"),
        pytest.param(Terms(townships_due=(1, 31)), VisitOutcome.LISTING_INCOMPLETE, id="townships owe theirs as well"),
    ],
)
def test_who_owes_by_a_local_rule_is_counted(unit: Any, visited: Any, terms: Terms, outcome: VisitOutcome) -> None:
    own = replace(unit(), id="unit")
    towns = [replace(unit(UnitKind.TOWNSHIP), id=f"town {number}") for number in range(2)]
    visit = visited("2025-02-03", listed=(Listed("unit", 2023),))

    seen = Sights([own, *towns], [], terms).seen_for(own, 2024, [visit])

    assert [one.outcome for one in seen] == [outcome]
