"""One module for each way in which sites continue a list; each finds the further pages of its own kind."""

from collections.abc import Callable

from spiders.ask import Ask
from spiders.families import framed, plain, trs
from spiders.page import Page

Family = Callable[[Page], tuple[Ask, ...]]

FAMILIES: tuple[Family, ...] = (
    trs.more_pages,
    plain.more_pages,
    framed.more_pages,
)

API_FAMILIES: tuple[Family, ...] = ()
"""Those that know the address behind a list which a script draws: where one of them answers, no browser is needed."""


def more_pages(page: Page) -> tuple[Ask, ...]:
    """What continues a list page, whatever its family, each once."""
    return tuple(dict.fromkeys(ask for family in FAMILIES for ask in family(page)))


def has_source(page: Page) -> bool:
    """Whether what a script is to draw on a page can be asked for without it."""
    return any(family(page) for family in API_FAMILIES)
