"""What an address showed, one text after another."""

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Engine, update

from crawler.domain.dossier import Edition
from storage.read_before import code_digest
from storage.revisions import Cause
from storage.tables import revisions
from storage.unit_of_work import UnitOfWork, unit_of_work

if TYPE_CHECKING:
    from tests.storage.conftest import Samples

UNIT, YEAR = "370902", 2024
ELSEWHERE = "http://www.example.gov.cn/copy.html"


def shown(work: UnitOfWork, samples: "Samples", until: int = 28) -> list[tuple[str, int, int]]:
    """Address, day and the figure of each edition."""
    return [told(edition) for edition in work.editions.of(UNIT, YEAR, samples.at(until))]


def told(edition: Edition) -> tuple[str, int, int]:
    (cell,) = edition.extraction.report.cells.values()
    return edition.url.rpartition("/")[2], edition.seen_at.day, int(cell.value or 0)


def put_up(work: UnitOfWork, samples: "Samples", *figures: int, url: str | None = None) -> None:
    """A figure a day."""
    for day, figure in enumerate(figures, start=1):
        samples.store(work, samples.reading(samples.capture(f"<p>{figure}</p>".encode(), day=day, url=url), figure))


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        pytest.param((38,), [(1, 38)], id="one"),
        pytest.param((38, 38, 38), [(1, 38)], id="nothing changes"),
        pytest.param((38, 39), [(1, 38), (2, 39)], id="a change"),
        pytest.param((38, 39, 38), [(1, 38), (2, 39), (3, 38)], id="there and back"),
    ],
)
def test_editions_come_in_the_order_of_time(
    engine: Engine, samples: "Samples", figures: tuple[int, ...], expected: list[tuple[int, int]]
) -> None:
    with unit_of_work(engine) as work:
        put_up(work, samples, *figures)

        assert shown(work, samples) == [("nb.html", day, figure) for day, figure in expected]


def test_each_address_has_its_own(engine: Engine, samples: "Samples") -> None:
    with unit_of_work(engine) as work:
        put_up(work, samples, 38)
        put_up(work, samples, 38, 40, url=ELSEWHERE)

        assert shown(work, samples) == [("nb.html", 1, 38), ("copy.html", 1, 38), ("copy.html", 2, 40)]


def test_what_was_seen_later_does_not_count(engine: Engine, samples: "Samples") -> None:
    with unit_of_work(engine) as work:
        put_up(work, samples, 38, 39)

        assert shown(work, samples, until=1) == [("nb.html", 1, 38)]


def test_our_reading_it_again_is_no_edition_of_theirs(engine: Engine, samples: "Samples") -> None:
    with unit_of_work(engine) as work:
        put_up(work, samples, 38, 39, 38)
        again = samples.reading(samples.capture(b"<p>38</p>", day=1), 380)
        work.reports.save(again, Cause.REREAD, samples.at(20))

        assert shown(work, samples) == [("nb.html", 1, 380), ("nb.html", 2, 39), ("nb.html", 3, 380)], (
            "what we read better now is read better wherever the same bytes stood"
        )


def test_editions_that_our_better_reading_makes_alike_are_one(engine: Engine, samples: "Samples") -> None:
    with unit_of_work(engine) as work:
        put_up(work, samples, 38, 39)
        mended = replace(samples.reading(samples.capture(b"<p>38</p>", day=1)), extraction=samples.extraction(39))
        work.reports.save(mended, Cause.REREAD, samples.at(20))

        assert shown(work, samples) == [("nb.html", 1, 39)]


def test_an_edition_tells_which_state_of_our_code_has_read_it_so(engine: Engine, samples: "Samples") -> None:
    with unit_of_work(engine) as work:
        put_up(work, samples, 38)
    with engine.begin() as connection:
        connection.execute(update(revisions).values(reader=None))

    with unit_of_work(engine) as work:
        (before,) = work.editions.of(UNIT, YEAR, samples.at(28))
        put_up(work, samples, 38)
        (confirmed,) = work.editions.of(UNIT, YEAR, samples.at(28))

    assert (before.reader, confirmed.reader) == ("", code_digest()), "what reads the same now is read so by us now"
