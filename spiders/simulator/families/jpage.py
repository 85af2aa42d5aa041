"""Hanweb jpage: the first rows lie in an island of XML that no browser shows, the others come from `dataproxy.jsp`.

On some sites no script tells what to post: the island links to the group of rows after it, and that to the next.
"""

from collections.abc import Iterator
from dataclasses import replace
from html import escape
from zlib import crc32

from spiders.simulator.families.shelves import Placed, Shelf
from spiders.simulator.pages import Page, Request, dress, html_page
from spiders.simulator.sites import UTF_8, Entry, Variant

_PROXY = "/module/web/jpage/dataproxy.jsp"
_MAIN_COLUMN = 1229779591
_GROUP = 3


class Jpage:
    """`/col/col1229779591/index.html`; articles under `/art/2025/1/15/art_1229779591_5321.html`."""

    column = "/col/col1229779591/"
    charset = UTF_8

    def front(self, directory: str) -> str:
        """Every column has a number of its own, and none lies below another."""
        return f"/col/col{_number(directory)}/index.html"

    def article_path(self, directory: str, entry: Entry, slug: str) -> str:
        """The day of publication without leading zeros, then the numbers of the column and the article."""
        on = entry.published_on
        return f"/art/{on.year}/{on.month}/{on.day}/art_{_number(directory)}_{slug}.html"

    def list_pages(self, shelf: Shelf) -> Iterator[Page]:
        """The page with the island, and what answers for the rows behind it."""
        size = shelf.site.page_size
        unit = _number(shelf.directory) % 10_000_000
        island = f'<div id="{unit}"><script type="text/xml">{_store(shelf, 0, size)}</script></div>\n'
        script = "" if Variant.LINKED_GROUPS in shelf.site.variants else _script(shelf, unit)
        html = dress(shelf.site, shelf.charset, shelf.trail, shelf.side_menu + island + script)
        yield html_page(self.front(shelf.directory), html, shelf.charset, list_page=1)
        rest = _found(shelf, size, len(shelf.placed), 2)
        yield replace(rest, answers=lambda request: _answer(shelf, request))

    def article(self, shelf: Shelf, placed: Placed) -> Page:
        """The article between two marks in its source; its table of metadata is empty."""
        entry, day = placed.entry, placed.entry.page_date()
        dated = f"发布日期：{day} 09:00" if day else ""
        main = (
            "<table><tr><td>信息公开元数据</td><td>|</td><td>|</td></tr></table>\n"
            f'<p class="title">{escape(entry.title)}</p>\n'
            f"<div>{dated} 来源：<!--<$[信息来源]>begin-->{escape(shelf.site.name)}<!--<$[信息来源]>end--></div>\n"
            f'<div id="zoom"><meta name="ContentStart"/>\n{entry.html}{placed.file_link}'
            '<meta name="ContentEnd"/></div>\n'
        )
        head = f'<meta name="ArticleTitle" content="{escape(entry.title)}">\n'
        html = dress(shelf.site, shelf.charset, shelf.trail, main, entry.title, head)
        return html_page(placed.path, html, shelf.charset)


def _number(directory: str) -> int:
    return _MAIN_COLUMN if directory == Jpage.column else 1229000000 + crc32(directory.encode()) % 700_000


def _fields(shelf: Shelf) -> dict[str, str]:
    return {
        "col": "1",
        "appid": "1",
        "webid": "3245",
        "path": "/",
        "columnid": str(_number(shelf.directory)),
        "sourceContentType": "1",
        "unitid": str(_number(shelf.directory) % 10_000_000),
        "webname": shelf.site.name,
        "permissiontype": "0",
    }


def _script(shelf: Shelf, unit: int) -> str:
    fields = ",".join(f"{name}:'{value}'" for name, value in _fields(shelf).items())
    return (
        f"<script>$(function(){{$('#{unit}').jpage({{themeName:'default',showMode:'full',"
        f"totalRecord:{len(shelf.placed)},dataStore:islandOf('{unit}'),groupSize:{_GROUP},proxyUrl:'{_PROXY}',"
        f"perPage:{shelf.site.page_size},barPosition:'bottom',ajaxParam:{{{fields}}}}});}});</script>\n"
    )


def _answer(shelf: Shelf, request: Request) -> Page | None:
    """The rows that are asked for, by their numbers or as a group; None where another column is."""
    asked, size = request.query | request.form, shelf.site.page_size
    if asked.get("columnid") != str(_number(shelf.directory)):
        return None
    if "startrecord" in asked:
        start, end = int(asked["startrecord"]) - 1, int(asked["endrecord"])
        return _found(shelf, start, end, 1 + start // size)
    number = int(asked.get("page", "1"))
    return _found(shelf, number * size, (number + 1) * size, number + 1)


def _found(shelf: Shelf, start: int, end: int, number: int) -> Page:
    body = '<?xml version="1.0" encoding="utf-8"?>\n' + _store(shelf, start, end, counted=True)
    return Page(_PROXY, body.encode(), "text/xml; charset=utf-8", list_page=number)


def _store(shelf: Shelf, start: int, end: int, *, counted: bool = False) -> str:
    """The rows from `start` up to `end` as they travel, with the link to the group behind them."""
    size, total = shelf.site.page_size, len(shelf.placed)
    rows = "".join(f"<record><![CDATA[\n{_row(placed)}]]></record>\n" for placed in shelf.placed[start:end])
    count = f"<totalrecord>{total}</totalrecord><totalpage>{-(-total // size)}</totalpage>\n" if counted else ""
    query = f"page={end // size}&webid=3245&columnid={_number(shelf.directory)}"
    following = f'<a href="{_PROXY}?{query}"></a>' if end < total else ""
    group = f"<nextgroup><![CDATA[{following}]]></nextgroup>\n"
    return f"<datastore>\n{group}{count}<recordset>\n{rows}</recordset></datastore>"


def _row(placed: Placed) -> str:
    title, day = escape(placed.entry.listed_as), placed.entry.list_date() or ""
    return f'<li><a href="{placed.path}" target="_blank" title="{title}">{title[:20]}…</a><span>{day}</span></li>'
