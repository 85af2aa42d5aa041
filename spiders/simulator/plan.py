"""From a plan of who publishes what, where and when, to sites and their truth: both follow from the same facts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from crawler.domain.evidence import DateBasis
from crawler.domain.finding import Outcome
from crawler.domain.unit import Unit, UnitKind
from spiders.simulator.content import SimulatedReport, TitleStyle
from spiders.simulator.decoys import decoys
from spiders.simulator.figures import Figures, combined, plausible_series, seeded, with_broken_balance, with_reviews
from spiders.simulator.forms import form_for
from spiders.simulator.sites import (
    DATED_EVERYWHERE,
    MAIN,
    MAIN_COLUMN,
    Column,
    Entry,
    Fault,
    SimulatedSite,
    attached,
    published,
)
from spiders.simulator.world import Fact, Planted, due_date

_SCALES = {UnitKind.GOVERNMENT: 15, UnitKind.DEPARTMENT: 20}
_SMALL_SCALE = 4
_SIGNED_BEFORE = timedelta(days=3)
Series = Mapping[str, Mapping[int, Figures]]


@dataclass(frozen=True, slots=True)
class UnitPlan:
    """One unit and its report on the last year of the plan; `on` None means that it never appears.

    `broken` and `denies` are planted in that last report; its earlier reports are in good order and on time.
    """

    unit: Unit
    on: date | None
    title: TitleStyle = TitleStyle.FULL
    columns: tuple[str, ...] = (MAIN_COLUMN,)
    dated: frozenset[DateBasis] = DATED_EVERYWHERE
    attached: bool = False
    word_paste: bool = False
    broken: bool = False
    denies: bool = False


@dataclass(frozen=True, slots=True)
class SitePlan:
    """One site and the units that publish on it. `years` are those of which it carries reports."""

    name: str
    family: str
    plans: tuple[UnitPlan, ...]
    years: tuple[int, ...]
    decoy_years: tuple[int, ...]
    columns: tuple[Column, ...] = (MAIN,)
    fault: Fault | None = None
    page_size: int = 15
    place: str = ""


def figures_of(plans: Sequence[UnitPlan], years: Sequence[int]) -> Series:
    """The figures of every unit and year; a government's include those of all units below it."""
    own = {plan.unit.id: _own_figures(plan, years) for plan in plans}

    def with_all_below(unit_id: str) -> dict[int, Figures]:
        below = [with_all_below(plan.unit.id) for plan in plans if plan.unit.parent_id == unit_id]
        return {year: combined([own[unit_id][year], *(series[year] for series in below)]) for year in years}

    return {unit_id: with_all_below(unit_id) for unit_id in own}


def built_site(site: SitePlan, series: Series) -> SimulatedSite:
    """The site with all its reports and decoys."""
    neighbours = (decoy for year in site.decoy_years for decoy in decoys(site.place or site.name, year))
    numbers = {unit_id: number for number, unit_id in enumerate(series)}
    reports = (
        entry
        for plan in site.plans
        for entry in _entries(plan, site.years, series[plan.unit.id], wording=numbers[plan.unit.id])
    )
    return SimulatedSite(
        name=site.name,
        family=site.family,
        entries=(*reports, *neighbours),
        units=tuple(plan.unit for plan in site.plans),
        columns=site.columns,
        fault=site.fault,
        page_size=site.page_size,
    )


def facts_of(site: SitePlan) -> Iterator[Fact]:
    """What happened to every report that the site should carry."""
    return (_fact(site, plan, year) for plan in site.plans for year in site.years)


def _fact(site: SitePlan, plan: UnitPlan, year: int) -> Fact:
    on, last = _published_on(plan, year, site.years), year == site.years[-1]
    if on is None:
        return Fact(plan.unit, year, None, reachable=site.fault is None)
    undated = last and not plan.dated
    return Fact(
        unit=plan.unit,
        report_year=year,
        on=on,
        shown_on=_signed_on(plan.unit, year, on) if undated else on,
        basis=DateBasis.SIGNED if undated else DateBasis.PAGE,
        reachable=site.fault is None,
        findings=tuple(_planted(plan)) if last else (),
    )


def _planted(plan: UnitPlan) -> Iterator[Planted]:
    if plan.broken:
        yield Planted("T3-02", Outcome.FAIL)
    if plan.denies:
        yield Planted("NAR-09", Outcome.FAIL)


def _entries(plan: UnitPlan, years: Sequence[int], series: Mapping[int, Figures], wording: int) -> Iterator[Entry]:
    for year in years:
        on, last = _published_on(plan, year, years), year == years[-1]
        if on is None:
            continue
        report = replace(_report(plan, year, on, series[year], last), wording=wording)
        if plan.attached:
            yield attached(report, on, plan.columns)
        else:
            yield published(report, on, plan.columns, plan.dated if last else DATED_EVERYWHERE)


def _report(plan: UnitPlan, year: int, on: date, figures: Figures, last: bool) -> SimulatedReport:
    government = plan.unit.kind is UnitKind.GOVERNMENT
    return SimulatedReport(
        unit_name=plan.unit.name,
        year=year,
        figures=with_broken_balance(figures) if last and plan.broken else figures,
        form=form_for(year).key,
        signed_on=_signed_on(plan.unit, year, on),
        title_style=plan.title,
        scope="本级政府及所属部门、乡镇（街道）汇总数据" if government else "本机关",
        denies_disputes=last and plan.denies,
        word_paste=plan.word_paste,
    )


def _published_on(plan: UnitPlan, year: int, years: Sequence[int]) -> date | None:
    if year == years[-1]:
        return plan.on
    return date(year + 1, 1, 8) + timedelta(days=seeded(f"{plan.unit.id} {year}").randrange(18))


def _signed_on(unit: Unit, year: int, on: date) -> date:
    return min(on, due_date(unit, year)) - _SIGNED_BEFORE


def _own_figures(plan: UnitPlan, years: Sequence[int]) -> dict[int, Figures]:
    series = plausible_series(seeded(plan.unit.id), years, _SCALES.get(plan.unit.kind, _SMALL_SCALE))
    if plan.denies:
        series[years[-1]] = with_reviews(series[years[-1]], upheld=1)
    return series
