"""Known reports that no list names any more are asked for again, so that those that are gone are known to be gone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import product
from typing import Any

import pytest

from spiders.simulator.handmade import Answer, Pages
from spiders.simulator.sites import SHANGHAI
from storage.unit_of_work import unit_of_work

pytestmark = pytest.mark.slow

FIRST = datetime(2025, 4, 10, 9, tzinfo=SHANGHAI)
LATER = (timedelta(days=2), timedelta(days=4))
EDU, CIVIL = "云溪县教育局", "云溪县民政局"


def row(unit: str, year: int) -> str:
    title = f"{unit}{year}年政府信息公开工作年度报告"
    return f'<li><a href="{path_of(unit, year)}">{title}</a><span>{year + 1}-01-15</span></li>'


def path_of(unit: str, year: int) -> str:
    return f"/r/{year}/{sum(map(ord, unit))}.html"


def report(unit: str, year: int) -> str:
    title = f"{unit}{year}年政府信息公开工作年度报告"
    return f"<html><body><h1>{title}</h1><p>发布日期：{year + 1}-01-15</p></body></html>"


def site(*listed: tuple[str, int], **more: str | Answer) -> dict[str, str | Answer]:
    """A site whose column lists some reports; all of them stand there, unless something else is said."""
    front = '<html><body>云溪县人民政府<a href="/nb/">政府信息公开年报</a></body></html>'
    rows = "".join(row(unit, year) for unit, year in listed)
    column = f"<html><body><div>当前位置：首页 > 政府信息公开年报</div><ul>{rows}</ul></body></html>"
    stand = {path_of(unit, year): report(unit, year) for unit in (EDU, CIVIL) for year in (2023, 2024)}
    return {"/": front, "/nb/": column, **stand, **more}


ALL = ((EDU, 2024), (EDU, 2023), (CIVIL, 2024), (CIVIL, 2023))
WITHOUT = tuple(one for one in ALL if one != (CIVIL, 2024))
HERE = path_of(CIVIL, 2024)
SAYS_SO = "<html><head><title>提示</title></head><body><p>您访问的页面不存在！</p></body></html>"
FAULTY = "<html><body><p>系统维护中</p></body></html>"

AFTERWARDS: dict[str, tuple[Pages, str]] = {
    "gone": (site(*WITHOUT, **{HERE: Answer(status=404)}), "withdrawn"),
    "gone-and-still-listed": (site(*ALL, **{HERE: Answer(status=410)}), "withdrawn"),
    "gone-with-a-friendly-word": (site(*WITHOUT, **{HERE: SAYS_SO}), "withdrawn"),
    "merely-unlisted": (site(*WITHOUT), "on_time"),
    "changed-and-unlisted": (site(*WITHOUT, **{HERE: report(CIVIL, 2024) + "<p>浏览 7 次</p>"}), "on_time"),
    "under-maintenance": (site(*WITHOUT, **{HERE: FAULTY}), "on_time"),
}


@pytest.fixture(scope="module")
def statuses(tmp_path_factory: pytest.TempPathFactory, handmade_room: Any, unit_on: Any) -> Iterator[Any]:
    """Where the units stand after a visit that saw everything, and three alike on which something was changed."""
    with handmade_room(tmp_path_factory.mktemp("withdrawn"), {name: site(*ALL) for name in AFTERWARDS}) as room:
        room.register([unit_on(name, unit, room.sites[name].url) for name in AFTERWARDS for unit in (EDU, CIVIL)])
        room.crawl(FIRST)
        for name, (pages, _) in AFTERWARDS.items():
            room.sites[name].pages = pages
        room.crawl(FIRST + timedelta(days=4), "-a", "thorough=yes")
        second = [room.visit(name) for name in AFTERWARDS]
        with unit_of_work(room.workspace.database) as work:
            for seen, days in product(second, LATER):
                work.visits.add(replace(seen, started_at=seen.started_at + days, ended_at=seen.ended_at + days))
        yield room.statuses(FIRST + timedelta(days=9))


@pytest.mark.parametrize("name", AFTERWARDS)
def test_only_what_is_gone_for_days_is_withdrawn(statuses: Any, name: str) -> None:
    assert statuses[name] == {EDU: "on_time", CIVIL: AFTERWARDS[name][1]}
