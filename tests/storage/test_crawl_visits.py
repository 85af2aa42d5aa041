"""The visits of a crawl that was killed and resumed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from crawler.domain.evidence import Failure, Visit, VisitOutcome
from storage.crawl_visits import KNOWN, STORED, keep_visit
from storage.journal import Asked, Ended, Outcome
from storage.unit_of_work import unit_of_work

NOW = datetime(2025, 4, 1, 9, tzinfo=UTC)
SITE = "www.example.gov.cn"
GOOD = Visit(SITE, NOW, NOW + timedelta(minutes=5), VisitOutcome.COMPLETE)
DOWN = replace(GOOD, outcome=VisitOutcome.DOWN, failures=(Failure(f"http://{SITE}/", "no answer: TimeoutError"),))


@pytest.fixture
def crawl(engine: Engine) -> int:
    with unit_of_work(engine) as work:
        return work.runs.begin("crawl", NOW)


def told(engine: Engine, crawl: int, *visits: Visit) -> list[str]:
    with unit_of_work(engine) as work:
        return [keep_visit(work, crawl, visit) for visit in visits]


def test_a_walk_that_was_walked_again_is_told_once(engine: Engine, crawl: int) -> None:
    later = replace(GOOD, started_at=NOW + timedelta(hours=1), ended_at=NOW + timedelta(hours=2))

    assert told(engine, crawl, GOOD, later, DOWN) == [STORED, KNOWN, KNOWN]
    assert told(engine, crawl, replace(GOOD, site_id="elsewhere.gov.cn")) == [STORED]
    with unit_of_work(engine) as work:
        assert work.visits.of_site(SITE, NOW) == (GOOD,)


def test_the_next_crawl_tells_of_its_own(engine: Engine, crawl: int) -> None:
    with unit_of_work(engine) as work:
        following = work.runs.begin("crawl", NOW + timedelta(days=1))

    assert told(engine, crawl, GOOD) + told(engine, following, GOOD) == [STORED, STORED]


def test_what_was_not_seen_may_be_seen_by_the_crawl_that_is_resumed(engine: Engine, crawl: int) -> None:
    assert told(engine, crawl, DOWN, DOWN, GOOD) == [STORED, KNOWN, STORED]
    with unit_of_work(engine) as work:
        assert work.visits.get(work.journal.told(crawl)[SITE]) == GOOD


def test_a_walk_that_was_resumed_does_not_claim_to_have_begun_later(engine: Engine, crawl: int) -> None:
    """A list that was seen before the due date proves nothing of the day after it."""
    before = NOW - timedelta(hours=12)
    asked = Asked(SITE, "key", "GET", f"http://{SITE}/nb/", "list", "", rendered=False, asked_at=before)
    with unit_of_work(engine) as work:
        work.journal.note(crawl, asked, Ended(Outcome.ANSWERED, before, 1))

    told(engine, crawl, GOOD)

    with unit_of_work(engine) as work:
        assert [visit.started_at for visit in work.visits.of_site(SITE, before)] == [before]


def test_a_visit_that_never_was_is_not_found(engine: Engine) -> None:
    with unit_of_work(engine) as work, pytest.raises(LookupError, match="no visit 7"):
        work.visits.get(7)
