"""Reading in child processes beside the crawl: it takes a core of its own, and the crawl keeps its pace.

Readers of complex formats are confined by themselves; this is about time, not about trust. A child is started with
the first document that finds none idle, and ends with the pipe that we hold: so none outlives us, however we end.
"""

import os
import pickle
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import IO, Any, cast

from crawler.readers.confinement.frames import read_frame, write_frame

_ROOT = Path(__file__).parents[3]
_WORKER = "crawler.readers.beside.worker"
_GOODBYE = 5.0
_DOCUMENTS = 2000


class ReadingFailed(Exception):
    """A document could not be read by our own fault: what reads it raised something, or its process is gone."""


class Beside:
    """Calls one function, named as "package.module:function", in as many children as are asked at once.

    `context` is what every call is given behind its subject; it is sent to each child once.
    """

    def __init__(self, function: str, context: object) -> None:
        self._function = function
        self._context = pickle.dumps(context, pickle.HIGHEST_PROTOCOL)
        self._lock = Lock()
        self._idle: list[_Child] = []

    def ask(self, subject: object) -> Any:  # noqa: ANN401 - the function's own result
        """What the function makes of a subject; raises ReadingFailed."""
        child = self._free()
        try:
            answered, payload = child.ask(subject)
        except BaseException:
            # Interrupted: its answer would be taken for that to the next question.
            child.kill()
            raise
        with self._lock:
            self._idle.append(child)
        if not answered:
            raise ReadingFailed(payload.decode(errors="replace"))
        return pickle.loads(payload)  # noqa: S301 - it comes from our own side

    def close(self) -> None:
        """Let the children go."""
        with self._lock:
            idle, self._idle = self._idle, []
        for child in idle:
            child.dismiss()

    def _free(self) -> "_Child":
        with self._lock:
            child = self._idle.pop() if self._idle else None
        if child is not None and child.fit:
            return child
        if child is not None:
            child.dismiss()
        return _Child(self._function, self._context)


class _Child:
    """One process; not for two threads at once."""

    def __init__(self, function: str, context: bytes) -> None:
        self._served = 0
        self._process = subprocess.Popen(  # noqa: S603 - it is our own program
            [sys.executable, "-P", "-m", _WORKER, function],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(_ROOT)},
            process_group=0,
        )
        self._input = cast(IO[bytes], self._process.stdin)
        self._output = cast(IO[bytes], self._process.stdout)
        with suppress(BrokenPipeError):
            write_frame(self._input, context)

    @property
    def fit(self) -> bool:
        """Whether it may be asked: it lives, and has not served its time, for libraries leak."""
        return self._process.poll() is None and self._served < _DOCUMENTS

    def ask(self, subject: object) -> tuple[bool, bytes]:
        """Whether it gave an answer, and that, or what it says of its failure; raises ReadingFailed."""
        self._served += 1
        # An end of the pipe is noticed in reading.
        with suppress(BrokenPipeError):
            write_frame(self._input, pickle.dumps(subject, pickle.HIGHEST_PROTOCOL))
        reply = read_frame(self._output)
        if reply is None:
            self.kill()
            raise ReadingFailed(f"the process that was reading ended with status {self._process.returncode}")
        return reply[0] == 1, reply[1:]

    def dismiss(self) -> None:
        """Let it end by itself; then end it."""
        with suppress(BrokenPipeError):
            self._input.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_GOODBYE)
        self.kill()

    def kill(self) -> None:
        """End it, unless it has been waited for: another process may bear its number."""
        if self._process.returncode is None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        with suppress(BrokenPipeError):
            self._input.close()
        self._output.close()
