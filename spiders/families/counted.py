"""Lists that come as JSON and say how many pages or rows they have: the number of the page is in what was asked."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from spiders.ask import Ask
from spiders.page import Page
from spiders.records import further_pages, pages_in, records_in, total_in

_NUMBER = re.compile(r"(?:page|current|cur)_?(?:no|num|number|index|page)?|p", re.IGNORECASE)
_SIZE = re.compile(r"per_?page|(?:page_?)?(?:size|rows|limit)|prepage", re.IGNORECASE)
_ROUND = 5
Pairs = Sequence[tuple[str, str]]


def more_pages(page: Page) -> tuple[Ask, ...]:
    """The other pages of a list in JSON, where its first page is asked for by number."""
    if page.data is None:
        return ()
    asked = _asked(page)
    at = next((number for number, (name, _) in enumerate(asked) if _NUMBER.fullmatch(name)), None)
    if at is None or asked[at][1] not in ("0", "1"):
        return ()
    shift = 1 - int(asked[at][1])
    return tuple(_numbered(page, asked, at, number - shift) for number in _further(page, asked))


def _asked(page: Page) -> Pairs:
    if page.form is not None:
        return page.form
    return parse_qsl(urlsplit(page.url).query, keep_blank_values=True)


def _further(page: Page, asked: Pairs) -> Iterator[int]:
    """The numbers of the further pages; an odd number of rows of which more are counted is one that hides some."""
    shown, total, pages = len(records_in(page.data)), total_in(page.data), pages_in(page.data)
    size = next((int(value) for name, value in asked if _SIZE.fullmatch(name) and value.isdecimal()), None)
    if pages is not None:
        yield from range(2, pages + 1)
    elif total is not None and shown and (size is not None or shown % _ROUND == 0):
        yield from further_pages(size or shown, shown, total)


def _numbered(page: Page, asked: Pairs, at: int, number: int) -> Ask:
    pairs = (*asked[:at], (asked[at][0], str(number)), *asked[at + 1 :])
    if page.form is not None:
        return Ask(page.url, pairs)
    return Ask(urlunsplit(urlsplit(page.url)._replace(query=urlencode(pairs))))
