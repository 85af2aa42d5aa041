"""Captures whole again, out of database and archive, to be read once more."""

from collections.abc import Iterator
from functools import partial

from crawler.domain.capture import Capture
from crawler.domain.errors import ArchiveDamaged
from storage.archive import Archive
from storage.captures import Kept
from storage.unit_of_work import UnitOfWork


def captures_to_reread(work: UnitOfWork, archive: Archive) -> Iterator[Capture]:
    """Every report and attachment ever kept, oldest first, as it was when it was fetched.

    The list is taken at once, so the work may end before the reading does. A damaged record raises
    ArchiveDamaged, and the next step goes on behind it.
    """
    return map(partial(load_capture, archive), work.captures.to_reread())


def load_capture(archive: Archive, kept: Kept) -> Capture:
    """One capture as it was when it was fetched; raises ArchiveDamaged."""
    archived = archive.load(kept.location)
    capture = Capture(
        url=kept.url,
        kind=kept.kind,
        body=archived.body,
        fetched_at=kept.seen_at,
        trail=kept.trail,
        status=archived.status,
        headers=archived.headers,
        rendered=kept.rendered,
        carrier=None if kept.carrier is None else load_capture(archive, kept.carrier),
        transport=kept.transport,
        pictures=tuple(load_capture(archive, picture) for picture in kept.pictures),
    )
    if capture.digest != kept.digest:
        raise ArchiveDamaged(
            f"{kept.location.file}@{kept.location.offset}", f"holds other bytes than those of {kept.url}"
        )
    return capture
