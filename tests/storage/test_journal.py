"""The journal of a crawl in the database."""

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from storage.journal import ROBOTS, Answered, Asked, Ended, Entry, Outcome
from storage.unit_of_work import UnitOfWork, unit_of_work

NOW = datetime(2025, 4, 1, 9, 0, 0, 123456, tzinfo=UTC)
SITE = "www.example.gov.cn"
PAGE = Answered("HtmlResponse", f"http://{SITE}/nb/", 200, (("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")), b"<p>", NOW)


def asked(number: int = 0, site_id: str = SITE, **facts: object) -> Asked:
    url = f"http://{site_id}/{number}.html"
    usual = {"method": "GET", "role": "entry", "why": "2024年年度报告\x00", "rendered": False}
    at = NOW + timedelta(seconds=number)
    return Asked(**({"site_id": site_id, "key": f"key {number}", "url": url, "asked_at": at} | usual | facts))


def ended(outcome: Outcome = Outcome.ANSWERED, **facts: object) -> Ended:
    return Ended(outcome, **({"ended_at": NOW + timedelta(minutes=1), "attempts": 1} | facts))


@pytest.fixture
def crawl(engine: Engine) -> int:
    with unit_of_work(engine) as work:
        return work.runs.begin("crawl", NOW)


def note(work: UnitOfWork, crawl: int, *numbers: int, answer: Answered | None = PAGE) -> None:
    for number in numbers:
        work.journal.note(crawl, asked(number), ended(status=200), answer)


def test_an_answer_comes_back_as_it_came(engine: Engine, crawl: int) -> None:
    with unit_of_work(engine) as work:
        note(work, crawl, 1)

    with unit_of_work(engine) as work:
        found = work.journal.answer(crawl, SITE, "key 1")

    assert found == replace(PAGE, at=NOW + timedelta(minutes=1))


def test_a_file_is_kept_byte_for_byte(engine: Engine, crawl: int) -> None:
    file = replace(PAGE, kind="Response", body=os.urandom(300_000))

    with unit_of_work(engine) as work:
        note(work, crawl, 1, answer=file)
        found = work.journal.answer(crawl, SITE, "key 1")

    assert found is not None
    assert found.body == file.body


@pytest.mark.parametrize(
    ("kind", "size", "kept"),
    [
        ("HtmlResponse", 2 << 20, True),
        ("HtmlResponse", (2 << 20) + 1, False),
        ("Response", 20 << 20, True),
        ("Response", (20 << 20) + 1, False),
    ],
)
def test_only_what_is_small_enough_is_kept(kind: str, size: int, kept: bool) -> None:
    assert replace(PAGE, kind=kind, body=bytes(size)).is_kept is kept


def test_what_another_crawl_or_site_was_answered_is_no_answer(engine: Engine, crawl: int) -> None:
    with unit_of_work(engine) as work:
        other = work.runs.begin("crawl", NOW)
        note(work, crawl, 1)

        assert work.journal.answer(other, SITE, "key 1") is None
        assert work.journal.answer(crawl, "elsewhere.gov.cn", "key 1") is None
        assert work.journal.answered(crawl) == {(SITE, "key 1")}
        assert work.journal.answered(other) == frozenset()


def test_a_request_that_failed_and_is_asked_again_is_one_line(engine: Engine, crawl: int) -> None:
    with unit_of_work(engine) as work:
        work.journal.note(crawl, asked(1), ended(Outcome.FAILED, attempts=3, cause="TimeoutError: 60 s \ud800"))
        assert work.journal.answer(crawl, SITE, "key 1") is None
        work.journal.note(crawl, asked(1), ended(status=200, bytes=3), PAGE)

        assert [entry.ended for entry in work.journal.entries(crawl)] == [ended(attempts=4, status=200, bytes=3)]
        assert work.journal.totals(crawl, SITE) == {Outcome.ANSWERED: 1}


def test_the_requests_of_a_walk_are_counted_by_their_end(engine: Engine, crawl: int) -> None:
    with unit_of_work(engine) as work:
        note(work, crawl, 1, 2)
        work.journal.note(crawl, asked(3), ended(Outcome.REFUSED, attempts=0, cause="robots"))
        work.journal.note(crawl, asked(4, role=ROBOTS), ended(), PAGE)
        work.journal.note(crawl, asked(5, site_id="elsewhere.gov.cn"), ended(), PAGE)

        assert work.journal.totals(crawl, SITE) == {Outcome.ANSWERED: 2, Outcome.REFUSED: 1}
        assert work.journal.sites(crawl) == {SITE, "elsewhere.gov.cn"}


def test_lines_come_in_the_order_of_asking(engine: Engine, crawl: int) -> None:
    with unit_of_work(engine) as work:
        note(work, crawl, 2, 3, 1)
        work.journal.note(crawl, asked(0, site_id="elsewhere.gov.cn"), ended(), PAGE)

        lines = work.journal.entries(crawl, SITE)
        assert work.journal.began(crawl, SITE) == NOW + timedelta(seconds=1)
        assert work.journal.began(crawl, "nowhere.gov.cn") is None

    assert lines[0] == Entry(asked(1, why="2024年年度报告\ufffd"), ended(status=200))
    assert [line.asked.key for line in lines] == ["key 1", "key 2", "key 3"]


def test_a_crawl_that_is_over_keeps_its_lines_and_no_answers(engine: Engine, crawl: int) -> None:
    with unit_of_work(engine) as work:
        other = work.runs.begin("crawl", NOW)
        note(work, crawl, 1)
        note(work, other, 1)
        work.journal.forget_answers(crawl)

        assert work.journal.answer(crawl, SITE, "key 1") is None
        assert work.journal.answer(other, SITE, "key 1") is not None
        assert len(work.journal.entries(crawl)) == 1


def test_lines_of_long_ago_are_dropped(engine: Engine, crawl: int) -> None:
    with unit_of_work(engine) as work:
        note(work, crawl, 1)
        work.journal.note(crawl, asked(2), ended(ended_at=NOW + timedelta(days=2)), PAGE)
        work.journal.forget_before(NOW + timedelta(days=1))

        assert [line.asked.key for line in work.journal.entries(crawl)] == ["key 2"]
        assert work.journal.answered(crawl) == {(SITE, "key 2")}
