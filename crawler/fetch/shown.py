"""What a reader gets to see of an answer, and what is hidden from him."""

import json
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

_INLINE = ["b", "strong", "i", "em", "u", "s", "font", "span", "small", "big", "sub", "sup", "ins", "mark", "code"]
_UNSEEN_TAGS = ("script", "style", "noscript", "template", "head", "select", "button", "object", "iframe")
_PERHAPS_HIDDEN = "[hidden], [style]"
_CONCEALING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_FIELDS = "input, textarea"
_NO_FIELD = frozenset({"hidden", "submit", "button", "image", "reset", "checkbox", "radio", "password"})
_MEDIA = "img, iframe, embed, object, video, frame, canvas"
_DAY = re.compile(r"(?:19|20)\d\d\s*[-年./]\s*\d{1,2}\s*[-月./]\s*\d{1,2}")
_CLIMB = 3
_LINKS_OF_A_MESSAGE = 300
_SHORTEST_ENTRY = 4
_LONGEST_ROW = 300
_LONGEST_JSON = 2000
_PACKED = re.compile(r"^[\w.$]{0,40}\((.*)\);?$", re.DOTALL)
# What a list of an API calls the parts of its rows.
_PARTS_OF_ROWS = frozenset({"url", "href", "title", "doctitle", "link"})


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link as it is seen: where it leads and what it says."""

    href: str
    text: str


class Shown:
    """An answer as its reader sees it. JSON shows what it says in words where it is no more than a message."""

    def __init__(self, html: str) -> None:
        self.html = html

    @cached_property
    def said(self) -> tuple[str, ...] | None:
        """What JSON says in words; None for what is no JSON."""
        return _said_in(self.html)

    @cached_property
    def _tree(self) -> LexborHTMLParser:
        return LexborHTMLParser(self.html if self.said is None else "")

    @cached_property
    def title(self) -> str:
        """The first title, without blanks."""
        node = self._tree.css_first("title")
        return _squeezed(node.text()) if node is not None else ""

    @cached_property
    def scripts(self) -> str:
        """All scripts that stand on the page itself."""
        return "\n".join(node.text() for node in self._tree.css("script"))

    @cached_property
    def anchors(self) -> tuple[Anchor, ...]:
        """The links that are seen, in order."""
        return tuple(_anchor(node) for node in self._seen.css("a[href]"))

    @cached_property
    def all_anchors(self) -> tuple[Anchor, ...]:
        """The links, those that are hidden among them."""
        return tuple(_anchor(node) for node in self._tree.css("a[href]"))

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """What is seen and leads nowhere, line by line, without blanks."""
        if self.said is not None:
            return self.said
        tree = self._seen.clone()
        # A table in a link may hold links.
        for node in reversed(tree.css("a[href]")):
            node.decompose()
        tree.unwrap_tags(_INLINE)
        if tree.body is None:
            return ()
        tree.body.merge_text_nodes()
        lines = (_squeezed(line) for line in tree.body.text(separator="\n").split("\n"))
        return tuple(line for line in lines if line)

    @cached_property
    def fields(self) -> int:
        """How many fields there are to write in."""
        return sum(_is_field(node) for node in self._seen.css(_FIELDS))

    @cached_property
    def asks_password(self) -> bool:
        """Whether there is a field for a password."""
        return self._seen.css_first("input[type=password i]") is not None

    @cached_property
    def has_media(self) -> bool:
        """Whether pictures, frames or files stand on the page."""
        return self._tree.css_first(_MEDIA) is not None

    @cached_property
    def has_dated_rows(self) -> bool:
        """Whether a link stands in a row with a date, as in lists, or more links than on any message."""
        links = self._seen.css("a[href]")
        if len(links) > _LINKS_OF_A_MESSAGE:
            return True
        return any(_is_dated(link) for link in links if len(_squeezed(link.text())) >= _SHORTEST_ENTRY)

    @cached_property
    def refresh(self) -> tuple[float, str] | None:
        """After how many seconds the page sends its reader on, and where to."""
        for node in self._tree.css("meta[http-equiv=refresh i]"):
            match = re.match(
                r"\s*([\d.]+)\s*[;,]\s*url\s*=\s*['\"]?([^'\"]+)", node.attributes.get("content") or "", re.I
            )
            if match:
                return float(match[1].strip(".") or 0), match[2].strip()
        return None

    def first(self, selector: str) -> LexborNode | None:
        """The first element of that kind, hidden or not."""
        return self._tree.css_first(selector)

    def every(self, selector: str) -> list[LexborNode]:
        """All elements of that kind, hidden or not."""
        return self._tree.css(selector)

    @cached_property
    def _seen(self) -> LexborHTMLParser:
        tree = self._tree.clone()
        unseen = [node for node in tree.css(", ".join((*_UNSEEN_TAGS, _PERHAPS_HIDDEN))) if _is_unseen(node)]
        # From the inside out: an element goes with all that it holds.
        for node in reversed(unseen):
            node.decompose()
        return tree


@lru_cache(maxsize=2)
def shown_in(html: str) -> Shown:
    """What an answer shows; whoever asks of the same answer next is told without its being parsed again."""
    return Shown(html)


def _anchor(node: LexborNode) -> Anchor:
    return Anchor((node.attributes.get("href") or "").strip(), _squeezed(node.text()))


def _squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b\ufeff]+", "", text)


def _is_unseen(node: LexborNode) -> bool:
    if node.tag in ("html", "body"):
        return False
    attributes = node.attributes
    concealed = "hidden" in attributes or _CONCEALING.search(attributes.get("style") or "") is not None
    return concealed or node.tag in _UNSEEN_TAGS


def _is_field(node: LexborNode) -> bool:
    return (node.attributes.get("type") or "text").lower() not in _NO_FIELD


def _is_dated(link: LexborNode) -> bool:
    """Whether a date stands beside a link, in the nearest boxes about it."""
    box = link.parent
    for _ in range(_CLIMB):
        if box is None or box.tag == "body" or len(text := box.text()) > _LONGEST_ROW:
            return False
        if _DAY.search(text):
            return True
        box = box.parent
    return False


def _said_in(text: str) -> tuple[str, ...] | None:
    """What JSON says in words, where it is a message and no list; None for what is no JSON."""
    start = text[:100].lstrip()[:1]
    if start in ("<", "") or len(text) > _LONGEST_JSON:
        return () if start in ("{", "[") else None
    packed = _PACKED.match(text.strip()) if start not in ("{", "[") else None
    try:
        data = json.loads(packed[1] if packed is not None else text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict | list):
        return None
    return () if _has_rows(data) else tuple(_words(data))


def _words(data: Any) -> list[str]:  # noqa: ANN401 - JSON is anything
    if isinstance(data, str):
        return [_squeezed(data)]
    parts = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return [word for part in parts for word in _words(part)]


def _has_rows(data: Any) -> bool:  # noqa: ANN401 - JSON is anything
    if isinstance(data, dict):
        return not _PARTS_OF_ROWS.isdisjoint(data) or any(_has_rows(part) for part in data.values())
    return isinstance(data, list) and any(_has_rows(part) for part in data)
