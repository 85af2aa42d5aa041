"""A whole site as it stands at one moment: every path with its page."""

from collections.abc import Iterator
from datetime import datetime

from spiders.simulator.chrome import chrome_pages
from spiders.simulator.families import FAMILIES
from spiders.simulator.families.shelves import Family, Placed, Shelf, trail_to
from spiders.simulator.pages import Page
from spiders.simulator.sites import MAIN_COLUMN, Attachment, Charset, Column, Entry, SimulatedSite

_FIRST_SLUG = 5321
_MEDIA = {"txt": "text/plain", "pdf": "application/pdf"}


def pages_of(site: SimulatedSite, now: datetime) -> dict[str, Page]:
    """Every page that a site without faults shows at a moment, by path."""
    family = FAMILIES[site.family]
    charset = site.charset or family.charset
    shelves = [_shelf(site, family, charset, column, now) for column in site.columns]
    front = (site.columns[0].heading, family.front(family.column))
    pages = list(chrome_pages(site, charset, front))
    for shelf in shelves:
        pages += family.list_pages(shelf)
        pages += (
            page for placed in shelf.placed if _at_home(shelf, placed) for page in _entry_pages(family, shelf, placed)
        )
    return {page.path: page for page in pages}


def place(site: SimulatedSite, entry: Entry) -> Placed:
    """Where an entry of a site stands, whether it is visible or not."""
    family = FAMILIES[site.family]
    slug = entry.slug or str(_FIRST_SLUG + 7 * site.entries.index(entry))
    path = family.article_path(_directory(family, entry.columns[0]), entry, slug)
    if entry.attachment is None:
        return Placed(entry, path)
    name = f"P0{entry.published_on:%Y%m%d}{slug:0>12}.{entry.attachment.suffix}"
    return Placed(entry, path, f"{path.rpartition('/')[0]}/{name}")


def _directory(family: Family, key: str) -> str:
    return family.column if key == MAIN_COLUMN else f"{family.column}{key}/"


def _shelf(site: SimulatedSite, family: Family, charset: Charset, column: Column, now: datetime) -> Shelf:
    entries = [entry for entry in site.entries if column.key in entry.columns and entry.visible(now)]
    newest_first = sorted(entries, key=lambda entry: entry.published_on, reverse=True)
    crumbs = [(other.heading, family.front(_directory(family, other.key))) for other in site.columns]
    main, here = crumbs[0], crumbs[site.columns.index(column)]
    return Shelf(
        site=site,
        charset=charset,
        column=column,
        directory=_directory(family, column.key),
        trail=trail_to(main) if here == main else trail_to(main, here),
        placed=tuple(place(site, entry) for entry in newest_first),
        below=tuple(crumbs[1:]) if here == main else (),
    )


def _at_home(shelf: Shelf, placed: Placed) -> bool:
    return placed.entry.columns[0] == shelf.column.key


def _entry_pages(family: Family, shelf: Shelf, placed: Placed) -> Iterator[Page]:
    yield family.article(shelf, placed)
    attachment = placed.entry.attachment
    if attachment is not None and placed.file_path is not None:
        yield _file(placed.file_path, attachment)


def _file(path: str, attachment: Attachment) -> Page:
    return Page(path, attachment.body, _MEDIA.get(attachment.suffix, "application/octet-stream"))
