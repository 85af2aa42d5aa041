"""TRS 动静结合: what is posted for the rows that do not stand on the page."""

import pytest

from spiders.families.trs_mixed import more_pages
from spiders.page import Page

HOST = "http://www.yunxi.test"
ARGUMENTS = """{channelid:'200210',classsql:"chnlid=1813",sortfield:"-docorderpri,-docreltime"}"""


def column(pagebar: str, *, module: str = "list2.trsapi", arguments: str = ARGUMENTS) -> Page:
    settings = f'{{quickMode:"动静结合",maxStaticIndex:1,listArgs:{arguments},pagebar:{pagebar}}}'
    return Page(f"{HOST}/nb/", f'<script>require(["{module}"],function(m){{m({settings})}})</script>')


def numbers(page: Page) -> list[str]:
    return [dict(ask.form or ())["page"] for ask in more_pages(page)]


def test_the_arguments_of_the_page_are_posted_with_the_number_of_the_page() -> None:
    (ask,) = more_pages(column("{prepage:10,recordCount:'20'}"))

    assert ask.url == f"{HOST}/fjdzapp/search"
    assert ask.form == (
        ("channelid", "200210"),
        ("classsql", "chnlid=1813"),
        ("sortfield", "-docorderpri,-docreltime"),
        ("page", "2"),
        ("prepage", "10"),
    )


@pytest.mark.parametrize(
    ("pagebar", "expected"),
    [
        pytest.param("{prepage:10,recordCount:'10'}", [], id="all there"),
        pytest.param("{'prepage':'15', 'recordCount' : 47}", ["2", "3", "4"], id="quoted otherwise"),
        pytest.param("{recordCount:'11'}", ["2"], id="ten on a page unless told"),
        pytest.param("{prepage:10}", ["1"], id="without a count the first answer is to tell"),
    ],
)
def test_the_count_says_how_many_pages_there_are(pagebar: str, expected: list[str]) -> None:
    assert numbers(column(pagebar)) == expected


def test_the_first_answer_leads_on_where_the_page_has_no_count() -> None:
    (ask,) = more_pages(column("{prepage:10}"))
    rows = ",".join(f'{{"doctitle": "第{number}条", "chnldocurl": "/t{number}.htm"}}' for number in range(10))

    answer = Page(ask.url, f'{{"recordCount": 31, "docs": [{rows}]}}', ask.form)

    assert numbers(answer) == ["2", "3", "4"]
    assert {(further.form or ())[:3] for further in more_pages(answer)} == {(ask.form or ())[:3]}


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(Page(f"{HOST}/nb/", "<p>年报</p>"), id="nothing"),
        pytest.param(column("{prepage:10,recordCount:'20'}", arguments="{classsql:'x'}"), id="no channel"),
        pytest.param(column("{prepage:10,recordCount:'20'}", arguments="settings"), id="no plain value"),
        pytest.param(Page(f"{HOST}/nb/", f"<script>other({{listArgs:{ARGUMENTS}}})</script>"), id="another module"),
        pytest.param(Page(f"{HOST}/search", '{"total": 90}', (("page", "1"), ("prepage", "10"))), id="another source"),
    ],
)
def test_other_pages_are_left_alone(page: Page) -> None:
    assert more_pages(page) == ()
