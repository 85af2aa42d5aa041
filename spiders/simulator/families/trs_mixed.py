"""TRS 动静结合: the first page of a list is static, all others are posted for; a browser draws even the pager."""

import json
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from posixpath import relpath

from spiders.simulator.families.shelves import Placed, Shelf
from spiders.simulator.pages import Page, Request, dress, html_page
from spiders.simulator.sites import UTF_8, Entry

_SEARCH = "/fjdzapp/search"
_CHANNEL = "200210"
_FIRST_NODE = 1813


class TrsMixed:
    """`/zwgk/zfxxgkzl/ndbg/`, `./202501/t20250115_5321.htm`, `POST /fjdzapp/search`."""

    column = "/zwgk/zfxxgkzl/ndbg/"
    charset = UTF_8

    def front(self, directory: str) -> str:
        """The directory itself."""
        return directory

    def article_path(self, directory: str, entry: Entry, slug: str) -> str:
        """The month and the day of publication are part of the address."""
        return f"{directory}{entry.published_on:%Y%m}/t{entry.published_on:%Y%m%d}_{slug}.htm"

    def list_pages(self, shelf: Shelf) -> Iterator[Page]:
        """The static page, and what answers for all others."""
        first, *others = shelf.screens()
        main = shelf.side_menu + _static(shelf, first) + _script(shelf)
        yield html_page(shelf.directory, dress(shelf.site, shelf.charset, shelf.trail, main), shelf.charset, 1)
        rest = _found(shelf, tuple(placed for screen in others for placed in screen), 2)
        yield replace(rest, answers=lambda request: _answer(shelf, request))

    def article(self, shelf: Shelf, placed: Placed) -> Page:
        """The article, its date beside the source; the class of its container is unquoted."""
        entry, day = placed.entry, placed.entry.page_date()
        dated = f'<span class="article_time">时间：{day} 12:56</span>' if day else ""
        main = (
            f'<div class="article_title">{escape(entry.title)}</div>\n'
            f'<div><span class="article_source">来源：{escape(shelf.site.name)}</span> {dated}</div>\n'
            f'<div class="tab"><span>全真版</span><span>文字版</span></div>\n'
            f"<div class=TRS_Editor>\n{entry.html}{placed.file_link}</div>\n"
        )
        html = dress(shelf.site, shelf.charset, shelf.trail, main, entry.title)
        return html_page(placed.path, html, shelf.charset)


def _static(shelf: Shelf, screen: tuple[Placed, ...]) -> str:
    rows = "".join(_row(shelf, placed) for placed in screen)
    drawn = (
        '<dl ms-repeat="list"><dd><a ms-attr-href="el.chnldocurl" ms-text="el.doctitle|html"></a></dd>'
        "<dd ms-text=\"el.docreltime|date('yyyy-MM-dd')\"></dd></dl>"
    )
    return (
        f'<div ms-controller="list">\n<div ms-visible="showStatic">{rows}</div>\n'
        f'<div ms-visible="!showStatic" style="display:none">{drawn}</div>\n</div>\n'
        '<div ms-controller="list_pagebar" ms-include-src="pgTemp"></div>\n'
    )


def _row(shelf: Shelf, placed: Placed) -> str:
    title, day = escape(placed.entry.listed_as), placed.entry.list_date() or ""
    href = relpath(placed.path, shelf.directory)
    href = href if href.startswith("../") else f"./{href}"
    return f'<dl><dd><a href="{href}" title="{title}">{title[:24]}</a></dd><dd>{day}</dd></dl>\n'


def _script(shelf: Shelf) -> str:
    return (
        '<script>require(["list2.trsapi"],function(m){m({quickMode:"动静结合",maxStaticIndex:1,'
        f"""listArgs:{{channelid:'{_CHANNEL}',classsql:"{_node(shelf)}",sortfield:"-docorderpri,-docreltime"}},"""
        f"pagebar:{{prepage:{shelf.site.page_size},recordCount:'{len(shelf.placed)}'}}}})}})</script>\n"
    )


def _node(shelf: Shelf) -> str:
    return f"chnlid={_FIRST_NODE + shelf.site.columns.index(shelf.column)}"


def _answer(shelf: Shelf, request: Request) -> Page | None:
    """The page of the list that is asked for; None where another column is."""
    asked = request.query | request.form
    if asked.get("channelid") != _CHANNEL or asked.get("classsql") != _node(shelf):
        return None
    number, rows = int(asked.get("page", "1")), int(asked.get("prepage", "10"))
    return _found(shelf, shelf.placed[(number - 1) * rows : number * rows], number)


def _found(shelf: Shelf, screen: tuple[Placed, ...], number: int) -> Page:
    rows = [_record(placed) for placed in screen]
    content = {"recordCount": len(shelf.placed), "data": rows}
    body = json.dumps(content, ensure_ascii=False).encode()
    return Page(_SEARCH, body, "application/json; charset=utf-8", list_page=number)


def _record(placed: Placed) -> dict[str, str | None]:
    day = placed.entry.list_date()
    return {
        "doctitle": escape(placed.entry.listed_as),
        "chnldocurl": placed.path,
        "docreltime": f"{day} 09:00:00" if day else None,
    }
