"""The servers that messages go to, listening on loopback."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest
from aiosmtpd.controller import Controller

from tests.monitor.channels.servers import (
    MailServer,
    QuietServer,
    WebServer,
    authenticate,
    certificate_for,
    free_port,
    handler_of,
)
from tests.monitor.channels.written import Hand


@pytest.fixture
def web_server() -> Iterator[WebServer]:
    with listening() as server:
        yield server


@pytest.fixture
def secure_server(tmp_path: Path) -> Iterator[tuple[WebServer, str]]:
    """A web server with a certificate of its own, and the file by which it is trusted."""
    certificate, key = certificate_for("127.0.0.1", tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with listening(context) as server:
        yield server, str(certificate)


@contextmanager
def listening(context: ssl.SSLContext | None = None) -> Iterator[WebServer]:
    server = WebServer()
    listener = QuietServer(("127.0.0.1", 0), handler_of(server))
    if context is not None:
        listener.socket = context.wrap_socket(listener.socket, server_side=True)
    server.port = listener.server_port
    thread = Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    listener.shutdown()
    thread.join()
    listener.server_close()


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    server = MailServer(free_port())
    controller = Controller(
        server, hostname="127.0.0.1", port=server.port, authenticator=authenticate, auth_require_tls=False
    )
    controller.start()
    yield server
    controller.stop()


@pytest.fixture
def closed_port() -> int:
    return free_port()


@pytest.fixture
def hand() -> Hand:
    return Hand()
