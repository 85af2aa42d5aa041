"""The six sections under their many headings."""

import re
from collections.abc import Iterator

from crawler.domain.document import Document, Paragraph
from crawler.domain.normalise import normalise, squeeze
from crawler.domain.report import Section
from crawler.forms import outline

_NUMBERED = re.compile(r"[#*\s]*([一二三四五六七八九十])\s*[、.．]\s*(.+)")
_HEADING_LENGTH = 40


def read_sections(document: Document) -> tuple[Section, ...]:
    """The sections in the order they are printed; tables do not count as their text."""
    found: list[tuple[str | None, str, list[str]]] = []
    for paragraph in document.paragraphs():
        heading = _heading(paragraph)
        if heading is not None:
            found.append((*heading, []))
        elif found:
            found[-1][2].append(paragraph.text)
    return tuple(Section(key, heading, "\n".join(lines)) for key, heading, lines in found)


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text whose lines may be broken anywhere, squeezed."""
    return (sentence for sentence in re.split(r"[。;!?]", squeeze(text)) if sentence)


def _heading(paragraph: Paragraph) -> tuple[str, str] | None:
    match = _NUMBERED.fullmatch(paragraph.text)
    if match is None or len(squeeze(paragraph.text)) > _HEADING_LENGTH:
        return None
    label = normalise(match[2].replace("*", ""))
    key = next((section.key for section in outline() if label in (*section.accepted, *section.variants)), None)
    return None if key is None else (key, squeeze(paragraph.text))
