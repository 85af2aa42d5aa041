"""A list of units whose every entry is the unit's newest report: `/xjbm/UNIT.htm`, overwritten year by year.

Of the reports of a unit only the newest can be had; that an older one is not there says nothing about it.
"""

from collections.abc import Iterator
from zlib import crc32

from spiders.simulator.families.per_unit import cut, row, unit_of
from spiders.simulator.families.plain import numbered_article, page_name, pager
from spiders.simulator.families.shelves import Placed, Shelf
from spiders.simulator.pages import Page, dress, html_page
from spiders.simulator.sites import UTF_8, Entry

_LETTERS = "bcdfghjlmnpqrstwxyz"


class OnePage:
    """The link is the unit's name; what is of no unit stands among them with its own title."""

    column = "/xjbm/"
    charset = UTF_8

    def front(self, directory: str) -> str:
        """The first page of the names."""
        return f"{directory}index.html"

    def article_path(self, directory: str, entry: Entry, slug: str) -> str:
        """A unit has one address for all its reports."""
        return f"{directory}{_letters(unit_of(entry)) if unit_of(entry) else slug}.htm"

    def list_pages(self, shelf: Shelf) -> Iterator[Page]:
        """The names, page by page; a unit stands there once."""
        newest = {placed.path: placed for placed in reversed(shelf.placed)}
        screens = cut(tuple(newest.values()), shelf.site.page_size)
        for number, screen in enumerate(screens, 1):
            rows = "".join(row(placed, unit_of(placed.entry) or placed.entry.listed_as) for placed in screen)
            turning = pager(shelf.directory, "index", number, len(screens))
            html = dress(shelf.site, shelf.charset, shelf.trail, f"{shelf.side_menu}<ul>\n{rows}</ul>\n{turning}")
            path = shelf.directory + page_name("index", number)
            yield html_page(path, html, shelf.charset, list_page=number)

    def article(self, shelf: Shelf, placed: Placed) -> Page:
        """Whatever is asked for, the newest report at its address."""
        newest = next(one for one in shelf.placed if one.path == placed.path)
        return numbered_article(shelf, newest)


def _letters(name: str) -> str:
    """A name in a few letters, as the initials of its syllables would be."""
    number, found = crc32(name.encode()), ""
    while number:
        number, rest = divmod(number, len(_LETTERS))
        found += _LETTERS[rest]
    return found
