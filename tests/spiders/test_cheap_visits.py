"""What a thorough visit costs a site that was visited before, and what the images of a report cost it."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from spiders.simulator.handmade import Answer
from spiders.simulator.sites import SHANGHAI
from storage.reread import captures_to_reread
from storage.unit_of_work import unit_of_work

pytestmark = pytest.mark.slow

FIRST = datetime(2025, 4, 10, 9, tzinfo=SHANGHAI)
SECOND = FIRST + timedelta(days=4)
EDU, CIVIL, WATER = "云溪县教育局", "云溪县民政局", "云溪县水利局"
PLAIN, PRINTED = "plain", "printed"
EDU_PAGE, CIVIL_PAGE, WATER_PAGE = "/nb/t1.html", "/nb/t2.html", "/nb/t3.html"
IMAGE = {"Content-Type": "image/png"}


def title(unit: str) -> str:
    return f"{unit}2024年政府信息公开工作年度报告"


def listing(**units: str) -> Answer:
    rows = "".join(
        f'<li><a href="{href}">{title(unit)}</a><span>2025-01-15</span></li>' for unit, href in units.items()
    )
    return Answer(
        f"<html><head><title>政府信息公开年报</title></head><body><ul>{rows}</ul></body></html>", headers=tag("l")
    )


def report(unit: str, text: str) -> Answer:
    head = f"<html><head><title>{title(unit)}</title></head><body><h1>{title(unit)}</h1>"
    return Answer(f"{head}<p>发布日期：2025-01-15</p><p>一、总体情况</p>{text}</body></html>", headers=tag(text))


def tag(text: str) -> dict[str, str]:
    return {"ETag": f'"{abs(hash(text))}"'}


FRONT = '<html><head><title>云溪县人民政府</title></head><body><a href="/nb/">政府信息公开年报</a></body></html>'
PAGES = {
    "/": FRONT,
    "/nb/": listing(**{EDU: EDU_PAGE, CIVIL: CIVIL_PAGE}),
    EDU_PAGE: report(EDU, "<p>主动公开38条。</p>"),
    CIVIL_PAGE: report(CIVIL, "<p>主动公开41条。</p>"),
}
SHOWN = '<div class="TRS_Editor"><img src="./1.png"><img src="gone.png"></div><img src="/images/logo.png">'
PRINTED_PAGES = {
    "/": FRONT,
    "/nb/": listing(**{WATER: WATER_PAGE}),
    WATER_PAGE: report(WATER, SHOWN),
    "/nb/1.png": Answer(b"\x00first", headers=IMAGE),
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, handmade_room: Any, unit_on: Any) -> Iterator[Any]:
    """Two sites, crawled twice: what the second crawl counted, with the room."""
    with handmade_room(tmp_path_factory.mktemp("cheap"), {PLAIN: PAGES, PRINTED: PRINTED_PAGES}) as room:
        units = ((PLAIN, EDU), (PLAIN, CIVIL), (PRINTED, WATER))
        room.register([unit_on(name, unit, room.sites[name].url) for name, unit in units])
        room.crawl(FIRST)
        for site in room.sites.values():
            site.asked.clear()
        room.sites[PLAIN].pages = PAGES | {CIVIL_PAGE: report(CIVIL, "<p>主动公开42条。</p>")}
        room.sites[PRINTED].pages = PRINTED_PAGES | {"/nb/1.png": Answer(b"\x00second", headers=IMAGE)}
        done = room.crawl(SECOND, "-a", "thorough=yes")
        yield room, json.loads(done.stdout.splitlines()[-1])["counts"]


def published(room: Any, unit: str) -> Any:
    with unit_of_work(room.workspace.database) as work:
        (found,) = (one for one in work.reports.publications(2024) if one.unit_id.endswith(unit))
    return found


def test_a_report_that_did_not_change_is_seen_once_more_and_not_read(told: Any) -> None:
    room, counts = told

    assert {EDU_PAGE, CIVIL_PAGE} <= set(room.sites[PLAIN].asked_if_changed)
    assert counts["gongkai/not_modified"] == 1
    assert published(room, EDU).last_seen >= SECOND
    assert published(room, EDU).revisions == 1


def test_a_report_that_changed_is_a_new_revision(told: Any) -> None:
    room, _ = told

    assert published(room, CIVIL).revisions == 2


def test_lists_and_fronts_are_always_fetched_whole(told: Any) -> None:
    room, _ = told

    assert {"/", "/nb/"} <= set(room.sites[PLAIN].asked)
    assert not {"/", "/nb/"} & set(room.sites[PLAIN].asked_if_changed)


def test_a_page_that_shows_its_tables_as_images_is_always_fetched_whole(told: Any) -> None:
    room, _ = told

    assert room.sites[PRINTED].asked_if_changed == []
    assert sorted(path for path in room.sites[PRINTED].asked if path.endswith(("png", "t3.html"))) == [
        "/nb/1.png",
        "/nb/gone.png",
        WATER_PAGE,
    ]


def test_images_are_kept_and_reach_whoever_reads_the_page(told: Any) -> None:
    room, _ = told

    with unit_of_work(room.workspace.database) as work:
        pages = [one for one in captures_to_reread(work, room.workspace.archive) if one.url.endswith(WATER_PAGE)]
        doubts = work.reports.latest(f"{PRINTED}:{WATER}", 2024).doubts

    assert [[picture.body for picture in page.pictures] for page in pages] == [[b"\x00second"]]
    told_of = [doubt.message.rpartition("image ")[2] for doubt in doubts if doubt.code == "picture_not_read"]
    assert told_of == ["./1.png: not readable: not an image", "gone.png: not readable: its file is not there"]


def test_an_image_that_cannot_be_had_hides_nothing(told: Any) -> None:
    room, _ = told

    assert room.visit(PRINTED).good
    assert room.statuses(SECOND + timedelta(hours=1))[PRINTED] == {WATER: "on_time"}
