"""Suspicions in the database."""

from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import Engine

from crawler.domain.suspicion import Suspicion
from storage.storing import Stored, store
from storage.suspicions import StoredSuspicion
from storage.unit_of_work import unit_of_work

SITE = "www.example.gov.cn"


def day(number: int) -> datetime:
    return datetime(2025, 4, number, tzinfo=UTC)


SUSPICION = Suspicion(SITE, "http://www.example.gov.cn/1.html", "vice_title", "真人荷官", day(2))


def test_a_suspicion_seen_again_is_one_as_it_was_seen_last_with_its_first_day(engine: Engine) -> None:
    with unit_of_work(engine) as work:
        work.suspicions.keep(SUSPICION)
        work.suspicions.keep(again := replace(SUSPICION, detail="老虎机", seen_at=day(5)))

        assert work.suspicions.of_site(SITE) == (StoredSuspicion(again, day(2)),)


def test_an_older_sighting_told_later_moves_only_the_first_day(engine: Engine) -> None:
    with unit_of_work(engine) as work:
        work.suspicions.keep(SUSPICION)
        work.suspicions.keep(replace(SUSPICION, detail="older", seen_at=day(1)))

        assert work.suspicions.of_site(SITE) == (StoredSuspicion(SUSPICION, day(1)),)


def test_every_sign_and_every_page_is_a_suspicion_of_its_own(engine: Engine) -> None:
    other_sign = replace(SUSPICION, kind="hidden_text")
    other_page = replace(SUSPICION, url="http://www.example.gov.cn/2.html")

    with unit_of_work(engine) as work:
        for suspicion in (other_page, SUSPICION, other_sign):
            work.suspicions.keep(suspicion)

        assert [stored.suspicion for stored in work.suspicions.of_site(SITE)] == [other_sign, SUSPICION, other_page]
        assert work.suspicions.of_site("elsewhere.gov.cn") == ()


def test_what_was_seen_lately_is_told_of_all_sites(engine: Engine) -> None:
    elsewhere = replace(SUSPICION, site_id="a.gov.cn", seen_at=day(9))

    with unit_of_work(engine) as work:
        work.suspicions.keep(SUSPICION)
        work.suspicions.keep(elsewhere)

        assert [stored.suspicion for stored in work.suspicions.all_since(day(9))] == [elsewhere]
        assert [stored.suspicion for stored in work.suspicions.all_since(day(2))] == [elsewhere, SUSPICION]


def test_a_suspicion_is_stored_as_what_it_is(engine: Engine) -> None:
    with unit_of_work(engine) as work:
        assert store(work, replace(SUSPICION, detail="真人\x00荷官")) == Stored("suspicions")

        assert work.suspicions.of_site(SITE)[0].suspicion.detail == "真人\ufffd荷官"
