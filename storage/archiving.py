"""Keeps captures in a thread beside the crawl: the bytes first, then the note of them.

The disk is slow, and a site does not wait for it: all captures that have come while it was busy are kept
together, with one wait and two short transactions for all of them.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Lock

from sqlalchemy import Engine

from crawler.domain.capture import Capture
from crawler.domain.evidence import NotModified
from storage.archive import Archive
from storage.unit_of_work import UnitOfWork, unit_of_work

_AT_ONCE = 100
_Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Archiving:
    """What became of a capture: whether it needs no reading, and how many bytes were new and known with it."""

    read_already: bool
    new: int
    known: int


@dataclass(slots=True)
class _Wanted:
    """A capture on its way; `reader` says who reads in this crawl, if that is known."""

    capture: Capture
    reader: str | None
    done: "Future[Archiving]" = field(default_factory=Future)


@dataclass(slots=True)
class _Batch:
    """Captures that are new to us, and those that were met again among them."""

    fresh: dict[_Key, Capture] = field(default_factory=dict)
    again: list[Capture] = field(default_factory=list)
    shown: list[Capture] = field(default_factory=list)


class Archivist:
    """Keeps what it is given, in the order in which it is given."""

    def __init__(self, engine: Engine, archive: Archive) -> None:
        self._engine = engine
        self._archive = archive
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="archiving")
        self._lock = Lock()
        self._wanted: list[_Wanted] = []

    def keep(self, capture: Capture, reader: str | None) -> "Future[Archiving]":
        """Keep a capture, and what it rests on; done once it is on the disk and noted."""
        wanted = _Wanted(capture, reader)
        with self._lock:
            self._wanted.append(wanted)
        self._thread.submit(self._go_on)
        return wanted.done

    def caught_up(self) -> "Future[None]":
        """Done once all is kept that was given before."""
        return self._thread.submit(lambda: None)

    def close(self) -> None:
        """Finish, and close the archive."""
        self._thread.shutdown()
        self._archive.close()

    def _go_on(self) -> None:
        with self._lock:
            batch, self._wanted = self._wanted[:_AT_ONCE], self._wanted[_AT_ONCE:]
        if not batch:
            return
        try:
            results = self._keep_all(batch)
        except BaseException as error:  # noqa: BLE001 - whoever waits for it is told
            for one in batch:
                one.done.set_exception(error)
            return
        for one, result in zip(batch, results, strict=True):
            one.done.set_result(result)

    def _keep_all(self, wanted: Sequence[_Wanted]) -> list[Archiving]:
        batch = _Batch()
        with unit_of_work(self._engine) as work:
            results = [_looked_up(work, one, batch) for one in wanted]
            known = work.captures.locations({key[1] for key in batch.fresh}) if batch.fresh else {}
        # The disk is slow: no transaction stays open while it writes.
        locations = self._archive.keep_all(tuple(batch.fresh.values()), known)
        if batch.fresh or batch.shown:
            with unit_of_work(self._engine) as work:
                for capture, location in zip(batch.fresh.values(), locations, strict=True):
                    work.captures.keep(capture, location)
                for capture in batch.again:
                    work.captures.see_again(capture)
                for page in batch.shown:
                    work.captures.see_pictures(page)
        return results


def _looked_up(work: UnitOfWork, wanted: _Wanted, batch: _Batch) -> Archiving:
    """What is known of a capture already. What was read under these circumstances is merely seen once more."""
    capture, parts = wanted.capture, tuple(_parts(wanted.capture))
    read_already = wanted.reader is not None and work.read_before.knows(capture, wanted.reader)
    if read_already:
        work.sightings.not_modified(NotModified(capture.url, capture.fetched_at))
        parts = parts[:-1]
    batch.shown += [part for part in _parts(capture) if part.pictures]
    known = sum(_is_known(work, part, batch) for part in parts)
    return Archiving(read_already, len(parts) - known, known)


def _is_known(work: UnitOfWork, capture: Capture, batch: _Batch) -> bool:
    key = (capture.url, capture.digest, capture.kind.value)
    if key in batch.fresh:
        batch.again.append(capture)
        return True
    known = work.captures.see_again(capture)
    if not known:
        batch.fresh[key] = capture
    return known


def _parts(capture: Capture) -> Iterator[Capture]:
    """A capture behind all that it rests on: the page that carries it, and the images that it shows."""
    if capture.carrier is not None:
        yield from _parts(capture.carrier)
    for picture in capture.pictures:
        yield from _parts(picture)
    yield capture
