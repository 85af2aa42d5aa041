"""Strays in the database."""

from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import Engine

from crawler.domain.evidence import Stray
from storage.unit_of_work import unit_of_work

SITE = "www.example.gov.cn"
STRAY = Stray(SITE, "http://www.example.gov.cn/1.html", 2024, "no unit is named", datetime(2025, 4, 1, tzinfo=UTC))


def test_a_stray_seen_again_is_one_stray_as_it_was_seen_last(engine: Engine) -> None:
    later = replace(STRAY, report_year=None, reason="no year", seen_at=datetime(2025, 4, 2, tzinfo=UTC))

    with unit_of_work(engine) as work:
        work.strays.keep(STRAY)
        work.strays.keep(later)

        assert work.strays.of_site(SITE) == (later,)


def test_a_stray_that_was_attributed_is_forgotten_and_no_other(engine: Engine) -> None:
    other = replace(STRAY, url="http://www.example.gov.cn/2.html")

    with unit_of_work(engine) as work:
        work.strays.keep(STRAY)
        work.strays.keep(other)
        work.strays.forget(SITE, STRAY.url)

        assert work.strays.of_site(SITE) == (other,)
        assert work.strays.of_site("elsewhere.gov.cn") == ()


def test_a_character_that_no_database_takes_costs_us_no_stray(engine: Engine) -> None:
    with unit_of_work(engine) as work:
        work.strays.keep(replace(STRAY, reason="标题\x00残缺\ud83d"))

        assert work.strays.of_site(SITE)[0].reason == "标题\ufffd残缺\ufffd"
