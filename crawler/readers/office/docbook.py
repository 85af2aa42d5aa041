"""DocBook as antiword writes it: paragraphs, and tables that have lost what was merged."""

import re
from collections.abc import Iterator

from lxml import etree

from crawler.domain.document import Document, Grid, Paragraph
from crawler.domain.extraction import Medium
from crawler.domain.report import Place

_TEXT = ("title", "para")
_SPACE = re.compile(r"[\s|]+")


def document_of_docbook(body: bytes) -> Document:
    """The document of what antiword printed; its cells have lines as places, for their columns may have slipped."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    root = etree.fromstring(body, parser) if body.strip() else None
    return Document(Medium.DOC, tuple(_blocks(root)) if root is not None else ())


def _blocks(root: etree._Element) -> Iterator[Paragraph | Grid]:
    line = table = 0
    for element in root.iter(*_TEXT, "informaltable"):
        if element.tag == "informaltable":
            table += 1
            grid = _grid(element, line, table)
            line += len(grid.rows)
            yield grid
        elif text := _own_text(element):
            line += 1
            yield Paragraph(text, Place(line=line))


def _own_text(element: etree._Element) -> str:
    return _SPACE.sub(" ", "".join(_texts(element))).strip()


def _texts(element: etree._Element) -> Iterator[str]:
    """The text of an element without the tables in it."""
    yield element.text or ""
    for child in element:
        if child.tag != "informaltable":
            yield from _texts(child)
        yield child.tail or ""


def _grid(element: etree._Element, line: int, table: int) -> Grid:
    rows = tuple(tuple(map(_own_text, row.iterchildren("entry"))) for row in element.iter("row"))
    places = tuple(
        tuple(Place(line=line + number, table=table, row=number, column=column) for column in range(1, len(cells) + 1))
        for number, cells in enumerate(rows, start=1)
    )
    return Grid(rows, places)
