"""The catalogue of Guangdong: which nodes of its tree are asked for, and how far."""

import json

import pytest

from spiders.families.gkmlpt import more_pages
from spiders.page import Page

HOST = "http://www.yunxi.test"
REPORTS = "{id:721,name:'政府信息公开年报'}"


def index(tree: str, path: str = "/gkmlpt/index", site: str = "SID:'755042'") -> Page:
    return Page(HOST + path, f'<div id="app"></div><script>window._CONFIG={{{site},TREE:{tree}}}</script>')


def asked(page: Page) -> list[str]:
    return [ask.url.removeprefix(HOST) for ask in more_pages(page)]


def rows(count: int, total: int, path: str = "/gkmlpt/api/all/721?page=1&sid=7") -> Page:
    articles = [{"title": f"第{number}条", "url": f"/post_{number}.html"} for number in range(count)]
    return Page(HOST + path, json.dumps({"classify": {"post_count": total}, "articles": articles}))


@pytest.mark.parametrize(
    ("tree", "nodes"),
    [
        pytest.param(f"[{REPORTS}]", ["721"], id="at the top"),
        pytest.param(f"[{{id:1,name:'公开',children:[{REPORTS}]}}]", ["721"], id="below another"),
        pytest.param('[{"id":"5","name":"政府信息公开工作年度报告","children":null}]', ["5"], id="as JSON"),
        pytest.param(
            "[{id:5,name:'年报',children:[{id:6,name:'部门'},{id:7,name:'镇街'}]}]", ["5", "6", "7"], id="all below"
        ),
        pytest.param("[{id:5,name:'2024年年报'},{id:6,name:'2023年年报'}]", ["5", "6"], id="by years"),
        pytest.param("[{id:5,name:'法治政府建设年度报告'},{id:6,name:'网站工作年度报表'}]", [], id="other reports"),
        pytest.param("[{id:5,name:'统计年报'},{id:6,name:'政府信息公开指南'}]", [], id="other matters"),
        pytest.param("[{id:x(),name:'年报'}]", [], id="no plain value"),
        pytest.param("[]", [], id="empty"),
    ],
)
def test_the_nodes_that_are_named_like_reports_are_asked_for(tree: str, nodes: list[str]) -> None:
    assert asked(index(tree)) == [f"/gkmlpt/api/all/{node}?page=1&sid=755042" for node in nodes]


def test_a_department_below_the_site_has_a_catalogue_of_its_own() -> None:
    assert asked(index(f"[{REPORTS}]", "/jyj/gkmlpt/index")) == ["/jyj/gkmlpt/api/all/721?page=1&sid=755042"]


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(index(f"[{REPORTS}]", "/index.html"), id="elsewhere"),
        pytest.param(index(f"[{REPORTS}]", site="NAME:'x'"), id="without a number of the site"),
        pytest.param(Page(f"{HOST}/gkmlpt/index", "<div id='app'></div>"), id="without a tree"),
        pytest.param(rows(10, 300, "/other/all/721?page=1&sid=7"), id="rows of another kind"),
        pytest.param(Page(f"{HOST}/gkmlpt/api/all/721?page=1&sid=7", '{"articles": []}'), id="no count"),
    ],
)
def test_other_pages_are_left_alone(page: Page) -> None:
    assert asked(page) == []


@pytest.mark.parametrize(
    ("shown", "total", "pages"),
    [
        pytest.param(12, 12, [], id="all there"),
        pytest.param(100, 100, [], id="just full"),
        pytest.param(100, 201, [2, 3], id="a hundred at a time"),
        pytest.param(98, 100, [], id="some hidden"),
        pytest.param(20, 47, [2, 3], id="a smaller page in round numbers"),
        pytest.param(0, 47, [], id="nothing comes"),
    ],
)
def test_a_further_page_is_asked_for_only_where_the_count_says_so(shown: int, total: int, pages: list[int]) -> None:
    assert asked(rows(shown, total)) == [f"/gkmlpt/api/all/721?page={number}&sid=7" for number in pages]


def test_only_the_first_page_leads_on() -> None:
    assert asked(rows(100, 300, "/gkmlpt/api/all/721?page=2&sid=7")) == []
