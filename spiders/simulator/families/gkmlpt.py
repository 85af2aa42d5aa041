"""The catalogue platform of Guangdong: an empty page for all columns, rows as JSON, a hundred at a time.

Which column is meant stands behind the `#` of `/gkmlpt/index#721` and is never sent. Articles are static; each has a
second address for telephones.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from html import escape
from zlib import crc32

from spiders.simulator.articles import MobileTwin, mobile_path
from spiders.simulator.families.shelves import Placed, Shelf
from spiders.simulator.pages import Page, Request, dress, html_page
from spiders.simulator.sites import MAIN_COLUMN, UTF_8, Entry

_INDEX = "/gkmlpt/index"
_MAIN_NODE = 721
_ROWS = 100


class Gkmlpt:
    """`/gkmlpt/index#721`, `/gkmlpt/api/all/721?page=1&sid=755042`, `/gkmlpt/content/0/5321/post_5321.html`."""

    column = "/gkmlpt/"
    charset = UTF_8

    def front(self, directory: str) -> str:
        """The one page of all columns, with the node behind its `#`."""
        return f"{_INDEX}#{_node(directory)}"

    def article_path(self, directory: str, entry: Entry, slug: str) -> str:
        """No address tells the column or the date."""
        return f"/gkmlpt/content/0/{slug}/post_{slug}.html"

    def list_pages(self, shelf: Shelf) -> Iterator[Page]:
        """The empty page, and the rows of the column; page 0 is page 1."""
        yield _index(shelf, self.front(shelf.directory))
        if shelf.column.key == MAIN_COLUMN:
            yield _index(shelf, _INDEX)
        screens = [shelf.placed[start : start + _ROWS] for start in range(0, len(shelf.placed), _ROWS)] or [()]
        for number, screen in enumerate(screens, 1):
            for name in (0, 1) if number == 1 else (number,):
                path = f"/gkmlpt/api/all/{_node(shelf.directory)}?page={name}&sid={_site(shelf)}"
                yield _rows(path, shelf, screen, number)

    def article(self, shelf: Shelf, placed: Placed) -> Page:
        """The article, drawn by the server, with its record in the script beside it."""
        entry, day = placed.entry, placed.entry.page_date()
        dated = f"<span>发布日期：{day}</span>" if day else ""
        detail = json.dumps({"DETAIL": _record(placed)}, ensure_ascii=False).replace("</", "<\\/")
        main = (
            f'<h1 class="title">{escape(entry.title)}</h1>\n'
            f'<div class="date-row"><span>信息来源：{escape(shelf.site.name)}</span>{dated}</div>\n'
            f'<div class="article-content">\n{entry.html}{placed.file_link}</div>\n'
            f"<script>window._CONFIG={detail};</script>\n"
        )
        html = dress(shelf.site, shelf.charset, shelf.trail, main, entry.title)
        return html_page(placed.path, html, shelf.charset)

    def beside(self, shelf: Shelf, placed: Placed) -> Iterator[Page]:
        """The same article for telephones."""
        if placed.entry.mobile is None:
            yield replace(self.article(shelf, placed), path=mobile_path(MobileTwin.MPOST, placed.path))


def _node(directory: str) -> int:
    return _MAIN_NODE if directory == Gkmlpt.column else 1000 + crc32(directory.encode()) % 9000


def _site(shelf: Shelf) -> int:
    return 755000 + crc32(shelf.site.name.encode()) % 1000


def _index(shelf: Shelf, path: str) -> Page:
    below = (
        f"{{id:{_node(f'{Gkmlpt.column}{column.key}/')},pid:{_MAIN_NODE},name:'{column.heading}',children:[]}}"
        for column in shelf.site.columns
        if column.key != MAIN_COLUMN
    )
    tree = (
        "[{id:11,name:'政府信息公开指南',children:[]},"
        "{id:12,name:'法定主动公开内容',children:[{id:13,name:'法治政府建设年度报告',children:[]}]},"
        f"{{id:{_MAIN_NODE},name:'{shelf.site.columns[0].heading}',children:[{','.join(below)}]}}]"
    )
    script = f"window._CONFIG={{SID:'{_site(shelf)}',TREE:{tree},NOW:new Date()}};"
    main = f'<div id="app"></div>\n<script>{script}</script>\n<script src="/gkmlpt/static/js/app.js"></script>\n'
    return html_page(path, dress(shelf.site, shelf.charset, shelf.trail[:2], main), shelf.charset)


def _rows(path: str, shelf: Shelf, screen: tuple[Placed, ...], number: int) -> Page:
    """One answer of the list; its addresses are whole, with the host that was asked."""
    content = {
        "classify": {"id": _node(shelf.directory), "name": shelf.column.heading, "post_count": len(shelf.placed)},
        "articles": [_record(placed) for placed in screen],
    }
    page = Page(path, json.dumps(content, ensure_ascii=False).encode(), "application/json", list_page=number)

    def answer(request: Request) -> Page:
        host = request.headers.get("host", "")
        return replace(page, body=page.body.replace(b'": "/gkmlpt', f'": "http://{host}/gkmlpt'.encode()))

    return replace(page, answers=answer)


def _record(placed: Placed) -> dict[str, object]:
    day = placed.entry.list_date()
    file = placed.file_path
    return {
        "id": crc32(placed.path.encode()),
        "title": placed.entry.listed_as,
        "url": placed.path,
        "post_url": placed.path,
        "created_at": day.isoformat() if day else None,
        "display_publish_time": _seconds(day),
        "identifier": f"1144{crc32(placed.path.encode())}",
        "document_number": "",
        "is_expired": 0,
        "is_abolished": 0,
        "attachment": [{"name": file.rpartition("/")[2], "url": file}] if file else [],
    }


def _seconds(day: date | None) -> int | None:
    return int(datetime(day.year, day.month, day.day, 1, tzinfo=UTC).timestamp()) if day else None
