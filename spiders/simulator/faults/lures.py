"""Pages without end, pages twice, and pages that are not the site's: what a crawler must not lose itself in."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from html import escape
from posixpath import splitext

from spiders.simulator.building import place
from spiders.simulator.faults.flaw import Asked, Find, Pages, inserted, some_reports
from spiders.simulator.pages import DISCLOSURE, HOME, Page, Request, menu
from spiders.simulator.sites import SimulatedSite

_CALENDAR = "/calendar"
_FIRST_MONTH = 2025 * 12
_HREF = re.compile(rb'(href="(?!https?:|javascript:|#|mailto:)[^"?#;]+)(["?#])')
_SESSION = re.compile(r";jsessionid=\w+")
_FOREIGN_LINKS = "".join(f'<a href="http://127.8.8.{n}/">真人棋牌{n}</a>' for n in range(1, 9))
_GAMBLING = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"><title>真人娱乐平台_电子棋牌_官方下注</title></head><body>'
    f"<h1>注册即送彩金，百家乐、体育下注官方平台</h1>{_FOREIGN_LINKS}<p>备案号：某ICP备99999999号-1</p></body></html>"
)
_ADULT = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"><title>成人影院在线观看_午夜剧场</title></head><body>'
    f"<h1>成人影片免费观看，未满十八岁请离开</h1>{_FOREIGN_LINKS}<p>备案号：某ICP备99999999号-2</p></body></html>"
)


def hijacked(site: SimulatedSite, pages: Pages, now: datetime) -> Pages:
    """The front page advertises gambling and leads nowhere inside."""
    return pages | {HOME[1]: Page(HOME[1], _GAMBLING.encode(), "text/html; charset=utf-8")}


def hijacked_adult(site: SimulatedSite, pages: Pages, now: datetime) -> Pages:
    """The front page is an adult site's and leads nowhere inside."""
    return pages | {HOME[1]: Page(HOME[1], _ADULT.encode(), "text/html; charset=utf-8")}


def hidden_links(page: Page) -> Page:
    """The page is its own, with links of others in it that nobody sees."""
    return inserted(page, f'<div style="display:none">{_FOREIGN_LINKS}</div>\n')


def calendar(site: SimulatedSite, pages: Pages, now: datetime) -> Pages:
    """A calendar of disclosures whose months have neighbours for ever."""
    link = f'<p><a href="{_CALENDAR}?month={_FIRST_MONTH}">信息公开日历</a></p>\n'
    linked = {path: inserted(pages[path], link) for path in (HOME[1], DISCLOSURE[1])}
    return pages | linked | {_CALENDAR: Page(_CALENDAR, answers=_month)}


def _month(request: Request) -> Page:
    text = request.query.get("month", "")
    number = int(text) if text.isdigit() else _FIRST_MONTH
    year, month = divmod(number, 12)
    links = menu((label, f"{_CALENDAR}?month={number + step}") for label, step in (("上个月", -1), ("下个月", 1)))
    days = "".join(f'<a href="{_CALENDAR}?month={number}&amp;day={day}">{day}</a> ' for day in range(1, 29))
    html = f'<html><head><meta charset="utf-8"><title>信息公开日历</title></head><body><h1>{year}年{month + 1}月</h1>'
    return Page(_CALENDAR, f"{html}{links}{days}</body></html>".encode(), "text/html; charset=utf-8")


def session_ids(asked: Asked, find: Find) -> Page | None:
    """Every answer has a session of its own in all its links."""
    page = find(replace(asked.request, target=_SESSION.sub("", asked.request.target)))
    mark = b";jsessionid=%032X" % (asked.number * 2654435761)
    return replace(page, body=_HREF.sub(rb"\1" + mark + rb"\2", page.body)) if page.status == 200 else page


def endless_pages(site: SimulatedSite, pages: Pages, now: datetime) -> Pages:
    """The last page of a list has a next page, which is itself, for ever."""
    html = [page for page in pages.values() if page.list_page and _is_html(page) and page.answers is None]
    lists = {page.path.rpartition("/")[0]: max(_turns(page, html)) for page in html}
    last = [page for page in html if page.list_page == lists[page.path.rpartition("/")[0]]]
    return pages | {page.path: _without_end(page) for page in last}


def _turns(page: Page, others: list[Page]) -> list[int]:
    folder = page.path.rpartition("/")[0]
    return [other.list_page for other in others if other.path.rpartition("/")[0] == folder]


def _without_end(page: Page) -> Page:
    def answer(request: Request) -> Page:
        turn = request.query.get("turn", "1")
        number = int(turn) if turn.isdigit() else 1
        more = f'<div><a href="?turn={number + 1}">下一页</a></div>\n'.encode("ascii", "xmlcharrefreplace")
        return replace(page, body=page.body.replace(b"</body>", more + b"</body>", 1))

    return replace(page, answers=answer)


def twins(name: Callable[[str], str]) -> Callable[[SimulatedSite, Pages, datetime], Pages]:
    """Some reports have a second address, which the front page lists."""

    def pages_with_twins(site: SimulatedSite, pages: Pages, now: datetime) -> Pages:
        placed = [(place(site, entry).path, entry.listed_as) for entry in some_reports(site)]
        double = {name(path): pages[path] for path, _ in placed if path in pages}
        rows = "".join(
            f'<li><a href="{name(path)}">{escape(title)}</a></li>' for path, title in placed if path in pages
        )
        return pages | double | {HOME[1]: inserted(pages[HOME[1]], f"<ul>{rows}</ul>\n")}

    return pages_with_twins


def wap(path: str) -> str:
    """The address of a page for mobile telephones.

    >>> wap("/a/t20250108_5.html")
    '/a/t20250108_5_wap.html'
    """
    stem, suffix = splitext(path)
    return f"{stem}_wap{suffix}"


def mpost(path: str) -> str:
    """The same as another system writes it.

    >>> mpost("/a/post_5.html")
    '/a/mpost_5.html'
    """
    folder, _, name = path.rpartition("/")
    return f"{folder}/m{name if name.startswith('post_') else f'post_{name}'}"


def _is_html(page: Page) -> bool:
    return page.content_type.startswith("text/html")
