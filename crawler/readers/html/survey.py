"""One look over a whole page: its texts, its headings, and the elements that may hold the article."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

CONTAINERS = (
    ("id", re.compile(r"zoom")),
    ("id", re.compile(r"UCAP-CONTENT")),
    ("class", re.compile(r"TRS_Editor|trs_editor_view|TRS_UEDITOR")),
    ("id", re.compile(r"vsb_content.*")),
    ("class", re.compile(r"v_news_content|article_content|article-content")),
)
"""Where content systems keep an article, by id or class, surest first."""

# Marks of style are few and come again and again.
_REMEMBERED = 1024


@dataclass(slots=True)
class Survey:
    """What one look over a page finds, each in the order of the page.

    `texts` are all texts that are more than white space. `containers` are the elements that say that they hold
    an article, with their rank among CONTAINERS. `holders` are the identities of tables that hold tables.
    """

    texts: list[NavigableString] = field(default_factory=list)
    metas: dict[str, str] = field(default_factory=dict)
    headings: list[Tag] = field(default_factory=list)
    classed: list[Tag] = field(default_factory=list)
    page_titles: list[Tag] = field(default_factory=list)
    containers: list[tuple[int, Tag]] = field(default_factory=list)
    holders: set[int] = field(default_factory=set)


def survey(soup: BeautifulSoup) -> Survey:
    """Look over a page once."""
    found = Survey()
    texts = found.texts
    node = soup.contents[0] if soup.contents else None
    while node is not None:
        if type(node) is NavigableString:
            if not node.isspace():
                texts.append(node)
        elif isinstance(node, Tag):
            _note(found, node)
        node = node.next_element
    return found


def _note(found: Survey, tag: Tag) -> None:
    name = tag.name
    if name == "meta":
        _note_meta(found, tag)
    elif name == "publishtime":
        found.metas.setdefault("<publishtime>", tag.get_text().strip())
    elif name in ("h1", "h2"):
        found.headings.append(tag)
    elif name == "title":
        found.page_titles.append(tag)
    elif name == "table" and (outer := tag.find_parent("table")) is not None:
        found.holders.add(id(outer))
    if attributes := tag.attrs:
        _note_marks(found, tag, attributes.get("id"), attributes.get("class"))


def _note_meta(found: Survey, tag: Tag) -> None:
    """The first of a name that says something."""
    name = str(tag.get("name") or tag.get("property") or tag.get("itemprop") or "").lower()
    if not found.metas.get(name):
        found.metas[name] = str(tag.get("content", "")).strip()


def _note_marks(found: Survey, tag: Tag, own_id: object, classes: object) -> None:
    if classes is None and own_id is None:
        return
    titled, of_class = _class_marks(str(classes or ""))
    if titled:
        found.classed.append(tag)
    ranks = [rank for rank in (of_class, _id_rank(str(own_id)) if own_id else None) if rank is not None]
    if ranks:
        found.containers.append((min(ranks), tag))


@lru_cache(_REMEMBERED)
def _class_marks(classes: str) -> tuple[bool, int | None]:
    """Whether classes speak of a title, and the rank of a container of these classes."""
    names = classes.split()
    return any("title" in name.lower() for name in names), _rank("class", names)


@lru_cache(_REMEMBERED)
def _id_rank(own_id: str) -> int | None:
    return _rank("id", [own_id])


def _rank(attribute: str, values: list[str]) -> int | None:
    ranks = (
        rank
        for rank, (marked, pattern) in enumerate(CONTAINERS)
        if marked == attribute and any(pattern.fullmatch(value) for value in values)
    )
    return next(ranks, None)
