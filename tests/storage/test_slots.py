"""Slots in the database: taken once, held by a lease, ended by their owner."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from storage.slots import Heartbeat, Slot, SlotState
from storage.unit_of_work import UnitOfWork, open_database, unit_of_work

DUE = datetime(2026, 1, 31, 18, tzinfo=UTC)
LEASE = timedelta(minutes=10)


def after(minutes: float) -> datetime:
    return DUE + timedelta(minutes=minutes)


@pytest.fixture
def other_engine(url: str) -> Iterator[Engine]:
    """The same database, opened by somebody else."""
    engine = open_database(url)
    yield engine
    engine.dispose()


def planned(work: UnitOfWork, job: str = "crawl", due_at: datetime = DUE) -> Slot:
    work.slots.plan(job, due_at)
    [slot] = [one for one in work.slots.outstanding(due_at) if one.job == job and one.due_at == due_at]
    return slot


def claimed(work: UnitOfWork, owner: str = "a") -> Slot:
    slot = work.slots.claim(planned(work), owner, DUE, LEASE)
    assert slot is not None
    return slot


def test_a_due_time_is_one_slot_however_often_it_is_planned(engine: Engine) -> None:
    with unit_of_work(engine) as work:
        planned_again = [work.slots.plan("crawl", DUE) for _ in range(3)]

        assert planned_again == [True, False, False]
        assert [slot.job for slot in work.slots.outstanding(DUE)] == ["crawl"]
        assert work.slots.outstanding(after(-1)) == ()


def test_a_slot_is_taken_by_the_first_who_asks(engine: Engine, other_engine: Engine) -> None:
    with unit_of_work(engine) as work:
        slot = planned(work)
    with unit_of_work(engine) as ours:
        first = ours.slots.claim(slot, "a", DUE, LEASE)
    with unit_of_work(other_engine) as theirs:
        second = theirs.slots.claim(slot, "b", DUE, LEASE)

    assert first is not None
    assert (first.state, first.owner, first.attempt, first.lease_until) == (SlotState.CLAIMED, "a", 1, after(10))
    assert second is None


def test_a_slot_is_not_taken_from_one_who_shows_signs_of_life(engine: Engine) -> None:
    with unit_of_work(engine) as work:
        slot = claimed(work)
        assert work.slots.renew(slot, after(20))
        [renewed] = work.slots.running(after(15))

        assert work.slots.claim(renewed, "b", after(15), LEASE) is None
        assert work.slots.outstanding(after(15)) == ()


def test_who_is_gone_loses_the_slot_and_has_no_say_in_its_end(engine: Engine) -> None:
    with unit_of_work(engine) as work:
        lost = claimed(work)
        [seen] = work.slots.outstanding(after(10))
        taken = work.slots.claim(seen, "b", after(10), LEASE)

        assert taken is not None
        assert taken.attempt == 2
        assert not work.slots.renew(lost, after(30))
        assert not work.slots.end(lost, SlotState.DONE, after(11), "done twice")
        assert work.slots.end(taken, SlotState.DONE, after(12), "12 sites")
        assert work.slots.get(lost.id) == Slot(
            lost.id, "crawl", DUE, SlotState.DONE, 2, 0, "b", None, after(10), after(12), "12 sites"
        )


def test_a_process_that_comes_back_as_itself_still_cannot_end_an_earlier_attempt(engine: Engine) -> None:
    with unit_of_work(engine) as work:
        before = claimed(work)
        [seen] = work.slots.outstanding(after(10))
        again = work.slots.claim(seen, "a", after(10), LEASE)

        assert again is not None
        assert not work.slots.end(before, SlotState.FAILED, after(11), "")


def test_what_was_done_is_not_taken_again(engine: Engine) -> None:
    with unit_of_work(engine) as work:
        slot = claimed(work)
        work.slots.end(slot, SlotState.DONE, after(1), "")

        assert work.slots.claim(slot, "b", after(60), LEASE) is None
        assert not work.slots.plan("crawl", DUE)
        assert not work.slots.pass_over(slot, SlotState.SKIPPED, after(60), "")


def test_what_somebody_runs_is_not_passed_over(engine: Engine) -> None:
    with unit_of_work(engine) as work:
        slot = planned(work)
        work.slots.claim(slot, "a", DUE, LEASE)

        assert not work.slots.pass_over(slot, SlotState.SKIPPED, after(1), "missed")


def test_what_is_late_or_failed_can_be_seen(engine: Engine) -> None:
    hour = timedelta(hours=1)
    with unit_of_work(engine) as work:
        crawl = claimed(work)
        work.slots.plan("monitor", DUE)
        work.slots.plan("alert", after(90))

        assert [slot.job for slot in work.slots.overdue(after(61), hour)] == ["monitor"]
        assert {slot.job for slot in work.slots.overdue(after(71), hour)} == {"crawl", "monitor"}
        work.slots.end(crawl, SlotState.FAILED, after(72), "error: no such site")
        [failed] = work.slots.latest(9, "crawl")
        assert (failed.state, failed.outcome) == (SlotState.FAILED, "error: no such site")


def test_the_last_of_each_job_is_known(engine: Engine) -> None:
    with unit_of_work(engine) as work:
        for minutes, state in ((0, SlotState.DONE), (60, SlotState.FAILED)):
            slot = work.slots.claim(planned(work, due_at=after(minutes)), "a", after(minutes + 5), LEASE)
            assert slot is not None
            work.slots.end(slot, state, after(minutes + 9), "")
        work.slots.plan("crawl", after(120), passed_over=3)

        last = work.slots.last_run(after(500))["crawl"]
        assert (last.state, last.late_by) == (SlotState.FAILED, timedelta(minutes=5))
        assert work.slots.last_due(after(500)) == {"crawl": after(120)}
        assert [slot.passed_over for slot in work.slots.skipped(DUE)] == [3]
        assert [slot.due_at for slot in work.slots.latest(2, "crawl")] == [after(120), after(60)]


def test_a_scheduler_is_known_by_when_it_was_seen_last_and_one_that_stops_by_that(engine: Engine) -> None:
    with unit_of_work(engine) as work:
        work.slots.beat("a", DUE, DUE)
        work.slots.beat("a", DUE, after(5))
        work.slots.beat("b", after(1), after(1))
        work.slots.stop("b", after(2))

        ours, theirs = work.slots.heartbeats()

    assert ours == Heartbeat("a", DUE, after(5))
    assert theirs == Heartbeat("b", after(1), after(1), stopped_at=after(2))


def test_what_a_clock_in_the_future_has_seen_does_not_count(engine: Engine) -> None:
    years_ahead = DUE + timedelta(days=3650)
    with unit_of_work(engine) as work:
        assert work.slots.looked_until(after(10)) is None
        work.slots.beat("b", years_ahead, years_ahead)
        assert work.slots.looked_until(after(10)) is None
        work.slots.beat("a", DUE, after(1))
        assert work.slots.looked_until(after(10)) == after(1)
        work.slots.beat("a", DUE, years_ahead)
        assert work.slots.looked_until(after(10)) == DUE


def test_what_is_long_past_is_forgotten_but_for_the_last_and_what_is_open(engine: Engine) -> None:
    with unit_of_work(engine) as work:
        work.slots.plan("monitor", DUE)
        slots = [planned(work, due_at=after(minutes)) for minutes in (0, 1, 2, 3)]
        for slot in slots:
            work.slots.pass_over(slot, SlotState.SKIPPED, slot.due_at, "missed")

        work.slots.forget(all_but=2)
        assert [slot.due_at for slot in work.slots.latest(9, "crawl")] == [after(3), after(2)]

        work.slots.forget(all_but=0)
        assert [(slot.job, slot.due_at) for slot in work.slots.latest(9)] == [("crawl", after(3)), ("monitor", DUE)]
