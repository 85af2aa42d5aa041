import pytest

from spiders.families.ilist import more_pages
from spiders.page import Page
from tests.spiders.families.followed import HOST

LIST = "/info/iList.jsp?site_id=CMSql&cat_id=10001"
TURN = f'<script>function turn(n) {{ location.href = "{LIST}&cur_page=" + n + "&tm_id="; }}</script>'


def targets(html: str, where: str = LIST) -> list[str]:
    return [ask.url.removeprefix(HOST) for ask in more_pages(Page(HOST + where, f"<html><body>{html}</body></html>"))]


def test_the_script_tells_the_address_and_the_page_the_count() -> None:
    assert targets(f"共<b>3</b>页{TURN}") == [f"{LIST}&cur_page={number}&tm_id=" for number in (2, 3)]


def test_a_column_with_an_address_of_its_own_goes_on_as_its_script_says() -> None:
    assert targets(f"<script>var pageCount = 2;</script>{TURN}", "/zwgk/nb.html") == [f"{LIST}&cur_page=2&tm_id="]


def test_without_an_address_in_the_script_the_page_itself_is_numbered() -> None:
    assert targets("共3页", f"{LIST}&cur_page=2&tm_id=") == [
        f"{LIST}&tm_id=&cur_page=2",
        f"{LIST}&tm_id=&cur_page=3",
    ]


@pytest.mark.parametrize(
    ("html", "where"),
    [
        (f"共1页{TURN}", LIST),
        (TURN, LIST),
        ('共3页 <a href="/info/iList.jsp?cat_id=10001&cur_page=2">下一页</a>', LIST),
        ("共3页", "/info/list.jsp?cat_id=10001"),
        (f"共3页{TURN}{TURN.replace('10001', '10002')}", LIST),
    ],
    ids=["one page", "no count", "linked", "another program", "two lists"],
)
def test_a_page_that_is_not_turned_like_this_is_left_to_others(html: str, where: str) -> None:
    assert targets(html, where) == []
