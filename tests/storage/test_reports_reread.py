"""Reports read again: better, or as somebody else's. Our own second thoughts are no news of the source."""

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Engine

from crawler.domain.errors import NoReport
from storage.reports import Novelty, Saved
from storage.revisions import Cause
from storage.unit_of_work import unit_of_work

if TYPE_CHECKING:
    from tests.storage.conftest import Samples

UNIT, YEAR = "370902", 2024


def test_the_same_bytes_read_better_are_no_news_of_the_source(engine: Engine, samples: "Samples") -> None:
    with unit_of_work(engine) as work:
        samples.store(work, samples.reading(number=None))
        better = samples.store(work, samples.reading(samples.capture(day=9)))

        assert better == Saved(Novelty.NEW_REVISION, 2)
        assert work.reports.revisions(UNIT, YEAR)[1].cause is Cause.REREAD
        assert work.reports.publications(YEAR)[0].revisions == 1


def test_reading_all_again_and_better_tells_the_same_story(engine: Engine, samples: "Samples") -> None:
    """A, then B, then A again: each edition is read better at its own place, however often we do it."""
    first, second = samples.capture(b"A", day=1), samples.capture(b"B", day=2)
    third = samples.capture(b"A", day=3)
    with unit_of_work(engine) as work:
        for capture, number in ((first, 1), (second, 2), (third, 1)):
            samples.store(work, samples.reading(capture, number))

    novelties = []
    for _ in range(2):
        with unit_of_work(engine) as work:
            for capture, number in ((first, 10), (second, 20), (third, 10)):
                saved = work.reports.save(samples.reading(capture, number), Cause.REREAD, at=samples.at(9))
                novelties.append(saved.novelty)

    with unit_of_work(engine) as work:
        latest = work.reports.latest(UNIT, YEAR)
        (publication,) = work.reports.publications(YEAR)
        revisions = work.reports.revisions(UNIT, YEAR)
    assert novelties == [Novelty.NEW_REVISION] * 3 + [Novelty.UNCHANGED] * 3
    assert latest == samples.extraction(10)
    assert publication.revisions == 3
    assert [(one.cause, one.seen_at) for one in revisions[3:]] == [(Cause.REREAD, samples.at(day)) for day in (1, 2, 3)]
    assert {one.read_at for one in revisions[3:]} == {samples.at(9)}


def test_rereading_the_past_does_not_change_the_present(engine: Engine, samples: "Samples") -> None:
    old = samples.capture(b"A", day=1)
    with unit_of_work(engine) as work:
        samples.store(work, samples.reading(old, 1))
        samples.store(work, samples.reading(samples.capture(b"B", day=2), 2))

    with unit_of_work(engine) as work:
        work.reports.save(samples.reading(old, 10), Cause.REREAD)

        assert work.reports.latest(UNIT, YEAR) == samples.extraction(2)
        assert work.reports.publications(YEAR)[0].last_seen == samples.at(2)


def test_editions_that_turn_out_to_be_equal_are_one(engine: Engine, samples: "Samples") -> None:
    first, second = samples.capture(b"A", day=1), samples.capture(b"B", day=2)
    with unit_of_work(engine) as work:
        samples.store(work, samples.reading(first, None))
        samples.store(work, samples.reading(second, 38))
        assert work.reports.publications(YEAR)[0].revisions == 2

        work.reports.save(samples.reading(first, 38), Cause.REREAD)

        assert work.reports.publications(YEAR)[0].revisions == 1


def test_a_report_given_to_another_unit_is_taken_from_the_first(engine: Engine, samples: "Samples") -> None:
    with unit_of_work(engine) as work:
        samples.store(work, samples.reading())
        samples.store(work, samples.reading(samples.capture(day=2), unit_id="370903"))

        assert [publication.unit_id for publication in work.reports.publications(YEAR)] == ["370903"]
        assert work.reports.latest(UNIT, YEAR) is None


def test_what_turns_out_to_be_nobodys_report_is_taken_back(engine: Engine, samples: "Samples") -> None:
    right, wrong = samples.reading(samples.capture(b"A"), 1), samples.reading(samples.capture(b"B", day=2), 2)
    with unit_of_work(engine) as work:
        samples.store(work, right)
        samples.store(work, wrong)

        work.reports.disown(wrong.capture, at=samples.at(9))
        work.reports.disown(samples.capture(b"never seen"), at=samples.at(9))

        assert work.reports.latest(UNIT, YEAR) == right.extraction
        assert work.reports.publications(YEAR)[0].revisions == 1
        with pytest.raises(NoReport):
            work.reports.revision(UNIT, YEAR, 2)
