"""Lists that link to their next page in words."""

from crawler.domain.normalise import squeeze
from spiders.page import Page

_NEXT = frozenset({"下一页", "下页", "后一页", "下一页>", "下一页>>", "下页>", ">", ">>"})


def more_pages(page: Page) -> tuple[str, ...]:
    """The next page, where there is one."""
    return tuple(link.url for link in page.links if squeeze(link.text) in _NEXT and link.url != page.url)
