"""OFD (GB/T 33190), the format of Chinese offices for finished pages: a package of XML, measured in millimetres."""

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from crawler.domain.document import Document, Grid, Paragraph, Picture
from crawler.domain.errors import NotReadable
from crawler.domain.extraction import Doubt, Medium
from crawler.domain.report import Box, Place
from crawler.readers.geometry import LaidOutPage, Rule, Word, document_from_pages
from crawler.readers.geometry.words import words_from
from crawler.readers.ofd.objects import POINTS_PER_MILLIMETRE, Frame, Point, characters_of, is_shown, numbers, rules_of
from crawler.readers.xml_package import XmlPackage

_ENTRY, _SEALED = "OFD.xml", "Encryptions.xml"
_MOST_PAGES, _MOST_PIECES = 200, 100_000
_A4 = [0.0, 0.0, 210.0, 297.0]
_LEAST_WIDTH, _LEAST_HEIGHT = 100, 24


@dataclass(frozen=True, slots=True)
class _Page:
    """A page as it is found: its layout, and its images with their boxes."""

    layout: LaidOutPage
    images: tuple[tuple[str, Box], ...]


def read_ofd(body: bytes, source: str) -> Document:
    """Read the first document of a file; raises NotReadable for a broken one and for one that holds nothing."""
    package = XmlPackage(body, source)
    if package.has(_SEALED):
        raise NotReadable(source, "it is protected by a password")
    roots = [text for root in package.xml(_ENTRY).iter("{*}DocRoot") if (text := (root.text or "").strip())]
    if not roots:
        raise NotReadable(source, "it names no document in it")
    reading = _Reading(package, _place("", roots[0]))
    if len(roots) > 1:
        reading.doubts.append(Doubt("documents_left_out", f"it holds {len(roots)} documents; only the first was read"))
    pages = tuple(reading.pages())
    document = document_from_pages(Medium.OFD, [page.layout for page in pages], doubts=reading.doubts)
    pictures = tuple(_pictures(document.blocks, pages, reading))
    if not document.blocks and not pictures:
        raise NotReadable(source, "it holds no text")
    return replace(document, pictures=pictures)


@dataclass(slots=True)
class _Reading:
    """A document in its package: its pages, and the templates and images that they use."""

    package: XmlPackage
    root: str
    doubts: list[Doubt] = field(default_factory=list)

    def pages(self) -> Iterator[_Page]:
        """The pages in their order."""
        document = self.package.xml(self.root)
        templates = {page.get("ID", ""): self._part(page) for page in document.iter("{*}TemplatePage")}
        found = [self._part(page) for pages in document.iterchildren("{*}Pages") for page in pages]
        if len(found) > _MOST_PAGES:
            self.doubts.append(Doubt("pages_left_out", f"it has {len(found)} pages; the first {_MOST_PAGES} were read"))
        usual = _area(document) or _A4
        for number, part in enumerate(found[:_MOST_PAGES], start=1):
            yield self._page(number, part, templates, usual)

    def images(self) -> Mapping[str, str]:
        """The parts of images by the ids of their resources."""
        listed = self.package.xml(self.root).iter("{*}DocumentRes", "{*}PublicRes")
        parts = [_place(self.root, resources.text or "") for resources in listed]
        found = (_media(self.package.xml(part), part) for part in parts if self.package.has(part))
        return {resource: name for media in found for resource, name in media if self.package.has(name)}

    def _part(self, page: etree._Element) -> str:
        return _place(self.root, page.get("BaseLoc", ""))

    def _page(self, number: int, part: str, templates: Mapping[str, str], usual: Sequence[float]) -> _Page:
        own = self.package.xml(part)
        used = (templates.get(template.get("TemplateID", ""), "") for template in own.iterchildren("{*}Template"))
        contents = [*(self.package.xml(name) for name in used if self.package.has(name)), own]
        left, top, width, height = _area(own) or usual
        words, rules = self._pieces(number, contents, (left, top))
        return _Page(
            LaidOutPage(number, width * POINTS_PER_MILLIMETRE, height * POINTS_PER_MILLIMETRE, words, rules),
            tuple(_images(contents, (left, top))),
        )

    def _pieces(
        self, number: int, contents: Sequence[etree._Element], origin: Point
    ) -> tuple[tuple[Word, ...], tuple[Rule, ...]]:
        characters: list[Word] = []
        rules: list[Rule] = []
        left_out: list[str] = []
        for element in _objects(contents, "TextObject", "PathObject", "CompositeObject"):
            kind = etree.QName(element).localname
            if len(characters) + len(rules) > _MOST_PIECES or kind == "CompositeObject":
                left_out.append(kind)
            elif kind == "TextObject":
                characters.extend(characters_of(element, origin))
            else:
                rules.extend(rules_of(element, origin))
        if left_out:
            what = f"page {number}: {len(left_out)} objects on it were not read"
            self.doubts.append(Doubt("objects_left_out", what))
        return words_from(characters, rules), tuple(rules)


def _objects(contents: Sequence[etree._Element], *kinds: str) -> Iterator[etree._Element]:
    """The objects of those kinds that are to be seen, first those of the templates."""
    names = [f"{{*}}{kind}" for kind in kinds]
    return (element for content in contents for element in content.iter(*names) if is_shown(element))


def _images(contents: Sequence[etree._Element], origin: Point) -> Iterator[tuple[str, Box]]:
    for element in _objects(contents, "ImageObject"):
        frame = Frame.of(element, origin)
        if frame is not None and _may_hold_text(frame.box):
            yield element.get("ResourceID", ""), frame.box


def _may_hold_text(box: Box) -> bool:
    return box.right - box.left >= _LEAST_WIDTH and box.bottom - box.top >= _LEAST_HEIGHT


def _pictures(blocks: Sequence[Paragraph | Grid], pages: Sequence[_Page], reading: _Reading) -> Iterator[Picture]:
    """The images of the pages, each before the first block that stands below it or on a later page."""
    names = reading.images()
    for page in pages:
        for resource, box in (image for image in page.images if image[0] in names):
            here = (page.layout.number, box.top)
            before = next((index for index, block in enumerate(blocks) if _position(block) > here), len(blocks))
            name = names[resource]
            yield Picture(before, Place(page=page.layout.number, box=box), name, reading.package.part(name))


def _position(block: Paragraph | Grid) -> tuple[int, float]:
    place = block.place if isinstance(block, Paragraph) else next((row[0] for row in block.places if row), Place())
    return place.page or 0, place.box.top if place.box is not None else 0.0


def _media(resources: etree._Element, part: str) -> Iterator[tuple[str, str]]:
    """The images that a list of resources names: their ids, and the names of their parts."""
    folder = resources.get("BaseLoc", "")
    base = f"{_place(part, folder)}/" if folder else part
    for media in resources.iter("{*}MultiMedia"):
        if file := (media.findtext("{*}MediaFile") or "").strip():
            yield media.get("ID", ""), _place(base, file)


def _area(element: etree._Element) -> list[float] | None:
    """The paper of a page or of a document; None where it is not said, or cannot be."""
    box = next((found.text for found in element.iter("{*}PhysicalBox")), None)
    area = numbers(box)
    return area if len(area) == len(_A4) and area[2] > 0 and area[3] > 0 else None


def _place(part: str, location: str) -> str:
    """The name of a part that another one names; from the root of the package where it begins with a slash."""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), location.strip())).lstrip("/")
