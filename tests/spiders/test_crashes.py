"""Crashes of ours end nothing but the page they happen on, and are held against nobody."""

import asyncio
import logging
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy.exceptions import IgnoreRequest
from scrapy.http import HtmlResponse, Request
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from crawler import pipelines
from crawler.domain.capture import Capture, CaptureKind, Trail
from crawler.domain.evidence import Stray, Visit, VisitOutcome
from crawler.domain.register import Register, Site
from crawler.fetch.blocks import block_of
from crawler.fetch.budget import SiteBudget
from crawler.fetch.rendering import BrowserFailed
from spiders import annual_reports
from spiders.aim import Aim, Role
from spiders.annual_reports import AnnualReportsSpider
from spiders.causes import cause_of
from spiders.walk import SiteWalk

HOST = "www.yunxi.gov.cn"
NOW = datetime(2025, 4, 10, tzinfo=UTC)
TITLE = "云溪县教育局2024年政府信息公开工作年度报告"


@pytest.fixture
def spider() -> AnnualReportsSpider:
    spider = AnnualReportsSpider(now="2025-04-10T09:00")
    spider.may_render = True
    return spider


@pytest.fixture
def walk(unit_on: Any) -> SiteWalk:
    site = Site(HOST, (f"http://{HOST}/",), (), (unit_on("x", "云溪县教育局", f"http://{HOST}/"),))
    return SiteWalk(site, frozenset({HOST}), NOW, SiteBudget(10, 1000, 60))


def capture() -> Capture:
    return Capture(f"http://{HOST}/1.html", CaptureKind.REPORT, b"x", NOW, Trail(HOST, link_text=TITLE))


def test_a_spider_that_crashes_on_a_page_still_tells_of_its_visit(
    spider: AnnualReportsSpider, walk: SiteWalk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr(annual_reports, "follow", crash)
    aim = Aim(Role.START, f"http://{HOST}/", Trail(HOST))
    walk.asked(aim)
    steps = spider.answered(HtmlResponse(aim.url, body=b"<a href=/nb/>x</a>"), walk, aim)

    visit = next(step for step in steps if isinstance(step, Visit))
    with pytest.raises(RecursionError):
        tuple(steps)

    assert visit.outcome is not VisitOutcome.COMPLETE
    assert "our own fault" in visit.failures[0].cause


def test_what_cannot_be_kept_leaves_the_visit_incomplete(spider: AnnualReportsSpider, walk: SiteWalk) -> None:
    spider._walks[HOST] = walk
    walk.columns[f"http://{HOST}/nb/"] = None
    walk.entry("x")

    spider.item_failed(capture())

    assert walk.visit(NOW).outcome is VisitOutcome.LISTING_INCOMPLETE


def test_a_reader_that_crashes_leaves_a_stray_of_the_year(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def crash(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(pipelines, "read_or_stray", crash)
    crawler: Any = SimpleNamespace(spider=SimpleNamespace(register=Register([])), stats=None)

    with caplog.at_level(logging.ERROR):
        stray = asyncio.run(pipelines.ReadPipeline(crawler).process_item(capture()))

    assert isinstance(stray, Stray)
    assert (stray.site_id, stray.report_year) == (HOST, 2024)
    assert "reading it crashed" in caplog.text


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (HttpError(HtmlResponse("http://a/", status=404)), ("answered with status 404", False)),
        (HttpError(HtmlResponse("http://a/", status=403)), ("refused with 403", True)),
        (IgnoreRequest("Forbidden by robots.txt"), ("not permitted by robots.txt", False)),
        (BrowserFailed("http://a/", "the browser failed: Error"), ("the browser failed: Error", False)),
        (TimeoutError(), ("no answer: TimeoutError", False)),
    ],
)
def test_every_failure_has_its_cause(error: Exception, cause: tuple[str, bool]) -> None:
    failure = Failure(error)
    failure.request = Request("http://a/")  # type: ignore[attr-defined]

    assert cause_of(failure) == cause


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<script>$_ts=window['$_ts'];$_ts.cd=1</script>", "blocked by 瑞数"),
        ("<script>$_ts=window['$_ts'];$_ts.cd=1</script>" + "<a href=x>文</a>" * 5, None),
        ("<title>系统提示</title>请登录", "blocked by a login page"),
        ("<script>$_ts=window['$_ts']</script>勾稽关系", None),
    ],
)
def test_a_wall_is_told_from_a_page_that_it_lets_pass(body: str, expected: str | None) -> None:
    assert block_of(200, {}, body.encode()) == expected
