"""UCAP: how its static pages are named, and what is posted for its lists."""

import pytest

from spiders.families import trs
from spiders.families.ucap import more_pages
from spiders.page import Page

HOST = "http://www.yunxi.test"
CHANNEL = "29a88b67e4b149cfa9fac7919dfb08a5"
SCRIPT = f"""<script>var channelId = "{CHANNEL}", pageSize = 15;
$.ajax({{type:"POST",url:"/getFileListByCodeId",data:{{channelId:channelId,page:1,size:pageSize}}}})</script>"""


def counted(path: str, count: int, current: int, shown: str = "") -> list[str]:
    call = f"<script>createPageHTML('page_div',{count},{current},'list','shtml',41);</script>"
    return [ask.url.rpartition("/")[2] for ask in trs.more_pages(Page(f"{HOST}/nb/{path}", shown + call))]


@pytest.mark.parametrize(
    ("path", "count", "current", "shown", "expected"),
    [
        pytest.param("list.shtml", 1, 1, "", [], id="one page"),
        pytest.param("list.shtml", 2, 1, "", ["list_2.shtml"], id="the usual name where nothing tells"),
        pytest.param("list.shtml", 4, 1, "", ["list_2.shtml"], id="the name that is there in either case"),
        pytest.param(
            "list_2.shtml", 4, 2, "", ["list.shtml", "list_3.shtml", "list_4.shtml"], id="named by its number"
        ),
        pytest.param(
            "list_2.shtml", 4, 3, "", ["list.shtml", "list_1.shtml", "list_3.shtml"], id="named by the one before"
        ),
        pytest.param(
            "list.shtml", 3, 1, '<a href="list_1.shtml">2</a>', ["list_1.shtml", "list_2.shtml"], id="a link tells"
        ),
        pytest.param(
            "list.shtml",
            3,
            1,
            '<select><option value="list_3.shtml">3</option></select>',
            ["list_2.shtml", "list_3.shtml"],
            id="a menu tells",
        ),
        pytest.param("list.shtml", 3, 0, "", ["list_1.shtml", "list_2.shtml"], id="counted from zero"),
    ],
)
def test_the_name_of_the_second_page_is_asked_for_where_it_is_sure(
    path: str, count: int, current: int, shown: str, expected: list[str]
) -> None:
    assert counted(path, count, current, shown) == expected


def test_a_list_of_three_pages_is_seen_whole_whichever_way_it_is_named() -> None:
    for lag in (0, 1):
        names = ["list.shtml", *(f"list_{number - lag}.shtml" for number in range(2, 5))]
        seen, waiting = set[str](), ["list.shtml"]
        while waiting:
            name = waiting.pop()
            seen.add(name)
            waiting += set(counted(name, 4, names.index(name) + 1)) - seen
        assert seen == set(names)


def test_the_channel_of_a_page_is_posted_for() -> None:
    (ask,) = more_pages(Page(f"{HOST}/nb/list.shtml", SCRIPT))

    assert ask.url == f"{HOST}/getFileListByCodeId"
    assert ask.form == (("channelId", CHANNEL), ("page", "1"), ("size", "15"), ("relateSubChannels", "true"))


@pytest.mark.parametrize(
    ("shown", "total", "pages"),
    [
        pytest.param(15, 31, ["2", "3"], id="full pages"),
        pytest.param(10, 31, ["2", "3", "4"], id="fewer than asked for"),
        pytest.param(12, 12, [], id="all there"),
        pytest.param(0, 0, [], id="empty"),
    ],
)
def test_the_first_answer_says_how_many_pages_there_are(shown: int, total: int, pages: list[str]) -> None:
    (ask,) = more_pages(Page(f"{HOST}/nb/list.shtml", SCRIPT))
    rows = ",".join(f'{{"titleHtml": "第{number}条", "url": "/{number}.shtml"}}' for number in range(shown))

    answer = Page(ask.url, f'{{"results": {{"data": {{"total": {total}, "results": [{rows}]}}}}}}', ask.form)

    assert [dict(further.form or ())["page"] for further in more_pages(answer)] == pages


@pytest.mark.parametrize(
    "html",
    [
        pytest.param(f'<script>var channelId = "{CHANNEL}";</script>', id="a channel without a source"),
        pytest.param('<script>$.post("/getFileListByCodeId")</script>', id="a source without a channel"),
        pytest.param('{"total": 40}', id="data that was not posted for"),
    ],
)
def test_other_pages_are_left_alone(html: str) -> None:
    assert more_pages(Page(f"{HOST}/nb/list.shtml", html)) == ()
