"""A worker as we see it: a child process that reads documents, is started when needed and killed when in trouble."""

import os
import pickle
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, cast

from crawler.readers.confinement.frames import Request, read_frame, write_frame
from crawler.readers.confinement.limits import Limits

_ROOT = Path(__file__).parents[3]
_WORKER = "crawler.readers.confinement.worker"
_START = 60.0
_GOODBYE = 5.0
# What a reader has no business to know, and what keeps libraries from mapping memory they hardly use.
_OURS = "GONGKAI_"
_THRIFT = {"MALLOC_ARENA_MAX": "2", "OPENBLAS_NUM_THREADS": "1"}


class WorkerLost(Exception):
    """A worker gave no answer, and has ended: by the time limit, a signal or its own fault."""

    def __init__(self, status: int, late: bool) -> None:
        self.late = late or status == -signal.SIGALRM
        super().__init__(signal.Signals(-status).name if status < 0 else f"status {status}")


class Child:
    """One worker process; not for two threads at once."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._served = 0
        self._late = False
        self._scratch: str | None = None
        self._process = subprocess.Popen(  # noqa: S603 - it is our own program
            [sys.executable, "-P", "-m", _WORKER, limits.name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(os.environ),
            process_group=0,
        )
        self._input = cast(IO[bytes], self._process.stdin)
        self._output = cast(IO[bytes], self._process.stdout)

    @property
    def fit(self) -> bool:
        """Whether it may be asked: it lives, and has not served its time."""
        return self._process.poll() is None and self._served < self._limits.documents

    @property
    def fresh(self) -> bool:
        """Whether it has been asked but once, so that what befell it is the doing of that document alone."""
        return self._served == 1

    def greet(self) -> None:
        """Wait until it is ready, so that its start is not counted as reading; raises WorkerLost."""
        with self._ended_after(_START):
            self._scratch = os.fsdecode(self._received())

    def ask(self, request: Request) -> bytes:
        """Its answer; raises WorkerLost where it gives none in time."""
        self._served += 1
        try:
            with self._ended_after(request.seconds):
                # An end of the pipe is noticed in reading, which says why.
                with suppress(BrokenPipeError):
                    write_frame(self._input, pickle.dumps(request, pickle.HIGHEST_PROTOCOL))
                return self._received()
        except BaseException:
            # Interrupted: its answer would be taken for that to the next request.
            self.kill()
            raise

    def dismiss(self) -> None:
        """Let it end by itself if it is idle; then end it, with everything it started and wrote."""
        if self._process.poll() is None:
            with suppress(BrokenPipeError):
                self._input.close()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(_GOODBYE)
            self._end_group()
        self._clear()

    def kill(self) -> None:
        """End it, with everything it started and wrote, unless it has been waited for: others may bear its number."""
        if self._process.returncode is None:
            self._end_group()
        self._clear()

    def _received(self) -> bytes:
        answer = read_frame(self._output)
        if answer is None:
            self.kill()
            raise WorkerLost(self._process.returncode, self._late)
        return answer

    @contextmanager
    def _ended_after(self, seconds: float) -> Iterator[None]:
        """Whatever waits for the worker here finds its pipe at an end when the time is over."""
        timer = threading.Timer(seconds, self._end_late)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()

    def _end_late(self) -> None:
        self._late = True
        if self._process.returncode is None:
            self._end_group()

    def _end_group(self) -> None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)

    def _clear(self) -> None:
        self._process.wait()
        with suppress(BrokenPipeError):
            self._input.close()
        self._output.close()
        if self._scratch is not None:
            shutil.rmtree(self._scratch, ignore_errors=True)


def _environment(ours: Mapping[str, str]) -> dict[str, str]:
    passed = {name: value for name, value in ours.items() if not name.startswith(_OURS)}
    return passed | _THRIFT | {"PYTHONPATH": str(_ROOT)}
