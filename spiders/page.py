"""A page as the spider sees it: links, frames, headings, and whether a script draws it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.domain.dates import find_dates
from spiders.records import data_of, records_in
from spiders.redirects import refresh_of, script_target_of
from spiders.rows import named_by_row

_ROW = frozenset({"li", "tr", "dd", "dl", "p"})
_CLIMB = 4
_ROW_LENGTH = 300
_LONGEST_TEXT = 200
_CRUMB = re.compile(r"(?:当前位置|所在的?位置)[:：]?\s*(.{2,120})")
_CRUMB_PARTS = re.compile(r"\s*(?:>{1,2}|›|»|/|-)\s*")
_SCRIPT_ROOTS = "#app, #root, [ms-controller], [ng-app], [v-cloak]"
_LOADS = re.compile(r"fetch\(|\$\.(?:ajax|get|post|getJSON)\b|XMLHttpRequest|axios|\.load\(|\.trsapi|jpage")
_REPORT_MARKS = ("勾稽关系", "本年新收政府信息公开申请", "结转下年度继续办理")
_BARE_ISLAND = re.compile(r"\ufeff?\s*(?:<\?xml[^>]{0,100}>\s*)?<datastore>", re.IGNORECASE)
_ISLAND = re.compile(r"<record>\s*<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_ADDRESS = re.compile(r"https?://|[./]|[\w-]+(?:/[\w-]+)*(?:/|\.(?:s?html?|jsp|aspx?|php))", re.IGNORECASE)
_LINKS_OF_A_REDIRECT, _LENGTH_OF_A_REDIRECT = 2, 5000
_OFF = re.compile(r"disab|unable|nolink|gray|grey|\boff\b|\bno\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """A link: `text` is what it shows or, where that is cut, its title; `day` the date beside it."""

    url: str
    text: str
    day: date | None


@dataclass(frozen=True, slots=True)
class DeadLink:
    """A link without an address: a script answers it, or nothing does. `calls` says that a script is named."""

    text: str
    calls: bool
    off: bool


Form = tuple[tuple[str, str], ...] | None
"""What was posted to get a page; None where it was merely asked for."""


class Page:
    """The parts of a page that lead on. `html` is the text of the answer, even where that is JSON or XML."""

    def __init__(self, url: str, html: str, form: Form = None) -> None:
        self.url = url
        self.html = html
        self.form = form
        self._tree = LexborHTMLParser(html)
        base = self._tree.css_first("base[href]")
        self._base = urljoin(url, (base.attributes.get("href") or "").strip()) if base is not None else url
        self._days: dict[int, date | None] = {}

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """All links to pages of the web, in order: anchors, choices of a menu, rows of a data island or of JSON."""
        if self.data is not None:
            return tuple(self._links_of_data())
        if _BARE_ISLAND.match(self.html):
            return tuple(self._records())
        return (*self._links(), *self._choices(), *self._records())

    @cached_property
    def data(self) -> Any:  # noqa: ANN401 - JSON is anything
        """What the answer says as JSON; None for a page."""
        return data_of(self.html)

    @cached_property
    def dead_links(self) -> tuple[DeadLink, ...]:
        """The links that lead nowhere without a script."""
        found = ((node, (node.attributes.get("href") or "").strip()) for node in self._tree.css("a"))
        return tuple(_dead(node, href) for node, href in found if not _leads_on(href))

    @property
    def frames(self) -> tuple[str, ...]:
        """The addresses of the page's frames."""
        sources = ((node.attributes.get("src") or "").strip() for node in self._tree.css("iframe, frame"))
        return tuple(urljoin(self._base, source) for source in sources if _leads_on(source))

    @property
    def is_data(self) -> bool:
        """Whether the answer is no page but rows for a script: JSON, or XML."""
        return self.data is not None or self.html.lstrip().startswith(("<datastore", "<?xml", "<recordset"))

    @property
    def forms(self) -> tuple[LexborNode, ...]:
        """The forms of the page."""
        return tuple(self._tree.css("form"))

    def address_of(self, href: str, query: tuple[tuple[str, str], ...] = ()) -> str:
        """Where a reference on this page leads, with what a form adds to it."""
        address = self._address(href)
        return f"{address.partition('?')[0]}?{urlencode(query)}" if query else address

    def attributes(self, tag: str, name: str) -> Iterator[tuple[str, str]]:
        """The values of one attribute of all elements of one kind, each with the element's text."""
        for node in self._tree.css(f"{tag}[{name}]"):
            if value := (node.attributes.get(name) or "").strip():
                yield _text_of(node), value

    @property
    def scripts(self) -> str:
        """All that the page's own scripts say."""
        return "\n".join(node.text() for node in self._tree.css("script"))

    @cached_property
    def text(self) -> str:
        """All that the page shows, its white space squeezed to single blanks."""
        body = self._tree.body
        return re.sub(r"\s+", " ", body.text(separator=" ")) if body is not None else ""

    @cached_property
    def heading(self) -> str:
        """What the page says it lists: the last part of its breadcrumb, else its heading or title."""
        if crumb := _CRUMB.search(self.text):
            parts = [part for part in _CRUMB_PARTS.split(crumb[1].split("  ")[0]) if part]
            return parts[-1].split(" ")[0] if parts else ""
        node = self._tree.css_first("h1, h2, title")
        return node.text(strip=True) if node is not None else ""

    @cached_property
    def titles(self) -> str:
        """Everything that names the page: its titles, its headings and its breadcrumb."""
        named = " ".join(node.text(strip=True)[:_LONGEST_TEXT] for node in self._tree.css("title, h1, h2, h3"))
        crumb = _CRUMB.search(self.text)
        return f"{named} {crumb[1] if crumb else ''}"

    @property
    def is_drawn_by_script(self) -> bool:
        """Whether the page shows signs that a script fills it: an empty root, or hardly a link beside scripts."""
        return self.has_empty_root or (self.has_script and len(self.links) < 3)

    @property
    def has_script(self) -> bool:
        """Whether there is any script."""
        return self._tree.css_first("script") is not None

    @property
    def has_empty_root(self) -> bool:
        """Whether the place stands empty into which a framework draws."""
        root = self._tree.css_first(_SCRIPT_ROOTS)
        return root is not None and len(root.text(strip=True)) < 40

    @property
    def loads_more(self) -> bool:
        """Whether a script on the page asks for what it does not hold."""
        return self.has_empty_root or _LOADS.search(self.scripts) is not None

    @property
    def moved_to(self) -> str | None:
        """Where a page sends its reader at once, by its meta tags or by a script and nothing else."""
        target = refresh_of(self.html)
        if target is None and len(self.html) <= _LENGTH_OF_A_REDIRECT and len(self.links) <= _LINKS_OF_A_REDIRECT:
            target = script_target_of(self.html)
        return self._address(target) if target is not None and _leads_on(target) else None

    @property
    def has_report(self) -> bool:
        """Whether the text of a report's tables stands on the page."""
        return any(mark in self.html for mark in _REPORT_MARKS)

    def _links(self) -> Iterator[Link]:
        for node in self._tree.css("a[href]"):
            href = (node.attributes.get("href") or "").strip()
            if _leads_on(href):
                yield Link(self._address(href), named_by_row(node, _text_of(node)), self._day_beside(node))

    def _choices(self) -> Iterator[Link]:
        for node in self._tree.css("select option[value]"):
            value = (node.attributes.get("value") or "").strip()
            if _ADDRESS.match(value) and _leads_on(value):
                yield Link(self._address(value), _text_of(node), None)

    def _records(self) -> Iterator[Link]:
        """Rows that a script would unpack: `<record><![CDATA[<li>…</li>]]></record>`."""
        rows = "".join(_ISLAND.findall(self.html))
        if rows:
            yield from Page(self._base, f"<ul>{rows}</ul>").links

    def _links_of_data(self) -> Iterator[Link]:
        for record in records_in(self.data):
            if _leads_on(record.url):
                yield Link(self._address(record.url), record.title[:_LONGEST_TEXT], record.day)

    def _address(self, href: str) -> str:
        try:
            return urljoin(self._base, href).partition("#")[0]
        except ValueError:
            return ""

    def _day_beside(self, node: LexborNode) -> date | None:
        """The date in the list row around a link."""
        around = node.parent
        for _ in range(_CLIMB):
            if around is None:
                return None
            if around.tag in _ROW and (day := self._day_of_row(around)):
                return day
            around = around.parent
        return None

    def _day_of_row(self, row: LexborNode) -> date | None:
        """The last date in a short row; a row is read once, however many links it holds."""
        if row.mem_id not in self._days:
            text = row.text(separator=" ")
            days = find_dates(text) if len(text) < _ROW_LENGTH else ()
            self._days[row.mem_id] = days[-1] if days else None
        return self._days[row.mem_id]


def _text_of(node: LexborNode) -> str:
    shown = re.sub(r"\s+", " ", node.text()).strip()
    if not shown and (image := node.css_first("img[alt]")) is not None:
        shown = (image.attributes.get("alt") or "").strip()
    title = (node.attributes.get("title") or "").strip()
    return (title if len(title) > len(shown) else shown)[:_LONGEST_TEXT]


def _leads_on(href: str) -> bool:
    try:
        return bool(href) and not href.startswith("#") and urlsplit(href).scheme.lower() in ("", "http", "https")
    except ValueError:
        return False


def _dead(node: LexborNode, href: str) -> DeadLink:
    attributes = node.attributes
    body = href.partition(":")[2].strip(" ;")
    calls = "onclick" in attributes or (bool(body) and not re.fullmatch(r"void\s*\(?\s*0?\s*\)?", body))
    marks = " ".join(attributes.get(name) or "" for name in ("class", "style"))
    parent = node.parent.attributes.get("class") if node.parent is not None else ""
    off = "disabled" in attributes or _OFF.search(f"{marks} {parent or ''}") is not None
    return DeadLink(_text_of(node), calls, off)
