"""The sample world: the invented 青岚市 after the season of 2025, with one unit for every thing that can be wrong."""

from collections.abc import Sequence
from datetime import date, datetime

from crawler.domain.evidence import DateBasis
from crawler.domain.unit import Level, Unit, UnitKind
from spiders.simulator.content import TitleStyle
from spiders.simulator.plan import SitePlan, UnitPlan, built_site, facts_of, figures_of
from spiders.simulator.sites import MAIN, MAIN_COLUMN, SHANGHAI, Column, Fault
from spiders.simulator.world import World

REPORT_YEAR = 2024
AS_OF = datetime(2025, 4, 20, 9, tzinfo=SHANGHAI)

_YEARS = (2021, 2022, 2023, 2024)
_YEARS_WITH_OLD_FORM = (2020, *_YEARS)
_UNDATED: frozenset[DateBasis] = frozenset()
_IN_BOTH = (MAIN_COLUMN, "bm")
_BELOW = (MAIN, Column("bm", "县直部门"), Column("xz", "乡镇街道"))
_CITY, _CLOUD_COUNTY, _STONE_COUNTY, _WATCH_COUNTY = "990100", "990121", "990122", "990123"


def sample_world(now: datetime = AS_OF) -> World:
    """The sample world with its truth at a moment: AS_OF, unless a season is replayed."""
    sites = _site_plans()
    series = figures_of([plan for site in sites for plan in site.plans], _YEARS_WITH_OLD_FORM)
    return World(
        name="青岚市",
        as_of=now,
        sites=tuple(built_site(site, series) for site in sites),
        facts=tuple(fact for site in sites for fact in facts_of(site)),
    )


def _site_plans() -> Sequence[SitePlan]:
    return (
        SitePlan("青岚市人民政府", "trs", _city(), _YEARS_WITH_OLD_FORM, _YEARS, place="青岚市"),
        SitePlan("云溪县人民政府", "trs", _first_county(), _YEARS_WITH_OLD_FORM, _YEARS, _BELOW, place="云溪县"),
        SitePlan("石汀县人民政府", "plain", _second_county(), _YEARS, _YEARS, place="石汀县"),
        SitePlan("云溪县白沙镇人民政府", "framed", _framed_township(), _YEARS, (2023, 2024), place="白沙镇"),
        SitePlan("云溪县自然资源局", "scripted", _scripted_department(), _YEARS, (2024,)),
        SitePlan("望川县人民政府", "plain", _blocked_county(), _YEARS, (), fault=Fault.JIASULE),
        SitePlan(
            "云溪县城关街道办事处",
            "plain",
            _subdistrict_with_broken_list(),
            _YEARS,
            (2024,),
            fault=Fault.LISTING_BROKEN,
            page_size=6,
        ),
    )


def _city() -> tuple[UnitPlan, ...]:
    return (
        UnitPlan(_government(_CITY, "青岚市人民政府", None, Level.PREFECTURE), date(2025, 3, 12)),
        UnitPlan(_department(_CITY, "901", "青岚市财政局", Level.PREFECTURE), date(2025, 1, 17), attached=True),
    )


def _first_county() -> tuple[UnitPlan, ...]:
    def department(number: str, name: str) -> Unit:
        return _department(_CLOUD_COUNTY, number, name)

    return (
        UnitPlan(_government(_CLOUD_COUNTY, "云溪县人民政府", _CITY), date(2025, 3, 5)),
        UnitPlan(department("901", "云溪县教育局"), date(2025, 1, 15), title=TitleStyle.YEAR_FIRST, columns=_IN_BOTH),
        UnitPlan(department("902", "云溪县民政局"), date(2025, 2, 14), columns=_IN_BOTH),
        UnitPlan(department("903", "云溪县财政局"), date(2025, 1, 21), columns=_IN_BOTH, broken=True),
        UnitPlan(
            department("904", "云溪县水利局"),
            date(2025, 1, 10),
            title=TitleStyle.NO_UNIT,
            columns=("bm",),
            word_paste=True,
        ),
        UnitPlan(department("905", "云溪县司法局"), None, columns=_IN_BOTH),
        UnitPlan(department("906", "云溪县文化和旅游局"), date(2025, 1, 23), columns=_IN_BOTH, denies=True),
        *_townships_of_first_county(),
    )


def _townships_of_first_county() -> tuple[UnitPlan, ...]:
    return (
        UnitPlan(
            _township(_CLOUD_COUNTY, "101", "云溪县柳塘镇人民政府"),
            date(2025, 1, 14),
            title=TitleStyle.YEAR_DOUBLED,
            columns=("xz",),
        ),
        UnitPlan(
            _township(_CLOUD_COUNTY, "102", "云溪县石桥乡人民政府"),
            date(2025, 1, 26),
            title=TitleStyle.ABOUT,
            columns=("xz",),
        ),
    )


def _second_county() -> tuple[UnitPlan, ...]:
    return (
        UnitPlan(_government(_STONE_COUNTY, "石汀县人民政府", _CITY), date(2025, 4, 9)),
        UnitPlan(_department(_STONE_COUNTY, "901", "石汀县卫生健康局"), date(2025, 1, 16), dated=_UNDATED),
        UnitPlan(_department(_STONE_COUNTY, "902", "石汀县林业局"), date(2025, 1, 20), title=TitleStyle.SHORT),
    )


def _framed_township() -> tuple[UnitPlan, ...]:
    return (UnitPlan(_township(_CLOUD_COUNTY, "103", "云溪县白沙镇人民政府"), date(2025, 1, 20)),)


def _scripted_department() -> tuple[UnitPlan, ...]:
    return (UnitPlan(_department(_CLOUD_COUNTY, "907", "云溪县自然资源局"), date(2025, 1, 22)),)


def _blocked_county() -> tuple[UnitPlan, ...]:
    return (
        UnitPlan(_government(_WATCH_COUNTY, "望川县人民政府", _CITY), date(2025, 3, 7)),
        UnitPlan(_department(_WATCH_COUNTY, "901", "望川县农业农村局"), date(2025, 1, 24)),
    )


def _subdistrict_with_broken_list() -> tuple[UnitPlan, ...]:
    office = _township(_CLOUD_COUNTY, "001000", "云溪县城关街道办事处", UnitKind.SUBDISTRICT)
    return (UnitPlan(office, date(2025, 1, 20)),)


def _government(unit_id: str, name: str, parent: str | None, level: Level = Level.COUNTY) -> Unit:
    return Unit(unit_id, name, UnitKind.GOVERNMENT, level, parent, site_url="", division_code=unit_id)


def _department(parent: str, number: str, name: str, level: Level = Level.COUNTY) -> Unit:
    return Unit(parent + number, name, UnitKind.DEPARTMENT, level, parent, site_url="")


def _township(parent: str, number: str, name: str, kind: UnitKind = UnitKind.TOWNSHIP) -> Unit:
    """Art. 49 does not name townships: their date is a local one."""
    return Unit(parent + number, name, kind, Level.TOWNSHIP, parent, site_url="", local_due=(1, 31))
