"""A host's own pace is a floor: AutoThrottle may go slower, never faster, and no host sets it to hours."""

from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request, Spider
from scrapy.core.downloader import Slot
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from crawler.fetch.pace import LONGEST_DELAY, Pace

HOST, OTHER = "www.yunxi.gov.cn", "www.heyang.gov.cn"


@pytest.fixture
def slots() -> dict[str, Slot]:
    return {HOST: Slot(1, 2.0, 0.5), OTHER: Slot(1, 2.0, 0.5)}


@pytest.fixture
def pace(slots: dict[str, Slot]) -> Any:
    settings = {"AUTOTHROTTLE_ENABLED": True, "AUTOTHROTTLE_MAX_DELAY": 60, "DOWNLOAD_DELAY": 2}
    crawler = get_crawler(Spider, settings)
    downloader = SimpleNamespace(slots=slots, per_slot_settings={}, _delay=0.0)
    crawler._engine = SimpleNamespace(downloader=downloader)  # type: ignore[assignment]
    pace = Pace(crawler)
    pace._spider_opened(Spider("guest"))
    return pace


def answered(pace: Any, host: str, latency: float) -> None:
    request = Request(f"http://{host}/", meta={"download_latency": latency, "download_slot": host})
    pace._response_downloaded(Response(request.url), request, Spider("guest"))


def test_quick_answers_make_no_host_quicker_than_it_asks(pace: Any, slots: dict[str, Slot]) -> None:
    pace.ask_no_faster(HOST, 10)
    for _ in range(20):
        answered(pace, HOST, 0.01)
        answered(pace, OTHER, 0.01)

    assert [slots[HOST].delay, slots[OTHER].delay] == [10, 2]
    assert slots[HOST].download_delay() == 10, "nor by chance"


def test_slow_answers_make_it_slower_still(pace: Any, slots: dict[str, Slot]) -> None:
    pace.ask_no_faster(HOST, 10)
    answered(pace, HOST, 30)

    assert slots[HOST].delay == 30


def test_more_than_can_be_kept_is_capped_and_told(pace: Any, slots: dict[str, Slot]) -> None:
    pace.ask_no_faster(HOST, 86_400)
    answered(pace, HOST, 0.01)

    assert slots[HOST].delay == LONGEST_DELAY
    assert pace.crawler.stats.get_value("gongkai/crawl_delays_capped") == 1


def test_a_host_that_scrapy_forgot_meanwhile_keeps_its_pace(pace: Any) -> None:
    pace.ask_no_faster(HOST, 100)

    assert pace.crawler.engine.downloader.per_slot_settings == {HOST: {"delay": 100, "jitter": 0.0}}


@pytest.mark.parametrize("delay", [None, 0.0, 1.0, -5.0, float("inf"), float("nan")])
def test_what_is_no_pace_or_is_kept_anyway_changes_nothing(pace: Any, slots: dict[str, Slot], delay: Any) -> None:
    pace.ask_no_faster(HOST, delay)

    assert slots[HOST].delay == 2
    assert pace.crawler.stats.get_value("gongkai/crawl_delays") is None
