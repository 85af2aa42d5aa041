"""A whole site as it stands at one moment: every path with its page."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from spiders.simulator.articles import VIEWER_SHELL, FileShown, mobile_path
from spiders.simulator.chrome import chrome_pages
from spiders.simulator.families import FAMILIES
from spiders.simulator.families.shelves import BringsMore, Family, KeepsFiles, Placed, Shelf, trail_to
from spiders.simulator.pages import Page
from spiders.simulator.sites import MAIN_COLUMN, Attachment, Column, Entry, SimulatedSite

_FIRST_SLUG = 5321
_MEDIA = {"txt": "text/plain", "pdf": "application/pdf", "png": "image/png"}


def pages_of(site: SimulatedSite, now: datetime) -> dict[str, Page]:
    """Every page that a site without faults shows at a moment, by path."""
    family = FAMILIES[site.family]
    charset = site.charset or family.charset
    shelves = [shelf_of(site, column, now) for column in site.columns]
    front = (site.columns[0].heading, family.front(family.column))
    pages = [*chrome_pages(site, charset, front), *_viewers(site)]
    for shelf in shelves:
        pages += family.list_pages(shelf)
        pages += (
            page for placed in shelf.placed if _at_home(shelf, placed) for page in _entry_pages(family, shelf, placed)
        )
    return _by_path(pages)


def place(site: SimulatedSite, entry: Entry) -> Placed:
    """Where an entry of a site stands, whether it is visible or not."""
    family = FAMILIES[site.family]
    slug = entry.slug or str(_FIRST_SLUG + 7 * site.entries.index(entry))
    path = family.article_path(_directory(family, entry.columns[0]), entry, slug)
    here, stem = path.rpartition("/")[0], f"0{entry.published_on:%Y%m%d}{slug:0>12}"
    pictures = tuple(f"{here}/W{stem}_{number}.{one.suffix}" for number, one in enumerate(entry.pictures, 1))
    if entry.attachment is None:
        return Placed(entry, path, picture_paths=pictures)
    name = f"P{stem}.{entry.attachment.suffix}"
    file_path = family.file_path(path, name) if isinstance(family, KeepsFiles) else f"{here}/{name}"
    return Placed(entry, path, file_path, pictures)


def _places(site: SimulatedSite, entry: Entry) -> Iterator[Placed]:
    """An entry, and beside it the same for telephones where there is one."""
    placed = place(site, entry)
    yield placed
    if entry.mobile is not None:
        yield replace(placed, path=mobile_path(entry.mobile, placed.path))


def _directory(family: Family, key: str) -> str:
    return family.column if key == MAIN_COLUMN else f"{family.column}{key}/"


def shelf_of(site: SimulatedSite, column: Column, now: datetime) -> Shelf:
    """One column of a site as it stands at a moment."""
    family = FAMILIES[site.family]
    entries = [entry for entry in site.entries if column.key in entry.columns and entry.visible(now)]
    newest_first = sorted(entries, key=lambda entry: entry.published_on, reverse=True)
    crumbs = [(other.heading, family.front(_directory(family, other.key))) for other in site.columns]
    main, here = crumbs[0], crumbs[site.columns.index(column)]
    return Shelf(
        site=site,
        charset=site.charset or family.charset,
        column=column,
        directory=_directory(family, column.key),
        trail=trail_to(main) if here == main else trail_to(main, here),
        placed=tuple(placed for entry in newest_first for placed in _places(site, entry)),
        below=tuple(crumbs[1:]) if here == main else (),
    )


def _by_path(pages: Iterable[Page]) -> dict[str, Page]:
    """The pages by path; one that answers as it is asked leaves what is not its own to the others at its path."""
    found: dict[str, Page] = {}
    for page in pages:
        earlier = found.get(page.path)
        both = earlier is not None and earlier.answers is not None and page.answers is not None
        found[page.path] = _shared(earlier, page) if earlier is not None and both else page
    return found


def _shared(one: Page, other: Page) -> Page:
    return replace(one, answers=lambda request: one.to(request) or other.to(request))


def _at_home(shelf: Shelf, placed: Placed) -> bool:
    return placed.entry.columns[0] == shelf.column.key


def _entry_pages(family: Family, shelf: Shelf, placed: Placed) -> Iterator[Page]:
    yield family.article(shelf, placed)
    if isinstance(family, BringsMore):
        yield from family.beside(shelf, placed)
    attachment = placed.entry.attachment
    if attachment is not None and placed.file_path is not None:
        file = _file(placed.file_path, attachment)
        yield family.file(shelf, placed, file) if isinstance(family, KeepsFiles) else file
    yield from map(_file, placed.picture_paths, placed.entry.pictures)


def _file(path: str, attachment: Attachment) -> Page:
    return Page(path, attachment.body, _MEDIA.get(attachment.suffix, "application/octet-stream"))


def _viewers(site: SimulatedSite) -> Iterator[Page]:
    """The pages of the viewers in which articles of the site show their files."""
    shown = {entry.file_shown for entry in site.entries if entry.attachment is not None} - {FileShown.LINK}
    return (Page(viewer, VIEWER_SHELL.encode(), "text/html; charset=utf-8") for viewer in sorted(shown))
