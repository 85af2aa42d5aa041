"""One unit: where its obligation stands with all that this rests on, its reports by year, and what was found."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request, Response

from crawler.domain.dossier import Status
from crawler.domain.finding import Severity
from crawler.domain.finding_life import State
from crawler.domain.unit import Unit, UnitKind
from monitor.access.roles import Role
from monitor.findings.words import STATES
from monitor.summaries import words
from monitor.web.conditional import only_if_changed
from monitor.web.exports import export, format_asked
from monitor.web.frame import season_of
from monitor.web.guard import GuardedRoute, needs
from monitor.web.pages import language_of, page
from monitor.web.paging import Page, Paged
from monitor.web.problems import Declined
from monitor.web.remembered import edition_of, remembered
from monitor.web.scope import NO_SUCH_UNIT, areas_of, database_of, seen_or_404, way_to
from monitor.web.season.shapes import ObligationShape, UnitShape, obligation_shape
from monitor.web.season.timeline import Moment, timeline_of
from monitor.web.season.unit_list import columns_of, part_of, wanted_of
from storage.findings import StoredFinding
from storage.standing_lists import Order
from storage.standing_records import Stood
from storage.unit_of_work import unit_of_work

ROUTER = APIRouter(route_class=GuardedRoute)

_YEAR = Query(ge=2008, le=2100, description="The report year; the newest that was judged without it.")
_GRAVEST_FIRST = {severity: place for place, severity in enumerate(Severity)}
_LAST = (State.DISMISSED, State.RESOLVED)


@dataclass(frozen=True, slots=True)
class UnitView:
    """All that the page of a unit shows; `stood` is None where it was not judged on the year that is asked for."""

    unit: Unit
    stood: Stood | None
    years: tuple[Stood, ...]
    moments: tuple[Moment, ...]
    findings: tuple[StoredFinding, ...]
    leads: bool


@ROUTER.get("/units/{unit_id}", include_in_schema=False)
@needs(Role.VIEWER)
def unit(request: Request, unit_id: str) -> Response:
    """One unit on one report year; its obligations of all years as a file where a format is asked for."""
    seen_or_404(request, unit_id)
    season = season_of(request)
    view = _view(request, unit_id, season.report_year)
    if asked := format_asked(request):
        return export(request, asked, f"unit-{season.report_year}", columns_of(season.as_of), view.years)
    return page(
        request,
        "unit.html",
        view=view,
        season=season,
        way=way_to(request, unit_id),
        words=words,
        states=STATES,
    )


@ROUTER.get("/api/v1/units/{unit_id}", tags=["units"])
@needs(Role.VIEWER)
def unit_for_programs(request: Request, response: Response, unit_id: str) -> UnitShape:
    """A unit, and where its obligations stand, the newest report year first, with their evidence."""
    seen_or_404(request, unit_id)
    only_if_changed(request, response, str(edition_of(request)))
    with unit_of_work(database_of(request)) as work:
        known, years = work.units.find(unit_id), work.standings.of_unit(unit_id)
    if known is None:
        raise HTTPException(404)
    language = language_of(request)
    return UnitShape(
        id=known.id,
        name=known.name,
        kind=known.kind,
        level=known.level,
        parent_id=known.parent_id,
        site_url=known.site_url,
        column_url=known.column_url,
        obligations=tuple(obligation_shape(stood, language) for stood in years),
    )


@ROUTER.get("/api/v1/obligations", tags=["units"])
@needs(Role.VIEWER)
def obligations(
    request: Request,
    response: Response,
    paging: Paged,
    year: Annotated[int | None, _YEAR] = None,
    area: Annotated[str | None, Query(max_length=100, description="The unit that leads an area.")] = None,
    status: Annotated[tuple[Status, ...], Query(description="One or more statuses.")] = (),
    kind: Annotated[tuple[UnitKind, ...], Query(description="One or more kinds of units.")] = (),
    name: Annotated[str, Query(max_length=60, description="What stands in the unit's name.")] = "",
    due: Annotated[date | None, Query(description="The day on which it is due.")] = None,
    order: Annotated[Order, Query(description="The order of the list.")] = Order.URGENCY,
    desc: Annotated[bool, Query(description="The other way round.")] = False,
) -> Page[ObligationShape]:
    """Where the obligations of a report year stand, with their evidence."""
    if area is not None:
        seen_or_404(request, area)
    season = season_of(request)
    wanted = wanted_of(request, season.report_year, areas_of(request) if area is None else None, area)
    only_if_changed(request, response, f"{edition_of(request)}.{season.report_year}")
    asked = wanted, paging.limit, paging.after
    part = remembered(request, ("obligations", *asked), lambda: part_of(database_of(request), *asked))
    language = language_of(request)
    return Page(items=tuple(obligation_shape(stood, language) for stood in part.rows), next=part.after)


def _view(request: Request, unit_id: str, report_year: int) -> UnitView:
    with unit_of_work(database_of(request)) as work:
        known = work.units.find(unit_id)
        if known is None:
            raise Declined(404, NO_SUCH_UNIT)
        years = work.standings.of_unit(unit_id)
        stood = next((one for one in years if one.standing.report_year == report_year), None)
        moments = () if stood is None else timeline_of(work, stood)
        found = work.findings.of_year(report_year, [unit_id])
        leads = work.standings.leads(unit_id)
    theirs = [one for one in found if not one.finding.is_for_operator]
    return UnitView(known, stood, years, moments, tuple(sorted(theirs, key=_open_and_grave_first)), leads)


def _open_and_grave_first(stored: StoredFinding) -> tuple[bool, int, int]:
    return stored.state in _LAST, _GRAVEST_FIRST[stored.finding.severity], stored.id
