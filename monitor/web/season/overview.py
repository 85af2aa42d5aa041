"""The overview: where the season stands, in one number and what it is made of."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from monitor.access.roles import Role
from monitor.obligations import china_day
from monitor.web.conditional import only_if_changed
from monitor.web.exports import export, format_asked
from monitor.web.frame import season_of
from monitor.web.guard import GuardedRoute, needs
from monitor.web.pages import language_of, page
from monitor.web.remembered import edition_of
from monitor.web.scope import areas_of
from monitor.web.season import areas, units
from monitor.web.season.area_numbers import RANKING, numbers_seen
from monitor.web.season.chart import chart_of, rows_of
from monitor.web.season.shapes import OverviewShape, overview_shape

ROUTER = APIRouter(route_class=GuardedRoute)
ROUTER.include_router(areas.ROUTER)
ROUTER.include_router(units.ROUTER)

_YEAR = Query(ge=2008, le=2100, description="The report year; the newest that was judged without it.")


@ROUTER.get("/", include_in_schema=False)
@needs(Role.VIEWER)
def overview(request: Request) -> Response:
    """The overview of all that the reader may see; its ranking as a file where a format is asked for."""
    season = season_of(request)
    if season.as_of is None:
        return page(request, "never_judged.html")
    numbers = numbers_seen(request, season, areas_of(request))
    if asked := format_asked(request):
        return export(request, asked, f"ranking-{season.report_year}", RANKING, numbers.ranked)
    judged_on = china_day(season.as_of)
    return page(
        request,
        "overview.html",
        numbers=numbers,
        season=season,
        chart=chart_of(numbers, season.report_year, judged_on, language_of(request)),
        rows=rows_of(numbers, season.report_year, judged_on),
    )


@ROUTER.get("/api/v1/overview", tags=["overview"])
@needs(Role.VIEWER)
def overview_for_programs(
    request: Request, response: Response, year: Annotated[int | None, _YEAR] = None
) -> OverviewShape:
    """The numbers of a season: the on-time rate with its base, counts by status, ranking, and what is due."""
    season = season_of(request)
    only_if_changed(request, response, f"{edition_of(request)}.{season.report_year}")
    return overview_shape(season, numbers_seen(request, season, areas_of(request)), language_of(request))
