"""Pages that need a browser: opened where there is one, and where there is none nobody is accused for it."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from crawler.domain.evidence import VisitOutcome
from spiders.simulator.sites import SHANGHAI

pytestmark = pytest.mark.slow

FIRST = datetime(2025, 4, 10, 9, tzinfo=SHANGHAI)
UNIT = "云溪县教育局"
TITLES = {year: f"{UNIT}{year}年政府信息公开工作年度报告" for year in (2023, 2024)}
DRAWN = """<html><head><meta charset="utf-8"><title>年报</title></head><body>
<a href="/">首页</a><div>当前位置：首页 > 政府信息公开年报</div>
<div id="app"></div><script>
fetch("/list.json").then(function (answer) { return answer.json(); }).then(function (rows) {
  rows.forEach(function (row) {
    var link = document.createElement("a"); link.href = row[0]; link.textContent = row[1];
    document.getElementById("app").append(link);
  });
});</script></body></html>"""
ROWS = json.dumps([[f"/r{year}.html", title] for year, title in TITLES.items()])
REPORTS = {
    f"/r{year}.html": f"<html><title>{title}</title><h1>{title}</h1><p>发布日期：{year + 1}-01-15</p></html>"
    for year, title in TITLES.items()
}
FRONT = {"/": '<html><a href="/nb/">政府信息公开年报</a></html>', **REPORTS}
SCRIPTED = {**FRONT, "/nb/": DRAWN, "/list.json": ROWS}
STATIC = {
    **FRONT,
    "/nb/": "<html><ul>"
    + "".join(f'<li><a href="/r{y}.html">{t}</a></li>' for y, t in TITLES.items())
    + "</ul></html>",
}
SITES = {"one": SCRIPTED, "two": SCRIPTED, "three": SCRIPTED, "mute": {**FRONT, "/nb/": DRAWN}, "static": STATIC}


def crawled(folder: Path, handmade_room: Any, unit_on: Any, *options: str, **settings: str) -> Any:
    """Where the units stand after two crawls, the causes that were told, and how the crawls ended."""
    with handmade_room(folder, SITES, **settings) as room:
        room.register([unit_on(name, UNIT, room.sites[name].url) for name in SITES])
        done = [room.crawl(FIRST + timedelta(days=days), "-s", "DOWNLOAD_TIMEOUT=30", *options) for days in (0, 2)]
        statuses = {name: found[UNIT] for name, found in room.statuses(FIRST + timedelta(days=3)).items()}
        visits = {name: room.visit(name) for name in SITES}
    ends = [json.loads(one.stdout.splitlines()[-1])["reason"] for one in done]
    return statuses, visits, ends


def test_more_sites_than_the_browser_opens_at_once_are_all_seen(
    tmp_path: Path, handmade_room: Any, unit_on: Any
) -> None:
    statuses, visits, ends = crawled(tmp_path, handmade_room, unit_on)

    assert ends == ["finished", "finished"]
    assert statuses == {
        "one": "on_time",
        "two": "on_time",
        "three": "on_time",
        "mute": "unverifiable",
        "static": "on_time",
    }
    assert visits["mute"].outcome is VisitOutcome.LISTING_INCOMPLETE


def test_with_the_browser_switched_off_scripted_sites_are_unverifiable(
    tmp_path: Path, handmade_room: Any, unit_on: Any
) -> None:
    statuses, visits, ends = crawled(tmp_path, handmade_room, unit_on, GONGKAI_CRAWL__BROWSER="false")

    assert ends == ["finished", "finished"]
    assert statuses.pop("static") == "on_time"
    assert set(statuses.values()) == {"unverifiable"}
    assert "needs a browser, which is switched off" in {failure.cause for failure in visits["one"].failures}


@pytest.mark.parametrize("executable", ["/nowhere/chromium", "/bin/false"])
def test_without_a_working_chromium_the_crawl_ends_and_other_sites_are_seen(
    tmp_path: Path, handmade_room: Any, unit_on: Any, executable: str
) -> None:
    launch = json.dumps({"executable_path": executable})

    statuses, visits, ends = crawled(tmp_path, handmade_room, unit_on, "-s", f"PLAYWRIGHT_LAUNCH_OPTIONS={launch}")

    assert ends == ["finished", "finished"]
    assert statuses.pop("static") == "on_time"
    assert set(statuses.values()) == {"unverifiable"}
    assert "needs a browser, which could not be started" in {failure.cause for failure in visits["one"].failures}
