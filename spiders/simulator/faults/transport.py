"""Answers that come slowly, in part, not at once, or under a false charset."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from spiders.simulator.faults.flaw import Asked, Find, Pages
from spiders.simulator.pages import Page, Request
from spiders.simulator.sites import Charset, SimulatedSite

_STORM_LASTS = 120
_STORM_EVERY, _LIMIT_EVERY, _CUT_EVERY = 3, 7, 4
_SECONDS_A_KILOBYTE = 0.02
_CRAWL_DELAY = b"User-agent: *\nCrawl-delay: 1\nDisallow: /admin/\n"
_STORM = Page("", b"<html><body>Bad Gateway</body></html>", status=502)
_TOO_MANY = Page("", b"<html><body>Too Many Requests</body></html>", status=429, headers=(("Retry-After", "1"),))
_ELSEWHERE = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"><title>提示信息</title></head><body>'
    f"<p>请从本站页面进入。</p><!--{' ' * 4600}--></body></html>"
)
_REFUSED = Page("", _ELSEWHERE.encode(), "text/html; charset=utf-8")


def with_charset(charset: Charset) -> Callable[[SimulatedSite], SimulatedSite]:
    """A site that says something of its pages' charset."""
    return lambda site: replace(site, charset=charset)


def slow(page: Page) -> Page:
    """The page drop by drop."""
    return replace(page, pause=_SECONDS_A_KILOBYTE)


def cut(page: Page) -> Page:
    """Half of the page, announced as the whole."""
    return replace(page, cut_after=len(page.body) // 2)


def cut_once(asked: Asked, find: Find) -> Page | None:
    """Some pages come in part at first and whole when asked again."""
    page = find(asked.request)
    return cut(page) if asked.number % _CUT_EVERY == 0 and not asked.again and page.status == 200 else page


def storm(asked: Asked, find: Find) -> Page | None:
    """Every third answer fails for a time; who asks again is answered."""
    fails = asked.number % _STORM_EVERY == 0 and not asked.again and asked.number < _STORM_LASTS
    return _STORM if fails else find(asked.request)


def limited(asked: Asked, find: Find) -> Page | None:
    """Every seventh request is one too many; who waits is answered."""
    return _TOO_MANY if asked.number % _LIMIT_EVERY == 0 and not asked.again else find(asked.request)


def needs_referer(page: Page) -> Page:
    """The page for those only who come from another page of the site."""

    def answer(request: Request) -> Page:
        return page if request.headers.get("referer") else _REFUSED

    return replace(page, answers=answer)


def crawl_delay(site: SimulatedSite, pages: Pages, now: datetime) -> Pages:
    """A robots.txt that asks for a second between two requests."""
    return pages | {"/robots.txt": replace(pages["/robots.txt"], body=_CRAWL_DELAY)}
