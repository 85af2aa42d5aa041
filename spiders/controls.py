"""Controls that only a script answers and that show more of a list: buttons, numbers without an address, pagers."""

import re
from collections.abc import Iterator

from spiders.families import plain
from spiders.page import Page

_MORE = re.compile(r"(?:点击)?(?:加载|查看|显示|展开)更多(?:>>|>|»)?|点击加载")
_CONTROL = re.compile(r"<(button|span|div|li|p|em|i|b)\b([^<>]*)>\s*([^<>]{1,12}?)\s*</\1\s*>", re.IGNORECASE)
_SCRIPT = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_OFF = re.compile(r"disab|unable|nolink|gray|grey|\boff\b|display:\s*none", re.IGNORECASE)
_PAGES = re.compile(
    r"\b(?:page_?count|count_?page|total_?pages?|pages?_?total|max_?page)\b[\"']?\s*[:=]\s*[\"']?(\d{1,4})\b",
    re.IGNORECASE,
)
_CHOICE = re.compile(r"第(\d{1,4})页")
_MOST_NUMBERS = 25


def shows_more_by_script(page: Page) -> bool:
    """Whether there is more of a list than the page and its addresses show."""
    if page.data is not None:
        return False
    drawn = _SCRIPT.sub("", page.html)
    said = [text for text, is_live in _controls(drawn) if is_live]
    leads_on = {link.text for link in page.links}
    turns = any(plain.is_next(text) or _is_more(text) for text in said if text not in leads_on)
    dead = any(_MORE.fullmatch(link.text) and not link.off for link in page.dead_links)
    return turns or dead or _has_numbers(page, said) or _counts_pages(page)


def _controls(html: str) -> Iterator[tuple[str, bool]]:
    """What stands in an element of its own, and whether a script answers it."""
    for tag, attributes, text in _CONTROL.findall(html):
        answered = tag.lower() == "button" or "onclick" in attributes.lower() or _is_more(text)
        yield text, answered and _OFF.search(attributes) is None


def _is_more(text: str) -> bool:
    return _MORE.fullmatch(text) is not None


def _has_numbers(page: Page, said: list[str]) -> bool:
    """Whether pages stand there by their numbers, from 2 on; up to 31 they are the days of a calendar."""
    dead = [link.text for link in page.dead_links if link.calls and not link.off]
    numbers = {int(text) for text in (*dead, *said) if text.isdecimal()}
    linked = any(link.text == "2" for link in page.links)
    return 2 in numbers and len(numbers) < _MOST_NUMBERS and not linked


def _counts_pages(page: Page) -> bool:
    chosen = (number for text, _ in page.attributes("option", "value") for number in _CHOICE.findall(text))
    return any(int(number) > 1 for number in (*_PAGES.findall(page.scripts), *chosen))
