"""Captures in the database."""

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Engine, select

from crawler.domain.capture import CaptureKind
from storage.archive import Location
from storage.tables import captures
from storage.unit_of_work import unit_of_work

if TYPE_CHECKING:
    from tests.storage.conftest import Samples

FIRST, SECOND = Location("a.warc.gz", 0, 100), Location("b.warc.gz", 5_000_000_000, 200)


def test_the_same_bytes_at_the_same_address_are_one_capture(engine: Engine, samples: "Samples") -> None:
    seen, again = samples.capture(day=1), samples.capture(day=5)

    with unit_of_work(engine) as work:
        assert work.captures.keep(seen, FIRST) == work.captures.keep(again, SECOND)

    with engine.connect() as connection:
        row = connection.execute(select(captures)).one()
    assert (row.first_seen_at, row.last_seen_at) == (samples.at(1), samples.at(5))
    assert (row.fetched_at, row.warc_file) == (samples.at(1), "a.warc.gz")


def test_other_bytes_another_address_or_another_kind_are_another_capture(engine: Engine, samples: "Samples") -> None:
    seen = samples.capture()
    others = [
        replace(seen, body=b"<p>39</p>"),
        replace(seen, url="http://www.example.gov.cn/other.html"),
        replace(seen, kind=CaptureKind.LISTING),
    ]

    with unit_of_work(engine) as work:
        ids = {work.captures.keep(capture, FIRST) for capture in (seen, *others)}

    assert len(ids) == 4


def test_sightings_move_outwards_only(engine: Engine, samples: "Samples") -> None:
    with unit_of_work(engine) as work:
        work.captures.keep(samples.capture(day=10), FIRST)
        for day in (12, 8, 11):
            assert work.captures.see_again(samples.capture(day=day))

    with engine.connect() as connection:
        row = connection.execute(select(captures)).one()
    assert (row.first_seen_at, row.last_seen_at) == (samples.at(8), samples.at(12))


def test_new_bytes_are_not_seen_again(engine: Engine, samples: "Samples") -> None:
    with unit_of_work(engine) as work:
        work.captures.keep(samples.capture(), FIRST)

        assert not work.captures.see_again(samples.capture(b"<p>39</p>"))
        assert work.captures.find_id(samples.capture(b"<p>39</p>")) is None


def test_what_is_kept_tells_all_but_the_bytes(engine: Engine, samples: "Samples") -> None:
    page = samples.capture(b"<a>pdf</a>", rendered=True)
    file = samples.capture(b"%PDF", day=2, url="http://www.example.gov.cn/1.pdf", kind=CaptureKind.ATTACHMENT)

    with unit_of_work(engine) as work:
        work.captures.keep(page, FIRST)
        work.captures.keep(replace(file, carrier=page), SECOND)
        kept = work.captures.to_reread()

    assert [(one.url, one.kind, one.digest, one.location, one.rendered) for one in kept] == [
        (page.url, page.kind, page.digest, FIRST, True),
        (file.url, file.kind, file.digest, SECOND, False),
    ]
    assert kept[1].carrier == kept[0]
    assert kept[1].trail == file.trail


def test_listings_are_kept_and_never_reread(engine: Engine, samples: "Samples") -> None:
    with unit_of_work(engine) as work:
        work.captures.keep(samples.capture(kind=CaptureKind.LISTING), FIRST)

        assert work.captures.to_reread() == ()


def test_captures_are_reread_in_the_order_of_first_sight(engine: Engine, samples: "Samples") -> None:
    with unit_of_work(engine) as work:
        for day in (3, 1, 2):
            work.captures.keep(samples.capture(str(day).encode(), day=day), FIRST)

        seen = [kept.seen_at for kept in work.captures.to_reread()]

    assert seen == [samples.at(1), samples.at(1) + timedelta(days=1), samples.at(3)]


def test_a_carrier_that_was_not_kept_first_is_a_bug(engine: Engine, samples: "Samples") -> None:
    file = samples.capture(b"%PDF", url="http://www.example.gov.cn/1.pdf", carrier=samples.capture())

    with pytest.raises(LookupError, match="was not kept"), unit_of_work(engine) as work:
        work.captures.keep(file, FIRST)
