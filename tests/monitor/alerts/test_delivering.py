"""Delivering what is in the outbox: told once, tried again in good time, and nobody held up by somebody else."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.domain.clock import SHANGHAI
from crawler.domain.errors import BadConfig, DeliveryFailed, NotAccepted, TryLater
from crawler.domain.message import Kind, Message, Outgoing, Plane, Told
from crawler.domain.wording import Language
from monitor.alerts.backing_off import ATTEMPTS, back_off
from monitor.alerts.delivering import LEASE, Deliveries, deliver
from monitor.config import load_config
from monitor.jobs.deliver import peace_of
from monitor.recipients import Office, Recipients
from monitor.wiring import Workspace
from storage.outbox_records import State
from storage.unit_of_work import unit_of_work

NOW = datetime(2025, 4, 1, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
NIGHTS = {"hours": "20:00-08:00", "days_off": "hold"}
Answer = str | Exception


@dataclass
class Box:
    """A channel that answers as it is told to, "taken" otherwise, and keeps what it took."""

    answers: dict[str, list[Answer]] = field(default_factory=dict)
    taken: list[tuple[str, str, int]] = field(default_factory=list)

    def send(self, outgoing: Outgoing) -> str:
        subject = outgoing.message.subject
        answer = self.answers[subject].pop(0) if self.answers.get(subject) else "taken"
        if isinstance(answer, Exception):
            raise answer
        self.taken.append((subject, outgoing.id, outgoing.attempt))
        return answer

    @property
    def subjects(self) -> list[str]:
        return [subject for subject, _, _ in self.taken]


@pytest.fixture
def workspace(tmp_path: Path, shaped_file: Path) -> Iterator[Workspace]:
    (tmp_path / "gongkai.db").write_bytes(shaped_file.read_bytes())
    workspace = Workspace(tmp_path, load_config(tmp_path, {}))
    yield workspace
    workspace.close()


def put(workspace: Workspace, *subjects: str, to: str = "yunxi", channel: str = "mail") -> list[str]:
    with unit_of_work(workspace.database) as work:
        messages = (
            Message(to, channel, Plane.OFFICES, Kind.NOTICE, Language.CHINESE, subject, "……", (Told(subject, "……"),))
            for subject in subjects
        )
        return [str(work.outbox.put(message, NOW)) for message in messages]


def send(workspace: Workspace, box: Box, at: datetime = NOW, stop: Callable[[], bool] = lambda: False) -> Deliveries:
    return deliver(workspace, lambda recipient, channel: box, lambda: at, "sender", stop=stop)


def state(workspace: Workspace, message_id: str) -> State:
    with unit_of_work(workspace.database) as work:
        return work.outbox.get(message_id).posted.state


def test_all_that_is_due_is_delivered_once(workspace: Workspace) -> None:
    ids = put(workspace, "一", "二")
    box = Box()

    first, second = send(workspace, box), send(workspace, box)

    assert [(handled.id, handled.said) for handled in first.delivered] == [(one, "taken") for one in ids]
    assert (second.count, box.subjects) == (0, ["一", "二"])


def test_what_failed_is_tried_again_after_a_wait_under_the_same_id(workspace: Workspace) -> None:
    [one] = put(workspace, "一")
    box = Box({"一": [DeliveryFailed("yunxi", "no answer")]})

    [delayed] = send(workspace, box).delayed

    assert delayed.said == "no answer"
    assert delayed.retry_at == NOW + back_off(one, 1)
    assert send(workspace, box, NOW + MINUTE / 2).count == 0
    assert send(workspace, box, delayed.retry_at).count == 1
    assert box.taken == [("一", one, 2)]


def test_a_delayed_message_holds_up_those_behind_it_and_nobody_else(workspace: Workspace) -> None:
    put(workspace, "一", "二")
    put(workspace, "三", to="city")
    put(workspace, "四", channel="webhook")
    box = Box({"一": [DeliveryFailed("yunxi", "no answer")]})

    send(workspace, box)
    assert box.subjects == ["三", "四"]

    send(workspace, box, NOW + 2 * MINUTE)
    assert box.subjects == ["三", "四", "一", "二"]


def test_what_is_refused_for_good_is_dead_at_once_and_lets_others_pass(workspace: Workspace) -> None:
    one, _ = put(workspace, "一", "二")
    box = Box({"一": [NotAccepted("yunxi", "550 no such mailbox")]})

    deliveries = send(workspace, box)

    assert [dead.said for dead in deliveries.dead] == ["550 no such mailbox"]
    assert state(workspace, one) is State.DEAD
    assert box.subjects == ["二"]


@pytest.mark.parametrize(
    ("asked", "waits"),
    [(timedelta(minutes=10), timedelta(minutes=10)), (timedelta(days=400), timedelta(days=1)), (timedelta(0), MINUTE)],
)
def test_whoever_asks_for_patience_is_given_it_within_reason(
    workspace: Workspace, asked: timedelta, waits: timedelta
) -> None:
    put(workspace, "一")

    [delayed] = send(workspace, Box({"一": [TryLater("yunxi", "muted", asked)]})).delayed

    assert delayed.retry_at is not None
    assert waits <= delayed.retry_at - NOW <= waits * 1.2


def test_after_the_last_attempt_a_message_is_dead(workspace: Workspace) -> None:
    [one] = put(workspace, "一")
    box = Box({"一": [DeliveryFailed("yunxi", "no answer")] * (ATTEMPTS + 1)})
    at, rounds = NOW, []

    while (handled := send(workspace, box, at)).delayed:
        [delayed] = handled.delayed
        assert delayed.retry_at is not None
        rounds.append(delayed.retry_at - at)
        at = delayed.retry_at

    assert [dead.said for dead in handled.dead] == ["no answer"]
    assert len(rounds) == ATTEMPTS - 1
    assert timedelta(days=3) < sum(rounds, timedelta(0)) < timedelta(days=4)
    assert state(workspace, one) is State.DEAD


@pytest.mark.parametrize("error", [ZeroDivisionError("oh"), BadConfig("offices.yaml", "no such channel")])
def test_a_channel_that_breaks_stops_nobody_else(workspace: Workspace, error: Exception) -> None:
    put(workspace, "一")
    put(workspace, "二", to="city")
    box = Box({"一": [error]})

    deliveries = send(workspace, box)

    assert [str(error) in delayed.said for delayed in deliveries.delayed] == [True]
    assert box.subjects == ["二"]


def test_a_sender_that_is_asked_to_stop_leaves_the_rest(workspace: Workspace) -> None:
    put(workspace, "一", "二")
    box = Box()

    send(workspace, box, stop=lambda: bool(box.taken))

    assert box.subjects == ["一"]


def test_nobody_is_sent_anything_while_in_peace_and_that_is_no_attempt(workspace: Workspace) -> None:
    [one] = put(workspace, "一")
    put(workspace, "二", to="ops")
    quiet = Office.model_validate(
        {"id": "yunxi", "name": "云溪", "area_id": "1", "channels": [{"mail": "a@b.cn"}], "quiet": NIGHTS}
    )
    box, peace = Box(), peace_of(Recipients(offices=(quiet,)))
    evening = datetime(2025, 4, 4, 20, 30, tzinfo=SHANGHAI)
    after_the_holiday = datetime(2025, 4, 7, 8, tzinfo=SHANGHAI)

    def send_at(moment: datetime) -> Deliveries:
        return deliver(workspace, lambda recipient, channel: box, lambda: moment, "sender", peace=peace)

    [held] = send_at(evening).held
    send_at(after_the_holiday)

    assert held.retry_at == after_the_holiday
    assert [(subject, attempt) for subject, _, attempt in box.taken] == [("二", 1), ("一", 1)]
    assert state(workspace, one) is State.DELIVERED


def test_what_a_dead_sender_left_is_sent_again_when_its_lease_has_run_out(workspace: Workspace) -> None:
    [one] = put(workspace, "一")
    with unit_of_work(workspace.database) as work:
        work.outbox.claim(NOW, "killed", LEASE)
    box = Box()

    send(workspace, box, NOW + LEASE - MINUTE)
    send(workspace, box, NOW + LEASE)

    assert box.taken == [("一", one, 2)]


def test_a_message_that_kills_its_senders_is_given_up(workspace: Workspace) -> None:
    [one] = put(workspace, "一")
    for attempt in range(ATTEMPTS):
        with unit_of_work(workspace.database) as work:
            work.outbox.claim(NOW + attempt * LEASE, "killed", LEASE)
    box = Box()

    [dead] = send(workspace, box, NOW + ATTEMPTS * LEASE).dead

    assert "never brought to its end" in dead.said
    assert (state(workspace, one), box.taken) == (State.DEAD, [])


def test_messages_that_failed_together_do_not_come_back_together() -> None:
    waits = {back_off(str(number), 5) for number in range(50)}

    assert len(waits) == 50
    assert all(16 * MINUTE <= wait < 19.2 * MINUTE for wait in waits)


@pytest.mark.parametrize(("day", "became"), [(31, State.DELIVERED), (1, State.DEAD)], ids=["due", "past"])
def test_no_reminder_goes_out_after_the_day_it_reminds_of(workspace: Workspace, day: int, became: State) -> None:
    told, until = (Told("一", "……"),), {"until": "2025-03-31"}
    reminder = Message("yunxi", "mail", Plane.OFFICES, Kind.REMINDER, Language.CHINESE, "一", "……", told, until)
    at = datetime(2025, 3 if day == 31 else 4, day, 0, 5, tzinfo=SHANGHAI)
    with unit_of_work(workspace.database) as work:
        message_id = str(work.outbox.put(reminder, at))
    box = Box()

    send(workspace, box, at)

    assert state(workspace, message_id) is became
    assert len(box.taken) == (became is State.DELIVERED)
