"""The real server as a process of its own, and what it takes of processor and memory."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from monitor.wiring import Workspace
from tests.bench.serving_visitors import NOW

_START = 30
_STOP = 30
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Server:
    """One that runs: where, and as which process."""

    address: str
    process: int

    def cpu(self) -> float:
        """Seconds of the processor that it has taken."""
        fields = Path(f"/proc/{self.process}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def memory(self, what: str = "VmRSS") -> float:
        """Megabytes that it takes now; `VmHWM` is the most since `forget_peak`."""
        lines = Path(f"/proc/{self.process}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith(f"{what}:")) / 1024

    def forget_peak(self) -> None:
        """Count the most memory from now on."""
        Path(f"/proc/{self.process}/clear_refs").write_text("5")


@contextmanager
def served(workspace: Workspace, environment: Mapping[str, str]) -> Iterator[Server]:
    """`gongkai serve` on a free port of this machine, until left."""
    port = _free_port()
    command = [sys.executable, "-m", "monitor.cli", "serve", "--port", str(port), "--now", NOW.isoformat()]
    command += ["--workspace", str(workspace.folder)]
    with (
        (workspace.folder / "serve.log").open("w") as log,
        subprocess.Popen(command, env=os.environ | environment, stdout=log, stderr=log) as child,
    ):
        try:
            server = Server(f"http://127.0.0.1:{port}", child.pid)
            _wait_for(server.address, child)
            yield server
        finally:
            child.terminate()
            child.wait(_STOP)


def _wait_for(address: str, child: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + _START
    while child.poll() is None and time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"{address}/static/style.css", timeout=1):  # noqa: S310 - our own server
                return
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.1)
    raise RuntimeError(f"{address} does not answer; see serve.log in the workspace")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
