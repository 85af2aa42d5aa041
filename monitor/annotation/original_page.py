"""A page of HTML as its site wrote it, each cell in its colour, and nothing left in it that could act."""

from collections.abc import Iterator, Sequence
from html import escape

from bs4 import BeautifulSoup
from bs4.element import Doctype, Tag

from crawler.domain.report import Place
from crawler.fetch.charset import decode
from crawler.readers.html.tree import cut_to_size, find_element, tree_of
from monitor.annotation.legend import legend_of
from monitor.annotation.marks import CellMark, Mark
from monitor.annotation.safe_markup import make_safe
from monitor.annotation.templating import POLICY, legend_markup

_HEAD = f"""\
<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
"""


def original_page(body: bytes, marks: Sequence[Mark], title: str, doubts: Sequence[str] = ()) -> str:
    """The page with its cells marked; a cell whose element is not found is named in the legend."""
    soup = tree_of(cut_to_size(decode(body)), title)
    found = [(mark, element) for mark in marks if (element := _element(soup, mark.place)) is not None]
    for shared, element in _by_element(found):
        _colour(element, shared)
    legend = legend_markup(legend_of(title, marks, {mark.place for mark, _ in found}, doubts))
    make_safe(soup)
    _frame(soup, legend)
    return str(soup)


def _element(soup: BeautifulSoup, place: Place) -> Tag | None:
    return find_element(soup, place.path) if place.path is not None else None


def _by_element(found: Sequence[tuple[Mark, Tag]]) -> Iterator[tuple[Mark, Tag]]:
    """Each element once: the cells recognised on one picture share it."""
    cells: dict[int, list[CellMark]] = {}
    elements: dict[int, tuple[Place, Tag]] = {}
    for mark, element in found:
        cells.setdefault(id(element), []).extend(mark.cells)
        elements.setdefault(id(element), (mark.place, element))
    return ((Mark(place, tuple(cells[key])), element) for key, (place, element) in elements.items())


def _colour(element: Tag, mark: Mark) -> None:
    """Classes carry the colour; what lies within must not paint over it."""
    element["class"] = f"{element.get('class', '')} gongkai-{mark.tone}".strip()
    element["title"] = mark.title
    for inner in element.find_all(True):
        inner["style"] = f"{inner.get('style', '')};background:transparent!important"


def _frame(soup: BeautifulSoup, legend: str) -> None:
    """Our head before theirs, our legend above their page; a parser leaves either out where it found nothing."""
    html = soup.html or soup.new_tag("html")
    head, page = html.head or soup.new_tag("head"), html.body or soup.new_tag("body")
    soup.insert(0, Doctype("html"))
    soup.append(html)
    html.insert(0, head)
    html.append(page)
    _prepend(head, _HEAD)
    _prepend(page, legend)


def _prepend(tag: Tag, markup: str) -> None:
    for piece in reversed(list(BeautifulSoup(markup, "html.parser").contents)):
        tag.insert(0, piece.extract())
