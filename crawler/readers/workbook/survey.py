"""What a workbook in XML claims, looked at before a library spreads it out, and what its cells leave unsaid."""

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from crawler.domain.errors import NotReadable
from crawler.readers.xml_package import XmlPackage

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_LARGEST = 96 * 1024 * 1024
_MOST_COVERED = 200_000
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")
_LETTERS = 26


def unsaved_formulas(package: XmlPackage, source: str) -> Mapping[str, frozenset[str]]:
    """The cells of each sheet, by name, whose formula was saved without its value.

    Raises NotReadable for a workbook that unpacks or spreads out to more than any report holds.
    """
    if package.size > _LARGEST:
        raise NotReadable(source, f"its package unpacks to {package.size} bytes")
    unsaved: dict[str, frozenset[str]] = {}
    for title, part in _sheets(package):
        root = package.xml(part)
        covered = sum(map(_size, root.iter(f"{_MAIN}mergeCell", f"{_MAIN}hyperlink")))
        if covered > _MOST_COVERED:
            raise NotReadable(source, f"the sheet {title} merges or links {covered} cells")
        unsaved[title] = frozenset(cell.get("r", "") for cell in root.iter(f"{_MAIN}c") if _is_unsaved(cell))
    return unsaved


def _sheets(package: XmlPackage) -> Iterator[tuple[str, str]]:
    """The sheets with cells: their names and parts. Parts that a library reads beside them are looked at too."""
    main = next((link.target for link in package.relations("").values() if link.kind == "officeDocument"), "")
    links = package.relations(main)
    for link in links.values():
        if link.kind in ("sharedStrings", "styles", "theme") and package.has(link.target):
            package.xml(link.target)
    for sheet in package.xml(main).iter(f"{_MAIN}sheet"):
        found = links.get(sheet.get(_ID, ""))
        if found is not None and found.kind == "worksheet" and package.has(found.target):
            yield sheet.get("name", ""), found.target


def _is_unsaved(cell: etree._Element) -> bool:
    """Whether a cell has a formula and no value; an empty text is one."""
    if cell.find(f"{_MAIN}f") is None:
        return False
    return not cell.findtext(f"{_MAIN}v") and (cell.get("t") != "str" or cell.find(f"{_MAIN}v") is None)


def _size(element: etree._Element) -> int:
    """How many cells a reference covers."""
    found = _REFERENCE.fullmatch(element.get("ref", ""))
    if found is None or found[3] is None:
        return 1
    width = abs(_column(found[3]) - _column(found[1])) + 1
    return width * (abs(int(found[4]) - int(found[2])) + 1)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * _LETTERS + ord(letter) - ord("A") + 1
    return number
