"""Who publishes what and when in the replayed season, and which offices hear of it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from crawler.domain.unit import Level, Unit, UnitKind
from spiders.simulator.figures import with_reviews
from spiders.simulator.plan import SitePlan, UnitPlan, built_site, facts_of, figures_of
from spiders.simulator.sites import Entry, Fault, SimulatedSite, opening
from spiders.simulator.world import World

CITY, CLOUD, STONE = "990100", "990121", "990122"
_YEARS = (2023, 2024)

BACK_DATED = "石汀县林业局"
REVISED = "石汀县卫生健康局"
_APPEARS = opening(date(2025, 2, 12))
_CHANGES = opening(date(2025, 2, 18))

OFFICES = """
offices:
  - id: city
    name: 青岚市人民政府办公室
    area_id: "990100"
    channels: [{{mail: city@example.org}}]
  - id: cloud
    name: 云溪县人民政府办公室
    area_id: "990121"
    channels: [{{mail: cloud@example.org}}]
  - id: stone
    name: 石汀县人民政府办公室
    area_id: "990122"
    channels: [{{webhook: {{url: "{hook}", secret: geheim, allow_private: true}}}}]
quiet: {{hours: "20:00-08:00", days_off: hold, spring_festival: hold}}
"""

SETTINGS = """
[mail]
host = "127.0.0.1"
port = {smtp}
sender = "monitor@example.org"

[serve]
public_url = "http://localhost:{pages}"
"""


def season_world(now: datetime) -> World:
    """The world; every report is there from nine o'clock of its day on."""
    plans = _site_plans()
    series = figures_of([plan for site in plans for plan in site.plans], _YEARS)
    return World(
        "青岚市",
        now,
        tuple(_with_surprises(built_site(site, series)) for site in plans),
        tuple(fact for site in plans for fact in facts_of(site)),
    )


def _site_plans() -> tuple[SitePlan, ...]:
    return (
        SitePlan("青岚市人民政府", "plain", _city(), _YEARS, (2024,), place="青岚市"),
        SitePlan("云溪县人民政府", "plain", _cloud(), _YEARS, (2024,), place="云溪县"),
        SitePlan("石汀县人民政府", "plain", _stone(), _YEARS, (2024,), place="石汀县"),
        SitePlan("石汀县水利局", "plain", _behind_a_wall(), _YEARS, (), fault=Fault.FIREWALL),
    )


def _city() -> tuple[UnitPlan, ...]:
    return (
        UnitPlan(_government(CITY, "青岚市人民政府", None, Level.PREFECTURE), date(2025, 3, 12)),
        UnitPlan(_department(CITY, "901", "青岚市财政局", Level.PREFECTURE), date(2025, 1, 17)),
    )


def _cloud() -> tuple[UnitPlan, ...]:
    return (
        UnitPlan(_government(CLOUD, "云溪县人民政府", CITY), date(2025, 3, 5)),
        UnitPlan(_department(CLOUD, "901", "云溪县教育局"), date(2025, 1, 10)),
        UnitPlan(_department(CLOUD, "902", "云溪县民政局"), date(2025, 2, 14)),
        UnitPlan(_department(CLOUD, "903", "云溪县财政局"), date(2025, 1, 21), broken=True),
        UnitPlan(_department(CLOUD, "904", "云溪县水利局"), date(2025, 1, 17), broken=True),
        UnitPlan(_department(CLOUD, "905", "云溪县司法局"), None),
    )


def _stone() -> tuple[UnitPlan, ...]:
    return (
        UnitPlan(_government(STONE, "石汀县人民政府", CITY), date(2025, 4, 9)),
        UnitPlan(_department(STONE, "901", REVISED), date(2025, 1, 16)),
        UnitPlan(_department(STONE, "902", BACK_DATED), date(2025, 1, 24)),
        UnitPlan(_department(STONE, "903", "石汀县审计局"), None),
    )


def _behind_a_wall() -> tuple[UnitPlan, ...]:
    """Published in time on a site that lets nobody see it."""
    return (UnitPlan(_department(STONE, "904", "石汀县水利局"), date(2025, 1, 20)),)


def _with_surprises(site: SimulatedSite) -> SimulatedSite:
    return replace(site, entries=tuple(entry for planned in site.entries for entry in _surprising(planned)))


def _surprising(entry: Entry) -> Iterator[Entry]:
    """One report comes weeks after the date it bears, another is exchanged for one with other figures."""
    report = entry.report
    if report is None or report.year != _YEARS[-1] or report.unit_name not in (BACK_DATED, REVISED):
        yield entry
    elif report.unit_name == BACK_DATED:
        yield replace(entry, appears=_APPEARS)
    else:
        other = replace(report, figures=with_reviews(report.figures, upheld=1))
        yield replace(entry, slug="500", disappears=_CHANGES)
        yield replace(entry, slug="500", appears=_CHANGES, report=other)


def _government(unit_id: str, name: str, parent: str | None, level: Level = Level.COUNTY) -> Unit:
    return Unit(unit_id, name, UnitKind.GOVERNMENT, level, parent, site_url="", division_code=unit_id)


def _department(parent: str, number: str, name: str, level: Level = Level.COUNTY) -> Unit:
    return Unit(parent + number, name, UnitKind.DEPARTMENT, level, parent, site_url="")
