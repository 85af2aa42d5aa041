"""A page as the spider sees it: links, frames, headings, and whether a script draws it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.domain.dates import find_dates

_ROW = frozenset({"li", "tr", "dd", "dl", "p"})
_CLIMB = 4
_ROW_LENGTH = 300
_CRUMB = re.compile(r"(?:当前位置|所在的?位置)[:：]?\s*(.{2,120})")
_CRUMB_PARTS = re.compile(r"\s*(?:>{1,2}|›|»|/|-)\s*")
_SCRIPT_ROOTS = "#app, #root, [ms-controller], [ng-app], [v-cloak]"
_REPORT_MARKS = ("勾稽关系", "本年新收政府信息公开申请", "结转下年度继续办理")


@dataclass(frozen=True, slots=True)
class Link:
    """A link: `text` is what it shows or, where that is cut, its title; `day` the date beside it."""

    url: str
    text: str
    day: date | None


class Page:
    """The parts of a page that lead on."""

    def __init__(self, url: str, html: str) -> None:
        self.url = url
        self.html = html
        self._tree = LexborHTMLParser(html)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """All links to pages of the web, in order."""
        return tuple(self._links())

    @property
    def frames(self) -> tuple[str, ...]:
        """The addresses of the page's frames."""
        sources = (node.attributes.get("src") for node in self._tree.css("iframe, frame"))
        return tuple(urljoin(self.url, source) for source in sources if source)

    @cached_property
    def heading(self) -> str:
        """What the page says it lists: the last part of its breadcrumb, else its heading or title."""
        body = self._tree.body
        text = re.sub(r"\s+", " ", body.text(separator=" ")) if body is not None else ""
        if crumb := _CRUMB.search(text):
            parts = [part for part in _CRUMB_PARTS.split(crumb[1].split("  ")[0]) if part]
            return parts[-1].split(" ")[0] if parts else ""
        node = self._tree.css_first("h1, h2, title")
        return node.text(strip=True) if node is not None else ""

    @property
    def is_drawn_by_script(self) -> bool:
        """Whether the page shows signs that a script fills it: an empty root, or hardly a link beside scripts."""
        root = self._tree.css_first(_SCRIPT_ROOTS)
        if root is not None and len(root.text(strip=True)) < 40:
            return True
        return len(self.links) < 3 and self._tree.css_first("script") is not None

    @property
    def has_report(self) -> bool:
        """Whether the text of a report's tables stands on the page."""
        return any(mark in self.html for mark in _REPORT_MARKS)

    def _links(self) -> Iterator[Link]:
        for node in self._tree.css("a[href]"):
            href = (node.attributes.get("href") or "").strip()
            if href.startswith("#") or urlsplit(href).scheme not in ("", "http", "https"):
                continue
            shown = re.sub(r"\s+", " ", node.text()).strip()
            title = (node.attributes.get("title") or "").strip()
            yield Link(urljoin(self.url, href), title if len(title) > len(shown) else shown, _day_beside(node))


def _day_beside(node: LexborNode) -> date | None:
    """The date in the list row around a link."""
    around = node.parent
    for _ in range(_CLIMB):
        if around is None:
            return None
        if around.tag in _ROW:
            text = around.text(separator=" ")
            days = find_dates(text) if len(text) < _ROW_LENGTH else ()
            if days:
                return days[-1]
        around = around.parent
    return None
