"""What stands around every page: the sections, the report years, and the moment up to which we have seen."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from fastapi import Request

from crawler.domain.clock import SHANGHAI
from crawler.domain.wording import Text
from monitor.access.roles import Role, Signed
from storage.standing_records import Season
from storage.unit_of_work import unit_of_work

YEAR_COOKIE = "report_year"
YEARS = range(2008, 2101)
"""The report years that there are: the first regulation is of 2008."""

_SECTIONS = (
    (Role.VIEWER, "/", Text("总览", "Overview")),
    (Role.VIEWER, "/areas", Text("地区与单位", "Areas and units")),
    (Role.VIEWER, "/findings", Text("问题", "Findings")),
    (Role.OPERATOR, "/operations", Text("运行", "Operations")),
)


@dataclass(frozen=True, slots=True)
class Section:
    """One entry of the navigation."""

    path: str
    name: Text
    current: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a page. `as_of` is None where the year was never judged."""

    sections: tuple[Section, ...]
    years: tuple[int, ...]
    year: int
    as_of: datetime | None


def seasons_of(request: Request) -> tuple[Season, ...]:
    """The report years that were judged, the newest first; asked for once in a request."""
    known: tuple[Season, ...] | None = getattr(request.state, "seasons", None)
    if known is None:
        with unit_of_work(request.app.state.workspace.database) as work:
            known = work.standings.seasons()
        request.state.seasons = known
    return known


def season_of(request: Request) -> Season:
    """The season of the report year that a page is of; one that was never judged has no moment."""
    year = year_of(request)
    return next((season for season in seasons_of(request) if season.report_year == year), Season(year, None, 0))


def year_of(request: Request) -> int:
    """The report year of a page: what the address asks for, else what was chosen before, else the newest judged."""
    judged = [season.report_year for season in seasons_of(request)]
    chosen = None if request.url.path.startswith("/api/") else request.cookies.get(YEAR_COOKIE)
    for asked in (request.query_params.get("year"), chosen):
        if asked is not None and asked.isascii() and asked.isdigit() and len(asked) == 4 and int(asked) in YEARS:
            return int(asked)
    now: datetime = request.app.state.clock()
    return judged[0] if judged else now.astimezone(SHANGHAI).year - 1


def frame_of(request: Request, signed: Signed) -> Frame:
    """The frame of a page that somebody reads who is signed in."""
    season = season_of(request)
    years = {known.report_year for known in seasons_of(request)} | {season.report_year}
    sections = tuple(
        Section(path, name, _is_current(path, request.url.path)) for role, path, name in _SECTIONS if signed.may(role)
    )
    return Frame(sections, tuple(sorted(years, reverse=True)), season.report_year, season.as_of)


def address_of(request: Request, path: str | None, changes: dict[str, object]) -> str:
    """The address of this page with other parameters; one that is None is left out."""
    kept = [(name, value) for name, value in request.query_params.multi_items() if name not in changes]
    query = urlencode([(name, value) for name, value in (*kept, *changes.items()) if value is not None and value != ""])
    here = request.url.path if path is None else path
    return f"{here}?{query}" if query else here


def _is_current(path: str, here: str) -> bool:
    if path == "/":
        return here == "/"
    return here.startswith(path) or (path == "/areas" and here.startswith("/units"))
