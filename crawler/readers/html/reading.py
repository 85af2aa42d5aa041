"""Report pages in HTML: their paragraphs, tables and images, and what the page says of itself."""

from collections.abc import Iterator

from crawler.domain.document import Document
from crawler.domain.errors import NotReadable
from crawler.domain.extraction import Doubt, Medium
from crawler.fetch.charset import decode
from crawler.readers.html.container import container_of
from crawler.readers.html.facts import facts_of
from crawler.readers.html.survey import survey
from crawler.readers.html.tree import cut_to_size, find_element, path_of, reading_tree_of, tree_of
from crawler.readers.html.walk import Walk

__all__ = ["find_element", "path_of", "read_html", "tree_of"]


def read_html(body: bytes, source: str) -> Document:
    """Read a page: the container of the article where one is found, else the whole body.

    Raises NotReadable for markup that is nested deeper than any page a person wrote.
    """
    whole = decode(body)
    text = cut_to_size(whole)
    soup = reading_tree_of(text, source)
    page = survey(soup)
    walk = Walk(page.holders)
    try:
        walk.through(container_of(soup, page))
        facts = facts_of(page)
    except RecursionError:
        raise NotReadable(source, "its markup is nested too deep") from None
    return Document(
        medium=Medium.HTML,
        blocks=tuple(walk.blocks),
        facts=facts,
        pictures=tuple(walk.pictures),
        doubts=(*_doubt_cut(whole, text), *walk.doubts),
    )


def _doubt_cut(whole: str, text: str) -> Iterator[Doubt]:
    if len(text) < len(whole):
        yield Doubt("page_cut", f"of {len(whole)} characters the first {len(text)} were read: no report is that long")
