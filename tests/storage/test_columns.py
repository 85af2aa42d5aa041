"""Moments: what is put in comes back, in UTC."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as some
from sqlalchemy import Engine
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import StatementError

from storage.columns import Moment
from storage.unit_of_work import unit_of_work

BEIJING = timezone(timedelta(hours=8))


def test_a_time_in_beijing_is_the_same_moment_in_utc(engine: Engine) -> None:
    with unit_of_work(engine) as work:
        work.runs.begin("crawl", datetime(2025, 4, 1, 0, 30, 0, 123456, tzinfo=BEIJING))

    with unit_of_work(engine) as work:
        run = work.runs.last("crawl")
    assert run is not None
    assert run.started_at == datetime(2025, 3, 31, 16, 30, 0, 123456, tzinfo=UTC)
    assert run.started_at.tzinfo is UTC


def test_a_time_without_a_zone_is_refused(engine: Engine) -> None:
    with pytest.raises(StatementError, match="no time zone"), unit_of_work(engine) as work:
        work.runs.begin("crawl", datetime(2025, 4, 1))  # noqa: DTZ001  # the very thing that is refused


OFFSETS = some.integers(-23 * 60, 23 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
BOUNDS = datetime(1990, 1, 1), datetime(2100, 1, 1)  # noqa: DTZ001  # bounds, not times


@given(some.datetimes(*BOUNDS, timezones=OFFSETS))
def test_no_moment_is_lost_on_the_way(moment: datetime) -> None:
    column, dialect = Moment(), sqlite.dialect()

    back = column.process_result_value(column.process_bind_param(moment, dialect), dialect)

    assert back == moment
