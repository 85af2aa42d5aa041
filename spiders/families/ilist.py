"""拓普 lists, whose pager is a script: `"/info/iList.jsp?site_id=…&cat_id=…&cur_page=" + number`, and a count."""

import re
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from spiders.ask import Ask
from spiders.page import Page

_TURNING = re.compile(
    r"""["']([^"'\s]{0,200}iList\.jsp\?[^"'\s]{0,300}?cur_page=)["']\s*\+\s*\w+(?:\s*\+\s*["']([^"']*))?"""
)
_COUNT = re.compile(
    r"共\s*(\d{1,4})\s*页|\b(?:page_?count|total_?pages?|count_?page)\s*[=:]\s*[\"']?(\d{1,4})", re.IGNORECASE
)
_NEXT = re.compile(r"下一?页|后一页|下一頁")
_MOST_PAGES = 1000


def more_pages(page: Page) -> tuple[Ask, ...]:
    """The pages from the second on, where only the script knows their addresses."""
    turning = _turning(page)
    if turning is None or any(_NEXT.search(link.text) for link in page.links):
        return ()
    counts = _counts(page.text) or _counts(page.html)
    names = (number.join(turning) for number in map(str, range(2, min(max(counts, default=1), _MOST_PAGES) + 1)))
    return tuple(Ask(name) for name in names if name != page.url)


def _counts(text: str) -> list[int]:
    return [int(number) for said in _COUNT.findall(text) for number in said if number]


def _turning(page: Page) -> tuple[str, str] | None:
    """What stands before and after the number in the address of a page of the list."""
    written = {(match[1].replace("&amp;", "&"), match[2] or "") for match in _TURNING.finditer(page.html)}
    if len(written) == 1:
        before, after = written.pop()
        return urljoin(page.url, before), after
    whole = urlsplit(page.url)
    if written or not whole.path.lower().endswith("/ilist.jsp"):
        return None
    query = [(name, value) for name, value in parse_qsl(whole.query, keep_blank_values=True) if name != "cur_page"]
    return whole._replace(query=urlencode([*query, ("cur_page", "")])).geturl(), ""
