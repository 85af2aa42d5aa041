"""What a paragraph of Word prints: its text, and the text boxes and images that hang in it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lxml import etree

from crawler.readers.word.markup import ALTERNATIVES, BOX, REMOVED, alternative, name
from crawler.readers.word.styles import Styles

_RELATIONSHIPS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PLACED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
_BLIP, _OLD_IMAGE = f"{_DRAWING}blip", "{urn:schemas-microsoft-com:vml}imagedata"
_FORMULA = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_UNITS_PER_POINT = 12_700
_PRIVATE = range(0xE000, 0xF900)
_UNREADABLE = "\ufffd"

_SKIPPED = frozenset(map(name, ("rPr", "pPr", "instrText", "delText", "delInstrText", "rt", "sdtPr"))) | REMOVED
_SIGNS: Mapping[str, str] = {
    name("tab"): " ",
    name("ptab"): " ",
    name("br"): "\n",
    name("cr"): "\n",
    name("noBreakHyphen"): "-",
}


@dataclass(frozen=True, slots=True)
class Image:
    """An image in a paragraph by its relationship, with its size on paper in points where that is said."""

    relationship: str
    width: float | None = None
    height: float | None = None


class Inline:
    """Gathers what a paragraph prints, in order; `text` has a line break where the paragraph has one."""

    def __init__(self, paragraph: etree._Element, styles: Styles) -> None:
        self.boxes: list[etree._Element] = []
        self.images: list[Image] = []
        self._styles = styles
        self._texts: list[str] = []
        self._fields: list[bool] = []
        self._size: tuple[float, float] | None = None
        self._inside(paragraph)
        if not all(self._fields):
            self._texts.append(_UNREADABLE)

    @property
    def text(self) -> str:
        """The text, raised characters parted from the others."""
        return "".join(self._texts)

    def _inside(self, element: etree._Element) -> None:
        for child in element:
            if child.tag in _SIGNS:
                self._say(_SIGNS[child.tag])
            elif child.tag in _TAKERS:
                _TAKERS[child.tag](self, child)
            elif child.tag not in _SKIPPED:
                self._inside(child)

    def _say(self, text: str) -> None:
        """Take text, unless it is part of the instruction of a field, of which only the result is printed."""
        if all(self._fields):
            self._texts.append(text)

    def _text(self, element: etree._Element) -> None:
        self._say(element.text or "")

    def _run(self, run: etree._Element) -> None:
        if self._styles.is_hidden(run):
            self._fields_of(run)
            return
        edge = " " if self._styles.is_apart(run) else ""
        self._say(edge)
        self._inside(run)
        self._say(edge)

    def _fields_of(self, run: etree._Element) -> None:
        for mark in run.iterchildren(name("fldChar")):
            self._field(mark)

    def _field(self, mark: etree._Element) -> None:
        """The marks of a field: after `separate` stands its result, which is printed."""
        kind = mark.get(name("fldCharType"))
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _formula(self, element: etree._Element) -> None:
        self._say(f" {element.text or ''} ")

    def _symbol(self, element: etree._Element) -> None:
        """A character of a symbol font; what it looks like only the font knows."""
        try:
            code = int(element.get(name("char"), ""), 16)
        except ValueError:
            code = _PRIVATE.start
        self._say(_UNREADABLE if code in _PRIVATE or not 0 < code < 0xD800 else chr(code))

    def _box(self, element: etree._Element) -> None:
        self.boxes.append(element)

    def _alternatives(self, element: etree._Element) -> None:
        if (chosen := alternative(element)) is not None:
            self._inside(chosen)

    def _extent(self, element: etree._Element) -> None:
        sizes = [element.get(side, "") for side in ("cx", "cy")]
        if all(size.isdecimal() for size in sizes):
            self._size = (int(sizes[0]) / _UNITS_PER_POINT, int(sizes[1]) / _UNITS_PER_POINT)

    def _blip(self, element: etree._Element) -> None:
        relationship = element.get(f"{_RELATIONSHIPS}embed") or element.get(f"{_RELATIONSHIPS}link")
        if relationship:
            width, height = self._size or (None, None)
            self.images.append(Image(relationship, width, height))

    def _old_image(self, element: etree._Element) -> None:
        if relationship := element.get(f"{_RELATIONSHIPS}id"):
            self.images.append(Image(relationship))


_TAKERS: Mapping[str, Callable[[Inline, etree._Element], None]] = {
    name("t"): Inline._text,
    name("r"): Inline._run,
    name("fldChar"): Inline._field,
    name("sym"): Inline._symbol,
    BOX: Inline._box,
    ALTERNATIVES: Inline._alternatives,
    _FORMULA: Inline._formula,
    _PLACED: Inline._extent,
    _BLIP: Inline._blip,
    _OLD_IMAGE: Inline._old_image,
}
