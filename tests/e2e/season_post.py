"""The mail server and the webhook of the offices: they take what comes once, however often it is sent."""

import hashlib
import hmac
import json
import re
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from aiosmtpd.controller import Controller

SECRET = "geheim"  # noqa: S105 - of a program in these tests

_KINDS = {
    "【年报提醒】": "reminder",
    "【年报监测】": "notice",
    "【逾期未公布】": "escalation",
    "【更正】": "correction",
}
_ENTRY = re.compile(r"^(?:\d+\.|-) (\w+?)(?:（[^）]*）)?(?:：(.*))?$")
_FACTS = (
    (r"^年报栏目", "not yet seen"),
    (r"^逾期未公布", "missing"),
    (r"^逾期公布（逾期\d+天）", None),
    (r"^现已监测到年度报告", "seen since"),
)
_UNVERIFIED = "因网站无法访问等原因未能核实"


@dataclass(frozen=True)
class Received:
    """One message as its office has it."""

    id: str
    office: str
    subject: str
    body: str

    @property
    def kind(self) -> str:
        return next(kind for mark, kind in _KINDS.items() if self.subject.startswith(mark))

    @property
    def link(self) -> str:
        """The link to take note by."""
        found = re.search(r"http://localhost:\d+/acknowledge/\S+", self.body)
        assert found is not None, self.body
        return found.group()

    def told(self) -> Iterator[tuple[str, str]]:
        """What stands in it, line by line, as the office reads it: each unit with what is said of it."""
        apart = False
        lines = self.body.splitlines()
        for number, line in enumerate(lines):
            apart = (_UNVERIFIED in line) if not line.startswith((" ", "-")) else apart
            entry = _ENTRY.match(line)
            if entry is not None:
                name, said = entry.groups()
                yield name, "not verified" if apart else _fact(said or "", lines[number + 1 :], self.kind)


def _fact(said: str, after: list[str], kind: str) -> str:
    if kind == "correction":
        return "taken back"
    for pattern, words in _FACTS:
        found = re.search(pattern, said)
        if found is not None:
            return words or found.group()
    checked = next((re.match(r"检查项([\w-]+)", line.strip()) for line in after if line.startswith("   ")), None)
    return checked.group(1) if checked is not None else said


@dataclass
class PostOffice:
    """All that was taken, each message once; `came` counts how often it was sent. `taken` is called before answers."""

    received: dict[str, Received] = field(default_factory=dict)
    came: dict[str, int] = field(default_factory=dict)
    taken: Callable[[], None] = lambda: None

    def take(self, message: Received) -> None:
        known = self.received.setdefault(message.id, message)
        assert known == message, "sent again, a message is the same"
        self.came[message.id] = self.came.get(message.id, 0) + 1
        self.taken()


class _Mailbox:
    def __init__(self, office: PostOffice) -> None:
        self._office = office

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - the server's name
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        to = envelope.rcpt_tos[0].partition("@")[0]
        self._office.take(Received(mail["Message-ID"], to, mail["Subject"], mail.get_content().replace("\r\n", "\n")))
        return "250 OK"


def _hook(office: PostOffice) -> type[BaseHTTPRequestHandler]:
    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            signed = self.headers["X-Gongkai-Timestamp"].encode() + b"." + body
            proof = "sha256=" + hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest()
            told = json.loads(body)
            genuine = hmac.compare_digest(proof, self.headers["X-Gongkai-Signature"])
            if genuine:
                one = Received(self.headers["X-Gongkai-Delivery"], told["recipient"], told["subject"], told["body"])
                office.take(one)
            self.send_response(204 if genuine else 403)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    return Hook


@contextmanager
def open_post_office() -> Iterator[tuple[PostOffice, int, str]]:
    """A post office, the port of its mail server, and the address of its webhook."""
    office = PostOffice()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    mail = Controller(_Mailbox(office), hostname="127.0.0.1", port=port)
    hook = ThreadingHTTPServer(("127.0.0.1", 0), _hook(office))
    mail.start()
    thread = Thread(target=hook.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield office, port, f"http://127.0.0.1:{hook.server_port}/"
    finally:
        mail.stop()
        hook.shutdown()
        hook.server_close()
        thread.join()
