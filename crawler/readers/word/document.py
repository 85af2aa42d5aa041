"""DOCX: paragraphs and tables in the order of the text, with the numbers that Word prints in front of them."""

import re
from collections.abc import Mapping

from lxml import etree

from crawler.domain.document import Document, Grid, Paragraph, Picture
from crawler.domain.errors import NotReadable
from crawler.domain.extraction import Doubt, Medium
from crawler.domain.report import Place
from crawler.readers.word.inline import Image, Inline
from crawler.readers.word.markup import PARAGRAPH, TABLE, name, printed_children, value_of
from crawler.readers.word.numbering import Numbering
from crawler.readers.word.styles import Styles
from crawler.readers.word.table import cells_of, grid_of, is_layout, rows_of
from crawler.readers.xml_package import Relation, XmlPackage

_USUAL_PLACE = "word/document.xml"
_LEAST_WIDTH, _LEAST_HEIGHT = 100, 24
_LEAST_BYTES = 2048
_FOREIGN = frozenset(map(name, ("altChunk", "subDoc")))
_NUMBER_LIKE = re.compile(r"[0-9０-９.．,，]$")
_FIGURE_LIKE = re.compile(r"[0-9０-９+\-.．]")


def read_docx(body: bytes, source: str) -> Document:
    """Read a document of Word; raises NotReadable for a broken one and for one that holds nothing."""
    package = XmlPackage(body, source)
    main = _related(package.relations(""), "officeDocument") or _USUAL_PLACE
    walk = _Walk(package, main)
    try:
        for part in package.xml(main).iterchildren(name("body")):
            walk.inside(part)
    except RecursionError:
        raise NotReadable(source, "its markup is nested too deep") from None
    if not walk.pictures and not any(map(_has_text, walk.blocks)):
        raise NotReadable(source, "it holds no text")
    return Document(Medium.DOCX, tuple(walk.blocks), pictures=tuple(walk.pictures), doubts=tuple(walk.doubts))


def _related(relations: Mapping[str, Relation], kind: str) -> str | None:
    found = (relation.target for relation in relations.values() if relation.kind == kind and not relation.is_outside)
    return next(found, None)


def _has_text(block: Paragraph | Grid) -> bool:
    return isinstance(block, Paragraph) or any(text for row in block.rows for text in row)


class _Walk:
    """Walks a document in its order and gathers its blocks, its images and what could not be read."""

    def __init__(self, package: XmlPackage, main: str) -> None:
        self.blocks: list[Paragraph | Grid] = []
        self.pictures: list[Picture] = []
        self.doubts: list[Doubt] = []
        self._package = package
        self._relations = package.relations(main)
        self._styles = Styles(self._part("styles"))
        self._numbering = Numbering(self._part("numbering"), self._styles)
        self._line = 0
        self._table = 0

    def inside(self, container: etree._Element) -> None:
        """Take what a container holds: the body, a cell of a layout table, a text box."""
        for child in printed_children(container):
            if child.tag == PARAGRAPH:
                self._paragraph(child)
            elif child.tag == TABLE and is_layout(child):
                for row in rows_of(child):
                    for cell in cells_of(row):
                        self.inside(cell)
            elif child.tag == TABLE:
                self._table += 1
                self.blocks.append(grid_of(child, self._table, self._cell_text))
            elif child.tag in _FOREIGN:
                self.doubts.append(Doubt("foreign_part", "a document that is embedded in this one was not read"))

    def _paragraph(self, paragraph: etree._Element) -> None:
        inline = Inline(paragraph, self._styles)
        self._keep_images(inline)
        text = inline.text
        if text.strip():
            text = _numbered(self._numbering.number(paragraph), text.strip())
        elif value_of(paragraph, "pPr", "rPr", "del") is None:
            self._numbering.number(paragraph)
        for line in text.split("\n"):
            self._keep_line(line)
        for box in inline.boxes:
            self.inside(box)

    def _keep_line(self, line: str) -> None:
        plain = re.sub(r"\s+", " ", line).strip()
        if plain:
            self._line += 1
            self.blocks.append(Paragraph(plain, Place(line=self._line)))

    def _cell_text(self, cell: etree._Element) -> str:
        """The text of a cell or of a box in it; what stands on lines of its own stays apart."""
        texts: list[str] = []
        for child in printed_children(cell):
            if child.tag == PARAGRAPH:
                inline = Inline(child, self._styles)
                self._keep_images(inline)
                texts.append(_numbered(self._numbering.number(child), inline.text.strip()))
                texts.extend(map(self._cell_text, inline.boxes))
        return re.sub(r"\s+", " ", " ".join(texts)).strip()

    def _keep_images(self, inline: Inline) -> None:
        for image in inline.images:
            picture = self._picture(image)
            if picture is not None:
                self.pictures.append(picture)

    def _picture(self, image: Image) -> Picture | None:
        """An image that may hold text; None for one that is too small for it, or that is not there."""
        relation = self._relations.get(image.relationship)
        if relation is None or _is_small(image):
            return None
        before, place = len(self.blocks), Place(line=self._line + 1)
        if relation.is_outside:
            return Picture(before, place, relation.target)
        body = self._package.part(relation.target) if self._package.has(relation.target) else b""
        return Picture(before, place, relation.target, body) if len(body) >= _LEAST_BYTES else None

    def _part(self, kind: str) -> etree._Element | None:
        target = _related(self._relations, kind)
        return self._package.xml(target) if target is not None and self._package.has(target) else None


def _is_small(image: Image) -> bool:
    if image.width is None or image.height is None:
        return False
    return image.width < _LEAST_WIDTH or image.height < _LEAST_HEIGHT


def _numbered(number: str, text: str) -> str:
    """The text with the number that is printed in front; where both are digits they must not become one figure.

    >>> _numbered("（一）", "予以公开"), _numbered("1.", "5"), _numbered("", "5")
    ('（一）予以公开', '[1.] 5', '5')
    """
    if _NUMBER_LIKE.search(number) and _FIGURE_LIKE.match(text):
        return f"[{number}] {text}"
    return f"{number}{text}"
