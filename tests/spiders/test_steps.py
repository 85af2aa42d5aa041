"""What follows from an answer on a light visit: the front of every list is looked at, wherever it stands."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from scrapy.http import HtmlResponse

from crawler.domain.capture import Trail
from crawler.domain.knowledge import Knowledge
from crawler.domain.register import Site
from crawler.fetch.budget import SiteBudget
from spiders.aim import Aim, Role
from spiders.answer import Answer
from spiders.memory import SiteMemory
from spiders.steps import Following, follow
from spiders.walk import SiteWalk

NOW = datetime(2025, 4, 20, tzinfo=UTC)
HOST = "www.yunxi.gov.cn"
COLUMN = f"http://{HOST}/nb/"
MENU = '<a href="/nb/bm/">县直部门</a><a href="/nb/2020/">2020年</a>'
ROW = '<li><a href="/nb/1.html">云溪县教育局2024年政府信息公开工作年度报告</a><span>2025-01-15</span></li>'
PAGER = '<a href="/nb/2.html">下一页</a>'


def visited(site: Site, html: str, memory: SiteMemory, *, thorough: bool) -> Following:
    walk = SiteWalk(site, frozenset({HOST}), NOW, SiteBudget(50, 10**6, 60), memory, thorough=thorough)
    aim = Aim(Role.LIST, COLUMN, Trail(HOST), column=COLUMN)
    response = HtmlResponse(COLUMN, body=f"<html><body>{html}</body></html>".encode(), encoding="utf-8")
    return follow(Answer(response, aim, NOW), walk, aim, None)


@pytest.mark.parametrize(
    ("html", "followed"),
    [
        pytest.param(ROW + PAGER, {"/nb/1.html"}, id="behind an unchanged front no page is turned"),
        pytest.param(MENU + ROW, {"/nb/bm/", "/nb/1.html"}, id="lists below are looked at, old years are not"),
        pytest.param(
            MENU + '<iframe src="/f/list.html"></iframe>', {"/nb/bm/", "/nb/2020/", "/f/list.html"}, id="frame"
        ),
        pytest.param(MENU + PAGER, {"/nb/bm/", "/nb/2020/", "/nb/2.html"}, id="a page without entries is no front"),
    ],
)
def test_on_a_light_visit_the_fronts_of_lists_are_followed(html: str, followed: set[str], unit_on: Any) -> None:
    bureau = unit_on("x", "云溪县教育局", f"http://{HOST}/")
    site = Site(HOST, (), (), (bureau,))
    first = SiteMemory(Knowledge(HOST), (bureau,), NOW - timedelta(days=1), None)
    visited(site, html, first, thorough=True)
    known = SiteMemory(Knowledge(HOST, frozenset({(bureau.id, 2024)}), lessons=first.lessons()), (bureau,), NOW, None)

    following = visited(site, html, known, thorough=False)

    assert {aim.url.removeprefix(f"http://{HOST}") for aim in following.aims} == followed
