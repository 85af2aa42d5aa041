"""Hanweb jpage: what is posted for the rows behind an island, and what follows from an answer."""

import pytest

from spiders.ask import Ask
from spiders.families.jpage import more_pages
from spiders.page import Page

HOST = "http://www.yunxi.test"
PROXY = "/module/web/jpage/dataproxy.jsp"
FORM = (("col", "1"), ("webid", "3245"), ("path", "/"), ("columnid", "77"), ("webname", "云溪县"))
FIELDS = "{col:1,webid:'3245',path:'/',columnid:77,webname:'云溪县'}"


def island(rows: int, title: str = "云溪县2024年政府信息公开年度报告", following: str = "", unit: int = 5) -> str:
    record = f'<record><![CDATA[<li><a href="/art/{{}}.html">{title}</a></li>]]></record>'
    shown = "".join(record.format(number) for number in range(rows))
    group = f'<nextgroup><![CDATA[<a href="{following}"></a>]]></nextgroup>' if following else ""
    store = f"<datastore>{group}<recordset>{shown}</recordset></datastore>"
    return f'<div id="{unit}"><script type="text/xml">{store}</script></div>'


def call(total: int, unit: int = 5, *, rows: int = 15, group: int = 3, proxy: str = PROXY) -> str:
    settings = f"totalRecord:{total},dataStore:rows,perPage:{rows},groupSize:{group},proxyUrl:'{proxy}'"
    return f"<script>$('#{unit}').jpage({{{settings},ajaxParam:{FIELDS}}});</script>"


def column(*parts: str) -> Page:
    return Page(f"{HOST}/col/col77/index.html", "".join(parts))


def answer(start: int, end: int, total: int | None, rows: int) -> Page:
    count = "" if total is None else f"<totalrecord>{total}</totalrecord>"
    xml = island(rows).replace("<recordset>", f"{count}<recordset>")
    return Page(f"{HOST}{PROXY}?startrecord={start}&endrecord={end}&perpage=15", xml, FORM)


def groups(page: Page) -> list[tuple[int, int]]:
    asks = more_pages(page)
    assert all(ask.form == FORM and ask.url.startswith(f"{HOST}{PROXY}?") for ask in asks)
    numbers = [dict(pair.split("=") for pair in ask.url.partition("?")[2].split("&")) for ask in asks]
    return [(int(one["startrecord"]), int(one["endrecord"])) for one in numbers]


@pytest.mark.parametrize(
    ("shown", "total", "expected"),
    [
        pytest.param(15, 15, [], id="all there"),
        pytest.param(15, 47, [(16, 47)], id="one group more"),
        pytest.param(45, 110, [(46, 90), (91, 110)], id="group by group"),
        pytest.param(0, 20, [(1, 20)], id="an empty island"),
    ],
)
def test_the_rows_behind_the_island_are_posted_for_in_groups(
    shown: int, total: int, expected: list[tuple[int, int]]
) -> None:
    assert groups(column(island(shown), call(total))) == expected


def test_the_fields_of_the_script_are_posted_to_the_address_it_names() -> None:
    (ask,) = more_pages(column(island(15), call(20, proxy="/module/jslib/jquery/jpage/dataproxy.jsp?x=1")))

    source = f"{HOST}/module/jslib/jquery/jpage/dataproxy.jsp"
    assert ask == Ask(f"{source}?startrecord=16&endrecord=20&perpage=15", FORM)


def test_of_several_islands_that_of_the_reports_is_followed() -> None:
    news = island(15, "一则要闻", unit=6) + call(12778, unit=6)

    assert groups(column(news, island(15), call(20))) == [(16, 20)]


def test_without_a_script_the_island_leads_to_the_next_group() -> None:
    following = f"{PROXY}?page=1&amp;webid=3245&amp;columnid=77"

    assert more_pages(column(island(15, following=following))) == (Ask(f"{HOST}{PROXY}?page=1&webid=3245&columnid=77"),)


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param(answer(16, 60, 47, 32), [], id="the last group"),
        pytest.param(answer(16, 60, 100, 45), [(61, 100)], id="more than the page said"),
        pytest.param(answer(16, 60, 47, 15), [(31, 47)], id="cut short"),
        pytest.param(answer(16, 60, 47, 0), [], id="nothing comes"),
        pytest.param(answer(16, 60, None, 15), [], id="no count"),
    ],
)
def test_an_answer_says_what_is_left(page: Page, expected: list[tuple[int, int]]) -> None:
    assert groups(page) == expected


@pytest.mark.parametrize(
    "html",
    [
        pytest.param("<script src=/jquery.jpage.js></script>", id="the program alone"),
        pytest.param("<script>$('#box').jpage({effect: 'random'});</script>", id="another thing of this name"),
        pytest.param(island(15), id="an island without a way on"),
        pytest.param("<p>年报</p>", id="nothing"),
    ],
)
def test_other_pages_are_left_alone(html: str) -> None:
    assert more_pages(column(html)) == ()
