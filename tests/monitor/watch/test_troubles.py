"""What is broken of ours, by facts alone; whatever it is, no unit is blamed for it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from crawler.domain.evidence import VisitOutcome
from crawler.domain.message import Kind, Plane
from monitor.config.watch_settings import WatchSettings
from monitor.watch import Broken, CanaryFacts, Facts, troubles_of
from storage.eyesight import Look
from storage.outbox_records import Posted, State
from storage.runs import Run
from storage.slots import Heartbeat, Slot, SlotState

NOW = datetime(2025, 4, 1, 9, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SITE = "www.yunxi.gov.cn"
GOOD, DOWN, BLOCKED = VisitOutcome.COMPLETE, VisitOutcome.DOWN, VisitOutcome.BLOCKED


def looks(*outcomes: VisitOutcome, every: timedelta = DAY) -> tuple[Look, ...]:
    """Visits, the last of them now; each that was not complete with its cause."""
    began = NOW - (len(outcomes) - 1) * every
    return tuple(
        Look(began + number * every, outcome, (), "" if outcome is GOOD else "no answer: TimeoutError")
        for number, outcome in enumerate(outcomes)
    )


def found(known: Mapping[Broken, str] | None = None, **facts: Any) -> list[tuple[Broken, str]]:
    open_already = frozenset((kind.value, about) for kind, about in (known or {}).items())
    return [(one.kind, one.about) for one in troubles_of(Facts(NOW, WatchSettings(), known=open_already, **facts))]


def of_site(*outcomes: VisitOutcome, known: Mapping[Broken, str] | None = None, every: timedelta = DAY) -> list[Broken]:
    return [kind for kind, _ in found(known, looks={SITE: looks(*outcomes, every=every)})]


def posted(state: State, created_at: datetime, recipient: str = "county") -> Posted:
    facts = (Plane.OFFICES, Kind.NOTICE, "通报", created_at, state, 16, created_at, None, "550 no such mailbox")
    return Posted(1, "0a", recipient, "mail", *facts)


def slot(job: str, state: SlotState, due_at: datetime) -> Slot:
    return Slot(1, job, due_at, state, outcome="the database is locked")


def test_nothing_is_broken_where_nothing_is_known() -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("outcomes", "every", "expected"),
    [
        ((GOOD, DOWN, DOWN), DAY, []),
        ((GOOD, DOWN, DOWN, DOWN), DAY, [Broken.UNREACHABLE]),
        ((DOWN, DOWN, DOWN, GOOD), DAY, []),
        ((DOWN, DOWN), 28 * DAY, [Broken.UNREACHABLE]),
        ((DOWN,), DAY, []),
        ((DOWN, BLOCKED, DOWN), DAY, []),
        ((BLOCKED, BLOCKED, BLOCKED), DAY, [Broken.BLOCKED]),
        ((GOOD, VisitOutcome.ROBOTS, BLOCKED, BLOCKED), DAY, [Broken.BLOCKED]),
        ((GOOD, VisitOutcome.HIJACKED), DAY, [Broken.HIJACKED]),
        (
            (VisitOutcome.COLUMN_NOT_FOUND, VisitOutcome.LISTING_INCOMPLETE, VisitOutcome.REDIRECTED_HOME),
            DAY,
            [Broken.UNSEEN],
        ),
        ((VisitOutcome.BUDGET_SPENT,) * 6, DAY, []),
    ],
)
def test_a_site_is_in_trouble_when_enough_visits_say_so(
    outcomes: tuple[VisitOutcome, ...], every: timedelta, expected: list[Broken]
) -> None:
    assert of_site(*outcomes, every=every) == expected


def test_one_good_visit_does_not_end_the_trouble_of_a_site_and_two_do() -> None:
    known = {Broken.UNREACHABLE: SITE}

    assert of_site(DOWN, DOWN, DOWN, GOOD, known=known) == [Broken.UNREACHABLE]
    assert of_site(DOWN, DOWN, GOOD, GOOD, known=known) == []


def test_most_sites_at_once_are_one_trouble_of_our_own_way_out() -> None:
    many = {f"www.{number}.gov.cn": looks(DOWN, DOWN, DOWN) for number in range(5)}

    assert found(looks=many | {SITE: looks(GOOD)}) == [(Broken.WAY_OUT, "")]
    assert len(found(looks=dict(list(many.items())[:4]))) == 4


def test_sites_that_were_told_before_stay_in_trouble_while_our_way_out_is_broken() -> None:
    many = {f"www.{number}.gov.cn": looks(DOWN, DOWN, DOWN) for number in range(5)}

    seen = found({Broken.UNREACHABLE: "www.1.gov.cn"}, looks=many)

    assert seen == [(Broken.WAY_OUT, ""), (Broken.UNREACHABLE, "www.1.gov.cn")]


def test_columns_at_addresses_of_another_shape_are_a_rebuilt_site() -> None:
    old, new = ("http://a.gov.cn/col/col12/index.html",), ("http://a.gov.cn/zfxxgk/nb/list.jspx",)
    moved = ("http://a.gov.cn/col/col77/index.html",)

    def seen(*columns: tuple[str, ...]) -> list[Broken]:
        visits = tuple(Look(NOW, GOOD, one) for one in columns)
        return [kind for kind, _ in found(looks={SITE: visits})]

    assert seen(old, (), new) == [Broken.REBUILT]
    assert seen(old, moved) == []
    assert seen(old, (*new, *moved)) == []
    assert seen(new, new, new) == []


def test_units_that_a_crawl_lost_are_a_trouble_of_their_site() -> None:
    assert found(silent={SITE: ("370902", "370903")}) == [(Broken.SILENT, SITE)]


@pytest.mark.parametrize(
    ("met_at", "walked_at", "missed"),
    [
        (NOW - DAY, NOW - DAY - HOUR, False),
        (NOW - DAY, NOW - HOUR, True),
        (NOW - DAY, None, False),
        (NOW - 36 * DAY, NOW - 37 * DAY, True),
        (None, NOW - HOUR, True),
    ],
)
def test_a_canary_is_missed_when_a_full_walk_did_not_meet_it_or_nobody_has_for_long(
    met_at: datetime | None, walked_at: datetime | None, missed: bool
) -> None:
    canary = CanaryFacts("370900", "样例市人民政府", met_at, walked_at)

    assert found(canaries=(canary,)) == ([(Broken.CANARY, "370900")] if missed else [])


def test_checks_that_crashed_are_a_trouble_each() -> None:
    assert found(rule_errors={"T3-02": 4, "PUB-05": 1}) == [(Broken.RULE_ERROR, "PUB-05"), (Broken.RULE_ERROR, "T3-02")]


def test_a_crawl_and_a_job_that_failed_are_troubles_until_they_do_not() -> None:
    failed = Run(7, "crawl", NOW, NOW, "failed", {"reason": None})
    slots = {"monitor": slot("monitor", SlotState.FAILED, NOW), "alert": slot("alert", SlotState.DONE, NOW)}

    assert found(last_crawl=failed, last_slots=slots) == [(Broken.CRAWL_FAILED, ""), (Broken.JOB_FAILED, "monitor")]
    assert found(last_crawl=replace(failed, outcome="done")) == []


def test_a_failure_is_not_over_while_the_next_run_is_under_way() -> None:
    known = {Broken.CRAWL_FAILED: "", Broken.JOB_FAILED: "monitor"}
    running = Run(8, "crawl", NOW)
    slots = {"monitor": slot("monitor", SlotState.CLAIMED, NOW)}

    assert found(last_crawl=running, last_slots=slots) == []
    assert [kind for kind, _ in found(known, last_crawl=running, last_slots=slots)] == list(known)


def test_a_job_that_waits_for_a_long_crawl_is_not_late() -> None:
    late = (slot("alert", SlotState.DUE, NOW - 3 * HOUR), slot("summary", SlotState.DUE, NOW - 3 * HOUR))

    assert found(overdue=late, waiting=frozenset({"alert"})) == [(Broken.JOB_LATE, "summary")]


def test_a_scheduler_that_came_back_says_how_long_none_was_there() -> None:
    before = Heartbeat("a", NOW - 9 * DAY, NOW - 2 * DAY)
    back = Heartbeat("b", NOW - HOUR / 2, NOW)

    [trouble] = troubles_of(Facts(NOW, WatchSettings(), heartbeats=(back, before)))

    assert trouble.said.zh == "2025-03-30 17:00至2025-04-01 16:30没有调度程序运行，期间未采集、未通知。"
    assert found(heartbeats=(replace(back, started_at=NOW - 2 * HOUR), before)) == []
    assert found(heartbeats=(back, replace(before, seen_at=NOW - HOUR))) == []


def test_a_job_that_is_late_is_told_once_for_all_its_due_times() -> None:
    late = tuple(slot("crawl", SlotState.DUE, NOW - number * DAY) for number in (3, 2, 1))

    [trouble] = troubles_of(Facts(NOW, WatchSettings(), overdue=late))

    assert (trouble.kind, trouble.about) == (Broken.JOB_LATE, "crawl")
    assert "2025-03-29 17:00" in trouble.said.zh
    assert "3次" in trouble.said.zh


def test_a_scheduler_is_missed_when_none_was_heard_of_for_long_and_one_was_there() -> None:
    dead, alive = (Heartbeat(owner, NOW - DAY, seen) for owner, seen in (("a", NOW - 2 * HOUR), ("b", NOW)))

    assert found(heartbeats=(dead,)) == [(Broken.SCHEDULER_GONE, "")]
    assert found(heartbeats=(replace(dead, stopped_at=NOW - 2 * HOUR),)) == [(Broken.SCHEDULER_GONE, "")]
    assert found(heartbeats=(alive, dead)) == []


def test_a_disk_that_was_too_full_needs_a_little_more_room() -> None:
    full = [(Broken.DISK, "")]

    assert (found(disk_free=0.09), found(disk_free=0.105)) == (full, [])
    assert (found({Broken.DISK: ""}, disk_free=0.105), found({Broken.DISK: ""}, disk_free=0.12)) == (full, [])


def test_messages_that_were_given_up_or_wait_too_long_are_troubles() -> None:
    dead = tuple(posted(State.DEAD, NOW, recipient) for recipient in ("county", "county", "city"))

    assert found(dead=dead) == [(Broken.DEAD_LETTERS, "city/mail"), (Broken.DEAD_LETTERS, "county/mail")]
    assert found(oldest_open=posted(State.PENDING, NOW - 25 * HOUR)) == [(Broken.OUTBOX_OLD, "")]
    assert found(oldest_open=posted(State.PENDING, NOW - 23 * HOUR)) == []


def test_no_trouble_of_a_site_is_worded_as_a_fault_of_a_unit() -> None:
    facts = Facts(
        NOW,
        WatchSettings(),
        looks={SITE: looks(DOWN, DOWN, DOWN)},
        silent={SITE: ("370902",)},
        canaries=(CanaryFacts("370900", "样例市人民政府", None, None),),
    )

    said = [trouble.said.zh for trouble in troubles_of(facts)]

    assert len(said) == 3
    assert not [text for text in said if "未公布年报" in text or "逾期" in text or "未按时" in text]
    assert all("采集" in text or "监测条件" in text for text in said)
