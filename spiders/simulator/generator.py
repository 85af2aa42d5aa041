"""Hundreds of different sites with known truth, grown from a seed: the same for the same seed and number.

    world = generated_world(seed=7, count=200, faults=True)
    world.sites, world.facts, world.truth   # as of any other world

Every site is one invented county, department or township. A site is cheap until its pages are asked for.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random

from crawler.domain.evidence import DateBasis
from crawler.domain.unit import Unit, UnitKind
from spiders.simulator.building import place
from spiders.simulator.content import TitleStyle
from spiders.simulator.drawn import DrawnFigures, Source
from spiders.simulator.families import FAMILIES
from spiders.simulator.faults import CHANGED_AT, FLAWS, afflicted, flaw_of
from spiders.simulator.figures import seeded
from spiders.simulator.places import County
from spiders.simulator.plan import Series, SitePlan, UnitPlan, built_site, facts_of
from spiders.simulator.sites import DATED_EVERYWHERE, MAIN, MAIN_COLUMN, SHANGHAI, Column, Entry, Fault, SimulatedSite
from spiders.simulator.world import Fact, World, due_date

LAST_YEAR = 2024
AS_OF = datetime(2025, 4, 20, 9, tzinfo=SHANGHAI)
_DEPARTMENTS, _TOWNSHIPS = Column("bm", "部门"), Column("xz", "乡镇街道")
_SCALES = {UnitKind.GOVERNMENT: 15, UnitKind.DEPARTMENT: 12}
_SMALL_SCALE = 4
_ONE_IN_THREE = 3
_Owed = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Grown:
    """One generated site and what happened to every report that it should carry."""

    site: SimulatedSite
    facts: tuple[Fact, ...]


def generated_world(
    seed: int, count: int, *, faults: bool = False, families: Sequence[str] = (), flaws: Sequence[Fault] = ()
) -> World:
    """A world of `count` sites; a third of them with a fault if asked, and all of them where `flaws` names some."""
    kinds = tuple(families) or tuple(FAMILIES)
    chosen = tuple(flaws) or tuple(flaw.fault for flaw in FLAWS if flaw.fault)
    every = 1 if flaws else _ONE_IN_THREE if faults else 0
    grown = [
        county(seed, number, family=kinds[number % len(kinds)], fault=_fault(seed, number, chosen, every))
        for number in range(count)
    ]
    facts = tuple(fact for one in grown for fact in one.facts)
    return World(f"generated from {seed}", AS_OF, tuple(one.site for one in grown), facts)


def county(seed: int, number: int, *, family: str, fault: Fault | None = None) -> Grown:
    """The site of a number, of one family, with a fault or without; all else follows from seed and number."""
    random = seeded(f"{seed}/{number}")
    place = County(number, seed)
    years = tuple(range(LAST_YEAR + 1 - random.choice((2, 2, 3, 3, 4, 5)), LAST_YEAR + 1))
    units = tuple(_units(place, random))
    columns, placing = _columns(random, units)
    plans = tuple(_unit_plan(random, unit, placing.get(unit.kind, (MAIN_COLUMN,))) for unit in units)
    plan = SitePlan(
        name=units[0].name,
        family=family,
        plans=plans,
        years=years,
        decoy_years=tuple(year for year in years if random.random() < 0.4),
        columns=columns,
        fault=fault,
        page_size=random.choice((5, 8, 10, 15, 15, 20, 20)),
        place=place.name,
    )
    whole = replace(built_site(plan, _series(units, years)), has_etags=random.random() < 0.5)
    site = whole if fault is None else afflicted(whole, fault)
    return Grown(site, tuple(_facts(plan, site)))


def _facts(plan: SitePlan, site: SimulatedSite) -> Iterator[Fact]:
    """What a fault spares can be reached, but for reports whose address has come to hold a newer one."""
    flaw = flaw_of(site.fault)
    hidden = {_owed(entry) for entry in flaw.hidden(site)} | set(_overwritten(site))
    for fact in facts_of(plan):
        yield replace(fact, reachable=(fact.unit.name, fact.report_year) not in hidden and not flaw.hides_all)


def _overwritten(site: SimulatedSite) -> Iterator[_Owed]:
    """Kinds of sites that keep one address for all reports of a unit show the last of them only."""
    by_path: dict[str, list[_Owed]] = {}
    for entry in site.entries:
        if entry.report is not None:
            by_path.setdefault(place(site, entry).path, []).append(_owed(entry))
    for owed in by_path.values():
        yield from (one for one in owed if one != max(owed, key=lambda one: one[1]))


def _owed(entry: Entry) -> _Owed:
    return (entry.report.unit_name, entry.report.year) if entry.report is not None else (entry.title, 0)


def _fault(seed: int, number: int, chosen: Sequence[Fault], every: int) -> Fault | None:
    """One site in `every` has one, and every fault comes before one comes again."""
    if not every or number % every != seed % every:
        return None
    return chosen[(number // every + seed) % len(chosen)]


def _units(place: County, random: Random) -> Iterator[Unit]:
    """One to 25 units: a county with all it carries, or a department or township with a site of its own."""
    kind = random.random()
    if kind < 0.12:
        yield place.departments(random, 1)[0]
    elif kind < 0.2:
        yield place.townships(random, 1)[0]
    else:
        yield place.government
        yield from place.departments(random, random.randint(0, 14))
        yield from place.townships(random, random.choice((0, 0, 2, 5, 10)))


def _columns(random: Random, units: Sequence[Unit]) -> tuple[tuple[Column, ...], Mapping[UnitKind, tuple[str, ...]]]:
    """The columns of a site, and in which of them the reports of a kind of unit stand."""
    if len(units) < 6 or random.random() < 0.5:
        return (MAIN,), {}
    both = random.random() < 0.5
    towns, departments = (("xz", MAIN_COLUMN), ("bm", MAIN_COLUMN)) if both else (("xz",), ("bm",))
    placing: dict[UnitKind, tuple[str, ...]] = {
        UnitKind.DEPARTMENT: departments,
        UnitKind.TOWNSHIP: towns,
        UnitKind.SUBDISTRICT: towns,
    }
    used = {placing[unit.kind][0] for unit in units if unit.kind in placing}
    below = tuple(column for column in (_DEPARTMENTS, _TOWNSHIPS) if column.key in used)
    return (MAIN, *below), placing


def _unit_plan(random: Random, unit: Unit, columns: tuple[str, ...]) -> UnitPlan:
    """Most are on time, some late, missing, undated, attached, or under a title of another kind."""
    dated = _dated(random)
    return UnitPlan(
        unit=unit,
        on=_published_on(random, unit),
        title=random.choice((TitleStyle.FULL, TitleStyle.FULL, *TitleStyle)),
        columns=columns,
        dated=dated,
        attached=random.random() < 0.1 and bool(dated),
        word_paste=random.random() < 0.2,
    )


def _published_on(random: Random, unit: Unit) -> date | None:
    due, fate = due_date(unit, LAST_YEAR), random.random()
    if fate < 0.1:
        return None
    if fate < 0.12:
        return CHANGED_AT.date()
    if fate < 0.2:
        return due + timedelta(days=random.randint(1, 12))
    return due - timedelta(days=random.randint(2, 24))


def _dated(random: Random) -> frozenset[DateBasis]:
    return frozenset() if random.random() < 0.06 else DATED_EVERYWHERE


def _series(units: Sequence[Unit], years: tuple[int, ...]) -> Series:
    """The figures of all units, a government's with those of the units below it; none is drawn yet."""
    own = {unit.id: Source(unit.id, years, _SCALES.get(unit.kind, _SMALL_SCALE)) for unit in units}
    below = {unit.id: tuple(own[one.id] for one in units if one.parent_id == unit.id) for unit in units}
    return {
        unit_id: {year: DrawnFigures((source, *below[unit_id]), year) for year in years}
        for unit_id, source in own.items()
    }
