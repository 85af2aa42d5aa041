"""What a family is given and what it must give: a shelf is one column as it stands at one moment."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from spiders.simulator.articles import file_part, picture_part
from spiders.simulator.pages import AFFAIRS, DISCLOSURE, Crumb, Page, menu
from spiders.simulator.sites import Charset, Column, Entry, SimulatedSite


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry with the addresses of its article, of its file and of the images in its text."""

    entry: Entry
    path: str
    file_path: str | None = None
    picture_paths: tuple[str, ...] = ()

    @property
    def file_link(self) -> str:
        """The part that leads to the file or shows it, and the images; nothing where the text says all."""
        shown = picture_part(self.picture_paths)
        if self.file_path is None:
            return shown
        return shown + file_part(self.entry.file_shown, self.file_path, self.entry.listed_as)


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


@runtime_checkable
class KeepsFiles(Protocol):
    """A family that keeps the files of its articles in a place of its own, and hands them out in its own way."""

    def file_path(self, article: str, name: str) -> str:
        """The address of a file, from that of its article and its own name."""

    def file(self, shelf: Shelf, placed: Placed, page: Page) -> Page:
        """The file as the family hands it out."""


@runtime_checkable
class BringsMore(Protocol):
    """A family whose articles are more than one page: what a script loads, or a second address."""

    def beside(self, shelf: Shelf, placed: Placed) -> Iterator[Page]:
        """The pages that belong to an article beside its own."""


def trail_to(*crumbs: Crumb) -> tuple[Crumb, ...]:
    """The breadcrumbs of a column of annual reports."""
    return (AFFAIRS, DISCLOSURE, *crumbs)
