"""A column that names units, each with a list of its own; what is of no unit stands on the column's page."""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from zlib import crc32

from spiders.simulator.families.plain import numbered_article, page_name, pager
from spiders.simulator.families.shelves import Placed, Shelf
from spiders.simulator.pages import Page, dress, html_page, menu
from spiders.simulator.sites import UTF_8, Entry


class PerUnit:
    """`/zwgk/ndbg/index.html` names the units, `/zwgk/ndbg/d4821/list.html` is one of their lists."""

    column = "/zwgk/ndbg/"
    charset = UTF_8

    def front(self, directory: str) -> str:
        """The page with the names."""
        return f"{directory}index.html"

    def article_path(self, directory: str, entry: Entry, slug: str) -> str:
        """Articles stand in the directory of their unit."""
        name = unit_of(entry)
        return f"{directory}{_folder(name)}/{slug}.html" if name else f"{directory}{slug}.html"

    def list_pages(self, shelf: Shelf) -> Iterator[Page]:
        """The page with the names, then the lists of all units."""
        units = by_unit(shelf.placed)
        names = menu([(name, f"{shelf.directory}{_folder(name)}/list.html") for name in units])
        loose = "".join(row(placed, placed.entry.listed_as) for placed in of_no_unit(shelf.placed))
        main = f'{shelf.side_menu}<div class="units">{names}</div><ul>\n{loose}</ul>\n'
        html = dress(shelf.site, shelf.charset, shelf.trail, main)
        yield html_page(self.front(shelf.directory), html, shelf.charset, list_page=1)
        for name, placed in units.items():
            yield from _unit_pages(shelf, name, placed)

    def article(self, shelf: Shelf, placed: Placed) -> Page:
        """The article, its date in the line below the title."""
        return numbered_article(shelf, placed)


def unit_of(entry: Entry) -> str:
    """The unit whose report an entry is; "" for all else."""
    return entry.report.unit_name if entry.report is not None else ""


def by_unit(placed: Sequence[Placed]) -> dict[str, tuple[Placed, ...]]:
    """The reports by their units, in the order of the units' names."""
    ordered = sorted((one for one in placed if unit_of(one.entry)), key=lambda one: unit_of(one.entry))
    return {name: tuple(group) for name, group in groupby(ordered, lambda one: unit_of(one.entry))}


def of_no_unit(placed: Sequence[Placed]) -> tuple[Placed, ...]:
    """What is no unit's report."""
    return tuple(one for one in placed if not unit_of(one.entry))


def row(placed: Placed, text: str) -> str:
    """One entry as an item of a list."""
    day = placed.entry.list_date() or ""
    return f'<li><a href="{escape(placed.path)}">{escape(text)}</a><span>{day}</span></li>\n'


def cut(placed: Sequence[Placed], size: int) -> Sequence[Sequence[Placed]]:
    """A list page by page; an empty one still has a page."""
    return [placed[start : start + size] for start in range(0, len(placed), size)] or [()]


def _unit_pages(shelf: Shelf, name: str, placed: Sequence[Placed]) -> Iterator[Page]:
    """The list of one unit, whose entries need not say whose they are."""
    directory = f"{shelf.directory}{_folder(name)}/"
    screens = cut(placed, shelf.site.page_size)
    trail = (*shelf.trail, (name, f"{directory}list.html"))
    for number, screen in enumerate(screens, 1):
        rows = "".join(row(one, one.entry.title) for one in screen)
        main = f"<ul>\n{rows}</ul>\n{pager(directory, 'list', number, len(screens))}"
        html = dress(shelf.site, shelf.charset, trail, main)
        yield html_page(directory + page_name("list", number), html, shelf.charset, list_page=number)


def _folder(name: str) -> str:
    return f"d{crc32(name.encode()) % 9000 + 1000}"
