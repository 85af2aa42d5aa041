"""What the spider sees of a page."""

from datetime import date

import pytest

from spiders.page import Page

URL = "http://www.yunxi.gov.cn/nb/index.html"


def page(html: str, url: str = URL) -> Page:
    return Page(url, html)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        pytest.param('<a href="./1.html">一</a>', "http://www.yunxi.gov.cn/nb/1.html", id="relative"),
        pytest.param('<A HREF="/1.html">一</A>', "http://www.yunxi.gov.cn/1.html", id="upper case"),
        pytest.param('<base href="/a/"><a href="1.html">一</a>', "http://www.yunxi.gov.cn/a/1.html", id="base"),
        pytest.param('<a href=" /1.html#top ">一</a>', "http://www.yunxi.gov.cn/1.html", id="fragment"),
        pytest.param('<a href="//b.gov.cn/1">一</a>', "http://b.gov.cn/1", id="without a scheme"),
        pytest.param(
            '<select><option value="/y/2024.html">一</option></select>',
            "http://www.yunxi.gov.cn/y/2024.html",
            id="choice",
        ),
    ],
)
def test_links_are_found_however_they_are_written(html: str, expected: str) -> None:
    assert [link.url for link in page(html).links] == [expected]


@pytest.mark.parametrize("href", ["javascript:void(0)", "#", "mailto:a@b.cn", "", "http://[bad", "tel:1"])
def test_what_leads_nowhere_is_no_link(href: str) -> None:
    assert page(f'<a href="{href}">一</a>').links == ()
    assert [link.text for link in page(f'<a href="{href}">一</a>').dead_links] == ["一"]


@pytest.mark.parametrize(
    ("html", "calls", "off"),
    [
        pytest.param('<a href="javascript:void(0)">下页</a>', False, False, id="void"),
        pytest.param('<a href="javascript:;">下页</a>', False, False, id="empty script"),
        pytest.param('<a href="javascript:go(2)">下页</a>', True, False, id="calls"),
        pytest.param('<a href="#" onclick="go(2)">下页</a>', True, False, id="on click"),
        pytest.param('<a class="disabled" href="javascript:;">下页</a>', False, True, id="disabled"),
        pytest.param('<li class="nolink"><a href="#">下页</a></li>', False, True, id="disabled around"),
    ],
)
def test_a_dead_link_tells_whether_a_script_answers_it(html: str, calls: bool, off: bool) -> None:
    (dead,) = page(html).dead_links

    assert (dead.calls, dead.off) == (calls, off)


def test_choices_that_are_no_addresses_are_no_links() -> None:
    html = (
        '<select><option value="">年度</option><option value="3">三</option><option value="政务">四</option></select>'
    )

    assert page(html).links == ()


def test_a_cut_text_is_replaced_by_its_title_and_the_date_stands_beside() -> None:
    html = '<ul><li><a href="1.html" title="云溪县2024年报告">云溪县…</a><span>2025-01-15</span></li></ul>'

    (link,) = page(html).links

    assert (link.text, link.day) == ("云溪县2024年报告", date(2025, 1, 15))


def test_rows_in_a_data_island_are_links() -> None:
    row = '<li><a href="/a.html">甲</a><b>2025-01-02</b></li>'
    html = f'<script type="text/xml"><record><![CDATA[{row}]]></record></script>'

    (link,) = page(html).links

    assert (link.text, link.day) == ("甲", date(2025, 1, 2))


def test_an_answer_that_is_all_island_keeps_the_dates_of_its_rows() -> None:
    row = '<li><a href="/a.html">甲</a><b>2025-01-02</b></li>'
    xml = f'<?xml version="1.0"?>\n<datastore><record><![CDATA[{row}]]></record></datastore>'

    assert [(link.text, link.day) for link in page(xml).links] == [("甲", date(2025, 1, 2))]


@pytest.mark.parametrize(
    "html",
    [
        '<script>window.location.href="/new/";</script>',
        "<script>location.replace('/new/')\n</script>",
        "<script>top.location = '/new/';</script>",
    ],
)
def test_a_page_that_only_sends_on_says_where_to(html: str) -> None:
    assert page(html).moved_to == "http://www.yunxi.gov.cn/new/"


@pytest.mark.parametrize(
    "html",
    [
        '<a href="1">一</a><a href="2">二</a><a href="3">三</a><script>location.href="/new/";</script>',
        "<script>location.href=location.pathname+location.search</script>",
        "<p>location</p>",
    ],
)
def test_a_page_with_a_script_beside_its_links_sends_nobody_on(html: str) -> None:
    assert page(html).moved_to is None


@pytest.mark.parametrize(
    ("html", "heading"),
    [
        ("<div>当前位置：<a>首页</a> > <a>政务公开</a> > 年报</div>", "年报"),
        ("<h1>政府信息公开年报</h1>", "政府信息公开年报"),
        ("<title>年报</title>", "年报"),
        ("", ""),
    ],
)
def test_the_heading_is_what_the_page_says_it_lists(html: str, heading: str) -> None:
    assert page(html).heading == heading


@pytest.mark.parametrize(
    ("html", "drawn"),
    [
        ('<div id="app"></div><script></script>', True),
        ("<script src=x.js></script>", True),
        ("<a href=1>一</a><a href=2>二</a><a href=3>三</a><script></script>", False),
        ("", False),
    ],
)
def test_a_page_shows_whether_a_script_draws_it(html: str, drawn: bool) -> None:
    assert page(html).is_drawn_by_script is drawn


def test_a_page_of_fifty_thousand_links_in_one_row_is_read() -> None:
    html = "<table><tr><td>" + "".join(f'<a href="{n}">x</a>' for n in range(50_000)) + "</td></tr></table>"

    assert len(page(html).links) == 50_000
