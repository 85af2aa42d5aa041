"""The program and its crawls as child processes that need not import anything first: a year of them takes seconds.

A process that has imported everything waits at a socket and forks one child for each that asks. A crawl that the
program starts comes the same way: `sys.executable` of a child is a small program that asks for it.
"""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event
from typing import Self

_SERVER = """
import json, os, select, signal, socket, sys
from contextlib import suppress
import scrapy.cmdline, scrapy.crawler, scrapy.core.engine, scrapy.core.downloader.handlers.http11
import crawler.pipelines, crawler.settings, monitor.crawl_settings, spiders.annual_reports, spiders.address_check
import storage.journal_downloader, storage.knowledge_source, storage.pipelines, storage.register_source
import monitor.cli.app, monitor.serving
from scrapy.settings import default_settings
from scrapy.utils.misc import load_object

def names(value):
    if isinstance(value, dict):
        return [name for item in value.items() for part in item for name in names(part)]
    return [value] if isinstance(value, str) and "." in value else []

for setting in (default_settings, crawler.settings):
    for value in vars(setting).values():
        for name in names(value):
            with suppress(Exception):
                load_object(name)
assert "twisted.internet.reactor" not in sys.modules

def work(asked, given, launcher):
    os.setpgid(0, 0)
    for number, one in enumerate(given):
        os.dup2(one, number)
    os.environ.clear()
    os.environ.update(asked["environment"])
    os.chdir(asked["folder"])
    status = 9
    try:
        if asked["arguments"][:2] == ["-m", "scrapy"]:
            scrapy.cmdline.execute(["scrapy", *asked["arguments"][2:]])
        else:
            sys.executable = launcher
            sys.argv = ["gongkai", *asked["arguments"]]
            monitor.cli.app.main()
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)

def look_after(connection, launcher):
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    text, given, _, _ = socket.recv_fds(connection, 1 << 20, 3)
    asked = json.loads(text)
    child = os.fork()
    if child == 0:
        connection.close()
        work(asked, given, launcher)
    connection.sendall(f"{child}\\n".encode())
    ended = os.pidfd_open(child)
    if connection in select.select([ended, connection], [], [])[0]:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    with suppress(OSError):
        connection.sendall(f"{os.waitstatus_to_exitcode(status)}\\n".encode())

signal.signal(signal.SIGCHLD, signal.SIG_IGN)
listener = socket.socket(socket.AF_UNIX)
listener.bind(sys.argv[1])
listener.listen()
while True:
    connection, _ = listener.accept()
    if os.fork() == 0:
        listener.close()
        look_after(connection, sys.argv[2])
        os._exit(0)
    connection.close()
"""

_LAUNCHER = """#!{python} -IS
import os, sys
if sys.argv[1:3] != ["-m", "scrapy"]:
    os.execv({python!r}, [{python!r}, *sys.argv[1:]])
import json, socket
connection = socket.socket(socket.AF_UNIX)
connection.connect({address!r})
asked = {{"arguments": sys.argv[1:], "environment": dict(os.environ), "folder": os.getcwd()}}
socket.send_fds(connection, [json.dumps(asked).encode()], [0, 1, 2])
said = connection.makefile()
said.readline()
status = int(said.readline() or -9)
sys.exit(status if status >= 0 else 128 - status)
"""

_PATIENCE = 60.0


class Child:
    """One run of the program; `over` is set once it was waited for."""

    def __init__(self, connection: socket.socket, errors: Path) -> None:
        self._connection = connection
        self._said = connection.makefile("r")
        self._errors = errors
        self.over = Event()
        self.pid = int(self._said.readline())

    def wait(self) -> int:
        """Its exit status; negative where a signal killed it."""
        status = int(self._said.readline())
        self.over.set()
        self._said.close()
        self._connection.close()
        return status

    @property
    def errors(self) -> str:
        """What it said on stderr so far."""
        return self._errors.read_text("utf-8")


class Program:
    """Starts the program in a folder, with an environment of its own; at the end nothing of it is left."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self._folder, self._environment = folder, dict(environment)
        self._address = folder / "fork.sock"
        launcher = folder / "python"
        launcher.write_text(_LAUNCHER.format(python=sys.executable, address=str(self._address)), "utf-8")
        launcher.chmod(0o755)
        self._server = subprocess.Popen(
            [sys.executable, "-c", _SERVER, str(self._address), str(launcher)], env=self._environment
        )
        self._number = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with self._server as server:
            server.kill()

    def start(self, arguments: Sequence[str]) -> Child:
        """Start the program with arguments."""
        self._number += 1
        connection = self._connected()
        asked = {"arguments": list(arguments), "environment": self._environment, "folder": str(self._folder)}
        errors = self._folder / f"stderr-{self._number}"
        with errors.open("wb") as told, (self._folder / f"stdout-{self._number}").open("wb") as out:
            nothing = os.open(os.devnull, os.O_RDONLY)
            socket.send_fds(connection, [json.dumps(asked).encode()], [nothing, out.fileno(), told.fileno()])
            os.close(nothing)
        return Child(connection, errors)

    def run(self, arguments: Sequence[str]) -> str:
        """Run it to its end, which has to be a good one; what it printed."""
        child = self.start(arguments)
        status, number = child.wait(), self._number
        assert status == 0, f"{arguments} ended with {status}: {child.errors}"
        return (self._folder / f"stdout-{number}").read_text("utf-8")

    def _connected(self) -> socket.socket:
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until and self._server.poll() is None:
            connection = socket.socket(socket.AF_UNIX)
            with suppress(FileNotFoundError, ConnectionRefusedError):
                connection.connect(str(self._address))
                return connection
            connection.close()
            time.sleep(0.05)
        raise AssertionError("nothing waits at the socket")
