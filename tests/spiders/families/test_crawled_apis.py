"""Sites whose lists are asked for behind their pages: a crawl without a browser finds every report."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from crawler.domain.evidence import VisitOutcome
from crawler.domain.unit import Level, Unit, UnitKind
from spiders.simulator.plan import SitePlan, UnitPlan, built_site, facts_of, figures_of
from spiders.simulator.sample import AS_OF
from spiders.simulator.sites import MAIN, MAIN_COLUMN, Column, Variant
from spiders.simulator.world import World

pytestmark = pytest.mark.slow

YEARS = (2022, 2023, 2024)
BELOW = (MAIN, Column("bm", "县直部门"))
KINDS: dict[str, tuple[str, frozenset[Variant]]] = {
    "云溪县人民政府": ("gkmlpt", frozenset()),
    "石汀县人民政府": ("jpage", frozenset()),
    "望川县人民政府": ("jpage", frozenset({Variant.LINKED_GROUPS})),
    "柳塘县人民政府": ("trs_mixed", frozenset()),
    "白沙县人民政府": ("ucap", frozenset({Variant.COUNTED_FROM_ZERO})),
    "石桥县人民政府": ("ucap", frozenset({Variant.POSTED_FOR})),
}


def plan(number: int, name: str) -> SitePlan:
    code, place = f"9903{number:02}", name.removesuffix("人民政府")
    government = Unit(code, name, UnitKind.GOVERNMENT, Level.COUNTY, None, site_url="", division_code=code)
    office = Unit(f"{code}901", f"{place}教育局", UnitKind.DEPARTMENT, Level.COUNTY, code, site_url="")
    plans = (
        UnitPlan(government, date(2025, 3, 5), attached=number % 3 == 0),
        UnitPlan(office, date(2025, 1, 15), columns=("bm", MAIN_COLUMN) if number % 2 else ("bm",)),
    )
    return SitePlan(name, KINDS[name][0], plans, YEARS, (), BELOW, page_size=2, place=place)


def world() -> World:
    plans = [plan(number, name) for number, name in enumerate(KINDS, 1)]
    series = figures_of([one for site in plans for one in site.plans], YEARS)
    sites = (replace(built_site(site, series), variants=KINDS[site.name][1]) for site in plans)
    return World("青岚市", AS_OF, tuple(sites), tuple(fact for site in plans for fact in facts_of(site)))


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory, crawl_room: Any) -> Iterator[Any]:
    """A site of each kind, crawled once."""
    with crawl_room(tmp_path_factory.mktemp("apis"), world(), GONGKAI_CRAWL__BROWSER="false") as opened:
        opened.crawl(AS_OF)
        yield opened


@pytest.mark.parametrize("name", KINDS)
def test_every_report_behind_a_list_is_found(room: Any, name: str) -> None:
    (site,) = (site for site in room.world.sites if site.name == name)
    units = {unit.id for unit in site.units}

    with room.work() as work:
        found = {(seen.unit_id, seen.report_year) for year in YEARS for seen in work.reports.publications(year)}

    assert {key for key in found if key[0] in units} == {(unit, year) for unit in units for year in YEARS}


def test_every_report_has_the_date_that_its_page_and_its_list_show(room: Any) -> None:
    published = {(truth.unit_id, truth.report_year): truth.published_on for truth in room.world.truth}

    with room.work() as work:
        seen = [one for year in YEARS for one in work.reports.publications(year)]

    assert {(one.unit_id, one.report_year): one.page_date for one in seen} == published
    assert {(one.unit_id, one.report_year): one.list_date for one in seen} == published


@pytest.mark.parametrize("name", KINDS)
def test_the_list_was_seen_to_its_end(room: Any, name: str) -> None:
    with room.work() as work:
        (site,) = (site for site in work.units.register().sites() if name in {unit.name for unit in site.units})
        visit = work.visits.last(site.id)

    assert (visit.outcome, visit.failures) == (VisitOutcome.COMPLETE, ())


def test_nothing_is_asked_for_in_vain(room: Any) -> None:
    answered = [request for request in room.simulator.requests if request.path != "/robots.txt"]

    assert Counter(request.status for request in answered) == {200: len(answered)}
