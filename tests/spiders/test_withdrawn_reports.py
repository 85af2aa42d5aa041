"""Known reports that no list names any more are asked for again: those that are gone, or changed, are known to be."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from crawler.domain.evidence import Publication
from spiders.simulator.handmade import Answer
from spiders.simulator.sites import SHANGHAI
from storage.unit_of_work import unit_of_work
from tests.spiders.zygote import Zygote

pytestmark = pytest.mark.slow

FIRST = datetime(2025, 4, 10, 9, tzinfo=SHANGHAI)
LATER = (timedelta(days=2), timedelta(days=4))
SITE, YEARS = "site", (2024, 2023)

GONE, GONE_AND_LISTED, SAID_TO_BE_GONE = "云溪县民政局", "云溪县水务局", "云溪县财政局"
UNLISTED, COUNTED, CHANGED, FAULTY, LISTED = (
    "云溪县司法局",
    "云溪县交通局",
    "云溪县农业局",
    "云溪县审计局",
    "云溪县教育局",
)
UNITS = (GONE, GONE_AND_LISTED, SAID_TO_BE_GONE, UNLISTED, COUNTED, CHANGED, FAULTY, LISTED)
WITHDRAWN = {GONE, GONE_AND_LISTED, SAID_TO_BE_GONE}


def path_of(unit: str, year: int = 2024) -> str:
    return f"/r/{year}/{sum(map(ord, unit))}.html"


def row(unit: str, year: int) -> str:
    title = f"{unit}{year}年政府信息公开工作年度报告"
    return f'<li><a href="{path_of(unit, year)}">{title}</a><span>{year + 1}-01-15</span></li>'


def report(unit: str, year: int = 2024, valid: int = 3) -> str:
    title = f"{unit}{year}年政府信息公开工作年度报告"
    table = (
        "<p>二、主动公开政府信息情况</p><table><tr><td colspan=4>第二十条第（一）项</td></tr>"
        "<tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>"
        f"<tr><td>行政规范性文件</td><td>1</td><td>0</td><td>{valid}</td></tr></table>"
        "<p>三、收到和处理政府信息公开申请情况</p><p>（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）</p>"
    )
    return f"<html><body><h1>{title}</h1><p>发布日期：{year + 1}-01-15</p>{table}</body></html>"


def site(unlisted: frozenset[str], changed: Mapping[str, str | Answer]) -> dict[str, str | Answer]:
    """A site whose column lists all reports but those of some units on 2024; all stand there, unless it says not."""
    front = '<html><body>云溪县人民政府<a href="/nb/">政府信息公开年报</a></body></html>'
    listed = [(unit, year) for unit in UNITS for year in YEARS if year != 2024 or unit not in unlisted]
    rows = "".join(row(unit, year) for unit, year in listed)
    column = f"<html><body><div>当前位置：首页 > 政府信息公开年报</div><ul>{rows}</ul></body></html>"
    stand = {path_of(unit, year): report(unit, year) for unit in UNITS for year in YEARS}
    return {"/": front, "/nb/": column, **stand, **changed}


BEFORE = site(frozenset(), {})
AFTERWARDS = site(
    frozenset(UNITS) - {LISTED, GONE_AND_LISTED},
    {
        path_of(GONE): Answer(status=404),
        path_of(GONE_AND_LISTED): Answer(status=410),
        path_of(
            SAID_TO_BE_GONE
        ): "<html><head><title>提示</title></head><body><p>您访问的页面不存在！</p></body></html>",
        path_of(COUNTED): report(COUNTED) + "<p>浏览 7 次</p>",
        path_of(CHANGED): report(CHANGED, valid=4),
        path_of(FAULTY): "<html><body><p>系统维护中</p></body></html>",
    },
)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory, handmade_room: Any, unit_on: Any) -> Iterator[Any]:
    """A visit that saw everything, and three alike on which something was changed."""
    folder = tmp_path_factory.mktemp("withdrawn")
    with handmade_room(folder / "room", {SITE: BEFORE}) as room, (folder / "log").open("wb") as log:
        room.register([unit_on(SITE, unit, room.sites[SITE].url) for unit in UNITS])
        with Zygote(room.environment, log.fileno()) as zygote:
            crawl(zygote, FIRST)
            room.sites[SITE].pages = AFTERWARDS
            crawl(zygote, FIRST + timedelta(days=4), "-a", "thorough=yes")
        second = room.visit(SITE)
        with unit_of_work(room.workspace.database) as work:
            for days in LATER:
                work.visits.add(replace(second, started_at=second.started_at + days, ended_at=second.ended_at + days))
        yield room


def crawl(zygote: Zygote, now: datetime, *options: str) -> None:
    settings = ("-s", "GONGKAI_PROGRESS=1", "-s", "DOWNLOAD_TIMEOUT=20", "-s", "RETRY_TIMES=0")
    zygote.start("crawl", "annual_reports", *settings, "-a", f"now={now.isoformat()}", *options)
    assert zygote.wait() == 0


def test_only_what_is_gone_for_days_is_withdrawn(room: Any) -> None:
    statuses = room.statuses(FIRST + timedelta(days=9))[SITE]

    assert statuses == {unit: "withdrawn" if unit in WITHDRAWN else "on_time" for unit in UNITS}


def test_what_was_changed_where_no_list_names_it_is_read_again(room: Any) -> None:
    with unit_of_work(room.workspace.database) as work:
        found: tuple[Publication, ...] = work.reports.publications(2024)

    assert {one.unit_id.partition(":")[2]: one.revisions for one in found} == {
        unit: 2 if unit == CHANGED else 1 for unit in UNITS
    }
