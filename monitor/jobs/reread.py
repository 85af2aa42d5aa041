"""Reads all of history again, without one request: what a better parser changes becomes a new revision."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from crawler.domain.capture import Capture, Reading
from crawler.domain.errors import ArchiveDamaged
from crawler.domain.evidence import Stray
from crawler.domain.register import Register
from crawler.flow import read_or_stray
from storage.archive import Archive
from storage.reports import Novelty
from storage.reread import captures_to_reread
from storage.revisions import Cause
from storage.storing import store
from storage.unit_of_work import Database, unit_of_work


@dataclass(frozen=True, slots=True)
class Change:
    """One source that now reads otherwise."""

    unit_id: str
    report_year: int
    url: str
    what: str


@dataclass(frozen=True, slots=True)
class Reread:
    """How many sources were read again, which of them changed, and which could not be taken from the archive."""

    sources: int
    changes: tuple[Change, ...]
    damages: tuple[ArchiveDamaged, ...]


def reread(database: Database, archive: Archive, at: datetime) -> Reread:
    """Read every kept report and attachment again; each source is a transaction of its own."""
    with unit_of_work(database) as work:
        register = work.units.register()
        captures = captures_to_reread(work, archive)
    changes: list[Change] = []
    damages: list[ArchiveDamaged] = []
    sources = 0
    for capture in _undamaged(captures, damages):
        sources += 1
        changes += _reread(database, capture, register, at)
    return Reread(sources, tuple(changes), tuple(damages))


def _undamaged(captures: Iterator[Capture], damages: list[ArchiveDamaged]) -> Iterator[Capture]:
    """The captures one by one; a damaged one is noted, and the next are read all the same."""
    while True:
        try:
            yield next(captures)
        except StopIteration:
            return
        except ArchiveDamaged as damage:
            damages.append(damage)


def _reread(database: Database, capture: Capture, register: Register, at: datetime) -> Iterator[Change]:
    read = read_or_stray(capture, register)
    with unit_of_work(database) as work:
        if isinstance(read, Stray):
            work.reports.disown(capture, at)
        saved = store(work, read, Cause.REREAD, at).saved
    if saved is not None and saved.novelty is not Novelty.UNCHANGED and isinstance(read, Reading):
        yield Change(
            str(read.attribution.unit_id),
            int(read.attribution.report_year or 0),
            capture.url,
            f"{saved.novelty.value}, revision {saved.revision}",
        )
