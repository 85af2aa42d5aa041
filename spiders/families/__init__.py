"""One module for each way in which sites continue a list; each finds the further pages of its own kind."""

from collections.abc import Callable

from spiders.ask import Ask
from spiders.families import counted, framed, gkmlpt, ilist, jpage, plain, trs, trs_mixed, ucap, vsb
from spiders.page import Page

Family = Callable[[Page], tuple[Ask, ...]]

FAMILIES: tuple[Family, ...] = (
    trs.more_pages,
    plain.more_pages,
    framed.more_pages,
    ilist.more_pages,
    vsb.more_pages,
    gkmlpt.more_pages,
    jpage.more_pages,
    trs_mixed.more_pages,
    ucap.more_pages,
    counted.more_pages,
)

API_FAMILIES: tuple[Family, ...] = (gkmlpt.more_pages, jpage.more_pages, trs_mixed.more_pages, ucap.more_pages)
"""Those that know the address behind a list which a script draws: where one of them answers, no browser is needed."""


def more_pages(page: Page) -> tuple[Ask, ...]:
    """What continues a list page, whatever its family, each once."""
    return tuple(dict.fromkeys(ask for family in FAMILIES for ask in family(page)))


def columns_behind(page: Page) -> tuple[Ask, ...]:
    """The columns of annual reports that a page names in its scripts only, wherever it was met."""
    return gkmlpt.more_pages(page) if page.data is None else ()


def has_source(page: Page) -> bool:
    """Whether what a script is to draw on a page can be asked for without it."""
    return any(family(page) for family in API_FAMILIES)
