"""The dates of a publication with where each was read, and the last visit that looked for it in vain."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Engine

from crawler.domain.capture import Reading, Trail
from crawler.domain.evidence import DateBasis, Dated, Failure, Publication, Visit, VisitOutcome
from crawler.domain.unit import Level, Unit, UnitKind
from storage.reports import Novelty
from storage.unit_of_work import UnitOfWork, unit_of_work

if TYPE_CHECKING:
    from tests.storage.conftest import Samples

COLUMN = "http://www.example.gov.cn/nb/"
UNIT = Unit("370902", "样例县人民政府", UnitKind.GOVERNMENT, Level.COUNTY, None, "http://www.example.gov.cn/")
META = Dated(DateBasis.PAGE, date(2025, 1, 18), "meta PubDate: 2025-01-18")
SIGNED = Dated(DateBasis.SIGNED, date(2025, 1, 20), "2025年1月20日")


def dated(reading: Reading, *shown: Dated) -> Reading:
    report = replace(reading.extraction.report, dated=shown)
    return replace(reading, extraction=replace(reading.extraction, report=report))


def known(work: UnitOfWork) -> Publication:
    (publication,) = work.reports.publications(2024)
    return publication


def visit(started: datetime, **facts: object) -> Visit:
    usual = {"outcome": VisitOutcome.COMPLETE, "looked_for": (UNIT.fingerprint,)}
    return Visit("www.example.gov.cn", started, started, **(usual | facts))  # type: ignore[arg-type]


def test_every_date_is_kept_with_where_it_was_read_and_the_list_s_with_its_page(
    engine: Engine, samples: "Samples"
) -> None:
    trail = Trail(samples.site, list_url=COLUMN, list_date=date(2025, 1, 19))
    with unit_of_work(engine) as work:
        samples.store(work, dated(samples.reading(samples.capture(trail=trail)), META, SIGNED))

        assert known(work).dates == (META, Dated(DateBasis.LIST, date(2025, 1, 19), "", COLUMN), SIGNED)


def test_a_way_without_a_date_leaves_the_page_of_the_list_that_gave_one(engine: Engine, samples: "Samples") -> None:
    listed = Trail(samples.site, list_url=COLUMN, list_date=date(2025, 1, 19))
    undated = Trail(samples.site, list_url="http://www.example.gov.cn/")
    with unit_of_work(engine) as work:
        samples.store(work, samples.reading(samples.capture(trail=undated)))
        assert known(work).dates == ()

        samples.store(work, samples.reading(samples.capture(day=2, trail=listed)))
        samples.store(work, samples.reading(samples.capture(day=3, trail=undated)))

        assert known(work).dates == (Dated(DateBasis.LIST, date(2025, 1, 19), "", COLUMN),)


def test_a_reading_that_finds_more_places_of_dates_is_no_new_edition_and_tells_them(
    engine: Engine, samples: "Samples"
) -> None:
    with unit_of_work(engine) as work:
        samples.store(work, dated(samples.reading(), SIGNED))
        again = samples.store(work, dated(samples.reading(), META, SIGNED))

        assert again.novelty is Novelty.UNCHANGED
        assert [one for one in known(work).dates if one.basis is not DateBasis.LIST] == [META, SIGNED]


def test_an_extraction_comes_back_with_its_dates(engine: Engine, samples: "Samples") -> None:
    with unit_of_work(engine) as work:
        samples.store(work, dated(samples.reading(), replace(META, url=COLUMN), SIGNED))
        extraction = work.reports.latest("370902", 2024)

    assert extraction is not None
    assert extraction.report.dated == (replace(META, url=COLUMN), SIGNED)


def test_the_last_visit_that_looked_for_a_report_in_vain_bounds_it(engine: Engine, samples: "Samples") -> None:
    with unit_of_work(engine) as work:
        work.units.keep([UNIT])
        for day in (4, 7, 12):
            work.visits.add(visit(samples.at(day)))
        samples.store(work, samples.reading(samples.capture(day=10)))
        assert known(work).last_absent == samples.at(7)

        samples.store(work, samples.reading(samples.capture(day=14)))
        assert known(work).last_absent == samples.at(7)

        samples.store(work, samples.reading(samples.capture(day=5)))
        assert known(work).last_absent == samples.at(4)


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param({"outcome": VisitOutcome.LISTING_INCOMPLETE}, id="not complete"),
        pytest.param({"thorough": False}, id="not thorough"),
        pytest.param({"report_year": 2023}, id="of another year"),
        pytest.param({"looked_for": ("another",)}, id="for another unit"),
        pytest.param({"failures": (Failure("http://www.example.gov.cn/2025/nb.html", "500"),)}, id="that met it"),
        pytest.param({"ended_at": datetime(2025, 3, 11, tzinfo=UTC)}, id="still going on"),
    ],
)
def test_a_visit_that_proves_nothing_bounds_nothing(
    engine: Engine, samples: "Samples", facts: dict[str, object]
) -> None:
    with unit_of_work(engine) as work:
        work.units.keep([UNIT])
        work.visits.add(replace(visit(samples.at(7)), **facts))  # type: ignore[arg-type]
        samples.store(work, samples.reading(samples.capture(day=10)))

        assert known(work).last_absent is None


def test_a_unit_that_has_another_name_by_now_was_looked_for_under_its_old_one(
    engine: Engine, samples: "Samples"
) -> None:
    with unit_of_work(engine) as work:
        work.units.keep([UNIT])
        work.visits.add(visit(samples.at(7), report_year=2024))
        samples.store(work, samples.reading(samples.capture(day=10)))
        work.units.keep([replace(UNIT, name="样例区人民政府")])
        samples.store(work, samples.reading(samples.capture(day=10)))

        assert known(work).last_absent == samples.at(7)


def test_a_list_that_is_dated_anew_tells_no_later_day(engine: Engine, samples: "Samples") -> None:
    first = Trail(samples.site, list_url=COLUMN, list_date=date(2025, 1, 19))
    moved = replace(first, list_url="http://www.example.gov.cn/new/", list_date=date(2025, 6, 15))
    with unit_of_work(engine) as work:
        samples.store(work, samples.reading(samples.capture(trail=first)))
        samples.store(work, samples.reading(samples.capture(day=2, trail=moved)))
        assert known(work).dates == (Dated(DateBasis.LIST, date(2025, 1, 19), "", COLUMN),)

        samples.store(work, samples.reading(samples.capture(day=3, trail=replace(first, list_date=date(2025, 1, 8)))))
        assert known(work).list_date == date(2025, 1, 8)
