"""What was met again without being fetched."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Engine, select

from crawler.domain.capture import CaptureKind
from crawler.domain.evidence import NotModified, Publication, Relisted, Stray
from storage.storing import store
from storage.tables import captures
from storage.unit_of_work import UnitOfWork, unit_of_work

if TYPE_CHECKING:
    from tests.storage.conftest import Samples

FILE = "http://www.example.gov.cn/1.pdf"


def known(work: UnitOfWork) -> Publication:
    (publication,) = work.reports.publications(2024)
    return publication


def strays_seen(work: UnitOfWork, site_id: str) -> list[datetime]:
    return [stray.seen_at for stray in work.strays.of_site(site_id)]


def test_a_report_that_a_list_names_still_was_met_and_not_seen(engine: Engine, samples: "Samples") -> None:
    with unit_of_work(engine) as work:
        samples.store(work, samples.reading())
        assert known(work).last_met == samples.at(1)
        for day in (5, 3):
            assert store(work, Relisted(samples.site, (samples.page, "http://b.gov.cn/"), samples.at(day))).what

        publication = known(work)

    assert (publication.last_seen, publication.last_listed) == (samples.at(1), samples.at(5))
    assert publication.last_met == samples.at(5)


def test_a_list_that_names_a_page_names_the_file_it_carries(engine: Engine, samples: "Samples") -> None:
    file = samples.capture(b"%PDF", url=FILE, kind=CaptureKind.ATTACHMENT, carrier=samples.capture(b"<a>pdf</a>"))
    with unit_of_work(engine) as work:
        samples.store(work, samples.reading(file))
        store(work, Stray(samples.site, FILE, 2023, "no unit is named", samples.at(1)))
        store(work, Relisted(samples.site, (samples.page,), samples.at(4)))

        assert known(work).last_listed == samples.at(4)
        assert strays_seen(work, samples.site) == [samples.at(4)]


def test_a_stray_that_a_list_names_still_was_met_again(engine: Engine, samples: "Samples") -> None:
    with unit_of_work(engine) as work:
        store(work, Stray(samples.site, samples.page, 2024, "no unit is named", samples.at(1)))
        store(work, Relisted(samples.site, (FILE,), samples.at(3)))
        assert strays_seen(work, samples.site) == [samples.at(1)]

        store(work, Relisted("elsewhere.gov.cn", (samples.page,), samples.at(4)))
        assert strays_seen(work, samples.site) == [samples.at(1)]

        store(work, Relisted(samples.site, (samples.page,), samples.at(5)))
        assert strays_seen(work, samples.site) == [samples.at(5)]


def test_bytes_that_stand_unchanged_were_seen_with_the_report_that_they_are(engine: Engine, samples: "Samples") -> None:
    with unit_of_work(engine) as work:
        samples.store(work, samples.reading())
        for day in (6, 4):
            assert store(work, NotModified(samples.page, samples.at(day))).what == "not_modified"

        assert known(work).last_seen == samples.at(6)
        assert work.known_sites.all()[samples.site].captures[samples.page].last_seen_at == samples.at(6)


def test_only_the_bytes_that_stood_there_last_are_seen_again(engine: Engine, samples: "Samples") -> None:
    with unit_of_work(engine) as work:
        samples.store(work, samples.reading())
        samples.store(work, samples.reading(samples.capture(b"<p>another unit's</p>", day=2), unit_id="370903"))
        store(work, NotModified(samples.page, samples.at(7)))

        seen = {one.unit_id: one.last_seen for one in work.reports.publications(2024)}

    with engine.connect() as connection:
        sightings = connection.execute(select(captures.c.last_seen_at).order_by(captures.c.id)).scalars().all()
    assert seen == {"370902": samples.at(1), "370903": samples.at(7)}
    assert list(sightings) == [samples.at(1), samples.at(7)]


def test_a_stray_whose_bytes_stand_unchanged_was_met_again(engine: Engine, samples: "Samples") -> None:
    with unit_of_work(engine) as work:
        work.captures.keep(samples.capture(), samples.somewhere)
        store(work, Stray(samples.site, samples.page, 2024, "no unit is named", samples.at(1)))
        store(work, NotModified(samples.page, samples.at(3)))

        assert strays_seen(work, samples.site) == [samples.at(3)]


def test_a_report_whose_page_failed_to_come_is_no_stray_once_it_stands_unchanged(
    engine: Engine, samples: "Samples"
) -> None:
    with unit_of_work(engine) as work:
        samples.store(work, samples.reading())
        store(work, Stray(samples.site, samples.page, 2024, "answered with status 500", samples.at(3)))
        store(work, NotModified(samples.page, samples.at(4)))

        assert strays_seen(work, samples.site) == []
        assert known(work).last_seen == samples.at(4)


def test_of_an_address_that_we_never_had_nothing_is_seen_again(engine: Engine, samples: "Samples") -> None:
    with unit_of_work(engine) as work:
        store(work, NotModified(samples.page, samples.at(4)))

        assert work.known_sites.all() == {}
