"""The register in the database."""

from dataclasses import replace

from sqlalchemy import Engine

from crawler.domain.unit import Level, Unit, UnitKind
from storage.unit_of_work import unit_of_work

COUNTY = Unit(
    id="370902",
    name="泰山区人民政府",
    kind=UnitKind.GOVERNMENT,
    level=Level.COUNTY,
    parent_id="370900",
    site_url="http://www.example.gov.cn/",
    column_url="http://www.example.gov.cn/nb/",
    aliases=("泰山区", "泰山区政府"),
    division_code="370902",
    local_due=(2, 28),
    covered_by=None,
    obliged_from=2008,
    obliged_to=2024,
    contact_email="office@example.gov.cn",
    successor_id="370911",
    oversight_id="370900",
)
CITY = Unit("370900", "泰安市人民政府", UnitKind.GOVERNMENT, Level.PREFECTURE, None, "http://city.example.gov.cn/")


def test_the_register_comes_back_as_it_was_kept(engine: Engine) -> None:
    with unit_of_work(engine) as work:
        work.units.keep([COUNTY, CITY])

    with unit_of_work(engine) as work:
        register = work.units.register()
    assert list(register) == [CITY, COUNTY]


def test_a_unit_kept_again_is_renewed(engine: Engine) -> None:
    moved = replace(COUNTY, site_url="http://new.example.gov.cn/", local_due=None, aliases=())

    with unit_of_work(engine) as work:
        work.units.keep([COUNTY])
        work.units.keep([moved])

        assert list(work.units.register()) == [moved]


def test_one_unit_is_found_by_its_id(engine: Engine) -> None:
    with unit_of_work(engine) as work:
        work.units.keep([COUNTY, CITY])

        assert work.units.find(CITY.id) == CITY
        assert work.units.find("nobody") is None


def test_an_empty_register_is_a_register(engine: Engine) -> None:
    with unit_of_work(engine) as work:
        work.units.keep([])

        assert len(work.units.register()) == 0
