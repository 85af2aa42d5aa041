"""Sites are asked in their hours only, by the clock of Asia/Shanghai."""

from datetime import UTC, datetime, timedelta

import pytest

from crawler.domain.clock import SHANGHAI
from crawler.fetch.hours import Hours

NIGHT, DAY = Hours.read("22:00-06:00"), Hours.read("09:30 - 17:00")


@pytest.mark.parametrize(
    ("hours", "clock", "is_open"),
    [
        (NIGHT, "21:59:59", False),
        (NIGHT, "22:00:00", True),
        (NIGHT, "00:00:00", True),
        (NIGHT, "05:59:59", True),
        (NIGHT, "06:00:00", False),
        (DAY, "09:29:59", False),
        (DAY, "09:30:00", True),
        (DAY, "16:59:59", True),
        (DAY, "17:00:00", False),
    ],
)
def test_hours_may_lie_over_midnight(hours: Hours, clock: str, is_open: bool) -> None:
    moment = datetime.fromisoformat(f"2025-04-10T{clock}+08:00")

    assert hours.open_at(moment) is is_open
    assert hours.open_at(moment.astimezone(UTC)) is is_open
    assert (hours.left_at(moment) > timedelta()) is is_open


@pytest.mark.parametrize(
    ("hours", "clock", "left"),
    [
        (NIGHT, "22:00:00", timedelta(hours=8)),
        (NIGHT, "05:59:00", timedelta(minutes=1)),
        (DAY, "09:30:00", timedelta(hours=7.5)),
        (DAY, "12:00:00", timedelta(hours=5)),
    ],
)
def test_it_is_known_how_long_they_last(hours: Hours, clock: str, left: timedelta) -> None:
    assert hours.left_at(datetime.fromisoformat(f"2025-04-10T{clock}").replace(tzinfo=SHANGHAI)) == left


@pytest.mark.parametrize("text", ["22:00", "22-6-4", "night", "25:00-06:00"])
def test_what_are_no_hours_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Hours.read(text)
