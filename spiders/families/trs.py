"""TRS WCM: static list pages `index.html`, `index_1.html` …, counted by an inline script."""

import re
from urllib.parse import urljoin

from spiders.page import Page

_CALL = re.compile(r"""createPageHTML\(\s*(\d+)\s*,\s*(\d+)\s*,\s*["']([\w-]+)["']\s*,\s*["'](\w+)["']""")


def more_pages(page: Page) -> tuple[str, ...]:
    """The other pages of the list: the call gives their number, this page's index from 0, name and ending."""
    call = _CALL.search(page.html)
    if call is None:
        return ()
    count, current, name, ending = int(call[1]), int(call[2]), call[3], call[4]
    names = (f"{name}.{ending}" if index == 0 else f"{name}_{index}.{ending}" for index in range(count))
    return tuple(urljoin(page.url, page_name) for index, page_name in enumerate(names) if index != current)
