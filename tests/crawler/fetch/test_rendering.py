"""Which of a page's own requests a browser is to make."""

import asyncio
from types import SimpleNamespace

import pytest
from scrapy import Request

from crawler.fetch.rendering import NeedlessRequests, Render, RenderMiddleware

HOSTS = frozenset({"www.yunxi.gov.cn"})


async def permits(url: str) -> bool:
    return "/search" not in url


def is_aborted(url: str, kind: str) -> bool:
    asked = SimpleNamespace(url=url, resource_type=kind)
    return asyncio.run(NeedlessRequests(HOSTS, permits)(asked))  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["document", "script", "xhr", "fetch", "stylesheet"])
def test_what_draws_the_page_is_asked_for(kind: str) -> None:
    assert not is_aborted("http://www.yunxi.gov.cn/list.json", kind)


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        pytest.param("http://www.yunxi.gov.cn/logo.png", "image", id="an image"),
        pytest.param("http://www.yunxi.gov.cn/film", "media", id="a film"),
        pytest.param("http://elsewhere.com/list.json", "xhr", id="another host"),
        pytest.param("file:///etc/passwd", "document", id="a file of this machine"),
        pytest.param("http://www.yunxi.gov.cn/search?q=1", "xhr", id="what robots.txt forbids"),
    ],
)
def test_what_is_needless_or_not_permitted_is_not_asked_for(url: str, kind: str) -> None:
    assert is_aborted(url, kind)


def test_only_a_request_that_says_so_goes_to_the_browser() -> None:
    plain = Request("http://www.yunxi.gov.cn/")
    drawn = plain.replace(meta={"render": Render(wait_for="#list")})

    for request in (plain, drawn):
        RenderMiddleware().process_request(request)

    assert "playwright" not in plain.meta
    assert drawn.meta["playwright"] is True
    assert [method.method for method in drawn.meta["playwright_page_methods"]] == [
        "wait_for_load_state",
        "wait_for_selector",
    ]
