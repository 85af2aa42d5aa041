"""Whether a list was seen to its end."""

import pytest

from spiders.ask import Ask
from spiders.exhaustion import Lists, screen_of
from spiders.families import more_pages
from spiders.page import Page

HOST = "http://www.yunxi.gov.cn"


def rows(*names: str) -> str:
    return "".join(f'<li><a href="/r/{name}">{name}的一条足够长的条目标题</a></li>' for name in names)


def causes(*pages: tuple[str, str]) -> list[str]:
    lists = Lists()
    for path, html in pages:
        page = Page(HOST + path, html)
        lists.add(screen_of(page, Ask(page.url), more_pages(page)))
    return [failure.cause for failure in lists.failures()]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        pytest.param(rows("a"), [], id="one page"),
        pytest.param(rows("a") + "共1页", [], id="one page announced"),
        pytest.param(rows("a") + "共 3 页", ["3 pages are announced and 1 were seen"], id="more announced"),
        pytest.param(rows("a") + "共40条 1/4", ["4 pages are announced and 1 were seen"], id="as a fraction"),
        pytest.param(rows("a") + "共20条", ["20 entries are announced and 1 were seen"], id="more rows announced"),
        pytest.param(rows("a", "b") + "共2条", [], id="all rows"),
        pytest.param(
            rows("a") + "<script>x({recordCount:'20'})</script>",
            ["20 entries are announced and 1 were seen"],
            id="rows of a script",
        ),
        pytest.param(rows("a") + '<a href="#">下一页</a>', ["its next page cannot be followed"], id="dead next"),
        pytest.param(rows("a") + '<a href="/n/">下一页</a>', ["its next page cannot be followed"], id="next is itself"),
        pytest.param(rows("a") + '<a href="#" class="disabled">下一页</a>', [], id="next is off"),
        *(
            pytest.param(rows("a") + control, ["its next page cannot be followed"], id=control)
            for control in (
                '<a href="javascript:;" onclick="more()">加载更多</a>',
                '<div class="more">点击加载更多</div>',
                "<button>查看更多</button>",
                '<span class="next" onclick="go(2)">下一页</span>',
                '<button id="n">下一页</button>',
                '<ul><li onclick="go(1)">1</li><li onclick="go(2)">2</li></ul>',
                '<a class="cur">1</a><a href="javascript:page(2)">2</a>',
                '<select><option value="1">第1页</option><option value="2">第2页</option></select>',
                '<a href="/">首页</a><script>new Page({pageCount: 3, current: 1})</script>',
            )
        ),
        *(
            pytest.param(rows("a") + control, [], id=control)
            for control in (
                '<a href="/more/">查看更多</a>',
                '<span class="nolink">下一页</span>',
                "<span>下一页</span>",
                "<button disabled>下一页</button>",
                "<script>var html = '<button>下一页</button>';</script>",
                "<!-- <button>加载更多</button> -->",
                "<script>var totalPage = 1;</script>",
                "<table><tr>"
                + "".join(f"<td><li onclick='day()'>{day}</li></td>" for day in range(1, 32))
                + "</tr></table>",
                "<div style='display:none'>加载更多</div>",
            )
        ),
        pytest.param(rows("a") + "总页数：3", ["3 pages are announced and 1 were seen"], id="all pages counted"),
        pytest.param(
            rows("a") + "<script>laypage.render({elem:'p',count:45,limit:15})</script>",
            ["45 entries are announced and 1 were seen"],
            id="rows of a pager",
        ),
        pytest.param(
            rows("a") + "<script>$('#p').pagination(45, {})</script>",
            ["45 entries are announced and 1 were seen"],
            id="rows of another pager",
        ),
        pytest.param(rows("a") + "<script>laypage.render({count:1})</script>", [], id="all rows of a pager"),
        pytest.param(rows("a") + '<a href="javascript:;">下一页</a>共1页', [], id="dead next on the only page"),
        pytest.param(rows("a") + "<script>createPageHTML(0, 0, 'index', 'html')</script>", [], id="no pages counted"),
        pytest.param(rows("a") + "<script>createPageHTML(total(), x)</script>", [], id="nested call is not matched"),
        pytest.param(
            rows("a") + "<script>createPageHTML(total, x, y)</script>",
            ["its next page cannot be followed"],
            id="not understood",
        ),
        pytest.param(rows("a") + "<script>function createPageHTML(a, b, c, d){}</script>", [], id="a mere definition"),
    ],
)
def test_one_page_tells_whether_there_are_more(html: str, expected: list[str]) -> None:
    assert causes(("/n/", html)) == expected


def test_a_list_reached_under_two_addresses_is_counted_once() -> None:
    counted = "<script>createPageHTML(2, 0, 'index', 'html')</script>"
    last = "<script>createPageHTML(2, 1, 'index', 'html')</script>"

    assert causes(("/n/", rows("a") + counted), ("/n/index.html", rows("a") + counted)) == [
        "2 pages are announced and 1 were seen"
    ]
    assert (
        causes(
            ("/n/", rows("a") + counted), ("/n/index.html", rows("a") + counted), ("/n/index_1.html", rows("b") + last)
        )
        == []
    )


def test_a_pager_that_shows_the_same_page_again_has_not_been_turned() -> None:
    first = rows("a") + '共2页<a href="/n/?p=2">下一页</a>'
    again = rows("a") + '共2页<a href="/n/">上一页</a>'

    assert causes(("/n/", first), ("/n/?p=2", again)) == ["2 pages are announced and 1 were seen"]


def test_lists_that_do_not_lead_to_each_other_are_judged_apart() -> None:
    assert causes(("/n/", rows("a") + "共2页"), ("/m/", rows("b"))) == ["2 pages are announced and 1 were seen"]


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ('createPageHTML(3, 1, "index", "shtml")', ["index.shtml", "index_2.shtml"]),
        ("createPageHTML('page_div',3,1,'list','shtml',23)", ["list_2.shtml"]),
        ("var n = 2; var c = 0; createPageHTML(n, c, 'index', 'html')", ["index_1.html"]),
        ("createPageHTML(1, 0, 'index', 'html')", []),
        ("createPageHTML(2,0,'a','html');createPageHTML(2,0,'b','html')", ["a_1.html", "b_1.html"]),
    ],
)
def test_both_signatures_of_the_call_are_read(call: str, expected: list[str]) -> None:
    page = Page(f"{HOST}/n/", f"<script>{call};</script>")

    assert more_pages(page) == tuple(Ask(f"{HOST}/n/{name}") for name in expected)


def test_numbers_turn_pages_only_beside_a_pager() -> None:
    assert more_pages(Page(f"{HOST}/n/", '<a href="/day/3">3</a>')) == ()
    assert more_pages(Page(f"{HOST}/n/", '<a href="2.html">下一页</a><a href="3.html">3</a>')) == (
        Ask(f"{HOST}/n/2.html"),
        Ask(f"{HOST}/n/3.html"),
    )
