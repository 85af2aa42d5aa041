"""Hosts: those the register does not name are never asked, and another site's pages prove nothing for this one."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

import pytest

from spiders.simulator.handmade import Answer
from spiders.simulator.sites import SHANGHAI

pytestmark = pytest.mark.slow

FIRST = datetime(2025, 4, 10, 23, 30, tzinfo=SHANGHAI)
EDU, CIVIL = "云溪县教育局", "云溪县民政局"
NAMES = ("stranger", "county", "parked", "moved", "linking", "framing", "unit", "island", "reverse", "half")


def title(unit: str, year: int) -> str:
    return f"{unit}{year}年政府信息公开工作年度报告"


def row(unit: str, year: int, host: str = "/") -> str:
    address = f"{host}r/{unit}{year}.html"
    return f'<li><a href="{address}">{title(unit, year)}</a><span>{year + 1}-01-15</span></li>'


def page(main: str) -> str:
    return f"<html><title>政府信息公开年报</title><body><a href='/'>首页</a>{main}</body></html>"


def reports(*wanted: tuple[str, int]) -> dict[str, str | Answer]:
    """The pages of reports, at the addresses that clients send them as."""
    return {
        quote(f"/r/{unit}{year}.html"): f"<h1>{title(unit, year)}</h1><p>发布日期：{year + 1}-01-15</p>"
        for unit, year in wanted
    }


def known(*extra: tuple[str, int]) -> dict[str, str | Answer]:
    """A front page, and the reports that all sites here carry: both units' on 2023."""
    front: dict[str, str | Answer] = {"/": page('<a href="/nb/">政府信息公开年报</a>')}
    return front | reports((EDU, 2023), (CIVIL, 2023), *extra)


OLD = row(EDU, 2023) + row(CIVIL, 2023)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory, handmade_room: Any, unit_on: Any) -> Iterator[Any]:
    """Sites that lead to each other and to a stranger, crawled twice."""
    with handmade_room(tmp_path_factory.mktemp("hosts"), {name: {} for name in NAMES}) as opened:
        url = {name: site.url for name, site in opened.sites.items()}
        stranger, edu_2024 = url["stranger"], row(EDU, 2024)
        away = Answer(status=302, headers={"Location": f"{stranger}x"})
        pages = {
            "stranger": {"/": page("anything")},
            "county": known((EDU, 2024)) | {"/nb/": page(OLD + edu_2024)},
            "parked": {"/": Answer(status=302, headers={"Location": url["county"]})},
            "moved": known() | {"/": away},
            "linking": known((EDU, 2024)) | {"/nb/": page(OLD + edu_2024 + row(CIVIL, 2024, stranger))},
            "framing": known((EDU, 2024))
            | {"/nb/": page(OLD + edu_2024 + f'<iframe src="{stranger}list.html"></iframe>')},
            "unit": known((EDU, 2024)) | {"/nb/": page(OLD + edu_2024 + f'<a href="{stranger}nb/mz/">{CIVIL}</a>')},
            "island": known((EDU, 2024))
            | {
                "/nb/": page(
                    f"<script type='text/xml'><datastore><totalrecord>47</totalrecord><recordset><record><![CDATA[{OLD}"
                    f"{edu_2024}]]></record></recordset></datastore></script>"
                )
            },
            "reverse": known((EDU, 2024), (CIVIL, 2024))
            | {
                "/": page('<a href="/nb.htm">政府信息公开年报</a>'),
                "/nb.htm": page(
                    f'{row(EDU, 2024)}共6条&nbsp;1/3&nbsp;<a href="nb/2.htm">下页</a><a href="nb/1.htm">尾页</a>'
                ),
                "/nb/2.htm": page(
                    f'{row(CIVIL, 2024)}共6条&nbsp;2/3&nbsp;<a href="../nb.htm">上页</a><a href="1.htm">下页</a>'
                ),
                "/nb/1.htm": page(f'{OLD}共6条&nbsp;3/3&nbsp;<a href="2.htm">上页</a><span>下页</span>'),
            },
            "half": known((EDU, 2024))
            | {
                "/nb/": page(
                    f"{OLD}{edu_2024}<script>require(['list2.trsapi'],function(m){{m({{pagebar:{{prepage:10,"
                    "recordCount:'20'}})})</script>"
                )
            },
        }
        for name, site in opened.sites.items():
            site.pages = pages[name]
        opened.register(
            [unit_on(name, unit, url[name]) for name in NAMES if name != "stranger" for unit in (EDU, CIVIL)]
        )
        opened.crawl(FIRST, "-a", "thorough=yes")
        opened.crawl(FIRST + timedelta(hours=1), "-a", "thorough=yes")
        yield opened


def test_a_host_outside_the_register_is_never_asked(room: Any) -> None:
    assert room.sites["stranger"].asked == []
    assert room.sites["linking"].asked


@pytest.mark.parametrize("name", ["linking", "framing", "unit", "island", "half"])
def test_what_stands_where_we_may_not_or_cannot_look_is_nobodys_fault(room: Any, name: str) -> None:
    said = room.statuses(FIRST + timedelta(days=1))[name]

    assert said == {EDU: "on_time", CIVIL: "unverifiable"}


@pytest.mark.parametrize("name", ["parked", "moved"])
def test_a_site_that_sends_its_visitors_elsewhere_is_unverifiable(room: Any, name: str) -> None:
    said = room.statuses(FIRST + timedelta(days=1))[name]

    assert set(said.values()) == {"unverifiable"}


def test_a_pager_that_counts_backwards_is_turned_to_its_end(room: Any) -> None:
    assert room.statuses(FIRST + timedelta(days=1))["reverse"] == {EDU: "on_time", CIVIL: "on_time"}


def test_two_visits_across_midnight_in_china_are_two_days(room: Any) -> None:
    assert room.statuses(FIRST + timedelta(days=1))["county"] == {EDU: "on_time", CIVIL: "missing"}


def test_two_visits_on_one_day_in_china_are_one_though_utc_counts_two(
    tmp_path: Any, handmade_room: Any, unit_on: Any
) -> None:
    morning = datetime(2025, 4, 10, 7, 30, tzinfo=SHANGHAI)
    with handmade_room(tmp_path, {"county": known((EDU, 2024)) | {"/nb/": page(OLD + row(EDU, 2024))}}) as room:
        room.register([unit_on("county", unit, room.sites["county"].url) for unit in (EDU, CIVIL)])
        room.crawl(morning, "-a", "thorough=yes")
        room.crawl(morning + timedelta(hours=1), "-a", "thorough=yes")

        said = room.statuses(morning + timedelta(hours=2))["county"]

    assert said == {EDU: "on_time", CIVIL: "missing_unconfirmed"}
