"""The child process that reads beside a crawl: `python -m crawler.readers.beside.worker FUNCTION`.

It takes what it is asked from its standard input and replies to what was its standard output, one at a time. It
ends with that pipe, though it be in the middle of a document.
"""

import io
import logging
import os
import pickle
import queue
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from pkgutil import resolve_name
from typing import IO, Any

from crawler.readers.confinement.frames import read_frame, write_frame

_DONE, _FAILED = b"\x01", b"\x00"


def main(function: str) -> None:
    """Reply until there is nothing more to reply to."""
    questions, replies = _taken_over(0, os.O_RDONLY), _taken_over(1, os.O_WRONLY)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s [%(name)s] %(levelname)s: %(message)s")
    waiting: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(questions, waiting), daemon=True).start()
    if (context := waiting.get()) is None:
        return
    beside, call = pickle.loads(context), resolve_name(function)  # noqa: S301 - it comes from our own side
    for question in iter(waiting.get, None):
        write_frame(replies, *_answered(call, question, beside))


def _taken_over(descriptor: int, flags: int) -> IO[bytes]:
    """The pipe of that number, where no library that prints can reach it, nor any program that is started."""
    kept = os.dup(descriptor)
    nowhere = os.open(os.devnull, flags)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)
    return os.fdopen(kept, "rb" if flags == os.O_RDONLY else "wb")


def _listen(questions: IO[bytes], waiting: "queue.SimpleQueue[bytes | None]") -> None:
    """Take questions to their end; with it an idle child ends by itself, and one that is busy is ended."""
    while (frame := read_frame(questions)) is not None:
        waiting.put(frame)
    waiting.put(None)
    # Those who were to have the answer are gone.
    threading.Timer(2.0, os.killpg, (0, signal.SIGKILL)).start()


def _answered(call: Callable[..., object], question: bytes, context: object) -> tuple[bytes, bytes]:
    try:
        return _DONE, _packed(call(pickle.loads(question), context))  # noqa: S301 - it comes from our own side
    except Exception:  # noqa: BLE001 - whatever it is, it is told to our side, which says what it means
        return _FAILED, traceback.format_exc().encode(errors="replace")


def _packed(answer: object) -> bytes:
    payload = io.BytesIO()
    _Packing(payload, pickle.HIGHEST_PROTOCOL).dump(answer)
    return payload.getvalue()


class _Packing(pickle.Pickler):
    def reducer_override(self, noun: object) -> Any:  # noqa: ANN401 - pickle's
        """Take a dataclass apart by its fields, which with slots it would look up each time."""
        kind: Any = type(noun)
        values = _values_of(kind)
        return NotImplemented if values is None else (kind, values(noun))


@cache
def _values_of(kind: type) -> Callable[[object], tuple[Any, ...]] | None:
    if not is_dataclass(kind):
        return None
    names = [field.name for field in fields(kind)]
    return attrgetter(*names) if len(names) > 1 else lambda noun: (getattr(noun, names[0]),)


if __name__ == "__main__":
    main(sys.argv[1])
