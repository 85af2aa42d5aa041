"""The curve of a season as data for the script that draws it, and as the rows of a table that says the same."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from crawler.domain.wording import Language, Text
from monitor.web.season.numbers import Curve, Numbers, season_end

_DUE = ("01-31", "03-31")
_ROWS = ((1, 15), (1, 31), (2, 15), (2, 28), (3, 15), (3, 31), (4, 15), (4, 30), (6, 30), (9, 30), (12, 31))


@dataclass(frozen=True, slots=True)
class ChartRow:
    """One day of the curve: the share of this year and of the one before, in per cent; None where there is none."""

    day: date
    share: float | None
    last_share: float | None


def chart_of(numbers: Numbers, report_year: int, judged_on: date, language: Language) -> dict[str, Any]:
    """What the script draws: days, and a line for this year and the one before."""
    days = tuple(_days(report_year, judged_on))
    lines = [_line(report_year, [_at(numbers.curve, day) for day in days], language)]
    if numbers.last_curve is not None:
        lines.append(_line(report_year - 1, [_at(numbers.last_curve, day) for day in days], language))
    return {
        "days": [f"{day:%m-%d}" for day in days],
        "lines": lines,
        "due": _DUE,
    }


def rows_of(numbers: Numbers, report_year: int, judged_on: date) -> tuple[ChartRow, ...]:
    """The same in a table: the days on which reports are due, and some between."""
    end = season_end(report_year, judged_on)
    days = [date(report_year + 1, month, day) for month, day in _ROWS]
    last = numbers.last_curve
    return tuple(
        ChartRow(day, _at(numbers.curve, day), None if last is None else _at(last, day)) for day in days if day <= end
    )


def _days(report_year: int, judged_on: date) -> Iterator[date]:
    day, end = date(report_year + 1, 1, 1), season_end(report_year, judged_on)
    while day <= end:
        yield day
        day += timedelta(days=1)


def _line(report_year: int, values: list[float | None], language: Language) -> dict[str, Any]:
    return {"name": Text(f"{report_year}年年报", f"reports on {report_year}").to(language), "values": values}


def _at(curve: Curve, day: date) -> float | None:
    """The share on the day of the curve's own year that is called the same."""
    month, number = (2, 28) if (day.month, day.day) == (2, 29) else (day.month, day.day)
    place = (date(curve.first.year, month, number) - curve.first).days
    return round(curve.shares[place] * 100, 1) if place < len(curve.shares) else None
