"""The numbers of areas as pages, files and the API give them, counted once for each edition of the data."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from fastapi import Request

from crawler.domain.dossier import Status
from crawler.domain.wording import Text
from monitor.obligations import china_day
from monitor.web.exports import Column
from monitor.web.pages import language_of
from monitor.web.remembered import remembered
from monitor.web.scope import database_of
from monitor.web.season.chart import chart_of, rows_of
from monitor.web.season.numbers import Numbers, RankedArea, numbers_of
from storage.standing_records import Season
from storage.unit_of_work import unit_of_work


def numbers_seen(request: Request, season: Season, areas: frozenset[str] | None) -> Numbers:
    """The numbers of some areas, None for the whole register, on a report year and as of today."""
    now: datetime = request.app.state.clock()
    today = china_day(now)
    judged_on = china_day(season.as_of or now)

    def count() -> Numbers:
        with unit_of_work(database_of(request)) as work:
            return numbers_of(work, season.report_year, areas, today, judged_on)

    return remembered(request, ("numbers", season.report_year, areas, today), count)


def curve_shown(request: Request, season: Season, numbers: Numbers) -> dict[str, Any]:
    """The curve of a season that was judged, for the script that draws it and as a table."""
    judged_on = china_day(season.as_of or request.app.state.clock())
    chart = chart_of(numbers, season.report_year, judged_on, language_of(request))
    return {"chart": chart, "rows": rows_of(numbers, season.report_year, judged_on)}


def _counted(status: Status) -> Callable[[RankedArea], int]:
    return lambda ranked: ranked.area.counts.get(status, 0)


def _bound(place: int) -> Callable[[RankedArea], float | None]:
    def bound(ranked: RankedArea) -> float | None:
        interval = ranked.rate.interval()
        return None if interval is None else round(interval[place], 4)

    return bound


def _share(ranked: RankedArea) -> float | None:
    return None if ranked.rate.share is None else round(ranked.rate.share, 4)


RANKING: tuple[Column[RankedArea], ...] = (
    Column("place", Text("名次", "Place"), lambda ranked: ranked.place),
    Column("id", Text("编号", "Id"), lambda ranked: ranked.area.unit_id),
    Column("name", Text("地区", "Area"), lambda ranked: ranked.area.name),
    Column("rate", Text("按期公布率", "On-time rate"), _share),
    Column("from", Text("95%区间下限", "95% from"), _bound(0)),
    Column("to", Text("95%区间上限", "95% to"), _bound(1)),
    Column("base", Text("已有结论", "Decided"), lambda ranked: ranked.rate.base),
    Column("on_time", Text("按期", "On time"), _counted(Status.ON_TIME)),
    Column("late", Text("逾期公布", "Late"), _counted(Status.LATE)),
    Column("missing", Text("逾期未公布", "Missing"), _counted(Status.MISSING)),
    Column("unverifiable", Text("无法核实", "Unverifiable"), _counted(Status.UNVERIFIABLE)),
    Column("left_out", Text("未计入", "Left out"), lambda ranked: ranked.rate.left_out),
)
