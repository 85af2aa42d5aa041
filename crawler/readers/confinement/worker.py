"""The child process in which documents are read: `python -m crawler.readers.confinement.worker CLASS`.

It says where it keeps what it writes, then takes requests from its standard input and replies to what was its
standard output, one at a time. It ends with that pipe, and with it all that it started: so it cannot outlive
those who started it, however they ended. To be killed with the parent (PR_SET_PDEATHSIG) would be to be killed
with the thread that started it, which may end much sooner.
"""

import os
import pickle
import queue
import resource
import shutil
import signal
import sys
import tempfile
import threading
import time
import traceback
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from pkgutil import resolve_name
from typing import IO

from crawler.domain.errors import NotReadable
from crawler.readers.confinement.frames import Reply, Request, packed, read_frame, write_frame
from crawler.readers.confinement.limits import LONGEST_FILE, Limits, limits_called

_GRACE = 2.0
_RECOGNISERS = frozenset({"rapidocr", "onnxruntime"})
_STACK = 512 * 1024


def main(limits: Limits) -> None:
    """Reply to requests until there are no more."""
    requests, replies = _taken_over(0, os.O_RDONLY), _taken_over(1, os.O_WRONLY)
    _confine(limits)
    scratch = os.environ["TMPDIR"] = tempfile.mkdtemp(prefix="gongkai-reading-")
    tempfile.tempdir = scratch
    waiting: queue.SimpleQueue[Request | None] = queue.SimpleQueue()
    threading.stack_size(_STACK)
    threading.Thread(target=_listen, args=(requests, waiting, scratch), daemon=True).start()
    write_frame(replies, os.fsencode(scratch))
    for request in iter(waiting.get, None):
        # Should nobody be left to stop us, and a reader never let the other thread see that, then the kernel does.
        signal.setitimer(signal.ITIMER_REAL, request.seconds + _GRACE)
        write_frame(replies, *_answered(request))
        signal.setitimer(signal.ITIMER_REAL, 0)
    shutil.rmtree(scratch, ignore_errors=True)


def _taken_over(descriptor: int, flags: int) -> IO[bytes]:
    """The pipe of that number, where no library that prints can reach it, nor any program that is started."""
    kept = os.dup(descriptor)
    nowhere = os.open(os.devnull, flags)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)
    return os.fdopen(kept, "rb" if flags == os.O_RDONLY else "wb")


def _confine(limits: Limits) -> None:
    for kind, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_FSIZE, LONGEST_FILE),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))
    if not limits.recognises:
        sys.meta_path.insert(0, _NoRecogniser())


def _listen(requests: IO[bytes], waiting: "queue.SimpleQueue[Request | None]", scratch: str) -> None:
    """Take requests to their end; then an idle worker ends by itself, and one that is busy is ended."""
    while (frame := read_frame(requests)) is not None:
        waiting.put(pickle.loads(frame))  # noqa: S301 - it comes from our own side
    waiting.put(None)
    time.sleep(_GRACE)
    shutil.rmtree(scratch, ignore_errors=True)
    os.killpg(0, signal.SIGKILL)


def _answered(request: Request) -> tuple[bytes, bytes]:
    reply, payload = _outcome(request)
    return bytes([reply]), payload


def _outcome(request: Request) -> tuple[Reply, bytes]:
    try:
        read = resolve_name(request.reader)
        return Reply.READ, packed(read(request.body, request.source))
    except NotReadable as error:
        return Reply.REFUSED, error.reason.encode(errors="replace")
    except MemoryError:
        return Reply.OUT_OF_MEMORY, b""
    except _RecognitionNeeded:
        return Reply.NEEDS_RECOGNITION, b""
    except Exception:  # noqa: BLE001 - whatever it is, it is told to our side, which says what it means
        return Reply.FAILED, traceback.format_exc().encode(errors="replace")


class _RecognitionNeeded(BaseException):
    """A reader is about to recognise characters; no reader may take this for a failure of its own."""


class _NoRecogniser(MetaPathFinder):
    """Stops a reader that turns to the recogniser of characters, which needs more of everything than this class."""

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> ModuleSpec | None:
        """No module is found here; that of a recogniser is the sign."""
        if fullname in _RECOGNISERS:
            raise _RecognitionNeeded
        return None


if __name__ == "__main__":
    main(limits_called(sys.argv[1]))
