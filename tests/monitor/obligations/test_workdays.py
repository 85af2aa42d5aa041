"""Working days are those of China, days worked in place of others among them; an unknown year is said to be one."""

from datetime import date, timedelta

import pytest

from monitor.obligations.workdays import (
    LADDER,
    is_announced,
    is_due_soon,
    is_working_day,
    reminders_for,
    unannounced_words,
    working_days_before,
)

UNKNOWN = next(year for year in range(2027, 2100) if not is_announced(year))
"""The first year that nobody has announced to us."""


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        pytest.param("2025-01-26", True, id="a Sunday worked for the Spring Festival"),
        pytest.param("2025-01-28", False, id="a Tuesday of the Spring Festival"),
        pytest.param("2022-01-31", False, id="New Year's Eve"),
        pytest.param("2023-01-31", True, id="a plain Tuesday"),
        pytest.param("2026-01-31", False, id="a plain Saturday"),
    ],
)
def test_a_day_is_worked_or_not(day: str, worked: bool) -> None:
    assert is_working_day(date.fromisoformat(day)) is worked


def test_a_year_that_is_not_announced_is_counted_by_its_weekdays() -> None:
    week = [date(UNKNOWN, 6, 1) + timedelta(days=number) for number in range(7)]

    assert [is_working_day(day) for day in week] == [day.weekday() < 5 for day in week]


@pytest.mark.parametrize(
    ("due", "today", "count"),
    [
        pytest.param("2023-01-31", "2023-01-30", 1, id="the day before"),
        pytest.param("2023-01-31", "2023-01-31", 0, id="the due day itself"),
        pytest.param("2023-01-31", "2023-01-29", 2, id="a Sunday that is worked"),
        pytest.param("2025-01-31", "2025-01-27", 1, id="the last working day before a festival"),
        pytest.param("2025-01-31", "2025-01-28", 0, id="in the festival"),
    ],
)
def test_the_working_days_that_are_left(due: str, today: str, count: int) -> None:
    left = working_days_before(date.fromisoformat(due), date.fromisoformat(today))

    assert (left.count, left.note) == (count, None)


def test_a_number_that_leads_into_an_unknown_year_comes_with_its_note() -> None:
    left = working_days_before(date(UNKNOWN, 1, 31), date(UNKNOWN - 1, 12, 28))

    assert left.unannounced == (UNKNOWN,)
    assert left.note is not None
    assert left.note.zh == f"{UNKNOWN}年节假日安排尚未公布，按周一至周五计算"


def test_the_note_names_every_unknown_year_once() -> None:
    note = unannounced_words([2028, 2027, 2028])

    assert note is not None
    assert note.zh.startswith("2027、2028年")
    assert unannounced_words([]) is None


@pytest.mark.parametrize(
    ("due", "days"),
    [
        pytest.param("2025-01-31", "01-08 01-15 01-22 01-26 01-27", id="before the Spring Festival of 2025"),
        pytest.param("2025-03-31", "03-10 03-17 03-24 03-27 03-28", id="in March"),
        pytest.param("2024-01-31", "01-10 01-17 01-24 01-29 01-30", id="in an ordinary January"),
    ],
)
def test_the_ladder_of_a_due_day(due: str, days: str) -> None:
    steps = reminders_for(date.fromisoformat(due))

    assert [f"{step.day:%m-%d}" for step in steps] == days.split()
    assert [step.left.count for step in steps] == list(LADDER)


def test_each_step_of_the_ladder_counts_as_many_days_as_it_says() -> None:
    for due in (date(year, month, 31) for year in range(2010, UNKNOWN + 2) for month in (1, 3)):
        assert [working_days_before(due, step.day) for step in reminders_for(due)] == [
            step.left for step in reminders_for(due)
        ]


@pytest.mark.parametrize(
    ("today", "soon"),
    [("2025-01-07", False), ("2025-01-08", True), ("2025-01-31", True), ("2025-02-01", False)],
)
def test_it_is_due_soon_from_the_first_reminder_until_it_is_due(today: str, soon: bool) -> None:
    assert is_due_soon(date(2025, 1, 31), date.fromisoformat(today)) is soon
