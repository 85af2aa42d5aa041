"""Reports in the database: publications, their revisions, and what is the best we know."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Engine, select

from crawler.domain.capture import CaptureKind, Trail
from crawler.domain.errors import NoReport
from crawler.domain.report import Address, Cell, CellState, Dates, Unsure
from storage.reports import Novelty, Saved
from storage.revisions import Cause
from storage.tables import figures
from storage.unit_of_work import unit_of_work

if TYPE_CHECKING:
    from tests.storage.conftest import Samples

UNIT, YEAR = "370902", 2024
RECEIVED = Address("requests", "new_received", "total")


def test_a_first_reading_is_a_new_publication(engine: Engine, samples: "Samples") -> None:
    reading = samples.reading()

    with unit_of_work(engine) as work:
        assert samples.store(work, reading) == Saved(Novelty.NEW_PUBLICATION, 1)

    with unit_of_work(engine) as work:
        (publication,) = work.reports.publications(YEAR)
        assert work.reports.latest(UNIT, YEAR) == reading.extraction
    assert (publication.unit_id, publication.report_year, publication.url) == (UNIT, YEAR, samples.page)
    assert (publication.first_seen, publication.last_seen) == (samples.at(1), samples.at(1))
    assert (publication.list_date, publication.signed_date) == (date(2025, 1, 20), date(2025, 1, 20))
    assert (publication.page_date, publication.url_date) == (None, None)
    assert (publication.digest, publication.revisions) == (reading.capture.digest, 1)


def test_saving_twice_changes_nothing_but_when_it_was_last_seen(engine: Engine, samples: "Samples") -> None:
    with unit_of_work(engine) as work:
        samples.store(work, samples.reading())
        (before,) = work.reports.publications(YEAR)
        again = samples.store(work, samples.reading(samples.capture(day=9)))

        assert again == Saved(Novelty.UNCHANGED, 1)
        assert work.reports.publications(YEAR) == (replace(before, last_seen=samples.at(9)),)


def test_other_bytes_that_say_the_same_are_no_revision(engine: Engine, samples: "Samples") -> None:
    counter = samples.capture("<p>38</p> 浏览次数 7".encode(), day=2)

    with unit_of_work(engine) as work:
        samples.store(work, samples.reading())

        assert samples.store(work, samples.reading(counter)).novelty is Novelty.UNCHANGED


def test_a_changed_report_becomes_a_new_revision(engine: Engine, samples: "Samples") -> None:
    changed = samples.reading(samples.capture(b"<p>39</p>", day=2), 39)

    with unit_of_work(engine) as work:
        samples.store(work, samples.reading())
        assert samples.store(work, changed) == Saved(Novelty.NEW_REVISION, 2)

    with unit_of_work(engine) as work:
        assert work.reports.latest(UNIT, YEAR) == changed.extraction
        assert work.reports.revision(UNIT, YEAR, 1) == samples.reading().extraction
        assert work.reports.publications(YEAR)[0].revisions == 2
        assert [(one.number, one.cause, one.seen_at) for one in work.reports.revisions(UNIT, YEAR)] == [
            (1, Cause.PUBLISHED, samples.at(1)),
            (2, Cause.PUBLISHED, samples.at(2)),
        ]


def test_a_report_that_changes_back_is_seen_to_have_changed_twice(engine: Engine, samples: "Samples") -> None:
    with unit_of_work(engine) as work:
        samples.store(work, samples.reading())
        samples.store(work, samples.reading(samples.capture(b"<p>39</p>", day=2), 39))
        back = samples.store(work, samples.reading(samples.capture(day=3)))

        assert back == Saved(Novelty.NEW_REVISION, 3)
        assert work.reports.publications(YEAR)[0].revisions == 3


def test_the_dates_are_those_that_the_source_shows_now(engine: Engine, samples: "Samples") -> None:
    redated = samples.reading(samples.capture(b"<p>2025-03-01</p>", day=2, trail=Trail(samples.site)))
    report = replace(redated.extraction.report, dates=Dates(page=date(2025, 3, 1)))
    redated = replace(redated, extraction=replace(redated.extraction, report=report))

    with unit_of_work(engine) as work:
        samples.store(work, samples.reading())
        samples.store(work, redated)
        (publication,) = work.reports.publications(YEAR)

    assert (publication.page_date, publication.signed_date) == (date(2025, 3, 1), None)
    assert publication.list_date == date(2025, 1, 20), "a way that tells no date takes none away"


def test_the_best_publication_is_the_one_we_are_surest_of(engine: Engine, samples: "Samples") -> None:
    plain = samples.reading()
    better = samples.more_certain(
        samples.reading(samples.capture(b"%PDF", day=2, url="http://www.example.gov.cn/1.pdf"))
    )

    with unit_of_work(engine) as work:
        samples.store(work, plain)
        samples.store(work, better)
        best = work.reports.publication_of(UNIT, YEAR)

        assert best is not None
        assert best.url == better.capture.url
        assert work.reports.latest(UNIT, YEAR) == better.extraction
        assert [one.url for one in work.reports.revisions(UNIT, YEAR)] == [better.capture.url]


def test_of_equal_publications_the_first_seen_is_the_best(engine: Engine, samples: "Samples") -> None:
    elsewhere = "http://www.example.gov.cn/copy.html"

    with unit_of_work(engine) as work:
        samples.store(work, samples.reading(samples.capture(day=5)))
        samples.store(work, samples.reading(samples.capture(day=2, url=elsewhere)))
        best = work.reports.publication_of(UNIT, YEAR)

        assert best is not None
        assert best.url == elsewhere
        assert [one.url for one in work.reports.publications(YEAR)] == [elsewhere, samples.page]


def test_publications_of_other_years_and_units_stay_apart(engine: Engine, samples: "Samples") -> None:
    with unit_of_work(engine) as work:
        for name, facts in (("a", {"report_year": 2023}), ("b", {"unit_id": "1"}), ("c", {})):
            samples.store(work, samples.reading(samples.capture(name.encode()), **facts))

        assert [one.unit_id for one in work.reports.publications(YEAR)] == ["1", UNIT]
        assert [one.unit_id for one in work.reports.publications(2023)] == [UNIT]


def test_a_report_nobody_published_is_none_and_never_an_empty_one(engine: Engine, samples: "Samples") -> None:
    with unit_of_work(engine) as work:
        assert work.reports.latest(UNIT, YEAR) is None
        assert work.reports.publication_of(UNIT, YEAR) is None
        assert work.reports.revisions(UNIT, YEAR) == ()
        assert work.reports.publications(YEAR) == ()
        with pytest.raises(NoReport):
            work.reports.revision(UNIT, YEAR, 1)


@pytest.mark.parametrize("facts", [{"unit_id": None}, {"report_year": None}], ids=["no unit", "no year"])
def test_nobodys_report_is_not_saved(engine: Engine, samples: "Samples", facts: dict[str, None]) -> None:
    with pytest.raises(ValueError, match="nobody"), unit_of_work(engine) as work:
        samples.store(work, samples.reading(**facts))


def test_a_report_whose_page_was_not_kept_is_not_saved(engine: Engine, samples: "Samples") -> None:
    with pytest.raises(LookupError, match="never kept"), unit_of_work(engine) as work:
        work.reports.save(samples.reading())


def test_an_attachment_is_remembered_with_the_page_that_carried_it(engine: Engine, samples: "Samples") -> None:
    """The same file under a page that was corrected is news: the page speaks for it."""
    file = samples.capture(b"%PDF", url="http://www.example.gov.cn/1.pdf", kind=CaptureKind.ATTACHMENT)
    first = replace(file, carrier=samples.capture(b"page"))
    second = replace(file, carrier=samples.capture(b"corrected page", day=2), fetched_at=samples.at(2))
    redated = samples.reading(second)
    redated = replace(redated, extraction=samples.extraction(signed=21))

    with unit_of_work(engine) as work:
        samples.store(work, samples.reading(first))
        samples.store(work, redated)

        assert work.reports.publication_of(UNIT, YEAR).revisions == 2
        carriers = [kept.carrier.digest for kept in work.captures.to_reread() if kept.url == file.url]
    assert carriers == [first.carrier.digest, second.carrier.digest]


def test_the_wide_table_holds_certain_numbers_and_nothing_else(engine: Engine, samples: "Samples") -> None:
    cells = {
        RECEIVED: Cell(CellState.NUMBER, value=Decimal(38)),
        Address("requests", "carried_in", "total"): Cell(CellState.NUMBER, value=Decimal(0)),
        Address("requests", "granted", "total"): Cell(CellState.BLANK),
        Address("requests", "partial", "total"): Cell(CellState.NUMBER, value=Decimal(2), unsure=Unsure.COLUMN),
        Address("requests", "invented", "total"): Cell(CellState.NUMBER, value=Decimal(3)),
    }
    reading = samples.reading()
    report = replace(reading.extraction.report, cells=cells)
    reading = replace(reading, extraction=replace(reading.extraction, report=report))

    with unit_of_work(engine) as work:
        samples.store(work, reading)

    with engine.connect() as connection:
        row = dict(connection.execute(select(figures())).one()._mapping)
    del row["revision_id"]
    assert {name: value for name, value in row.items() if value is not None} == {
        "requests__new_received__total": 38.0,
        "requests__carried_in__total": 0.0,
    }


def test_a_text_that_no_database_takes_is_kept_as_it_is(engine: Engine, samples: "Samples") -> None:
    reading = replace(samples.reading(), extraction=samples.extraction(text="全年\x00收到\ud83d申请"))

    with unit_of_work(engine) as work:
        samples.store(work, reading)

        assert work.reports.latest(UNIT, YEAR) == reading.extraction
