"""Readers of complex formats run in child processes with limits: what is out there may be broken, or a bomb.

`confined` calls a reader by its name. One worker for each class of limits is started at its first use and then
kept, since starting costs a hundred times what asking does.
"""

import atexit
import logging
import os
import threading
from dataclasses import dataclass, field
from typing import Any

from crawler.domain.errors import NotReadable
from crawler.readers.confinement.child import Child, WorkerLost
from crawler.readers.confinement.frames import Reply, Request, unpacked
from crawler.readers.confinement.limits import CONVERSIONS, DOCUMENTS, RECOGNITION, Limits

__all__ = ["CONVERSIONS", "DOCUMENTS", "RECOGNITION", "Limits", "confined"]

logger = logging.getLogger(__name__)


def confined(reader: str, limits: Limits, body: bytes, source: str) -> Any:  # noqa: ANN401 - the reader's own result
    """What a reader, named as "package.module:function", makes of bytes within limits.

    Raises NotReadable where it refuses them, needs more than the limits, crashes or fails. One that turns to
    the recogniser of characters is asked again where that may be loaded.
    """
    reply, payload = _answer(reader, limits, body, source)
    if reply is Reply.NEEDS_RECOGNITION:
        return confined(reader, RECOGNITION, body, source)
    if reply is Reply.READ:
        return _unpacked(payload, source)
    raise NotReadable(source, _reason(reply, payload, limits, source))


def _answer(reader: str, limits: Limits, body: bytes, source: str) -> tuple[Reply, bytes]:
    request = Request(reader, body, source, limits.seconds_for(body))
    try:
        answer = _POSTS[limits.name].ask(request)
        return Reply(answer[0]), answer[1:]
    except WorkerLost as lost:
        if lost.late:
            reason = f"reading it took longer than {request.seconds:.0f} s and was stopped"
        else:
            reason = f"its reader crashed ({lost})"
        raise NotReadable(source, reason) from lost


def _unpacked(payload: bytes, source: str) -> Any:  # noqa: ANN401
    try:
        return unpacked(payload)
    except Exception as error:
        raise NotReadable(source, "its reader gave something that is no document") from error


def _reason(reply: Reply, payload: bytes, limits: Limits, source: str) -> str:
    said = payload.decode(errors="replace")
    if reply is Reply.OUT_OF_MEMORY:
        return f"reading it needed more than {limits.megabytes} MB of memory"
    if reply is Reply.FAILED:
        logger.error("%s: its reader failed\n%s", source, said)
        return f"its reader failed: {said.strip().splitlines()[-1]}"
    return said


@dataclass(slots=True)
class _Post:
    """Where the one worker of a class stands."""

    limits: Limits
    lock: threading.Lock = field(default_factory=threading.Lock)
    child: Child | None = None

    def ask(self, request: Request) -> bytes:
        """The answer of a worker; raises WorkerLost.

        What a worker remembers of earlier documents may be the end of it: only the end of a fresh one counts.
        """
        with self.lock:
            child = self._fit()
            try:
                answer = child.ask(request)
            except WorkerLost as lost:
                if lost.late or child.fresh:
                    raise
                return self._fit().ask(request)
            if answer[0] != Reply.OUT_OF_MEMORY:
                return answer
            child.kill()
            return answer if child.fresh else self._fit().ask(request)

    def _fit(self) -> Child:
        if self.child is None or not self.child.fit:
            self.dismiss()
            self.child = Child(self.limits)
            self.child.greet()
        return self.child

    def dismiss(self) -> None:
        """Let the worker go, if there is one."""
        if self.child is not None:
            self.child.dismiss()
            self.child = None


_POSTS: dict[str, _Post] = {}
_INHERITED: list[_Post] = []


def _set_up() -> None:
    # After a fork these are the workers of the other process: neither to be asked nor to be waited for.
    _INHERITED.extend(_POSTS.values())
    _POSTS.update({limits.name: _Post(limits) for limits in (DOCUMENTS, CONVERSIONS, RECOGNITION)})


def _dismiss_all() -> None:
    for post in _POSTS.values():
        post.dismiss()


_set_up()
os.register_at_fork(after_in_child=_set_up)
atexit.register(_dismiss_all)
