"""What a family is given and what it must give: a shelf is one column as it stands at one moment."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Protocol

from spiders.simulator.pages import AFFAIRS, DISCLOSURE, Crumb, Page, menu
from spiders.simulator.sites import Charset, Column, Entry, SimulatedSite


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry with the addresses of its article and of its file."""

    entry: Entry
    path: str
    file_path: str | None = None

    @property
    def file_link(self) -> str:
        """The paragraph that links to the file, or nothing."""
        if self.file_path is None:
            return ""
        name = self.file_path.rpartition("/")[2]
        return f'<p class="appendix">附件：<a href="./{name}">{escape(self.entry.listed_as)}</a></p>\n'


@dataclass(frozen=True, slots=True)
class Shelf:
    """One column with its visible entries, newest first, and the columns below it."""

    site: SimulatedSite
    charset: Charset
    column: Column
    directory: str
    trail: tuple[Crumb, ...]
    placed: tuple[Placed, ...]
    below: tuple[Crumb, ...]

    @property
    def side_menu(self) -> str:
        """The links to the columns below, as pages show them beside the list."""
        return f'<div class="navLeft">{menu(self.below)}</div>\n' if self.below else ""

    def screens(self) -> Sequence[tuple[Placed, ...]]:
        """The entries page by page; an empty column still has one page."""
        size = self.site.page_size
        return [self.placed[start : start + size] for start in range(0, len(self.placed), size)] or [()]


class Family(Protocol):
    """A kind of site. `column` is the directory of its annual reports."""

    @property
    def column(self) -> str:
        """The directory of the main column."""

    @property
    def charset(self) -> Charset:
        """What its sites use unless they say otherwise."""

    def front(self, directory: str) -> str:
        """The address under which a column's first page is linked."""

    def article_path(self, directory: str, entry: Entry, slug: str) -> str:
        """Where the article of an entry stands."""

    def list_pages(self, shelf: Shelf) -> Iterator[Page]:
        """Every page of one column's list, and what these pages load."""

    def article(self, shelf: Shelf, placed: Placed) -> Page:
        """The page of one entry."""


def trail_to(*crumbs: Crumb) -> tuple[Crumb, ...]:
    """The breadcrumbs of a column of annual reports."""
    return (AFFAIRS, DISCLOSURE, *crumbs)
