"""博达 VSB: list pages numbered from the end, files that only their own article leads to.

`/zwgk/zfxxgknb.htm` is the first page of three, `/zwgk/zfxxgknb/2.htm` the second, `/zwgk/zfxxgknb/1.htm` the last.
COUNT_ONLY lists say how many pages there are and link to none; DYNAMIC lists go on as `list.jsp?…&PAGENUM=2`, and
their newest entry is not yet a file of its own; STRICT_FILES are given to the session of their article alone.
"""

from collections.abc import Iterator
from dataclasses import replace
from html import escape
from posixpath import relpath
from urllib.parse import urlsplit
from zlib import crc32

from spiders.simulator.families.shelves import Placed, Shelf
from spiders.simulator.pages import Page, Request, dress, html_page
from spiders.simulator.sites import UTF_8, Charset, Entry, Variant

_HEAD = '<!--Announced by Visual SiteBuilder 9-->\n<link href="/style/list.vsb.css" type="text/css" rel="stylesheet">\n'
_SESSION = "JSESSIONID=5B0C21A7D4E8F6930A"
_DOWNLOAD = "/system/_content/download.jsp?urltype=news.DownloadAttachUrl&owner=1045278931&wbfileid={}"


class Vsb:
    """Articles as `/info/COLUMN/ID.htm`, files by `download.jsp`."""

    column = "/zwgk/zfxxgknb/"
    charset = UTF_8

    def front(self, directory: str) -> str:
        """The page beside the directory, with its name."""
        return f"{directory.rstrip('/')}.htm"

    def article_path(self, directory: str, entry: Entry, slug: str) -> str:
        """By the number of the column and that of the article."""
        return f"/info/{_tree_id(directory)}/{slug}.htm"

    def file_path(self, article: str, name: str) -> str:
        """Files have numbers instead of names."""
        return _DOWNLOAD.format(crc32(name.encode()) % 900_000 + 100_000)

    def list_pages(self, shelf: Shelf) -> Iterator[Page]:
        """The pages of the list; the numbers count towards the last."""
        screens = shelf.screens()
        addresses = _addresses(shelf, len(screens))
        for number, (path, screen) in enumerate(zip(addresses, screens, strict=True), 1):
            rows = "".join(_row(shelf, placed, path) for placed in screen)
            pager = f"<td>共{len(shelf.placed)}条&nbsp;{number}/{len(screens)}&nbsp;</td> {_turning(shelf, number)}"
            main = f"{shelf.side_menu}<ul>\n{rows}</ul>\n<table><tr>{pager}</tr></table>\n{_counter(shelf)}"
            html = dress(shelf.site, shelf.charset, shelf.trail, main, head=_HEAD)
            yield html_page(path, html, shelf.charset, list_page=number)

    def article(self, shelf: Shelf, placed: Placed) -> Page:
        """The article in its form; a strict site opens a session with it."""
        entry, day = placed.entry, placed.entry.page_date()
        dated = f"发布日期：{day}&nbsp;&nbsp;" if day else ""
        main = (
            f'<form name="_newscontent_fromname"><h1 align="center">{escape(entry.title)}</h1>\n'
            f'<div>{dated}来源：{escape(shelf.site.name)}&nbsp;&nbsp;点击数：<span id="dynclicks"></span></div>\n'
            f'<div id="vsb_content"><div class="v_news_content">\n{entry.html}{_shown_in_text(placed)}</div></div>\n'
            f"{_file_row(placed)}</form>\n{_counter(shelf)}"
        )
        html = dress(shelf.site, shelf.charset, shelf.trail, main, entry.title, _HEAD)
        page = html_page(placed.path, html, shelf.charset)
        if Variant.STRICT_FILES not in shelf.site.variants:
            return page
        return replace(page, headers=(("Set-Cookie", f"{_SESSION}; Path=/; HttpOnly"),))

    def beside(self, shelf: Shelf, placed: Placed) -> Iterator[Page]:
        """The address under which the newest article of a dynamic list is shown at first."""
        if Variant.DYNAMIC in shelf.site.variants:
            yield replace(self.article(shelf, placed), path=_dynamic_address(placed))

    def file(self, shelf: Shelf, placed: Placed, page: Page) -> Page:
        """The file for whom its article sent, a page of this site for everybody else."""
        strict = Variant.STRICT_FILES in shelf.site.variants
        name = f"attachment; filename=file.{placed.entry.attachment.suffix}" if placed.entry.attachment else ""
        file = replace(page, content_type="application/octet-stream", headers=(("Content-Disposition", name),))
        refusal = wall(page.path, shelf.charset)
        articles = (placed.path, _dynamic_address(placed))

        def answer(request: Request) -> Page:
            comes_from = urlsplit(request.headers.get("referer", ""))
            sent = any(f"{comes_from.path}?{comes_from.query}".rstrip("?") == article for article in articles)
            known = _SESSION in request.headers.get("cookie", "")
            return file if sent and (known or not strict) else refusal

        return Page(page.path, answers=answer)


def wall(path: str, charset: Charset) -> Page:
    """What stands instead of what one may not see: a page of the system, answered like any other."""
    text = "<p>您无权访问该页面，请从原页面进入或登录后重试。</p>\n" + "<!-- vsb -->\n" * 300
    head = f'<head><meta charset="{charset.meta or charset.encoding}"><title>系统提示</title></head>'
    return html_page(path, f"<html>{head}<body><h3>系统提示</h3>{text}</body></html>\n", charset)


def _tree_id(directory: str) -> int:
    return crc32(directory.encode()) % 9000 + 1000


def _dynamic_address(placed: Placed) -> str:
    _, _, tree_id, name = placed.path.split("/")
    return f"/content.jsp?urltype=news.NewsContentUrl&wbtreeid={tree_id}&wbnewsid={name.partition('.')[0]}"


def _addresses(shelf: Shelf, count: int) -> list[str]:
    """The addresses of all pages of the list, from its first to its last."""
    first = f"{shelf.directory.rstrip('/')}.htm"
    if Variant.DYNAMIC in shelf.site.variants:
        more = f"/list.jsp?urltype=tree.TreeTempUrl&wbtreeid={_tree_id(shelf.directory)}&PAGENUM="
        return [first, *(f"{more}{number}" for number in range(2, count + 1))]
    return [first, *(f"{shelf.directory}{number}.htm" for number in range(count - 1, 0, -1))]


def _turning(shelf: Shelf, number: int) -> str:
    count = len(shelf.screens())
    if Variant.COUNT_ONLY in shelf.site.variants:
        return '<input id="gotopage" size="3"> <a href="javascript:void(0)" onclick="_vsb_goto()">转到</a>'
    paths = _addresses(shelf, count)
    targets = (("首页", 1), ("上页", number - 1), ("下页", number + 1), ("尾页", count))
    return " ".join(
        f'<a href="{escape(paths[target - 1])}">{label}</a>'
        if 1 <= target <= count and target != number
        else f"<span>{label}</span>"
        for label, target in targets
    )


def _row(shelf: Shelf, placed: Placed, list_path: str) -> str:
    newest = placed is shelf.placed[0] and Variant.DYNAMIC in shelf.site.variants
    href = _dynamic_address(placed) if newest else relpath(placed.path, list_path.rpartition("/")[0] or "/")
    listed = placed.entry.list_date()
    day = f"<span>{listed}</span>" if listed else ""
    return f'<li><a href="{escape(href)}">{escape(placed.entry.listed_as)}</a>{day}</li>\n'


def _shown_in_text(placed: Placed) -> str:
    return replace(placed, file_path=None).file_link


def _file_row(placed: Placed) -> str:
    if placed.file_path is None or placed.entry.attachment is None:
        return ""
    number = placed.file_path.rpartition("=")[2]
    name = f"{placed.entry.listed_as}.{placed.entry.attachment.suffix}"
    link = f'<a href="{escape(placed.file_path)}" target="_blank">{escape(name)}</a>'
    return f'<ul><li>附件【{link}】已下载<span id="nattach{number}">0</span>次</li></ul>\n'


def _counter(shelf: Shelf) -> str:
    return f"<script>_jsq_({_tree_id(shelf.directory)},'/liebiaoye.jsp',-1,1045278931)</script>\n"
