"""Slots are run once, missed ones as each job says; the clock is the test's."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import Engine

from crawler.domain.clock import SHANGHAI
from crawler.domain.errors import CrawlFailed
from crawler.fetch.hours import Hours
from monitor.jobs.slot_keeper import Occasion, SlotKeeper, Terms
from monitor.schedule import CatchUp, PlannedJob, Season
from storage.slots import SlotState
from storage.unit_of_work import open_database, unit_of_work

HOUR = timedelta(hours=1)
LEASE = timedelta(minutes=10)


def at(day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, 1, day, hour, minute, tzinfo=SHANGHAI)


def daily(name: str, hour: int, **terms: object) -> PlannedJob:
    return PlannedJob(name, (Season((1, 1), (12, 31), (time(hour),)),), **terms)  # type: ignore[arg-type]


CRAWL = daily("crawl", 2)


@pytest.fixture
def dialect() -> str:
    return "sqlite"


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    engine = open_database(url)
    yield engine
    engine.dispose()


@dataclass
class Room:
    """A database with schedulers over it, and one clock for them all."""

    engine: Engine
    now: datetime = field(default_factory=lambda: at(1))
    ran: list[tuple[str, datetime]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def keeper(self, *jobs: PlannedJob, owner: str = "a", does: Callable[[Occasion], str] | None = None) -> SlotKeeper:
        def acting(name: str) -> Callable[[Occasion], str]:
            def act(occasion: Occasion) -> str:
                self.ran.append((name, occasion.due_at))
                return does(occasion) if does is not None else "well"

            return act

        actions = {job.name: acting(job.name) for job in jobs}
        plan = {job.name: job for job in jobs}
        return SlotKeeper(self.engine, plan, actions, Terms(owner, HOUR, LEASE), lambda: self.now, self.said.append)

    def run_all(self, keeper: SlotKeeper, now: datetime) -> list[tuple[str, datetime]]:
        """Run what is due at a moment; what was run."""
        self.now, before = now, len(self.ran)
        while ready := keeper.look():
            keeper.run(ready[0])
        return self.ran[before:]


@pytest.fixture
def room(engine: Engine) -> Room:
    return Room(engine)


def test_the_first_look_begins_the_schedule_and_runs_nothing(room: Room) -> None:
    assert room.run_all(room.keeper(CRAWL), at(5, 12)) == []
    assert room.said == []


def test_a_slot_is_run_once_however_often_one_looks(room: Room) -> None:
    keeper = room.keeper(CRAWL)
    room.run_all(keeper, at(1))

    assert room.run_all(keeper, at(1, 2)) == [("crawl", at(1, 2))]
    assert room.run_all(keeper, at(1, 2, 1)) == []
    assert room.run_all(room.keeper(CRAWL, owner="b"), at(1, 2, 2)) == []
    assert room.said == ["2026-01-01 02:00 crawl: well"]


def test_a_clock_that_jumps_back_runs_nothing_again(room: Room) -> None:
    keeper = room.keeper(CRAWL)
    room.run_all(keeper, at(1))
    room.run_all(keeper, at(1, 2, 5))

    assert room.run_all(keeper, at(1, 1, 30)) == []
    assert room.run_all(keeper, at(1, 2)) == []
    assert room.run_all(room.keeper(CRAWL, owner="after a restart"), at(1, 2, 1)) == []
    assert room.run_all(keeper, at(2, 2)) == [("crawl", at(2, 2))]


def test_a_clock_that_was_years_ahead_for_a_while_does_not_stop_the_schedule(room: Room) -> None:
    keeper = room.keeper(CRAWL)
    room.run_all(keeper, at(1))
    room.run_all(keeper, at(1, 2))
    room.run_all(keeper, datetime(2036, 1, 1, tzinfo=SHANGHAI))

    assert room.run_all(keeper, at(1, 2, 1)) == []
    assert room.run_all(keeper, at(2, 2)) == [("crawl", at(2, 2))]
    assert room.run_all(room.keeper(CRAWL, owner="b"), at(3, 2)) == [("crawl", at(3, 2))]


@pytest.mark.parametrize(
    ("catch_up", "ran"),
    [
        (CatchUp.SKIP, []),
        (CatchUp.ONCE, [("crawl", at(4, 2))]),
        (CatchUp.ALL, [("crawl", at(2, 2)), ("crawl", at(3, 2)), ("crawl", at(4, 2))]),
    ],
)
def test_what_was_missed_is_made_up_for_as_the_job_says(
    room: Room, catch_up: CatchUp, ran: list[tuple[str, datetime]]
) -> None:
    job = daily("crawl", 2, catch_up=catch_up)
    room.run_all(room.keeper(job), at(1, 12))

    assert room.run_all(room.keeper(job, owner="b"), at(4, 12)) == ran
    what_now = "it is left out" if catch_up is CatchUp.SKIP else "it is made up for"
    assert room.said[0] == f"missed: crawl was due at 2026-01-04 02:00 and did not run, nor 2 times before; {what_now}"
    assert sum("missed" in line for line in room.said) == 1


def test_runs_missed_before_one_in_time_are_told_as_well(room: Room) -> None:
    keeper = room.keeper(CRAWL)
    room.run_all(keeper, at(1, 12))

    assert room.run_all(keeper, at(4, 2)) == [("crawl", at(4, 2))]
    assert room.said[0] == "missed: crawl did not run 2 times before 2026-01-04 02:00, which stands for them"


def test_a_job_that_runs_all_day_long_is_heard_of_when_it_has_something_new_to_say(room: Room) -> None:
    times = tuple(time(hour) for hour in range(24))
    words = iter(["nothing", "nothing", "2 sent", "nothing"])
    job = PlannedJob("deliver", (Season((1, 1), (12, 31), times),), CatchUp.SKIP)
    keeper = room.keeper(job, does=lambda occasion: next(words))
    for hour in range(4, 9):
        room.run_all(keeper, at(1, hour))

    assert len(room.ran) == 4
    assert [line.partition(" deliver: ")[2] for line in room.said] == ["nothing", "2 sent", "nothing"]


def test_a_whole_run_by_hand_since_is_no_run_missed_and_one_of_some_units_is(room: Room) -> None:
    keeper = room.keeper(CRAWL)
    room.run_all(keeper, at(1, 12))
    with unit_of_work(room.engine) as work:
        work.runs.end(work.runs.begin("crawl", at(2, 9)), at(2, 10), "done", {"asked": {"units": ""}})
    assert room.run_all(keeper, at(2, 12)) == []

    with unit_of_work(room.engine) as work:
        work.runs.end(work.runs.begin("crawl", at(3, 9)), at(3, 10), "done", {"asked": {"units": "370902"}})
    assert room.run_all(keeper, at(3, 12)) == [("crawl", at(3, 2))]


def test_a_job_that_waits_for_another_runs_after_it(room: Room) -> None:
    monitor = daily("monitor", 2, after=frozenset({"crawl"}))
    keeper = room.keeper(monitor, CRAWL)
    room.run_all(keeper, at(1))
    room.now = at(1, 2)

    assert [slot.job for slot in room.keeper(CRAWL, monitor, owner="b").look()] == ["crawl"]
    assert [name for name, _ in room.run_all(room.keeper(CRAWL, monitor), at(1, 2))] == ["crawl", "monitor"]


def test_a_job_waits_while_another_process_runs_what_it_waits_for(room: Room) -> None:
    monitor = daily("monitor", 3, after=frozenset({"crawl"}))
    other = room.keeper(CRAWL, monitor, owner="b")
    waited: list[int] = []

    def look_meanwhile(occasion: Occasion) -> str:
        room.now = at(1, 3)
        waited.append(len(other.look()))
        return "well"

    keeper = room.keeper(CRAWL, does=look_meanwhile)
    room.run_all(keeper, at(1))
    with unit_of_work(room.engine) as work:
        work.slots.plan("monitor", at(1, 3))
    room.now = at(1, 2, 55)
    keeper.run(keeper.look()[0])

    assert waited == [0]
    assert [slot.job for slot in other.look()] == ["monitor"]


def test_a_missed_crawl_waits_for_the_hours_in_which_sites_may_be_asked(room: Room) -> None:
    job = daily("crawl", 2, hours=Hours.read("22:00-06:00"))
    keeper = room.keeper(job)
    room.run_all(keeper, at(1))

    assert room.run_all(keeper, at(1, 12)) == []
    assert room.run_all(keeper, at(1, 22)) == [("crawl", at(1, 2))]
    assert sum("missed" in line for line in room.said) == 1


@pytest.mark.parametrize(
    ("error", "said"),
    [(CrawlFailed("no reason"), "error: the crawl failed: no reason"), (RuntimeError("oh"), "bug: RuntimeError: oh")],
)
def test_a_job_that_fails_is_noted_and_the_next_slot_runs(room: Room, error: Exception, said: str) -> None:
    def fail(occasion: Occasion) -> str:
        raise error

    keeper = room.keeper(CRAWL, does=fail)
    room.run_all(keeper, at(1))
    room.run_all(keeper, at(1, 2))

    with unit_of_work(room.engine) as work:
        [slot] = work.slots.latest(9)
    assert (slot.state, slot.outcome) == (SlotState.FAILED, said)
    assert room.run_all(keeper, at(2, 2)) == [("crawl", at(2, 2))]


def killed_in_the_middle(room: Room, owner: str) -> None:
    """Begin the slot that is due and vanish, as a process that is killed does."""
    [slot] = room.keeper(CRAWL, owner=owner).look()
    with unit_of_work(room.engine) as work:
        work.slots.claim(slot, owner, room.now, LEASE)


def test_what_a_killed_process_began_is_taken_over_once_its_lease_has_run_out(room: Room) -> None:
    room.run_all(room.keeper(CRAWL), at(1))
    room.now = at(1, 2)
    killed_in_the_middle(room, "dead")
    keeper = room.keeper(CRAWL, owner="b")

    assert room.run_all(keeper, at(1, 2, 9)) == []
    assert room.run_all(keeper, at(1, 2, 10)) == [("crawl", at(1, 2))]
    assert room.said[0] == "taken over: crawl of 2026-01-01 02:00 was begun by dead and did not end"


def test_who_is_known_to_be_gone_is_not_waited_for(room: Room) -> None:
    room.run_all(room.keeper(CRAWL), at(1))
    room.now = at(1, 2)
    killed_in_the_middle(room, "dead")
    terms = Terms("b", HOUR, LEASE, is_gone=lambda owner: owner == "dead")
    keeper = SlotKeeper(room.engine, {"crawl": CRAWL}, {"crawl": str}, terms, lambda: room.now, room.said.append)

    assert [slot.owner for slot in keeper.look()] == ["dead"]
    keeper.run(keeper.look()[0])
    assert keeper.look() == ()


def test_what_kills_every_process_that_begins_it_is_given_up(room: Room) -> None:
    room.run_all(room.keeper(CRAWL), at(1))
    for number in range(10):
        room.now = at(1, 2) + number * LEASE
        killed_in_the_middle(room, f"dead {number}")

    assert room.run_all(room.keeper(CRAWL), at(1, 4)) == []
    with unit_of_work(room.engine) as work:
        [slot] = work.slots.latest(9)
    assert (slot.state, slot.outcome) == (SlotState.FAILED, "begun 10 times and never ended")


def test_who_lost_a_slot_to_another_says_so_and_does_not_end_it(room: Room) -> None:
    def sleep_through_the_lease(occasion: Occasion) -> str:
        room.now = at(1, 2, 30)
        other = room.keeper(CRAWL, owner="b")
        with suppress(IndexError):
            other.run(other.look()[0])
        return "late"

    keeper = room.keeper(CRAWL, does=sleep_through_the_lease)
    room.run_all(keeper, at(1))
    room.now = at(1, 2)

    assert not keeper.run(keeper.look()[0])
    assert room.said[-1] == "error: crawl of 2026-01-01 02:00 was taken over meanwhile by another process"
    with unit_of_work(room.engine) as work:
        assert [(slot.owner, slot.outcome) for slot in work.slots.latest(1)] == [("b", "well")]


def test_a_slot_of_a_job_that_the_plan_has_no_more_is_closed(room: Room) -> None:
    room.run_all(room.keeper(CRAWL), at(1))
    with unit_of_work(room.engine) as work:
        work.slots.plan("dance", at(1, 1))

    room.run_all(room.keeper(CRAWL), at(1, 1))

    with unit_of_work(room.engine) as work:
        assert work.slots.overdue(at(9), HOUR) == ()
