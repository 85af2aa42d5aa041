"""The tree of a page, and paths that lead to its elements again."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice
from types import MappingProxyType
from typing import Any

from bs4 import BeautifulSoup
from bs4.builder._lxml import LXMLTreeBuilder
from bs4.element import Tag
from bs4.exceptions import ParserRejectedMarkup

from crawler.domain.errors import NotReadable
from crawler.domain.images import NAMING

_MOST_CHARACTERS = 16_000_000
_MOST_TAGS = 200_000
_DECLARATIONS = re.compile(r"\A[\s\ufeff]*(?:<\?xml[^>]*>?[\s\ufeff]*)+")
_ASKED_FOR = frozenset(
    {"id", "class", "name", "content", "hidden", "rowspan", "colspan", "type", "value", "src", "width", "height"}
    | {"selected", "property", "itemprop", *NAMING}
)
_MAY_HIDE = re.compile("display|overflow", re.IGNORECASE)
_NO_NAMESPACES: Mapping[str, str] = MappingProxyType({})
_REMEMBERED = 1024
_STEP = re.compile(r"/\*\[(\d+)\]")


def tree_of(text: str, source: str = "") -> BeautifulSoup:
    """The tree that paths hold for; the class of an element is one string, as it is written.

    Raises NotReadable where the parser gives up.
    """
    return _tree(text, source, LXMLTreeBuilder(multi_valued_attributes=None))


def reading_tree_of(text: str, source: str = "") -> BeautifulSoup:
    """The same tree with those attributes only that reading asks for: a third of the time goes into attributes."""
    return _tree(text, source, _ReadingBuilder(multi_valued_attributes=None))


def _tree(text: str, source: str, builder: LXMLTreeBuilder) -> BeautifulSoup:
    try:
        return BeautifulSoup(_as_page(text), builder=builder)
    except (ParserRejectedMarkup, AssertionError) as error:
        raise NotReadable(source, f"its markup does not parse: {error}") from error


def _as_page(text: str) -> str:
    """The text without what makes a parser of pages ask whether it is one: declarations of XML, or no tag at all."""
    plain = _DECLARATIONS.sub("", text.replace("\0", ""))
    return plain if "<" in plain else f"<html>{plain}"


class _ReadingBuilder(LXMLTreeBuilder):
    """Builds the tree without the styles and measures that Word pastes into every element."""

    def start(
        self, tag: str | bytes, attrib: dict[str | bytes, str | bytes], nsmap: Mapping[str, str] = _NO_NAMESPACES
    ) -> None:
        """Called by the parser for each element."""
        # Not a function of its own: this runs for every attribute of the page.
        kept: Any = {
            name: value
            for name, value in attrib.items()
            if name in _ASKED_FOR or (name == "style" and _may_hide(value))
        }
        if nsmap or self.soup is None or not isinstance(tag, str):
            super().start(tag, kept, dict(nsmap))
        else:
            self.soup.handle_starttag(tag, None, None, kept, namespaces=self.active_namespace_prefixes[-1])

    def end(self, tag: str | bytes) -> None:
        """Called by the parser at the end of each element."""
        if len(self.nsmaps) > 1 or self.soup is None or not isinstance(tag, str):
            super().end(tag)
        else:
            self.soup.handle_endtag(tag)


# Word pastes the same few styles into every element.
@lru_cache(_REMEMBERED)
def _may_hide(style: str | bytes) -> bool:
    return _MAY_HIDE.search(str(style)) is not None


def cut_to_size(text: str, most_characters: int = _MOST_CHARACTERS, most_tags: int = _MOST_TAGS) -> str:
    """The text as far as we parse it: no page that a person wrote is longer.

    >>> cut_to_size("<p>1</p><p>2</p>", most_tags=2)
    '<p>1</p>'
    """
    cut = text[:most_characters]
    if cut.count("<") <= most_tags:
        return cut
    beyond = next(islice(re.finditer("<", cut), most_tags, None))
    return cut[: beyond.start()]


def path_of(tag: Tag) -> str:
    """The path from the root to an element: an XPath that counts elements only, `/*[1]/*[2]/*[7]`."""
    steps: list[str] = []
    while tag.parent is not None:
        before = sum(1 for sibling in tag.previous_siblings if isinstance(sibling, Tag))
        steps.append(f"/*[{before + 1}]")
        tag = tag.parent
    return "".join(reversed(steps))


def find_element(soup: BeautifulSoup, path: str) -> Tag | None:
    """The element at a path in the tree of the same text; None where it leads nowhere.

    >>> soup = tree_of("<p>a<table><tr><td>1<td>2</table>")
    >>> cell = soup.find_all("td")[1]
    >>> path_of(cell), find_element(soup, path_of(cell)) is cell, find_element(soup, "/*[9]")
    ('/*[1]/*[1]/*[2]/*[1]/*[2]', True, None)
    """
    found: Tag | None = soup
    for step in _STEP.finditer(path):
        if found is not None:
            found = next(islice(_elements(found), int(step[1]) - 1, None), None)
    return found


def _elements(tag: Tag) -> Iterator[Tag]:
    return (child for child in tag.contents if isinstance(child, Tag))
