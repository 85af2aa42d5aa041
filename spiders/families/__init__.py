"""One module for each way in which sites continue a list; each finds the further pages of its own kind."""

from collections.abc import Callable

from spiders.families import framed, plain, trs
from spiders.page import Page

FAMILIES: tuple[Callable[[Page], tuple[str, ...]], ...] = (trs.more_pages, plain.more_pages, framed.more_pages)


def more_pages(page: Page) -> tuple[str, ...]:
    """The addresses that continue a list page, whatever its family, each once."""
    return tuple(dict.fromkeys(url for family in FAMILIES for url in family(page)))
