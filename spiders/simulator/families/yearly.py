"""A column that lists years, each with a list of its own: `/zfxxgk/gknb/2025/index.html` holds what came in 2025."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from spiders.simulator.families.per_unit import cut, row
from spiders.simulator.families.plain import numbered_article, page_name, pager
from spiders.simulator.families.shelves import Placed, Shelf
from spiders.simulator.pages import Page, dress, html_page, menu
from spiders.simulator.sites import UTF_8, Entry


class Yearly:
    """The year of a directory is that of publication, one after that of the report."""

    column = "/zfxxgk/gknb/"
    charset = UTF_8

    def front(self, directory: str) -> str:
        """The page with the years."""
        return f"{directory}index.html"

    def article_path(self, directory: str, entry: Entry, slug: str) -> str:
        """Articles stand in the directory of their year."""
        return f"{directory}{entry.published_on.year}/{slug}.html"

    def list_pages(self, shelf: Shelf) -> Iterator[Page]:
        """The page with the years, then every year's list."""
        years = [(year, tuple(group)) for year, group in groupby(shelf.placed, _year)]
        named = menu([(f"{year}年", f"{shelf.directory}{year}/index.html") for year, _ in years])
        html = dress(shelf.site, shelf.charset, shelf.trail, f'{shelf.side_menu}<div class="years">{named}</div>\n')
        yield html_page(self.front(shelf.directory), html, shelf.charset, list_page=1)
        for year, placed in years:
            yield from _year_pages(shelf, year, placed)

    def article(self, shelf: Shelf, placed: Placed) -> Page:
        """The article, its date in the line below the title."""
        return numbered_article(shelf, placed)


def _year(placed: Placed) -> int:
    return placed.entry.published_on.year


def _year_pages(shelf: Shelf, year: int, placed: Sequence[Placed]) -> Iterator[Page]:
    """The list of one year."""
    directory = f"{shelf.directory}{year}/"
    screens = cut(placed, shelf.site.page_size)
    trail = (*shelf.trail, (f"{year}年", f"{directory}index.html"))
    for number, screen in enumerate(screens, 1):
        rows = "".join(row(one, one.entry.listed_as) for one in screen)
        main = f"<ul>\n{rows}</ul>\n{pager(directory, 'index', number, len(screens))}"
        html = dress(shelf.site, shelf.charset, trail, main)
        yield html_page(directory + page_name("index", number), html, shelf.charset, list_page=number)
