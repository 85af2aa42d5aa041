"""The browser's driver as a process: found and ended where it no longer listens."""

import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_PROCESSES = Path("/proc")
_DRIVER = b"run-driver"


def kill_drivers() -> None:
    """Kill the drivers that this process has started, with their browsers. Where there is no /proc, nothing happens."""
    for driver in tuple(_children(os.getpid())):
        if _DRIVER in _command_of(driver).split(b"\0"):
            for process in (*_descendants(driver), driver):
                with suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)


def _descendants(process: int) -> tuple[int, ...]:
    children = tuple(_children(process))
    return (*children, *(further for child in children for further in _descendants(child)))


def _children(process: int) -> Iterator[int]:
    for listed in _PROCESSES.glob(f"{process}/task/*/children"):
        with suppress(OSError):
            yield from map(int, listed.read_text().split())


def _command_of(process: int) -> bytes:
    try:
        return (_PROCESSES / str(process) / "cmdline").read_bytes()
    except OSError:
        return b""
