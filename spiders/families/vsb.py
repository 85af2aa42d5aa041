"""博达 VSB lists that say how many pages they have and link to none: their numbers run from the end.

Of three pages `/nb.htm` is the first, `/nb/2.htm` the second and `/nb/1.htm` the last; every number shifts when a
page is added. Where a page links to the next one nothing is worked out: the link knows better.
"""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode, urlsplit

from spiders.ask import Ask
from spiders.page import Page

_MADE_BY = re.compile(r"Visual SiteBuilder|\.vsb\.css|\b_jsq_\(")
_COUNT = re.compile(r"共\s*\d{1,5}\s*条\s*(\d{1,4})\s*/\s*(\d{1,4})(?!\d)")
_FIRST = re.compile(r"(.*/[^/]*[^/\d][^/]*)\.html?")
_LATER = re.compile(r"(.+)/(\d{1,4})\.html?")
_NEXT = re.compile(r"下一?页|后一页|下一頁")
_MOST_PAGES = 1000


def more_pages(page: Page) -> tuple[Ask, ...]:
    """All other pages of a list that counts them without a link to the next."""
    counts = set(_COUNT.findall(page.text)) if _MADE_BY.search(page.html) else set()
    if len(counts) != 1 or any(_NEXT.search(link.text) for link in page.links):
        return ()
    current, count = (int(number) for number in counts.pop())
    if not 1 <= current <= count <= _MOST_PAGES:
        return ()
    tree_id = dict(_query(page)).get("wbtreeid", "")
    names = _dynamic(page, tree_id, count) if tree_id else _static(page.url, current, count)
    return tuple(Ask(name) for name in names if name != page.url)


def _static(url: str, current: int, count: int) -> Iterator[str]:
    """The pages as files, if the page's own name is that of its number."""
    ending = url.rpartition(".")[2]
    if current == 1:
        at = _FIRST.fullmatch(url)
    else:
        at = _LATER.fullmatch(url)
        at = at if at is not None and int(at[2]) == count - current + 1 else None
    if at is not None:
        yield f"{at[1]}.{ending}"
        yield from (f"{at[1]}/{number}.{ending}" for number in range(count - 1, 0, -1))


def _dynamic(page: Page, tree_id: str, count: int) -> Iterator[str]:
    """The pages as a program makes them: numbered by PAGENUM, or by the parameter that bears the number of the tree."""
    query = dict(_query(page))
    own = f"a{tree_id}p"
    name = own if f"{own}=" in page.html or own in query else "PAGENUM"
    for number in range(2, count + 1):
        yield urlsplit(page.url)._replace(query=urlencode({**query, name: str(number)})).geturl()


def _query(page: Page) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(page.url).query, keep_blank_values=True)
