"""龙讯: a column for each organ, `/public/column/ORGAN?type=4&catId=&action=list`, paged by its query."""

from collections.abc import Iterator, Sequence
from html import escape
from zlib import crc32

from spiders.simulator.families.per_unit import by_unit, cut, of_no_unit, row
from spiders.simulator.families.shelves import Placed, Shelf
from spiders.simulator.pages import Crumb, Page, dress, html_page, menu
from spiders.simulator.sites import UTF_8, Entry


class Longxun:
    """The column of the first organ names all others; reports are `/XxgkAnnualReport/show/ID.html`."""

    column = "/public/column/"
    charset = UTF_8

    def front(self, directory: str) -> str:
        """The column of the organ that keeps the directory."""
        return _address(directory)

    def article_path(self, directory: str, entry: Entry, slug: str) -> str:
        """All reports stand in one place."""
        return f"/XxgkAnnualReport/show/{slug}.html"

    def list_pages(self, shelf: Shelf) -> Iterator[Page]:
        """The first organ's column, then those of the units."""
        units = by_unit(shelf.placed)
        organs = menu([(name, _address(name)) for name in units])
        beside = f'{shelf.side_menu}<div class="organs">{organs}</div>\n'
        yield from _column(shelf, shelf.directory, shelf.trail, of_no_unit(shelf.placed), beside)
        for name, placed in units.items():
            yield from _column(shelf, name, (*shelf.trail, (name, _address(name))), placed)

    def article(self, shelf: Shelf, placed: Placed) -> Page:
        """The article, its date and minute behind its source."""
        entry, day = placed.entry, placed.entry.page_date()
        dated = f"<span>发布时间: {day} 10:00</span>" if day else ""
        main = (
            f'<h1 class="newstitle">{escape(entry.title)}</h1>\n'
            f'<div class="newsinfo"><span>来源： {escape(shelf.site.name)}</span> {dated}</div>\n'
            f'<div class="newscontnet j-fontContent">\n{entry.html}{placed.file_link}</div>\n'
        )
        html = dress(shelf.site, shelf.charset, shelf.trail, main, entry.title)
        return html_page(placed.path, html, shelf.charset)


def _address(organ: str) -> str:
    return f"/public/column/{crc32(organ.encode()) % 9_000_000 + 1_000_000}?type=4&catId=&action=list"


def _column(
    shelf: Shelf, organ: str, trail: Sequence[Crumb], placed: Sequence[Placed], beside: str = ""
) -> Iterator[Page]:
    """The pages of one organ's column."""
    screens = cut(placed, shelf.site.page_size)
    for number, screen in enumerate(screens, 1):
        rows = "".join(row(one, one.entry.listed_as) for one in screen)
        main = f"{beside}<ul>\n{rows}</ul>\n{_pager(organ, number, len(screens))}"
        html = dress(shelf.site, shelf.charset, trail, main)
        yield html_page(_page_address(organ, number), html, shelf.charset, list_page=number)


def _page_address(organ: str, number: int) -> str:
    return _address(organ) if number == 1 else f"{_address(organ)}&pageIndex={number}"


def _pager(organ: str, number: int, count: int) -> str:
    targets = (("首页", 1), ("上一页", number - 1), ("下一页", number + 1), ("末页", count))
    links = (
        f'<a href="{escape(_page_address(organ, target))}">{label}</a>'
        for label, target in targets
        if 1 <= target <= count and target != number
    )
    return f'<div class="pagination">共 {count} 页 {" ".join(links)}</div>\n'
