"""UCAP (开普云): static lists counted by a call that counts from one, tags of its own in the articles.

On some sites the second page is named `list_1`, and a menu of pages says so; on others the whole list is posted for.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from hashlib import md5
from html import escape

from spiders.simulator.families.shelves import Placed, Shelf
from spiders.simulator.pages import Page, Request, dress, html_page
from spiders.simulator.sites import UTF_8, Entry, Variant

_SOURCE = "/getFileListByCodeId"
_HEAD = '<meta name="others" content="页面生成时间 2025-04-18 03:12:45">\n<meta name="ColumnName" content="头部">\n'
_CALL = """<ul id="list"></ul><div id="page_div"></div>
<script>
var channelId = "{channel}", pageSize = {size};
$.ajax({{type: "POST", url: "{source}", dataType: "json",
  data: {{channelId: channelId, page: 1, size: pageSize, relateSubChannels: true}}, success: drawList}});
</script>
"""


class Ucap:
    """`list.shtml`, `list_2.shtml` …; articles under `./yyyymm/<32 hexadecimal digits>.shtml`."""

    column = "/zwgk/gknb/"
    charset = UTF_8

    def front(self, directory: str) -> str:
        """The first page of the list."""
        return f"{directory}list.shtml"

    def article_path(self, directory: str, entry: Entry, slug: str) -> str:
        """The month of publication and a number nobody can guess."""
        return f"{directory}{entry.published_on:%Y%m}/{_hexadecimal(slug)}.shtml"

    def list_pages(self, shelf: Shelf) -> Iterator[Page]:
        """The pages of the list, or the one page with what answers for its rows."""
        return _posted(shelf) if Variant.POSTED_FOR in shelf.site.variants else _static(shelf)

    def article(self, shelf: Shelf, placed: Placed) -> Page:
        """The article in tags of its own; what its head says of a date is when the page was made again."""
        entry, day = placed.entry, placed.entry.page_date()
        dated = f"发布日期：<publishtime>{day}</publishtime>" if day else ""
        main = (
            f"<h1><ucaptitle>{escape(entry.title)}</ucaptitle></h1>\n"
            f'<div class="info">{dated} 来源：{escape(shelf.site.name)}</div>\n'
            f'<div id="zoomcon"><ucapcontent>\n{entry.html}{placed.file_link}</ucapcontent></div>\n'
        )
        html = dress(shelf.site, shelf.charset, shelf.trail, main, entry.title, _HEAD)
        return html_page(placed.path, html, shelf.charset)


def _static(shelf: Shelf) -> Iterator[Page]:
    screens, behind = shelf.screens(), Variant.COUNTED_FROM_ZERO in shelf.site.variants
    names = ["list.shtml", *(f"list_{number - behind}.shtml" for number in range(2, len(screens) + 1))]
    choices = "".join(f'<option value="{name}">{number}</option>' for number, name in enumerate(names, 1))
    menu = f"<select>{choices}</select>" if behind and len(names) > 1 else ""
    for number, (name, screen) in enumerate(zip(names, screens, strict=True), 1):
        rows = "".join(_row(placed) for placed in screen)
        call = f"createPageHTML('page_div',{len(screens)},{number},'list','shtml',{len(shelf.placed)});"
        main = f'{shelf.side_menu}<ul class="inTyList">\n{rows}</ul>\n<div id="page_div"></div>{menu}'
        html = dress(shelf.site, shelf.charset, shelf.trail, f"{main}<script>{call}</script>\n")
        yield html_page(shelf.directory + name, html, shelf.charset, list_page=number)


def _row(placed: Placed) -> str:
    title, day = escape(placed.entry.listed_as), placed.entry.list_date() or ""
    return f'<li><a href="{placed.path}" title="{title}">{title[:22]}…</a><span class="date fr">{day}</span></li>\n'


def _posted(shelf: Shelf) -> Iterator[Page]:
    call = _CALL.format(channel=_channel(shelf), size=shelf.site.page_size, source=_SOURCE)
    html = dress(shelf.site, shelf.charset, shelf.trail, shelf.side_menu + call)
    yield html_page(f"{shelf.directory}list.shtml", html, shelf.charset)
    whole = _found(shelf, shelf.placed, 1)
    yield replace(whole, answers=lambda request: _answer(shelf, request))


def _answer(shelf: Shelf, request: Request) -> Page | None:
    """The page of the list that is asked for; None where another channel is."""
    form = request.form
    if form.get("channelId") != _channel(shelf):
        return None
    number, rows = int(form.get("page", "1")), int(form.get("size", "20"))
    return _found(shelf, shelf.placed[(number - 1) * rows : number * rows], number)


def _found(shelf: Shelf, screen: tuple[Placed, ...], number: int) -> Page:
    rows = [_record(placed) for placed in screen]
    content = {"code": 200, "results": {"data": {"total": len(shelf.placed), "results": rows}}}
    body = json.dumps(content, ensure_ascii=False).encode()
    return Page(_SOURCE, body, "application/json; charset=utf-8", list_page=number)


def _record(placed: Placed) -> dict[str, object]:
    day = placed.entry.list_date()
    return {
        "titleHtml": escape(placed.entry.listed_as),
        "url": placed.path,
        "publishedTimeStr": f"{day} 10:00:00" if day else None,
        "domainMetaList": [{"resultList": [{"name": "体裁分类", "value": "其他"}]}],
    }


def _channel(shelf: Shelf) -> str:
    return _hexadecimal(shelf.directory)


def _hexadecimal(text: str) -> str:
    return md5(text.encode(), usedforsecurity=False).hexdigest()
