"""Captures whole again, out of database and archive."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Engine

from crawler.domain.capture import Capture, CaptureKind
from crawler.domain.errors import ArchiveDamaged
from storage.archive import Archive
from storage.reread import captures_to_reread
from storage.unit_of_work import unit_of_work

if TYPE_CHECKING:
    from tests.storage.conftest import Samples


def keep(engine: Engine, archive: Archive, *captures: Capture) -> None:
    for capture in captures:
        location = archive.keep(capture)
        with unit_of_work(engine) as work:
            work.captures.keep(capture, location)


def test_every_report_and_attachment_is_whole_again(engine: Engine, archive: Archive, samples: "Samples") -> None:
    page = samples.capture(headers=(("Content-Encoding", "gzip"), ("Server", "nginx")), rendered=True)
    file = samples.capture(b"%PDF", day=2, url="http://www.example.gov.cn/1.pdf", kind=CaptureKind.ATTACHMENT)
    file = replace(file, carrier=page, status=203)
    listing = samples.capture(b"list", kind=CaptureKind.LISTING)
    keep(engine, archive, listing, page, file)

    with unit_of_work(engine) as work:
        captures = captures_to_reread(work, archive)

    assert list(captures) == [page, file]


def test_a_source_that_changed_back_is_reread_once_for_each_edition(
    engine: Engine, archive: Archive, samples: "Samples"
) -> None:
    editions = [samples.capture(body, day=day) for day, body in enumerate((b"A", b"B", b"A"), start=1)]
    keep(engine, archive, *editions)
    with unit_of_work(engine) as work:
        for number, capture in zip((1, 2, 1), editions, strict=True):
            work.reports.save(samples.reading(capture, number))

    with unit_of_work(engine) as work:
        assert list(captures_to_reread(work, archive)) == editions


def test_a_damaged_record_is_named_and_the_next_one_is_read(
    engine: Engine, archive: Archive, samples: "Samples", tmp_path: Path
) -> None:
    first, second = samples.capture(b"A"), samples.capture(b"B", day=2)
    keep(engine, archive, first)
    archive.close()
    keep(engine, archive, second)
    sorted((tmp_path / "archive").iterdir())[0].write_bytes(b"")

    with unit_of_work(engine) as work:
        captures = captures_to_reread(work, archive)

    with pytest.raises(ArchiveDamaged):
        next(captures)
    assert list(captures) == [second]


def test_a_record_of_other_bytes_than_the_database_knows_is_damage(
    engine: Engine, archive: Archive, samples: "Samples"
) -> None:
    elsewhere = archive.keep(samples.capture(b"other bytes"))
    with unit_of_work(engine) as work:
        work.captures.keep(samples.capture(b"A"), elsewhere)
        captures = captures_to_reread(work, archive)

    with pytest.raises(ArchiveDamaged, match="other bytes"):
        next(captures)
