"""The markup of Word documents: its names, its wrappers, and what of it is printed."""

from collections.abc import Iterator

from lxml import etree

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_OFF = frozenset({"0", "false", "off"})


def name(local: str) -> str:
    """The full name of an element or attribute of Word.

    >>> name("p")
    '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p'
    """
    return f"{{{_MAIN}}}{local}"


PARAGRAPH, TABLE, ROW, CELL, BOX = map(name, ("p", "tbl", "tr", "tc", "txbxContent"))
VALUE = name("val")
ALTERNATIVES = f"{{{_COMPATIBILITY}}}AlternateContent"
REMOVED = frozenset(map(name, ("del", "moveFrom")))
"""What a tracked change took away."""

_CONTROL, _CONTROL_CONTENT = name("sdt"), name("sdtContent")
_WRAPPERS = frozenset(map(name, ("ins", "moveTo", "customXml", "smartTag", "sdtContent")))


def printed_children(element: etree._Element) -> Iterator[etree._Element]:
    """The children that are printed, those within content controls and tracked insertions too."""
    for child in element:
        if child.tag in REMOVED:
            continue
        if child.tag == ALTERNATIVES:
            chosen = alternative(child)
            yield from printed_children(chosen) if chosen is not None else ()
        elif child.tag == _CONTROL:
            yield from (
                inner for content in child.iterchildren(_CONTROL_CONTENT) for inner in printed_children(content)
            )
        elif child.tag in _WRAPPERS:
            yield from printed_children(child)
        else:
            yield child


def alternative(element: etree._Element) -> etree._Element | None:
    """Of content that is written twice, for new programs and for old ones, the first."""
    return next(iter(element), None)


def value_of(element: etree._Element | None, *path: str) -> str | None:
    """The value of the element at a path of local names; None where there is none, "" where it has no value."""
    for local in path:
        element = element.find(name(local)) if element is not None else None
    return element.get(VALUE, "") if element is not None else None


def number_of(element: etree._Element | None, *path: str) -> int | None:
    """The whole number at a path; None where there is none."""
    text = (value_of(element, *path) or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def is_on(element: etree._Element | None, *path: str) -> bool | None:
    """Whether a switch is on; None where it is not set."""
    text = value_of(element, *path)
    return None if text is None else text.lower() not in _OFF
