"""Lists counted by an inline call of `createPageHTML`, in the two signatures that bear the name.

TRS WCM: `createPageHTML(3, 0, "index", "html")`, pages `index.html`, `index_1.html` …
UCAP: `createPageHTML('page_div', 3, 1, 'list', 'shtml', 41)`, pages `list.shtml`, `list_2.shtml` …, on some sites
`list.shtml`, `list_1.shtml` …
"""

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from spiders.ask import Ask
from spiders.page import Page

_CALL = re.compile(r"(?<!function )\bcreatePageHTML\(([^()]{1,200})\)")
_MOST_PAGES = 1000


def more_pages(page: Page) -> tuple[Ask, ...]:
    """The other pages of each list on the page."""
    names = (name for call in _calls(page) for name in _names(call, page))
    return tuple(dict.fromkeys(Ask(url) for name in names if (url := urljoin(page.url, name)) != page.url))


def announced(page: Page) -> int | None:
    """How many pages the longest list on the page has, by its call."""
    return max((_count(call) for call in _calls(page)), default=None)


def is_not_understood(page: Page) -> bool:
    """Whether a list is counted in a way that we cannot read."""
    return len(_CALL.findall(page.html)) > len(tuple(_calls(page)))


def _calls(page: Page) -> Iterator[tuple[str, ...]]:
    """The arguments of every call that can be read, variables resolved."""
    for call in _CALL.finditer(page.html):
        values = tuple(_value(argument.strip(), page.html) for argument in call[1].split(","))
        numbers = values[:2] if values[0].isdigit() else values[1:3]
        if len(values) >= 4 and all(number.isdigit() for number in numbers):
            yield values


def _value(argument: str, html: str) -> str:
    if argument[:1] in "\"'":
        return argument.strip("\"'")
    if re.fullmatch(r"[A-Za-z_$][\w$]*", argument):
        given = re.search(rf"\b(?:var|let|const)\s+{re.escape(argument)}\s*=\s*[\"']?([\w-]+)", html)
        return given[1] if given else argument
    return argument


def _names(call: tuple[str, ...], page: Page) -> Iterator[str]:
    if call[0].isdigit():
        count, current, name, ending = int(call[0]), int(call[1]), call[2], call[3]
        numbers = [number for number in range(min(count, _MOST_PAGES)) if number != current]
        yield from (_name(name, number, ending) for number in numbers)
    elif len(call) >= 5:
        count, current, name, ending = int(call[1]), int(call[2]), call[3], call[4]
        lag = _lag(page, count, current, name, ending)
        last = min(count, _MOST_PAGES) if lag is not None else min(count, 2)
        numbers = [number for number in range(1, last + 1) if number != max(current, 1)]
        yield from (_name(name, number - (lag or 0) if number > 1 else 0, ending) for number in numbers)


def _lag(page: Page, count: int, current: int, name: str, ending: str) -> int | None:
    """By how much the name of a page lags behind its number; None where the first page does not let it be seen.

    Then the second name is the sure one: where there are three pages it is there in either case, and tells.
    """

    def at(number: int) -> str:
        return urljoin(page.url, _name(name, number, ending))

    linked = {link.url for link in page.links}
    if current == 0 or (current > 1 and page.url == at(current - 1)) or (count > 1 and at(1) in linked):
        return 1
    return 0 if current > 1 or (count > 1 and at(count) in linked) else None


def _name(name: str, number: int, ending: str) -> str:
    return f"{name}_{number}.{ending}" if number else f"{name}.{ending}"


def _count(call: tuple[str, ...]) -> int:
    return int(call[0] if call[0].isdigit() else call[1])
