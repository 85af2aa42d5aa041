"""A home-made site: numbered articles, a pager of links, GBK pages that only their own meta tag declares."""

from collections.abc import Iterator
from html import escape

from spiders.simulator.families.shelves import Placed, Shelf
from spiders.simulator.pages import Page, dress, html_page
from spiders.simulator.sites import GBK, Entry


class Plain:
    """`list.html`, `list_2.html` …; articles under `/content/ID.html`, so no address tells a date."""

    column = "/xxgk/nb/"
    charset = GBK

    def front(self, directory: str) -> str:
        """The first page of the list."""
        return f"{directory}list.html"

    def article_path(self, directory: str, entry: Entry, slug: str) -> str:
        """All articles stand in one directory."""
        return f"/content/{slug}.html"

    def list_pages(self, shelf: Shelf) -> Iterator[Page]:
        """The pages of the list, each linked to its neighbours."""
        screens = shelf.screens()
        for number, screen in enumerate(screens, 1):
            rows = "".join(list_row(placed) for placed in screen)
            turning = pager(shelf.directory, "list", number, len(screens))
            main = f'{shelf.side_menu}<table class="list">\n{rows}</table>\n{turning}'
            html = dress(shelf.site, shelf.charset, shelf.trail, main)
            path = shelf.directory + page_name("list", number)
            yield html_page(path, html, shelf.charset, list_page=number)

    def article(self, shelf: Shelf, placed: Placed) -> Page:
        """The article, its date in the line below the title."""
        return numbered_article(shelf, placed)


def numbered_article(shelf: Shelf, placed: Placed) -> Page:
    """An article without meta tags: a title, a line with its date, the text."""
    entry, day = placed.entry, placed.entry.page_date()
    dated = f"发布日期：{day}&nbsp;&nbsp;" if day else ""
    main = (
        f'<h2 align="center">{escape(entry.title)}</h2>\n'
        f'<div class="source">{dated}来源：{escape(shelf.site.name)}&nbsp;&nbsp;字体：[大 中 小]</div>\n'
        f'<div id="zoom">\n{entry.html}{placed.file_link}</div>\n'
    )
    html = dress(shelf.site, shelf.charset, shelf.trail, main, entry.title)
    return html_page(placed.path, html, shelf.charset)


def list_row(placed: Placed) -> str:
    """One entry as a row of a table."""
    day = placed.entry.list_date() or ""
    return f'<tr><td><a href="{placed.path}">{escape(placed.entry.listed_as)}</a></td><td>{day}</td></tr>\n'


def pager(directory: str, name: str, number: int, count: int) -> str:
    """The links to the first, previous, next and last page."""
    targets = (
        ("首页", 1, number > 1),
        ("上一页", number - 1, number > 1),
        ("下一页", number + 1, number < count),
        ("尾页", count, number < count),
    )
    links = (
        f'<a href="{directory}{page_name(name, target)}">{label}</a>' if there else f"<span>{label}</span>"
        for label, target, there in targets
    )
    return f'<div class="pager">共{count}页 第{number}页 {" ".join(links)}</div>\n'


def page_name(name: str, number: int) -> str:
    """The file of one page of a list.

    >>> page_name("list", 1), page_name("list", 2)
    ('list.html', 'list_2.html')
    """
    return f"{name}.html" if number == 1 else f"{name}_{number}.html"
