"""The journal as a running crawl keeps it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy.exceptions import IgnoreRequest
from scrapy.http import HtmlResponse, Request, Response
from scrapy.statscollectors import MemoryStatsCollector
from scrapy.utils.test import get_crawler
from sqlalchemy import Engine, text

from storage.journal import ROBOTS, Entry
from storage.journal_keeping import ANSWERED_AT, JournalKeeper
from storage.unit_of_work import unit_of_work

NOW = datetime(2025, 4, 20, 1, tzinfo=UTC)
SITE = "www.example.gov.cn"
URL = f"http://{SITE}/nb/"


@pytest.fixture
def crawl(engine: Engine) -> int:
    with unit_of_work(engine) as work:
        return work.runs.begin("crawl", NOW)


@pytest.fixture
def keepers(url: str, crawl: int, tmp_path: Path) -> Iterator[Any]:
    """Builds a keeper as each start of the crawl does."""
    built = []

    def build() -> JournalKeeper:
        crawler = get_crawler(settings_dict={"GONGKAI_DATABASE_URL": url, "GONGKAI_CRAWL_ID": crawl})
        crawler.stats = MemoryStatsCollector(crawler)
        crawler.spider = SimpleNamespace(clock=lambda: NOW)
        keeper = JournalKeeper.of(crawler)
        assert keeper is not None
        built.append(keeper)
        return keeper

    yield build
    for keeper in built:
        keeper.close()


def request(url: str = URL, **facts: Any) -> Request:
    told = {"site": SITE, "key": url, "role": "list", "why": "政府信息公开年报"}
    return Request(url, meta={"journal": told} | facts.pop("meta", {}), **facts)


def lines(engine: Engine, crawl: int) -> tuple[Entry, ...]:
    with unit_of_work(engine) as work:
        return work.journal.entries(crawl)


def test_a_crawl_without_an_id_has_no_journal(url: str) -> None:
    assert JournalKeeper.of(get_crawler(settings_dict={"GONGKAI_DATABASE_URL": url})) is None


def test_a_crawl_that_is_started_again_is_answered_from_the_journal(keepers: Any) -> None:
    first, asking = keepers(), request()
    headers = {"Content-Type": "text/html; charset=gbk", "Set-Cookie": ["a=1", "b=2"]}
    answer = HtmlResponse(URL + "index.html", 404, headers, "年报".encode("gbk"), request=asking)
    assert first.known_answer(first.asked(asking), asking) is None
    first.answered(first.asked(asking), asking, answer)

    second, again = keepers(), request()
    known = second.known_answer(second.asked(again), again)

    assert type(known) is HtmlResponse
    assert (known.url, known.status, known.headers, known.body) == (
        answer.url,
        answer.status,
        answer.headers,
        answer.body,
    )
    assert asking.meta[ANSWERED_AT] == again.meta[ANSWERED_AT] == NOW


def test_what_was_found_out_in_fetching_is_told_once_more(keepers: Any) -> None:
    first, asking = keepers(), request()
    seen = (("http://www.example.gov.cn/api", "POST", (("page", "1"),), '{"total": 1}'),)
    keeper_asked = first.asked(asking)
    asking.meta.update(seen_data=seen, download_latency=0.25, tls_reason="expired", playwright=True)
    first.answered(keeper_asked, asking, HtmlResponse(URL, body=b"<p>", flags=["unverified"], request=asking))

    second, again = keepers(), request()
    known = second.known_answer(second.asked(again), again)

    assert known is not None
    assert known.flags == ["unverified"]
    assert (again.meta["seen_data"], again.meta["download_latency"], again.meta["tls_reason"]) == (
        seen,
        0.25,
        "expired",
    )
    assert "playwright" not in again.meta


def test_a_page_drawn_by_a_browser_and_a_form_that_is_posted_are_other_requests(keepers: Any) -> None:
    first, asking = keepers(), request()
    first.answered(first.asked(asking), asking, Response(URL, body=b"%PDF", request=asking))
    second = keepers()

    others = (
        request(meta={"render": object()}),
        request(method="POST", body=b"page=2"),
        request(URL + "index_1.html"),
        request(meta={"journal": {"site": "elsewhere.gov.cn", "role": "list", "why": ""}}),
    )

    assert [second.known_answer(second.asked(other), other) for other in others] == [None] * 4


def test_a_request_is_noted_as_it_was_before_it_was_sent_elsewhere(keepers: Any, engine: Engine, crawl: int) -> None:
    keeper, asking = keepers(), request()
    keeper.asked(asking)
    hop = asking.replace(url=URL + "other.html")
    hop.meta.update(redirect_times=1, retry_times=2)

    keeper.answered(keeper.asked(hop), hop, HtmlResponse(hop.url, request=hop, body=b"<p>"))

    (line,) = lines(engine, crawl)
    assert (line.asked.url, line.asked.why, line.asked.role) == (URL, "政府信息公开年报", "list")
    assert (line.ended.attempts, line.ended.status, line.ended.bytes) == (4, 200, 3)


def test_robots_txt_is_of_the_host(keepers: Any, engine: Engine, crawl: int) -> None:
    keeper, asking = keepers(), Request(f"http://{SITE}:8080/robots.txt")

    keeper.answered(keeper.asked(asking), asking, Response(asking.url, request=asking))

    assert [(line.asked.site_id, line.asked.role) for line in lines(engine, crawl)] == [(f"{SITE}:8080", ROBOTS)]


@pytest.mark.parametrize(
    ("error", "outcome", "attempts", "cause"),
    [
        (TimeoutError("60 seconds"), "failed", 1, "TimeoutError: 60 seconds"),
        (IgnoreRequest("Forbidden by robots.txt"), "refused", 0, "IgnoreRequest: Forbidden by robots.txt"),
        (IgnoreRequest("max redirections reached"), "failed", 1, "IgnoreRequest: max redirections reached"),
    ],
)
def test_what_was_not_answered_is_noted_with_its_cause_and_asked_again(
    keepers: Any, engine: Engine, crawl: int, error: Exception, outcome: str, attempts: int, cause: str
) -> None:
    keeper, asking = keepers(), request()

    keeper.failed(keeper.asked(asking), asking, error)

    ended = lines(engine, crawl)[0].ended
    assert (ended.outcome, ended.attempts, ended.cause, ended.status) == (outcome, attempts, cause, None)
    assert keepers().known_answer(keeper.asked(asking), asking) is None


def test_a_journal_that_cannot_be_written_is_said(keepers: Any, engine: Engine) -> None:
    keeper, asking = keepers(), request()
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE answers"))

    with pytest.raises(Exception, match="answers"):
        keeper.answered(keeper.asked(asking), asking, Response(URL, request=asking))
