"""The run of a crawl: begun anew, or taken up where a crawl for the same sites was killed."""

import fcntl
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from monitor.wiring import Workspace
from storage.runs import Run
from storage.unit_of_work import UnitOfWork, unit_of_work

JOB = "crawl"
FINISHED = "finished"
"""What a crawl says of its end where nothing cut it short."""

_STALE = timedelta(hours=23)
"""Less than a day: the next crawl of a daily schedule looks anew at everything."""

_REMEMBERED = timedelta(days=90)

Asked = Mapping[str, str]
"""What a crawl was asked to do, by the names of the spider's arguments."""


@dataclass(frozen=True, slots=True)
class CrawlRun:
    """A run that is going on; its id is the crawl's in the journal."""

    id: int
    resumed: bool


@contextmanager
def crawl_run(workspace: Workspace, asked: Asked, at: datetime) -> Iterator[CrawlRun]:
    """A run of our own for as long as this lasts: nobody else can take it up meanwhile, whatever becomes of us."""
    workspace.logs_folder.mkdir(parents=True, exist_ok=True)
    with _one_at_a_time(workspace.logs_folder / "crawl-begin.lock"), unit_of_work(workspace.database) as work:
        run = _resumed(work, workspace, asked, at) or _begun(work, asked, at)
        held = _hold(_lock_of(workspace, run.id))
    try:
        yield run
    finally:
        _lock_of(workspace, run.id).unlink(missing_ok=True)
        if held is not None:
            os.close(held)


def end_run(work: UnitOfWork, run: CrawlRun, at: datetime, outcome: str, detail: Mapping[str, object]) -> None:
    """Note how a crawl ended. What it was answered is dropped, unless it was cut short and may be taken up again."""
    work.runs.end(run.id, at, outcome, detail)
    if detail.get("reason") == FINISHED:
        _forget(work, run.id)


def _resumed(work: UnitOfWork, workspace: Workspace, asked: Asked, at: datetime) -> CrawlRun | None:
    """The last crawl that was asked for the same, if it did not come to its end, is fresh, and nobody runs it."""
    recent = [run for run in work.runs.all_since(at - _STALE) if run.job == JOB and run.started_at <= at]
    last = next((run for run in reversed(recent) if run.detail.get("asked") == dict(asked)), None)
    if last is None or not _was_cut_short(last) or _is_held(_lock_of(workspace, last.id)):
        return None
    work.runs.resume(last.id)
    return CrawlRun(last.id, resumed=True)


def _begun(work: UnitOfWork, asked: Asked, at: datetime) -> CrawlRun:
    for run in work.runs.all_since(at - _REMEMBERED):
        if run.job == JOB and run.started_at < at - _STALE:
            _forget(work, run.id)
    work.journal.forget_before(at - _REMEMBERED)
    return CrawlRun(work.runs.begin(JOB, at, {"asked": dict(asked)}), resumed=False)


def _was_cut_short(run: Run) -> bool:
    return not run.ended or run.detail.get("reason") != FINISHED


def _forget(work: UnitOfWork, run_id: int) -> None:
    work.journal.forget_answers(run_id)
    work.crawl_knowledge.forget(run_id)


def _lock_of(workspace: Workspace, run_id: int) -> Path:
    return workspace.logs_folder / f"crawl-{run_id}.lock"


@contextmanager
def _one_at_a_time(path: Path) -> Iterator[None]:
    with path.open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _hold(path: Path) -> int | None:
    """Lock a file until it is closed, or its process dies; None where another process holds it."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    with suppress(BlockingIOError):
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return descriptor
    os.close(descriptor)
    return None


def _is_held(path: Path) -> bool:
    held = _hold(path)
    if held is not None:
        os.close(held)
    return held is None
