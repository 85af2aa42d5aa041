"""TRS WCM: static pages, a pager written by an inline script, links whose text is cut and whose title is whole."""

from collections.abc import Iterator
from html import escape
from posixpath import relpath

from spiders.simulator.families.shelves import Placed, Shelf
from spiders.simulator.pages import Page, dress, html_page
from spiders.simulator.sites import UTF_8, Entry

_LINK_LENGTH = 20


class Trs:
    """`index.html`, `index_1.html` …; articles under `./yyyymm/tYYYYMMDD_ID.html`."""

    column = "/zwgk/zfxxgk/zfxxgknb/"
    charset = UTF_8

    def front(self, directory: str) -> str:
        """The directory itself."""
        return directory

    def article_path(self, directory: str, entry: Entry, slug: str) -> str:
        """The month and the day of publication are part of the address."""
        return f"{directory}{entry.published_on:%Y%m}/t{entry.published_on:%Y%m%d}_{slug}.html"

    def list_pages(self, shelf: Shelf) -> Iterator[Page]:
        """The pages of the list; the first one also answers for the directory."""
        screens = shelf.screens()
        for number, screen in enumerate(screens):
            pager = f'<script>createPageHTML({len(screens)}, {number}, "index", "html");</script>'
            items = "".join(_item(shelf, placed) for placed in screen)
            main = f'{shelf.side_menu}<ul class="list">\n{items}</ul>\n<div class="page">{pager}</div>\n'
            html = dress(shelf.site, shelf.charset, shelf.trail, main)
            name = f"index_{number}.html" if number else "index.html"
            for path in {shelf.directory + name, shelf.directory + ("" if number == 0 else name)}:
                yield html_page(path, html, shelf.charset, list_page=number + 1)

    def article(self, shelf: Shelf, placed: Placed) -> Page:
        """The article, its date in the meta tags and beside the source."""
        entry = placed.entry
        main = (
            f'<h1 class="article_title">{escape(entry.title)}</h1>\n'
            f'<div class="info"><span>来源：{escape(shelf.site.name)}</span>{_time(entry)}</div>\n'
            f"<div class=TRS_Editor>\n{entry.html}{placed.file_link}</div>\n"
        )
        html = dress(shelf.site, shelf.charset, shelf.trail, main, entry.title, _meta(shelf, entry))
        return html_page(placed.path, html, shelf.charset)


def _item(shelf: Shelf, placed: Placed) -> str:
    title = placed.entry.listed_as
    shown = title if len(title) <= _LINK_LENGTH else f"{title[:_LINK_LENGTH]}…"
    href = relpath(placed.path, shelf.directory)
    href = href if href.startswith("../") else f"./{href}"
    listed = placed.entry.list_date()
    day = f"<span>{listed}</span>" if listed else ""
    return f'<li><a href="{href}" title="{escape(title)}" target="_blank">{escape(shown)}</a>{day}</li>\n'


def _time(entry: Entry) -> str:
    day = entry.page_date()
    return f"<span>发布时间：{day} 09:00</span>" if day else ""


def _meta(shelf: Shelf, entry: Entry) -> str:
    day = entry.page_date()
    dated = f'<meta name="PubDate" content="{day} 09:00">\n' if day else ""
    return (
        f'<meta name="SiteName" content="{escape(shelf.site.name)}">\n'
        f'<meta name="ColumnName" content="{escape(shelf.column.heading)}">\n'
        f'<meta name="ArticleTitle" content="{escape(entry.title)}">\n{dated}'
    )
