"""Runs a program as a child that can neither outlive us nor its time limit.

A crawl runs so: a Twisted reactor starts once in a process, and a browser that hangs must be killed with
all that it started.
"""

import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from datetime import timedelta
from pathlib import Path
from typing import IO

from crawler.domain.errors import CrawlFailed

GRACE = timedelta(seconds=10)
"""How long a child that is told to stop may take before it is killed."""

_LOOK_AGAIN = 0.2
_CHUNK = 65536

# The child asks the kernel to be killed with its parent, then becomes the program. In the parent, between
# fork and exec, this would not be safe beside threads. PR_SET_PDEATHSIG is 1; it survives exec.
_TETHER = """
import os, signal, sys
parent, program = int(sys.argv[1]), sys.argv[2:]
if sys.platform == "linux":
    import ctypes
    ctypes.CDLL(None).prctl(1, signal.SIGKILL, 0, 0, 0)
if os.getppid() != parent:
    sys.exit("the parent is gone")
os.execvp(program[0], program)
"""


def run_in_child(
    arguments: Sequence[str],
    time_limit: timedelta,
    env: Mapping[str, str],
    *,
    on_line: Callable[[str], None] | None = None,
    log: Path | None = None,
    grace: timedelta = GRACE,
) -> int:
    """Run a program, given with its arguments, and return its exit status; raises CrawlFailed at the time limit.

    `on_line` is told every line of its output, in our thread; its errors go to the end of `log`. Without
    these, both go where ours go. Whatever the program started ends with it.
    """
    with ExitStack() as stack:
        errors = stack.enter_context(log.open("ab")) if log is not None else None
        output = subprocess.PIPE if on_line is not None else None
        child = stack.enter_context(_started(arguments, env, output, errors))
        end = stack.enter_context(ThreadPoolExecutor(1)).submit(_ends_in_time, child, time_limit, grace)
        try:
            if on_line is not None and child.stdout is not None:
                for line in _lines(child.stdout, until=end.done):
                    on_line(line)
            in_time = end.result()
        except BaseException:
            if not end.done():
                _signal_group(child, signal.SIGKILL)
            raise
    if not in_time:
        raise CrawlFailed(f"it was stopped at its time limit of {time_limit}")
    return child.returncode


def _started(
    arguments: Sequence[str], env: Mapping[str, str], output: int | None, errors: IO[bytes] | None
) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(  # noqa: S603 - the caller names the program, and no shell reads it
        [sys.executable, "-IS", "-c", _TETHER, str(os.getpid()), *arguments],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=errors,
        env=dict(env),
        process_group=0,
    )


def _lines(output: IO[bytes], until: Callable[[], bool]) -> Iterator[str]:
    """The lines of a pipe, up to its end. A stray grandchild may hold it open: then, until its time is up."""
    rest = b""
    while True:
        over = until()
        if select.select([output], [], [], 0 if over else _LOOK_AGAIN)[0]:
            chunk = os.read(output.fileno(), _CHUNK)
            *whole, rest = (rest + chunk).split(b"\n")
            yield from (line.decode("utf-8", "replace") for line in whole)
            over = not chunk
        if over:
            break
    if rest:
        yield rest.decode("utf-8", "replace")


def _ends_in_time(child: "subprocess.Popen[bytes]", time_limit: timedelta, grace: timedelta) -> bool:
    """Wait for the end of a child, or bring it about; nothing of its group is left afterwards."""
    try:
        child.wait(time_limit.total_seconds())
        return True
    except subprocess.TimeoutExpired:
        _signal_group(child, signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            child.wait(grace.total_seconds())
        return False
    finally:
        _signal_group(child, signal.SIGKILL)


def _signal_group(child: "subprocess.Popen[bytes]", number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(child.pid, number)
