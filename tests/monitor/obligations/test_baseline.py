"""A unit whose reports have all vanished is our error until somebody has looked."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from crawler.domain.evidence import Listed, Visit, VisitOutcome
from crawler.domain.unit import Level, Unit, UnitKind
from monitor.obligations.baseline import SILENT, Silence, heard_for, silence_of, silences

START = datetime(2025, 4, 1, 2, tzinfo=UTC)
SITE = "www.yunxi.gov.cn"


def unit(number: str, name: str) -> Unit:
    return Unit(number, name, UnitKind.DEPARTMENT, Level.COUNTY, "990121", f"http://{SITE}/")


SCHOOLS, ROADS = unit("990121901", "云溪县教育局"), unit("990121902", "云溪县交通运输局")


def visit(day: int, *listed: tuple[Unit, int], outcome: VisitOutcome = VisitOutcome.COMPLETE) -> Visit:
    began = START + timedelta(days=day)
    named = tuple(Listed(one.id, year) for one, year in listed)
    return Visit(SITE, began, began + timedelta(hours=1), outcome, (f"http://{SITE}/nb/",), listed=named)


BEFORE = visit(0, (SCHOOLS, 2022), (SCHOOLS, 2023), (ROADS, 2023))
NOW = visit(1, (ROADS, 2023), (ROADS, 2024))


def test_a_unit_that_was_listed_and_is_no_more_fell_silent() -> None:
    found = silences((SCHOOLS, ROADS), (BEFORE, NOW), {})

    assert found == (Silence(SCHOOLS.id, SITE, (2022, 2023), BEFORE.started_at),)


def test_a_unit_that_was_never_listed_is_not_silent() -> None:
    assert silences((SCHOOLS,), (visit(0, (ROADS, 2023)), NOW), {}) == ()
    assert silences((SCHOOLS,), (NOW,), {}) == ()
    assert silences((SCHOOLS,), (), {}) == ()


def test_what_was_met_on_another_way_is_not_silent() -> None:
    assert silences((SCHOOLS,), (BEFORE, NOW), {SCHOOLS.id: NOW.started_at + timedelta(minutes=5)}) == ()
    assert silences((SCHOOLS,), (BEFORE, NOW), {SCHOOLS.id: BEFORE.ended_at}) != ()


def test_only_visits_that_saw_everything_tell_of_silence() -> None:
    down, hasty = visit(1, outcome=VisitOutcome.DOWN), replace(visit(1), thorough=False)

    assert [silence_of(SCHOOLS, one, (BEFORE,)) for one in (down, hasty)] == [None, None]
    assert silence_of(SCHOOLS, NOW, (replace(BEFORE, outcome=VisitOutcome.BUDGET_SPENT),)) is None


def test_the_last_time_it_was_heard_of_is_named_however_long_the_silence() -> None:
    longer = (BEFORE, NOW, visit(2, (ROADS, 2024)))

    assert [one.heard_at for one in silences((SCHOOLS,), longer, {})] == [BEFORE.started_at]


def test_a_visit_that_lost_a_unit_proves_nothing_for_it_and_all_for_the_others() -> None:
    of_schools, of_roads = (heard_for(one, (BEFORE, NOW)) for one in (SCHOOLS, ROADS))

    assert [one.good for one in of_schools] == [True, False]
    assert of_schools[1].failures[0].cause == SILENT
    assert of_roads == (BEFORE, NOW)
