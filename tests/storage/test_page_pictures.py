"""A page with its images, and how it came to us, on the disk and back."""

import gzip
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Engine

from crawler.domain.capture import Capture, CaptureKind
from storage.archive import Archive
from storage.archiving import Archivist
from storage.reports import Novelty
from storage.reread import captures_to_reread
from storage.unit_of_work import unit_of_work

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.storage.conftest import Samples

UNVERIFIED = "tls:unverified: self-signed certificate"


@pytest.fixture
def archivist(engine: Engine, archive: Archive) -> "Iterator[Archivist]":
    opened = Archivist(engine, archive)
    yield opened
    opened.close()


def picture(samples: "Samples", body: bytes, day: int = 1, name: str = "1") -> Capture:
    return samples.capture(body, day=day, url=f"http://www.example.gov.cn/{name}.png", kind=CaptureKind.PICTURE)


def kept(archivist: Archivist, engine: Engine, archive: Archive, *pages: Capture) -> list[Capture]:
    """What is given back of pages that were kept one after the other."""
    for page in pages:
        archivist.keep(page, None).result()
    with unit_of_work(engine) as work:
        return list(captures_to_reread(work, archive))


def test_a_page_is_whole_again_with_its_images(
    archivist: Archivist, engine: Engine, archive: Archive, samples: "Samples"
) -> None:
    page = samples.capture(pictures=(picture(samples, b"one"), picture(samples, b"two", name="2")))

    assert kept(archivist, engine, archive, page) == [page]


def test_each_edition_of_a_page_has_the_images_it_showed(
    archivist: Archivist, engine: Engine, archive: Archive, samples: "Samples"
) -> None:
    first = samples.capture(b"A", day=1, pictures=(picture(samples, b"old"), picture(samples, b"both", name="2")))
    second = samples.capture(
        b"B", day=2, pictures=(picture(samples, b"new", day=2), picture(samples, b"both", name="2"))
    )

    editions = kept(archivist, engine, archive, first, second)

    assert [set(edition.pictures) for edition in editions] == [set(first.pictures), set(second.pictures)]


def test_a_page_that_stands_unchanged_over_another_image_is_read_with_the_last_one(
    archivist: Archivist, engine: Engine, archive: Archive, samples: "Samples"
) -> None:
    old, new = picture(samples, b"old"), picture(samples, b"new", day=2)
    first, second = samples.capture(day=1, pictures=(old,)), samples.capture(day=2, pictures=(new,))

    assert kept(archivist, engine, archive, first, second) == [replace(first, pictures=(new,))]


def test_an_image_that_comes_later_is_the_pages_all_the_same(
    archivist: Archivist, engine: Engine, archive: Archive, samples: "Samples"
) -> None:
    late = picture(samples, b"late", day=4)
    without, whole = samples.capture(day=1), samples.capture(day=4, pictures=(late,))

    assert kept(archivist, engine, archive, without, whole) == [replace(without, pictures=(late,))]


def test_with_another_image_a_page_is_read_once_more(engine: Engine, samples: "Samples") -> None:
    reading = samples.reading(samples.capture(pictures=(picture(samples, b"old"),)))

    with unit_of_work(engine) as work:
        samples.store(work, reading)
        work.read_before.remember(reading, "us")

        assert work.read_before.knows(reading.capture, "us")
        assert not work.read_before.knows(replace(reading.capture, pictures=(picture(samples, b"new"),)), "us")


def test_an_image_that_was_not_kept_is_a_bug(engine: Engine, samples: "Samples") -> None:
    page = samples.capture(pictures=(picture(samples, b"one"),))

    with unit_of_work(engine) as work:
        work.captures.keep(page, samples.somewhere)

        with pytest.raises(LookupError, match="not all were kept"):
            work.captures.see_pictures(page)


def test_how_a_connection_was_not_an_ordinary_one_is_kept_with_the_bytes(
    archivist: Archivist, engine: Engine, archive: Archive, samples: "Samples", tmp_path: Path
) -> None:
    page = samples.capture(transport=UNVERIFIED)

    assert kept(archivist, engine, archive, page) == [page]
    (file,) = (tmp_path / "archive").iterdir()
    assert f"X-Gongkai-Transport: {UNVERIFIED}\r\n".encode() in gzip.decompress(file.read_bytes())


def test_connections_that_were_not_ordinary_are_counted_by_site(
    archivist: Archivist, engine: Engine, archive: Archive, samples: "Samples"
) -> None:
    pages = [samples.capture(str(day).encode(), day=day, transport=UNVERIFIED) for day in (1, 3, 4)]
    kept(archivist, engine, archive, *pages, samples.capture(b"safe", day=5))

    with unit_of_work(engine) as work:
        assert work.captures.connections(samples.at(2)) == {samples.site: {UNVERIFIED: 2}}


def test_a_publication_tells_how_its_report_came(engine: Engine, samples: "Samples") -> None:
    with unit_of_work(engine) as work:
        samples.store(work, samples.reading(samples.capture(transport=UNVERIFIED)))
        (publication,) = work.reports.publications(2024)

    assert publication.transport == UNVERIFIED


def test_an_image_that_does_not_come_once_takes_nothing_back(engine: Engine, samples: "Samples") -> None:
    image = picture(samples, b"one")
    whole, without = samples.capture(pictures=(image,)), samples.capture(day=3)

    with unit_of_work(engine) as work:
        work.captures.keep(image, samples.somewhere)
        samples.store(work, samples.reading(whole))
        work.captures.see_pictures(whole)

        saved = work.reports.save(samples.reading(without, None))

        assert saved.novelty is Novelty.UNCHANGED
        assert work.reports.latest("370902", 2024) == samples.extraction(38)
        assert (
            work.reports.save(samples.reading(replace(whole, fetched_at=samples.at(5)), 39)).novelty
            is Novelty.NEW_REVISION
        )
