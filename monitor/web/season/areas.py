"""An area: its numbers, the areas in it, and its units as a list to filter."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from crawler.domain.unit import UnitKind
from crawler.domain.wording import Text
from monitor.access.roles import Role
from monitor.summaries.summary import BY_URGENCY
from monitor.summaries.words import KINDS, STATUSES, is_local, status_words
from monitor.web.conditional import only_if_changed
from monitor.web.exports import export, format_asked
from monitor.web.frame import season_of
from monitor.web.guard import GuardedRoute, needs
from monitor.web.pages import kept_page, language_of, page
from monitor.web.paging import USUAL, Page
from monitor.web.remembered import edition_of
from monitor.web.scope import areas_of, database_of, seen_or_404, way_to
from monitor.web.season.area_numbers import curve_shown, numbers_seen
from monitor.web.season.shapes import AreaShape, OverviewShape, area_shape, overview_shape
from monitor.web.season.unit_list import all_of, columns_of, part_of, wanted_of
from storage.standing_lists import Wanted
from storage.standing_records import Season

ROUTER = APIRouter(route_class=GuardedRoute)

_YEAR = Query(ge=2008, le=2100, description="The report year; the newest that was judged without it.")


@ROUTER.get("/areas", include_in_schema=False)
@needs(Role.VIEWER)
def everything(request: Request) -> Response:
    """All that the reader may see, as one area."""
    return _area_page(request, None)


@ROUTER.get("/areas/{area_id}", include_in_schema=False)
@needs(Role.VIEWER)
def area(request: Request, area_id: str) -> Response:
    """One area; its units as a file where a format is asked for."""
    seen_or_404(request, area_id)
    return _area_page(request, area_id)


@ROUTER.get("/api/v1/areas", tags=["areas"])
@needs(Role.VIEWER)
def areas_for_programs(
    request: Request, response: Response, year: Annotated[int | None, _YEAR] = None
) -> Page[AreaShape]:
    """The highest areas that one may see, ranked by their on-time rate; those with few decided units come last."""
    season = season_of(request)
    only_if_changed(request, response, f"{edition_of(request)}.{season.report_year}")
    numbers = numbers_seen(request, season, areas_of(request))
    return Page(items=tuple(map(area_shape, numbers.ranked)))


@ROUTER.get("/api/v1/areas/{area_id}", tags=["areas"])
@needs(Role.VIEWER)
def area_for_programs(
    request: Request, response: Response, area_id: str, year: Annotated[int | None, _YEAR] = None
) -> OverviewShape:
    """The numbers of one area, with the areas in it."""
    seen_or_404(request, area_id)
    season = season_of(request)
    only_if_changed(request, response, f"{edition_of(request)}.{season.report_year}")
    return overview_shape(season, numbers_seen(request, season, frozenset({area_id})), language_of(request))


def _area_page(request: Request, area_id: str | None) -> Response:
    season, seen = season_of(request), areas_of(request)
    if season.as_of is None:
        return page(request, "never_judged.html")
    wanted = wanted_of(request, season.report_year, seen if area_id is None else None, area_id)
    if asked := format_asked(request):
        name = f"units-{season.report_year}"
        return export(request, asked, name, columns_of(season.as_of), all_of(database_of(request), wanted))
    return kept_page(request, "area.html", (season, seen, wanted), lambda: _shown(request, season, wanted))


def _shown(request: Request, season: Season, wanted: Wanted) -> dict[str, Any]:
    """What is drawn where nobody who sees the same has asked for it before."""
    area_id = wanted.area
    numbers = numbers_seen(request, season, wanted.areas if area_id is None else frozenset({area_id}))
    return {
        "title": _title(request, area_id),
        "area_id": area_id,
        "way": () if area_id is None else way_to(request, area_id),
        "season": season,
        "numbers": numbers,
        "wanted": wanted,
        "part": part_of(database_of(request), wanted, USUAL, request.query_params.get("after") or None),
        "kinds": {kind: KINDS[kind] for kind in UnitKind},
        "statuses": {status: STATUSES[status] for status in BY_URGENCY},
        "status_words": status_words,
        "is_local": is_local,
        **curve_shown(request, season, numbers),
    }


def _title(request: Request, area_id: str | None) -> Text:
    if area_id is None:
        return Text("地区与单位", "Areas and units")
    name = way_to(request, area_id)[-1][1]
    return Text(name, name)
