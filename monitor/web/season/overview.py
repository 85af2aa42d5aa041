"""The overview: where the season stands, in one number and what it is made of."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from monitor.access.roles import Role
from monitor.web.conditional import only_if_changed
from monitor.web.exports import export, format_asked
from monitor.web.frame import season_of
from monitor.web.guard import GuardedRoute, needs
from monitor.web.pages import kept_page, language_of, page
from monitor.web.remembered import edition_of
from monitor.web.scope import areas_of
from monitor.web.season import areas, units
from monitor.web.season.area_numbers import RANKING, curve_shown, numbers_seen
from monitor.web.season.shapes import OverviewShape, overview_shape
from storage.standing_records import NOT_SEEN_YET, Season

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
    seen = areas_of(request)
    if asked := format_asked(request):
        ranked = numbers_seen(request, season, seen).ranked
        return export(request, asked, f"ranking-{season.report_year}", RANKING, ranked)
    return kept_page(request, "overview.html", (season, seen), lambda: _shown(request, season, seen))


def _shown(request: Request, season: Season, seen: frozenset[str] | None) -> dict[str, Any]:
    """What is drawn where nobody who sees the same has asked for it before."""
    numbers = numbers_seen(request, season, seen)
    return {"numbers": numbers, "season": season, "unseen": NOT_SEEN_YET, **curve_shown(request, season, numbers)}


@ROUTER.get("/api/v1/overview", tags=["overview"])
@needs(Role.VIEWER)
def overview_for_programs(
    request: Request, response: Response, year: Annotated[int | None, _YEAR] = None
) -> OverviewShape:
    """The numbers of a season: the on-time rate with its base, counts by status, ranking, and what is due."""
    season = season_of(request)
    only_if_changed(request, response, f"{edition_of(request)}.{season.report_year}")
    return overview_shape(season, numbers_seen(request, season, areas_of(request)), language_of(request))
