"""Lists that link to their other pages in words or numbers."""

import re

from crawler.domain.normalise import squeeze
from crawler.domain.unit import host_of
from spiders.ask import Ask
from spiders.page import Link, Page

_NEXT = re.compile(r"(?:下一?页|后一页|下一頁|next)[>»]*|[>»›]{1,2}", re.IGNORECASE)
_TURNING = re.compile(
    r"(?:首|上一?|前一|下一?|后一|尾|末|最后一?|第?\d{1,4})页[>»]*|[<«‹>»›]{1,2}|(?:next|prev)[>»]*", re.IGNORECASE
)
_NUMBER = re.compile(r"\d{1,3}")
_FIRST_OR_HOME = "首页"


def more_pages(page: Page) -> tuple[Ask, ...]:
    """The pages that the pager names: the next, the last, and those with numbers beside them.

    What is named 首页 may be the site's front page as well, which would count for a page of every list.
    """
    turning = [link for link in page.links if _TURNING.fullmatch(squeeze(link.text))]
    numbered = [link for link in page.links if turning and _NUMBER.fullmatch(squeeze(link.text))]
    return tuple(
        dict.fromkeys(
            Ask(link.url)
            for link in (*turning, *numbered)
            if link.url != page.url and host_of(link.url) == host_of(page.url) and squeeze(link.text) != _FIRST_OR_HOME
        )
    )


def is_next(text: str) -> bool:
    """Whether a text is that of the link to the next page."""
    return _NEXT.fullmatch(squeeze(text)) is not None


def turns(link: Link) -> bool:
    """Whether a link belongs to a pager."""
    text = squeeze(link.text)
    return _TURNING.fullmatch(text) is not None or _NUMBER.fullmatch(text) is not None
