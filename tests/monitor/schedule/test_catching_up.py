from collections import Counter
from datetime import date, datetime, timedelta

import pytest

from crawler.domain.clock import SHANGHAI
from monitor.schedule import CatchUp, Settled, settle, share_of_the_month

GRACE = timedelta(hours=1)


def at(day: int, hour: int = 2) -> datetime:
    return datetime(2026, 1, day, hour, tzinfo=SHANGHAI)


@pytest.mark.parametrize("catch_up", CatchUp)
def test_a_run_within_its_grace_is_no_run_missed(catch_up: CatchUp) -> None:
    assert settle(catch_up, [at(5)], at(5, 3), GRACE) == Settled(run=(at(5),))


def test_what_is_skipped_is_not_made_up_for() -> None:
    assert settle(CatchUp.SKIP, [at(3), at(4)], at(5), GRACE) == Settled((), (at(3), at(4)), (at(3), at(4)))


def test_a_run_in_time_runs_though_those_before_it_were_missed() -> None:
    settled = settle(CatchUp.SKIP, [at(3), at(4), at(5)], at(5), GRACE)

    assert settled == Settled((at(5),), (at(3), at(4)), (at(3), at(4)))


def test_one_run_stands_for_all_that_were_missed() -> None:
    assert settle(CatchUp.ONCE, [at(3), at(4)], at(5), GRACE) == Settled((at(4),), (at(3),), (at(3), at(4)))


def test_each_run_is_made_up_for_in_its_order() -> None:
    assert settle(CatchUp.ALL, [at(3), at(4)], at(5), GRACE) == Settled((at(3), at(4)), (), (at(3), at(4)))


@pytest.mark.parametrize("catch_up", CatchUp)
def test_where_nothing_is_due_nothing_is_done(catch_up: CatchUp) -> None:
    assert settle(catch_up, [], at(5), GRACE) == Settled()


@pytest.mark.parametrize(("month", "days"), [(2, 28), (4, 30), (7, 31)])
def test_every_site_has_one_turn_in_every_month(month: int, days: int) -> None:
    turns = Counter(
        day
        for number in range(600)
        for day in range(1, days + 1)
        if share_of_the_month(f"site {number}", date(2026, month, day))
    )

    assert turns.total() == 600
    assert max(turns) <= 28
    assert max(turns.values()) < 60
