"""A page of HTML as its site wrote it, each cell in its colour, and nothing left in it that could act."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from types import MappingProxyType
from urllib.parse import urljoin

from bs4 import BeautifulSoup
from bs4.element import Doctype, Tag

from crawler.domain.report import Place
from crawler.fetch.charset import decode
from crawler.readers.html.tree import cut_to_size, find_element, tree_of
from monitor.annotation.images import image_address
from monitor.annotation.legend import legend_of
from monitor.annotation.marks import ANCHOR, CellMark, Mark
from monitor.annotation.safe_markup import make_safe
from monitor.annotation.templating import POLICY, fill, legend_markup

_HEAD = f"""\
<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
"""


_NO_PICTURES: Mapping[str, bytes] = MappingProxyType({})
_ROWS = ("table", "thead", "tbody", "tfoot", "tr")
_VOID = ("img", "br", "hr", "input", "area", "embed", "wbr")


def original_page(
    body: bytes,
    marks: Sequence[Mark],
    title: str,
    doubts: Sequence[str] = (),
    pictures: Mapping[str, bytes] = _NO_PICTURES,
) -> str:
    """The page with its cells marked; a cell whose element is not found is named in the legend.

    `pictures` are images of the page by their addresses, which are shown in it; `title` is then its own address.
    """
    soup = tree_of(cut_to_size(decode(body)), title)
    found = [(mark, element) for mark in marks if (element := _element(soup, mark.place)) is not None]
    _forget_forged(soup)
    _show(soup, title, pictures)
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
    _name(element, mark)


def _name(element: Tag, mark: Mark) -> None:
    """Each cell of the place can be led to by a name of its own."""
    places = BeautifulSoup(fill("anchors.html.j2", mark=mark), "html.parser")
    for place in reversed(list(places.contents)):
        if element.name in _VOID:
            element.insert_before(place.extract())
        else:
            inner = element.find(("td", "th")) if element.name in _ROWS else element
            (inner or element).insert(0, place.extract())


def _forget_forged(soup: BeautifulSoup) -> None:
    """Names and classes that a page of strangers gives itself may not pass for our marks."""
    for tag in soup.find_all(lambda tag: any(ANCHOR in str(tag.get(name, "")) for name in ("id", "name", "class"))):
        for name in ("id", "name", "class"):
            if ANCHOR in str(tag.get(name, "")):
                del tag[name]


def _show(soup: BeautifulSoup, address: str, pictures: Mapping[str, bytes]) -> None:
    for tag in soup.find_all("img") if pictures else ():
        body = pictures.get(urljoin(address, str(tag.get("src", ""))))
        shown = None if body is None else image_address(body)
        if shown is not None:
            tag["src"] = shown


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
