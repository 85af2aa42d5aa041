"""Lists that stand in a frame of their page."""

import re

from crawler.domain.unit import host_of
from spiders.ask import Ask
from spiders.page import Page

_VIEWERS = re.compile(
    r"viewer|player|map|weather|tianqi|share|counter|footer|header|foot|head|login|ofd|pdf", re.IGNORECASE
)


def more_pages(page: Page) -> tuple[Ask, ...]:
    """The frames of the same site, without those that show documents, maps, headers or footers."""
    return tuple(Ask(url) for url in page.frames if host_of(url) == host_of(page.url) and not _VIEWERS.search(url))


def from_elsewhere(page: Page) -> tuple[str, ...]:
    """The frames of other sites that may hold a list."""
    return tuple(url for url in page.frames if host_of(url) != host_of(page.url) and not _VIEWERS.search(url))
