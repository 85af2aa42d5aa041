"""Whether a list was seen to its end: what its pages announce, against what was seen of them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from crawler.domain.evidence import Failure, SeenList
from spiders.ask import Ask
from spiders.controls import shows_more_by_script
from spiders.families import plain, trs
from spiders.page import Page
from spiders.records import total_in

_PAGES = re.compile(r"共\s*(\d{1,4})\s*页|[条页]\D{0,3}\d{1,4}\s*/\s*(\d{1,4})(?!\d|[-/])")
_ALL_PAGES = re.compile(r"总页数[:：]?\s*(\d{1,4})|总[共计]\s*(\d{1,4})\s*页")
_ROWS = re.compile(r"共\s*有?\s*(\d{1,5})\s*(?:条|篇|个?记录)|总?记录数?[:：]\s*(\d{1,5})")
_ROWS_OF_SCRIPT = re.compile(
    r"(?:recordCount|totalrecords?|total_?count)\W{1,4}(\d{1,5})"
    r"|laypage(?:\.render)?\(\{[^{}]{0,200}?\bcount\W{1,4}(\d{1,5})|\.pagination\(\s*(\d{1,5})\s*,",
    re.IGNORECASE,
)
_ROW_TEXT = 10


@dataclass(frozen=True, slots=True)
class Screen:
    """One page of a list: what it shows, what it announces, and whether its next page cannot be followed.

    `urls` and `further` are keys of asks.
    """

    urls: tuple[str, ...]
    shows: frozenset[str] = field(repr=False)
    rows: frozenset[str] = field(repr=False)
    further: tuple[str, ...] = ()
    pages_announced: int | None = None
    rows_announced: int | None = None
    dead_end: bool = False
    calls_script: bool = False

    @property
    def is_part(self) -> bool:
        """Whether this is a page of the list that it leads to; one that shows nothing is a shell around lists."""
        return bool(self.rows) or self.pages_announced is not None or self.rows_announced is not None


def screen_of(page: Page, asked_for: Ask, further: tuple[Ask, ...]) -> Screen:
    """What one page of a list says of its list."""
    own = [link for link in page.links if not plain.turns(link)]
    dead = [link for link in page.dead_links if plain.is_next(link.text) and not link.off]
    to_itself = any(plain.is_next(link.text) and link.url == page.url for link in page.links)
    return Screen(
        urls=(asked_for.key, Ask(page.url, page.form).key),
        shows=frozenset(link.url for link in own),
        rows=frozenset(link.url for link in own if link.day is not None or len(link.text) >= _ROW_TEXT),
        further=tuple(ask.key for ask in further),
        pages_announced=_pages_announced(page),
        rows_announced=_rows_announced(page),
        dead_end=bool(dead) or to_itself or (not further and shows_more_by_script(page)),
        calls_script=any(link.calls for link in dead) or trs.is_not_understood(page),
    )


class Lists:
    """The pages of all lists of a site, told apart by how they lead to each other."""

    def __init__(self) -> None:
        self._screens: list[Screen] = []

    def is_news(self, screen: Screen) -> bool:
        """Whether a page shows other rows than every page before it."""
        return not screen.rows or all(screen.shows != seen.shows for seen in self._screens)

    def add(self, screen: Screen) -> None:
        """One more page was seen."""
        self._screens.append(screen)

    def failures(self) -> Iterator[Failure]:
        """The lists that were not seen to their end."""
        for screens in self._lists():
            cause = _cause(screens)
            if cause is not None:
                yield Failure(screens[0].urls[0], cause)

    def seen(self) -> Iterator[SeenList]:
        """Every list with what it announces and what was seen of it."""
        for screens in self._lists():
            yield SeenList(
                url=screens[0].urls[0],
                pages_seen=len({screen.shows for screen in screens}),
                rows_seen=_rows_seen(screens),
                pages_announced=_greatest(screen.pages_announced for screen in screens),
                rows_announced=_greatest(screen.rows_announced for screen in screens),
            )

    def _lists(self) -> Iterator[list[Screen]]:
        """Pages that lead to one another are one list."""
        at: dict[str, int] = {}
        parent = list(range(len(self._screens)))

        def root(index: int) -> int:
            while parent[index] != index:
                parent[index] = parent[parent[index]]
                index = parent[index]
            return index

        for index, screen in enumerate(self._screens):
            for url in (*screen.urls, *(screen.further if screen.is_part else ())):
                parent[root(index)] = root(at.setdefault(url, index))
        found: dict[int, list[Screen]] = {}
        for index, screen in enumerate(self._screens):
            found.setdefault(root(index), []).append(screen)
        yield from found.values()


def _cause(screens: list[Screen]) -> str | None:
    """Why the pages of a list do not prove that all of it was seen; None where they do."""
    seen = len({screen.shows for screen in screens})
    pages = _greatest(screen.pages_announced for screen in screens)
    if pages is not None and pages > seen:
        return f"{pages} pages are announced and {seen} were seen"
    if _changed(screens):
        return "it changed while it was looked through, and not all of it was seen"
    if pages is not None:
        return None
    if any(screen.calls_script for screen in screens) or (seen == 1 and any(screen.dead_end for screen in screens)):
        return "its next page cannot be followed"
    rows = _greatest(screen.rows_announced for screen in screens) or 0
    found = _rows_seen(screens)
    return f"{rows} entries are announced and {found} were seen" if rows > found else None


def _changed(screens: list[Screen]) -> bool:
    """Whether the list grew or shrank under way, so that rows may have moved to pages that were seen before."""
    said = {screen.rows_announced for screen in screens if screen.rows_announced is not None}
    return len(said) > 1 and _rows_seen(screens) < max(said)


def _rows_seen(screens: Iterable[Screen]) -> int:
    return len(frozenset[str]().union(*(screen.rows for screen in screens)))


def _greatest(numbers: Iterable[int | None]) -> int | None:
    return max((number for number in numbers if number is not None), default=None)


def _pages_announced(page: Page) -> int | None:
    said = [_number(_PAGES.findall(page.text)), _number(_ALL_PAGES.findall(page.text)), trs.announced(page)]
    return max((number for number in said if number is not None), default=None)


def _rows_announced(page: Page) -> int | None:
    if page.data is not None:
        return total_in(page.data)
    return _number(_ROWS.findall(page.text)) or _number(_ROWS_OF_SCRIPT.findall(page.html))


def _number(found: list[tuple[str, ...]] | list[str]) -> int | None:
    numbers = [int(part) for parts in found for part in ((parts,) if isinstance(parts, str) else parts) if part]
    return max(numbers, default=None)
