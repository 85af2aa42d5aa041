from datetime import timedelta
from hashlib import sha256

import pytest

from crawler.domain.dossier import Status
from crawler.domain.register import Register
from spiders.simulator.building import pages_of
from spiders.simulator.families import FAMILIES
from spiders.simulator.faults import CHANGED_AT, FLAWS, flaw_of
from spiders.simulator.generator import AS_OF, LAST_YEAR, county, generated_world
from spiders.simulator.sites import Fault
from spiders.simulator.world import World

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def hundred() -> World:
    return generated_world(7, 100, faults=True)


def digest(seed: int, number: int) -> str:
    pages = pages_of(county(seed, number, family="trs").site, AS_OF)
    return sha256(b"".join(path.encode() + pages[path].body for path in sorted(pages))).hexdigest()


def test_a_seed_and_a_number_make_the_same_site_byte_for_byte() -> None:
    assert digest(7, 3) == digest(7, 3)
    assert len({digest(7, 3), digest(7, 4), digest(8, 3)}) == 3


def test_a_site_is_the_same_in_a_small_world_and_in_a_large_one() -> None:
    assert generated_world(7, 5, families=("trs",)).sites == generated_world(7, 9, families=("trs",)).sites[:5]


def test_families_come_in_turn_and_can_be_chosen(hundred: World) -> None:
    assert {site.family for site in hundred.sites} == set(FAMILIES)
    assert {site.family for site in generated_world(7, 5, families=("plain", "trs")).sites} == {"plain", "trs"}


def test_a_third_of_the_sites_has_a_fault_if_asked(hundred: World) -> None:
    faulty = [site for site in hundred.sites if site.fault is not None]

    assert len(faulty) in (33, 34)
    assert len({site.fault for site in faulty}) == len(faulty)
    assert all(site.fault is None for site in generated_world(7, 20).sites)


def test_every_fault_has_its_turn() -> None:
    world = generated_world(7, 3 * len(FLAWS), faults=True, families=("plain",))

    assert {site.fault for site in world.sites} == {None, *Fault}


def test_sites_carry_one_to_25_units_and_two_to_five_years(hundred: World) -> None:
    years = {
        unit.id: {fact.report_year for fact in hundred.facts if fact.unit == unit} for _, unit in hundred.carried()
    }

    assert {1 <= len(site.units) <= 25 for site in hundred.sites} == {True}
    assert {len(one) for one in years.values()} == {2, 3, 4, 5}
    assert {max(one) for one in years.values()} == {LAST_YEAR}


def test_the_register_holds_every_unit_once_under_a_name_of_its_own(hundred: World) -> None:
    urls = {site.name: f"http://127.0.1.{number}:1/" for number, site in enumerate(hundred.sites, 1)}

    register = Register(hundred.register(urls))

    assert len({unit.name for unit in register}) == len(register) > 500
    assert len(register.sites()) == 100


def test_half_of_the_sites_tell_that_a_page_is_the_same(hundred: World) -> None:
    assert 30 < sum(site.has_etags for site in hundred.sites) < 70


def test_what_happened_is_varied(hundred: World) -> None:
    said = {expected.status for expected in hundred.truth if expected.report_year == LAST_YEAR}

    assert said == {Status.ON_TIME, Status.ON_TIME_BY_SIGN_DATE, Status.LATE, Status.MISSING, Status.UNVERIFIABLE}


def test_some_reports_appear_between_the_first_visit_and_the_last(hundred: World) -> None:
    before, after = CHANGED_AT - timedelta(days=1), CHANGED_AT + timedelta(days=1)

    new = [fact for fact in hundred.facts if fact.visible(after) and not fact.visible(before)]

    assert new
    assert {fact.report_year for fact in new} == {LAST_YEAR}


def test_what_a_fault_hides_cannot_be_reached_and_all_else_can() -> None:
    whole = county(7, 3, family="trs", fault=Fault.CALENDAR)
    partly = county(7, 3, family="trs", fault=Fault.SOFT_404)
    closed = county(7, 3, family="trs", fault=Fault.JIASULE)

    assert all(fact.reachable for fact in whole.facts)
    hidden = {entry.title for entry in flaw_of(Fault.SOFT_404).hidden(partly.site)}
    assert sum(not fact.reachable for fact in partly.facts) == len(hidden) > 0
    assert not any(fact.reachable for fact in closed.facts)


def test_a_report_whose_address_holds_a_newer_one_cannot_be_reached() -> None:
    facts = county(7, 3, family="one_page").facts
    newest = {fact.unit.id: fact.report_year for fact in facts if fact.on is not None}

    assert {fact.reachable for fact in facts if fact.report_year == newest[fact.unit.id]} == {True}
    assert {fact.reachable for fact in facts if fact.report_year < newest[fact.unit.id]} == {False}
