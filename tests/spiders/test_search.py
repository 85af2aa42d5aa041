"""The search of a site: found where a form starts it, and filled as a visitor would."""

import pytest

from spiders.ask import Ask
from spiders.page import Page
from spiders.search import ASKED_FOR, search_of

URL = "http://www.yunxi.gov.cn/"


def test_a_search_by_address_carries_the_words_and_what_is_hidden() -> None:
    page = Page(URL, '<form action="/search"><input type="hidden" name="site" value="7"><input name="q"></form>')

    ask = search_of(page)

    assert ask is not None
    assert ask.form is None
    assert ask.url.startswith("http://www.yunxi.gov.cn/search?site=7&q=%E6%94%BF")


def test_a_search_that_posts_is_posted_to() -> None:
    page = Page(URL, '<form action="s.jsp" method="post"><input name="keyword" type="text"></form>')

    assert search_of(page) == Ask("http://www.yunxi.gov.cn/s.jsp", (("keyword", ASKED_FOR),))


@pytest.mark.parametrize(
    "html",
    [
        "<p>搜索</p>",
        '<form action="/login"><input name="title"><input type="password" name="password"></form>',
        '<form action="http://elsewhere.cn/s"><input name="q"></form>',
        '<form action=""><input name="q"></form>',
        '<form action="/mail"><input name="title"><input name="key"></form>',
    ],
    ids=["none", "login", "of another site", "by script", "more than one field"],
)
def test_what_is_no_search_of_the_site_is_left_alone(html: str) -> None:
    assert search_of(Page(URL, html)) is None
