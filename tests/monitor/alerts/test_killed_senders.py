"""Senders killed between sending and marking: every message arrives, and by its Message-ID once."""

import multiprocessing
import random
import socket
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from crawler.domain.message import Kind, Message, Plane, Told
from crawler.domain.wording import Language
from monitor.alerts.delivering import LEASE
from monitor.config import load_config
from monitor.wiring import Workspace
from storage.outbox_records import State
from storage.unit_of_work import unit_of_work
from tests.monitor.alerts import killed_sender

pytestmark = pytest.mark.slow

NOW = datetime(2025, 4, 1, 9, tzinfo=UTC)
KILLS, MESSAGES, OFFICES = 30, 120, 6
LONGEST_WAIT = 0.012
"""Seconds, about what one message takes: a kill falls before, between or after sending and marking."""


class Post:
    """Takes every mail, and kills the sender a random moment after one of the first mails of its round."""

    def __init__(self) -> None:
        self.mails: list[bytes] = []
        self.sender: ForkServerProcess | None = None
        self.mails_left = 0
        self._chance = random.Random(20250401)  # noqa: S311 - it need not be secret

    def watch(self, sender: ForkServerProcess) -> None:
        self.sender, self.mails_left = sender, self._chance.randint(1, 3)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - of aiosmtpd
        assert isinstance(envelope.content, bytes)
        self.mails.append(envelope.content)
        self.mails_left -= 1
        if self.sender is not None and self.mails_left == 0:
            assert server.loop is not None
            server.loop.call_later(self._chance.uniform(0, LONGEST_WAIT), self.sender.kill)
        return "250 taken"


@pytest.fixture
def post() -> Iterator[tuple[Post, int]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    post = Post()
    controller = Controller(post, hostname="127.0.0.1", port=port)
    controller.start()
    yield post, port
    controller.stop()


@pytest.fixture
def workspace(tmp_path: Path, shaped_file: Path) -> Iterator[Workspace]:
    (tmp_path / "gongkai.db").write_bytes(shaped_file.read_bytes())
    workspace = Workspace(tmp_path, load_config(tmp_path, {}))
    yield workspace
    workspace.close()


def put(workspace: Workspace) -> dict[str, str]:
    """The subjects of the messages by their ids."""
    with unit_of_work(workspace.database) as work:
        return {str(work.outbox.put(message(number), NOW)): f"通报{number}" for number in range(MESSAGES)}


def message(number: int) -> Message:
    told = (Told(f"{number}", "……"),)
    office = f"office {number % OFFICES}"
    return Message(office, "mail", Plane.OFFICES, Kind.NOTICE, Language.CHINESE, f"通报{number}", "……", told)


def identified(mail: bytes) -> tuple[str, str]:
    """The id of a message and its subject."""
    read = message_from_bytes(mail, policy=default)
    return str(read["Message-ID"]).strip("<>").partition("@")[0], str(read["Subject"])


def test_every_message_arrives_and_the_other_side_can_tell_those_that_came_twice(
    workspace: Workspace, post: tuple[Post, int]
) -> None:
    server, port = post
    ids = put(workspace)
    start = multiprocessing.get_context("forkserver")
    start.set_forkserver_preload([killed_sender.__name__])
    killed, at = 0, NOW

    while killed < KILLS:
        sender = start.Process(target=killed_sender.send_all, args=(str(workspace.folder), port, at))
        server.watch(sender)
        sender.start()
        sender.join(30)
        killed += sender.exitcode == -9
        assert sender.exitcode in (-9, 0)
        at += LEASE
    killed_sender.send_all(str(workspace.folder), port, at)

    arrived = Counter(identified(mail) for mail in server.mails)
    assert set(arrived) == set(ids.items())
    assert max(arrived.values()) > 1
    with unit_of_work(workspace.database) as work:
        assert work.outbox.counts()[State.DELIVERED] == MESSAGES
