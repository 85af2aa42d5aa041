"""The outbox: nothing twice, in order, and never to two senders at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from sqlalchemy import Engine

from crawler.domain.errors import AlreadyTold, UnknownMessage, WrongState
from crawler.domain.message import Attachment, Kind, Message, Outgoing, Plane, Told
from crawler.domain.wording import Language
from storage.outbox_records import State
from storage.unit_of_work import unit_of_work

NOW = datetime(2025, 4, 1, 9, tzinfo=UTC)
LEASE = timedelta(minutes=10)
LATER = timedelta(minutes=1)

STEPS = pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
"""For what is alike on both databases: statements that the tests on both use, too."""


def message(*keys: str, to: str = "yunxi", channel: str = "mail") -> Message:
    told = tuple(Told(key, f"{key}：疑似逾期未公布", "370902", 2024, "PUB-01") for key in keys)
    return Message(to, channel, Plane.OFFICES, Kind.NOTICE, Language.CHINESE, "监测通报", "……", told)


def put(engine: Engine, *messages: Message, at: datetime = NOW) -> list[str | None]:
    with unit_of_work(engine) as work:
        return [work.outbox.put(one, at) for one in messages]


def claim(engine: Engine, now: datetime = NOW, owner: str = "one") -> Outgoing | None:
    with unit_of_work(engine) as work:
        return work.outbox.claim(now, owner, LEASE)


def claimed(engine: Engine, now: datetime = NOW, owner: str = "one") -> Outgoing:
    found = claim(engine, now, owner)
    assert found is not None
    return found


def state(engine: Engine, message_id: str | None) -> State:
    with unit_of_work(engine) as work:
        return work.outbox.get(str(message_id)).posted.state


def test_a_message_comes_out_as_it_was_put(engine: Engine) -> None:
    file = Attachment("问题清单.xlsx", "application/vnd.ms-excel", b"PK\x00\xff")
    whole = replace(
        message("1", "2"), record={"单位": ["云溪县"], "n": 1.5}, attachments=(file,), link="http://127.0.0.1/a"
    )

    [message_id] = put(engine, whole)

    assert claimed(engine) == Outgoing(str(message_id), whole, NOW, 1)


@STEPS
def test_what_was_told_before_is_not_put_again(engine: Engine) -> None:
    [first] = put(engine, message("1", "2"))

    assert put(engine, message("1", "2"), message("2"), message("2", "1")) == [None, None, None]

    with unit_of_work(engine) as work:
        assert work.outbox.told("yunxi", "mail") == {"1", "2"}
        assert work.outbox.told("yunxi", "webhook") == frozenset()
        assert [posted.id for posted in work.outbox.listing()] == [first]


@STEPS
def test_the_same_is_told_to_others_and_over_other_channels(engine: Engine) -> None:
    ids = put(engine, message("1"), message("1", to="city"), message("1", channel="webhook"))

    assert None not in ids
    assert len(set(ids)) == 3


def test_a_message_of_old_and_new_is_refused_whole(engine: Engine) -> None:
    put(engine, message("1"))

    with unit_of_work(engine) as work, pytest.raises(AlreadyTold, match="1") as refused:
        work.outbox.put(message("1", "2"), NOW)

    assert refused.value.keys == {"1"}
    assert put(engine, message("2")) != [None]


@STEPS
def test_a_key_that_stands_twice_in_a_message_is_told_once(engine: Engine) -> None:
    put(engine, message("1", "1", "2"))

    assert [told.key for told in claimed(engine).message.told] == ["1", "2"]


@STEPS
def test_a_message_that_tells_nothing_is_a_mistake(engine: Engine) -> None:
    with unit_of_work(engine) as work, pytest.raises(ValueError, match="tells nothing"):
        work.outbox.put(message(), NOW)


@STEPS
def test_a_claimed_message_is_given_to_nobody_else_until_its_lease_has_run_out(engine: Engine) -> None:
    put(engine, message("1"))
    first = claimed(engine)

    assert claim(engine, NOW + LEASE - LATER, "two") is None

    again = claimed(engine, NOW + LEASE, "two")
    assert (again.id, again.attempt) == (first.id, 2)


@STEPS
def test_messages_to_one_recipient_go_out_in_order_and_hold_up_nobody_else(engine: Engine) -> None:
    first, second, other = put(engine, message("1"), message("2"), message("1", to="city"))

    assert [claimed(engine).id, claimed(engine).id] == [first, other]
    assert claim(engine) is None
    with unit_of_work(engine) as work:
        work.outbox.failed(str(first), NOW, "the server is away", NOW + LATER)
    assert claim(engine) is None
    assert claimed(engine, NOW + LATER).id == first
    with unit_of_work(engine) as work:
        work.outbox.delivered(str(first), NOW + LATER, "250 OK")
    assert claimed(engine, NOW + LATER).id == second


@STEPS
def test_a_message_waits_for_its_moment(engine: Engine) -> None:
    with unit_of_work(engine) as work:
        work.outbox.put(message("1"), NOW, not_before=NOW + LATER)

    assert claim(engine, NOW) is None
    assert claimed(engine, NOW + LATER).created_at == NOW


@STEPS
def test_a_dead_message_lets_those_behind_it_pass(engine: Engine) -> None:
    first, second = put(engine, message("1"), message("2"))
    claim(engine)
    with unit_of_work(engine) as work:
        work.outbox.bury(str(first), NOW, "550 no such mailbox")

    assert claimed(engine).id == second
    assert state(engine, first) is State.DEAD


@STEPS
def test_a_sender_that_comes_back_late_does_not_disturb_the_one_that_took_over(engine: Engine) -> None:
    [one] = put(engine, message("1"))
    claim(engine)
    claim(engine, NOW + LEASE, "two")

    with unit_of_work(engine) as work:
        work.outbox.failed(str(one), NOW + LEASE, "timed out", NOW, attempt=1)
        work.outbox.bury(str(one), NOW + LEASE, "timed out", attempt=1)
    assert state(engine, one) is State.SENDING

    with unit_of_work(engine) as work:
        work.outbox.delivered(str(one), NOW + LEASE, "250 OK")
        work.outbox.failed(str(one), NOW + LEASE, "timed out", NOW, attempt=2)
    assert state(engine, one) is State.DELIVERED


@STEPS
def test_a_person_tries_again_or_drops_and_it_is_written_down(engine: Engine) -> None:
    [one] = put(engine, message("1"))
    claim(engine)
    with unit_of_work(engine) as work:
        work.outbox.bury(str(one), NOW, "550")
        work.outbox.retry(str(one), NOW + LATER, "李")
    assert claimed(engine, NOW + LATER).attempt == 1
    with unit_of_work(engine) as work:
        with pytest.raises(WrongState, match="sending"):
            work.outbox.drop(str(one), NOW, "李", "发错了")
        work.outbox.failed(str(one), NOW, "451", NOW)
        work.outbox.drop(str(one), NOW, "李", "发错了")

    assert claim(engine, NOW + LEASE) is None
    assert put(engine, message("1")) == [None]
    with unit_of_work(engine) as work:
        history = work.outbox.get(str(one)).history
    assert [(event.state, event.by) for event in history] == [
        (State.PENDING, ""),
        (State.SENDING, "one"),
        (State.DEAD, ""),
        (State.PENDING, "李"),
        (State.SENDING, "one"),
        (State.PENDING, ""),
        (State.DROPPED, "李"),
    ]


@STEPS
def test_what_was_delivered_is_neither_tried_again_nor_dropped(engine: Engine) -> None:
    [one] = put(engine, message("1"))
    claim(engine)
    with unit_of_work(engine) as work:
        work.outbox.delivered(str(one), NOW, "250 OK")

    with unit_of_work(engine) as work:
        with pytest.raises(WrongState, match="delivered"):
            work.outbox.retry(str(one), NOW)
        with pytest.raises(WrongState, match="delivered"):
            work.outbox.drop(str(one), NOW, "李", "发错了")
        with pytest.raises(UnknownMessage):
            work.outbox.retry("nobody", NOW)


def test_the_listing_counts_and_names_them(engine: Engine) -> None:
    first, second = put(engine, message("1"), message("2"))
    put(engine, message("3", to="city"), at=NOW - LATER)
    with unit_of_work(engine) as work:
        work.outbox.drop(str(second), NOW, "李", "发错了")

    with unit_of_work(engine) as work:
        assert [posted.subject for posted in work.outbox.listing([State.DROPPED])] == ["监测通报"]
        assert [posted.id for posted in work.outbox.listing(recipient="yunxi")] == [second, first]
        assert [posted.id for posted in work.outbox.listing(before=2)] == [first]
        assert work.outbox.counts()[State.PENDING] == 2
        assert work.outbox.counts()[State.DEAD] == 0
        oldest = work.outbox.oldest_open()
        assert oldest is not None
        assert oldest.recipient == "city"
        assert work.outbox.named(str(first)[:12]) == first
        with pytest.raises(UnknownMessage):
            work.outbox.named("")


def together(task: Callable[[str], list[str]]) -> list[str]:
    """What two senders, working at the same time, came to."""
    with ThreadPoolExecutor(2) as senders:
        return sorted(found for founds in senders.map(task, ("one", "two")) for found in founds)


def test_two_senders_at_once_never_get_the_same_message(engine: Engine) -> None:
    ids = put(engine, *(message(str(number), to=f"office {number}") for number in range(30)))

    def all_of(owner: str) -> list[str]:
        found: list[str] = []
        while (outgoing := claim(engine, NOW, owner)) is not None:
            found.append(outgoing.id)
        return found

    assert together(all_of) == sorted(str(one) for one in ids)


def test_two_senders_at_once_keep_the_order_of_one_recipient(engine: Engine) -> None:
    ids = put(engine, *(message(str(number)) for number in range(12)))
    sent: list[str] = []

    def all_of(owner: str) -> list[str]:
        for _ in count():
            with unit_of_work(engine) as work:
                if not work.outbox.counts()[State.PENDING]:
                    return []
            outgoing = claim(engine, NOW, owner)
            if outgoing is not None:
                sent.append(outgoing.id)
                with unit_of_work(engine) as work:
                    work.outbox.delivered(outgoing.id, NOW, "")
        return []

    together(all_of)

    assert sent == ids


def test_two_writers_at_once_put_a_message_once(engine: Engine) -> None:
    def both(_: str) -> list[str]:
        return [str(one) for number in range(10) for one in put(engine, message(str(number)))]

    found = together(both)

    assert found.count("None") == 10
    assert len(set(found)) == 11


class TestTryingAgainWhatWasTakenBack:
    """An accusation that was given up comes before its correction, or not at all."""

    @pytest.fixture
    def both(self, engine: Engine) -> tuple[str, str]:
        told, back = put(engine, message("1", "2"), message("1/correction"))
        claim(engine)
        with unit_of_work(engine) as work:
            work.outbox.bury(str(told), NOW, "550")
        claim(engine)
        return str(told), str(back)

    @STEPS
    def test_not_when_the_correction_was_delivered(self, engine: Engine, both: tuple[str, str]) -> None:
        told, back = both
        with unit_of_work(engine) as work:
            work.outbox.delivered(back, NOW, "250 OK")
            with pytest.raises(WrongState, match="taken back"):
                work.outbox.retry(told, NOW)

        assert state(engine, told) is State.DEAD

    def test_with_the_correction_where_that_was_given_up_too(self, engine: Engine, both: tuple[str, str]) -> None:
        told, back = both
        with unit_of_work(engine) as work:
            work.outbox.bury(back, NOW, "550")
            work.outbox.retry(told, NOW, "李")

        assert (state(engine, told), state(engine, back)) == (State.PENDING, State.PENDING)
        assert claimed(engine).id == told
        assert claim(engine) is None
