"""TRS 动静结合 (Fujian): the first rows stand on the page, the others are posted for.

The page calls `require(["list2.trsapi"…` with `listArgs:{channelid:'200210',classsql:"chnlid=1813",…}` and
`pagebar:{prepage:10,recordCount:'20'}`; the rows come from `POST /fjdzapp/search`. How many of its pages stand on the
page itself is not to be trusted, so all after the first are posted for.
"""

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from spiders.ask import Ask
from spiders.literals import literal_at, scalars
from spiders.page import Page
from spiders.records import further_pages, records_in, total_in

_MODULE = re.compile(r"list\d?\.trsapi|动静结合")
_ARGUMENTS = re.compile(r"""\blistArgs["']?\s*:\s*(?=\{)""")
_ROWS = re.compile(r"""\bprepage["']?\s*:\s*["']?(\d{1,4})""")
_TOTAL = re.compile(r"""\brecordCount["']?\s*:\s*["']?(\d{1,6})""")
_SOURCE = re.compile(r"""["'](/[\w/]{0,60}fjdzapp/search)["']""")
_DEFAULT_SOURCE = "/fjdzapp/search"
_DEFAULT_ROWS = 10


def more_pages(page: Page) -> tuple[Ask, ...]:
    """The pages behind the static one; for an answer, the pages that it says there are."""
    if page.form is not None:
        return tuple(_after_answer(page))
    if page.data is not None or not _MODULE.search(page.html):
        return ()
    source = _SOURCE.search(page.html)
    url = urljoin(page.url, source[1] if source else _DEFAULT_SOURCE)
    starts = [found.end() for found in _ARGUMENTS.finditer(page.html)]
    return tuple(
        ask
        for start, end in zip(starts, [*starts[1:], len(page.html)], strict=False)
        for ask in _of_list(url, page.html[start:end])
    )


def _of_list(url: str, script: str) -> Iterator[Ask]:
    """The requests for one list, whose arguments begin its script."""
    arguments = scalars(literal_at(script, 0))
    if "channelid" not in dict(arguments):
        return
    rows = int(found[1]) if (found := _ROWS.search(script)) else _DEFAULT_ROWS
    total = _TOTAL.search(script)
    numbers = further_pages(rows, rows, int(total[1])) if total else (1,)
    own = tuple((name, value) for name, value in arguments if name not in ("page", "prepage"))
    yield from (Ask(url, (*own, ("page", str(number)), ("prepage", str(rows)))) for number in numbers)


def _after_answer(page: Page) -> Iterator[Ask]:
    form = dict(page.form or ())
    total = total_in(page.data)
    if not urlsplit(page.url).path.endswith(_DEFAULT_SOURCE) or page.data is None or total is None:
        return
    rows, number = form.get("prepage", ""), form.get("page", "")
    if number == "1" and rows.isdecimal():
        for further in further_pages(int(rows), len(records_in(page.data)), total):
            yield Ask(page.url, tuple((form | {"page": str(further)}).items()))
