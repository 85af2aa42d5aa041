"""Visits in the database."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine

from crawler.domain.evidence import Failure, Listed, Visit, VisitOutcome
from storage.unit_of_work import unit_of_work

NOW = datetime(2025, 4, 1, 9, tzinfo=UTC)
SITE = "www.example.gov.cn"


def visit(days: int, outcome: VisitOutcome = VisitOutcome.COMPLETE, site_id: str = SITE) -> Visit:
    return Visit(
        site_id=site_id,
        started_at=NOW + timedelta(days=days),
        ended_at=NOW + timedelta(days=days, minutes=5),
        outcome=outcome,
        columns=("http://www.example.gov.cn/nb/",),
        listings=("http://www.example.gov.cn/nb/", "http://www.example.gov.cn/nb/index_1.html"),
        entries=12,
        pages=17,
        failures=(Failure("http://www.example.gov.cn/nb/2.html", "521\x00 \ud800"),),
        report_year=2024,
        looked_for=("0123456789abcdef",),
        listed=(Listed("370902", 2023), Listed("370902", 2022)),
    )


def test_a_visit_comes_back_as_it_was_told(engine: Engine) -> None:
    with unit_of_work(engine) as work:
        work.visits.add(visit(0))

    with unit_of_work(engine) as work:
        assert work.visits.last(SITE) == visit(0)


def test_the_visits_of_a_site_come_oldest_first_and_only_since(engine: Engine) -> None:
    blocked = visit(2, VisitOutcome.BLOCKED)

    with unit_of_work(engine) as work:
        for each in (blocked, visit(0), visit(1), visit(1, site_id="elsewhere.gov.cn")):
            work.visits.add(each)

        assert work.visits.of_site(SITE, since=NOW + timedelta(days=1)) == (visit(1), blocked)
        assert work.visits.last(SITE) == blocked


def test_a_site_never_visited_has_no_last_visit(engine: Engine) -> None:
    with unit_of_work(engine) as work:
        assert work.visits.last(SITE) is None
        assert work.visits.of_site(SITE, since=NOW) == ()
