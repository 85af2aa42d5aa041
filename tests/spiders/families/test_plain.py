from spiders.ask import Ask
from spiders.exhaustion import Lists, screen_of
from spiders.families.plain import more_pages
from spiders.page import Page

HOST = "http://yunxi.test"
HOME = '<a href="/index.html">首页</a><a href="/zwgk/">政务公开</a>'


def listing(path: str, main: str) -> Page:
    return Page(HOST + path, f"<html><body>{HOME}{main}</body></html>")


def causes(*pages: Page) -> list[str]:
    lists = Lists()
    for page in pages:
        lists.add(screen_of(page, Ask(page.url), more_pages(page)))
    return [failure.cause for failure in lists.failures()]


def test_the_front_page_of_the_site_is_no_page_of_a_list() -> None:
    page = listing("/nb/list.html", '<a href="/nb/list_2.html">下一页</a><a href="/nb/list_3.html">尾页</a>')

    assert [ask.url for ask in more_pages(page)] == [f"{HOST}/nb/list_2.html", f"{HOST}/nb/list_3.html"]


def test_two_lists_that_link_to_the_front_page_are_told_apart() -> None:
    turned_by_script = listing("/bm/list.html", '共3页<a href="/bm/1.html">云溪县教育局年报</a>')
    seen = [
        listing("/xz/list.html", '共2页<a href="/xz/a.html">柳塘镇年报</a><a href="/xz/list_2.html">下一页</a>'),
        listing("/xz/list_2.html", '共2页<a href="/xz/b.html">石桥镇年报</a><a href="/xz/list.html">上一页</a>'),
    ]

    assert causes(turned_by_script, *seen) == ["3 pages are announced and 1 were seen"]
