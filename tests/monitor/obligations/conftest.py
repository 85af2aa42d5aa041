"""Units, publications and visits by the day, in Chinese time."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from crawler.domain.evidence import DateBasis, Dated, Publication, Stray, Visit, VisitOutcome
from crawler.domain.unit import Level, Unit, UnitKind
from monitor.obligations.days import SHANGHAI

URL = "http://www.yunxi.gov.cn/zfxxgk/nb/1.html"
COLUMN = "http://www.yunxi.gov.cn/zfxxgk/nb/"


def moment(written: str) -> datetime:
    """`2025-02-01T00:30`, in Chinese time; a day alone is its morning."""
    at = datetime.fromisoformat(written if "T" in written else f"{written}T09:00")
    return at if at.tzinfo is not None else at.replace(tzinfo=SHANGHAI)


@pytest.fixture
def unit() -> Callable[..., Unit]:
    def build(kind: UnitKind = UnitKind.DEPARTMENT, level: Level = Level.COUNTY, **facts: Any) -> Unit:
        return replace(Unit("990121", "云溪县民政局", kind, level, "9901", "http://www.yunxi.gov.cn/"), **facts)

    return build


@pytest.fixture
def published() -> Callable[..., Publication]:
    """A report on 2024, first seen in the morning of a day; a date of an update has no column of its own."""

    def build(first_seen: str, address: str = URL, told: tuple[Dated, ...] = (), **dates: str) -> Publication:
        seen = moment(first_seen)
        if "updated" in dates:
            day = date.fromisoformat(dates["updated"])
            told = (*told, Dated(DateBasis.UPDATED, day, f"更新日期：{day}"))
        shown = {
            key: date.fromisoformat(dates[key]) if key in dates else None for key in ("page", "list", "url", "signed")
        }
        return Publication(
            "990121",
            2024,
            address,
            shown["page"],
            shown["list"],
            shown["url"],
            shown["signed"],
            seen,
            seen,
            "digest",
            1,
            told,
        )

    return build


@pytest.fixture
def visited() -> Callable[..., Visit]:
    """A visit of ten minutes."""

    def build(started: str, outcome: VisitOutcome = VisitOutcome.COMPLETE, **facts: Any) -> Visit:
        start = moment(started)
        columns = (COLUMN,) if outcome is VisitOutcome.COMPLETE else ()
        sound = Visit("www.yunxi.gov.cn", start, start + timedelta(minutes=10), outcome, columns, entries=6)
        return replace(sound, **facts)

    return build


@pytest.fixture
def stray() -> Callable[..., Stray]:
    def build(report_year: int | None = None, seen: str = "2025-02-02") -> Stray:
        return Stray("www.yunxi.gov.cn", "http://www.yunxi.gov.cn/x.pdf", report_year, "no unit named", moment(seen))

    return build


@pytest.fixture
def at() -> Callable[[str], datetime]:
    return moment
