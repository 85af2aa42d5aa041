"""Sites with peculiar addresses, crawled: every report that stands on them is found, and no address is invented."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from crawler.domain.evidence import VisitOutcome
from crawler.domain.unit import Level, Unit, UnitKind
from spiders.simulator.articles import FileShown, MobileTwin
from spiders.simulator.plan import SitePlan, UnitPlan, built_site, facts_of, figures_of
from spiders.simulator.sample import AS_OF
from spiders.simulator.sites import MAIN, MAIN_COLUMN, Column, SimulatedSite, Variant
from spiders.simulator.world import World

pytestmark = pytest.mark.slow

YEARS = (2022, 2023, 2024)
BELOW = (MAIN, Column("bm", "县直部门"))
KINDS: Mapping[str, tuple[str, frozenset[Variant]]] = {
    "云溪县人民政府": ("vsb", frozenset()),
    "石汀县人民政府": ("vsb", frozenset({Variant.COUNT_ONLY})),
    "望川县人民政府": ("vsb", frozenset({Variant.DYNAMIC})),
    "柳塘县人民政府": ("longxun", frozenset()),
    "白沙县人民政府": ("ilist", frozenset()),
    "石桥县人民政府": ("per_unit", frozenset()),
    "松岭县人民政府": ("yearly", frozenset()),
    "竹溪县人民政府": ("one_page", frozenset()),
    "梅山县人民政府": ("spa", frozenset()),
}


def plan(number: int, name: str) -> SitePlan:
    """A government and an office, whose reports are files."""
    code, place = f"9904{number:02}", name.removesuffix("人民政府")
    kind = KINDS[name][0]
    government = Unit(code, name, UnitKind.GOVERNMENT, Level.COUNTY, None, site_url="", division_code=code)
    office = Unit(f"{code}901", f"{place}教育局", UnitKind.DEPARTMENT, Level.COUNTY, code, site_url="")
    plans = (
        UnitPlan(government, date(2025, 3, 5)),
        UnitPlan(office, date(2025, 1, 15), columns=("bm", MAIN_COLUMN), attached=kind in ("vsb", "yearly", "longxun")),
    )
    years, decoys = (YEARS[-1:], ()) if kind in ("one_page", "spa") else (YEARS, (2024,))
    return SitePlan(name, kind, plans, years, decoys, BELOW, page_size=3, place=place)


def world() -> World:
    plans = [plan(number, name) for number, name in enumerate(KINDS, 1)]
    series = figures_of([one for site in plans for one in site.plans], YEARS)
    sites = (dressed(built_site(site, series)) for site in plans)
    return World("青岚市", AS_OF, tuple(sites), tuple(fact for site in plans for fact in facts_of(site)))


def dressed(site: SimulatedSite) -> SimulatedSite:
    """The site with its variants, its files in viewers and its twins for telephones."""
    kind, variants = KINDS[site.name]
    shown = {"yearly": FileShown.VIEWER, "longxun": FileShown.PDFJS}.get(kind, FileShown.LINK)
    twin = MobileTwin.WAP if kind == "per_unit" else None
    entries = tuple(replace(entry, file_shown=shown, mobile=twin) for entry in site.entries)
    return replace(site, entries=entries, variants=variants)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory, crawl_room: Any) -> Iterator[Any]:
    """A site of each kind, crawled once."""
    with crawl_room(tmp_path_factory.mktemp("addresses"), world()) as opened:
        opened.crawl(AS_OF)
        yield opened


@pytest.mark.parametrize("name", KINDS)
def test_every_report_is_found_whatever_its_address(room: Any, name: str) -> None:
    planted = {(fact.unit.id, fact.report_year) for fact in room.world.facts if fact.unit.name.startswith(name[:3])}

    with room.work() as work:
        found = {(seen.unit_id, seen.report_year) for year in YEARS for seen in work.reports.publications(year)}

    units = {unit for unit, _ in planted}
    assert {key for key in found if key[0] in units} == planted


@pytest.mark.parametrize("name", KINDS)
def test_the_lists_were_seen_to_their_end(room: Any, name: str) -> None:
    with room.work() as work:
        (site,) = (site for site in work.units.register().sites() if name in {unit.name for unit in site.units})
        visit = work.visits.last(site.id)

    assert (visit.outcome, visit.failures) == (VisitOutcome.COMPLETE, ())


def test_no_address_was_invented(room: Any) -> None:
    wrong = [(one.site, one.path) for one in room.simulator.requests if one.status != 200]

    assert wrong == []
