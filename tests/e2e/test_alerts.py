"""Letters reach their office over real SMTP, say what is true, and say nothing twice."""

import shutil
import socket
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from spiders.simulator.sample import AS_OF, REPORT_YEAR

pytestmark = pytest.mark.slow

OFFICES = """
[mail]
host = "127.0.0.1"
port = {port}
sender = "monitor@example.org"

[[offices]]
id = "yunxi"
name = "云溪县人民政府办公室"
email = "yunxi@example.org"
area_id = "990121"

[[offices]]
id = "wangchuan"
name = "望川县人民政府办公室"
email = "wangchuan@example.org"
area_id = "990123"
"""


class Mailbox:
    """Keeps what arrives."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - the server's name
        letter = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(letter, EmailMessage)
        self.letters.append(letter)
        return "250 OK"


@pytest.fixture
def mailbox() -> Iterator[tuple[Mailbox, int]]:
    box = Mailbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    yield box, port
    server.stop()


@pytest.fixture(scope="module")
def folder(demonstration: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in which the sample world was crawled twice, two days apart."""
    return Path(shutil.copytree(demonstration.folder, tmp_path_factory.mktemp("alerts") / "workspace"))


def test_an_office_is_told_what_is_proven_once(folder: Path, gongkai: Any, mailbox: tuple[Mailbox, int]) -> None:
    box, port = mailbox
    (folder / "gongkai.toml").write_text(OFFICES.format(port=port), "utf-8")
    now = (AS_OF + timedelta(hours=1)).isoformat()

    def alert(what: str) -> Any:
        return gongkai("--workspace", folder, "alert", what, "--year", str(REPORT_YEAR), "--now", now)

    previewed = alert("preview")
    sent = alert("send")
    again = alert("send")

    assert sent.returncode == again.returncode == 0, sent.stderr
    assert [letter["To"] for letter in box.letters] == ["yunxi@example.org"]
    text = box.letters[0].get_content()
    assert "云溪县司法局" in text
    assert "云溪县民政局" in text
    assert "逾期14天" in text
    assert "云溪县城关街道办事处" in text.split("无法")[-1]
    assert "石汀县" not in text
    assert "教育局" not in text
    assert box.letters[0]["Subject"] in previewed.stdout
    assert "nothing new to tell" in again.stderr


def test_a_server_that_does_not_answer_is_an_error_and_the_message_waits(folder: Path, gongkai: Any) -> None:
    text = OFFICES.format(port=9).replace('id = "yunxi"', 'id = "other"')
    (folder / "gongkai.toml").write_text(text, "utf-8")
    options = ("--year", str(REPORT_YEAR), "--now", (AS_OF + timedelta(hours=1)).isoformat())

    failed = gongkai("--workspace", folder, "alert", "send", *options)
    waiting = gongkai("--workspace", folder, "outbox", "list")

    assert failed.returncode == 1
    assert "no message delivered to other over mail" in failed.stderr
    assert "other" in waiting.stdout
