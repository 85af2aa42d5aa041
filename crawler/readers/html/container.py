"""The block of a page that holds the report, among navigation, lists and footers."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate, islice

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from crawler.readers.html.survey import Survey

_FIRST_HEADING = re.compile(r"[一—]、.{0,14}?(?:总体情况|總體情況|概述|基本情况|落实情况)")
_LAST_HEADING = re.compile(r"[五六]、.{0,14}?(?:报告的?事项|報告的?事項|其他事项|改进情况|改進情況)")
_OF_TABLES = (
    re.compile("勾稽关系|勾稽關係"),
    re.compile("第二十[条條]第[（(]"),
    re.compile("本年新收政府信息公开申请|本年新收政府信息公開申請"),
    re.compile("结果维持|結果維持"),
)
"""What a report prints: a block that lacks one that the page has holds only a part of it."""

_MOST_PLACES = 20
_MOST_STEPS, _ENDS_LENGTH = 10, 600
_ROOTS = frozenset({"html", "[document]"})
_TABLE_PARTS = frozenset({"table", "thead", "tbody", "tfoot", "tr", "col", "colgroup"})


def container_of(soup: BeautifulSoup, page: Survey) -> Tag:
    """The surest container that holds every mark of a report that the page prints, else the smallest block that does.

    A page without the marks of tables has its longest container of the surest kind. One without containers, or of
    which the first or last heading is not found, is taken whole: better its chrome than without its narrative.
    """
    whole = soup.body or soup
    found = _marks(page.texts)
    tables = [places for mark, places in found.items() if mark in _OF_TABLES]
    if not tables:
        best = min((rank for rank, _ in page.containers), default=None)
        alike = [tag for rank, tag in page.containers if rank == best]
        return max(alike, key=lambda tag: len(tag.get_text())) if alike else whole
    holders = [_ancestors(places) for places in found.values()]
    known = _known_holding(page, holders)
    if known is not None or _FIRST_HEADING not in found or _LAST_HEADING not in found:
        return known or whole
    return _with_its_ends(_smallest(tables[0], holders, whole))


def _marks(texts: Sequence[NavigableString]) -> dict[re.Pattern[str], list[NavigableString]]:
    """For each mark that the page prints, the texts in which it begins."""
    plain = ["".join(text.split()) for text in texts]
    starts = list(accumulate(map(len, plain), initial=0))
    whole = "".join(plain)
    found = {}
    for mark in (*_OF_TABLES, _FIRST_HEADING, _LAST_HEADING):
        places = islice(mark.finditer(whole), _MOST_PLACES)
        found[mark] = [texts[bisect_right(starts, match.start()) - 1] for match in places]
    return {mark: places for mark, places in found.items() if places}


def _ancestors(places: Iterable[NavigableString]) -> frozenset[int]:
    """The identities of all elements that hold one of the texts at least."""
    return frozenset(id(parent) for text in places for parent in text.parents)


def _known_holding(page: Survey, holders: Sequence[frozenset[int]]) -> Tag | None:
    holding = [found for found in page.containers if all(id(found[1]) in held for held in holders)]
    return min(holding, key=lambda found: found[0])[1] if holding else None


def _smallest(places: Iterable[NavigableString], holders: Sequence[frozenset[int]], whole: Tag) -> Tag:
    """The smallest block around one of the texts that holds every mark; a part of a table is no block."""
    blocks = (next((tag for tag in text.parents if all(id(tag) in held for held in holders)), whole) for text in places)
    found = min(blocks, key=lambda tag: len(tag.get_text()))
    while found.name in _TABLE_PARTS and found.parent is not None:
        found = found.parent
    return found


def _with_its_ends(block: Tag) -> Tag:
    """The block widened by what stands right around it, its title and its signature, but not by links or tables."""
    for _ in range(_MOST_STEPS):
        around = block.parent
        if around is None or around.name in _ROOTS or _adds_chrome(around, block):
            break
        block = around
    return block


def _adds_chrome(around: Tag, block: Tag) -> bool:
    added = len(around.get_text()) - len(block.get_text())
    return added > _ENDS_LENGTH or any(
        len(around.find_all(name)) > len(block.find_all(name)) for name in ("a", "table")
    )
