"""Walks the block of a page that holds a report: texts into paragraphs, tables into grids, images by their place."""

import base64
import binascii
import re
from collections.abc import Container
from urllib.parse import unquote_to_bytes

from bs4.element import NavigableString, Tag

from crawler.domain.document import Grid, Paragraph, Picture
from crawler.domain.extraction import Doubt
from crawler.domain.images import image_address, is_ornament
from crawler.domain.report import Place
from crawler.readers.html.tables import MOST_CELLS, SpreadTable, caption_of, groups_of, is_layout, spread
from crawler.readers.html.tree import path_of
from crawler.readers.html.visible_text import PARTING, SKIPPED, field_value, is_hidden, joined

_MOST_PICTURES = 200
_MOST_TABLES = 500
_DATA = re.compile(r"data:image/[\w.+-]+((?:;[\w=.+-]+)*),", re.IGNORECASE)
_MARKED = re.compile("勾稽关系|本年新收|结果维持|第二十条第")


class Walk:
    """The blocks, pictures and doubts of a container, in document order."""

    def __init__(self, holders: Container[int]) -> None:
        """`holders` are the identities of the tables that hold tables."""
        self._holders = holders
        self.blocks: list[Paragraph | Grid] = []
        self.pictures: list[Picture] = []
        self.doubts: list[Doubt] = []
        self._pending: list[str] = []
        self._steps: list[str] = []
        self._lines = 0
        self._tables = 0

    def through(self, container: Tag) -> None:
        """Walk through a container; raises RecursionError where it is nested deeper than any person nests."""
        self._steps = [path_of(container)]
        self._inside(container)
        self._flush()

    def _inside(self, tag: Tag) -> None:
        position = 0
        for child in tag.contents:
            if type(child) is NavigableString:
                self._pending.append(child)
            elif isinstance(child, Tag):
                position += 1
                self._steps.append(f"/*[{position}]")
                self._element(child)
                self._steps.pop()

    def _element(self, tag: Tag) -> None:
        name = tag.name
        if name in SKIPPED:
            return
        if is_hidden(tag.attrs):
            self._pass_hidden(tag)
        elif name in PARTING:
            self._flush()
            self._block(tag)
            self._flush()
        elif name in ("input", "select"):
            self._pending.append(f" {field_value(tag)} ")
        elif name == "img":
            self._picture(tag)
        else:
            self._inside(tag)

    def _block(self, tag: Tag) -> None:
        if tag.name == "table":
            self._table(tag, "".join(self._steps))
        else:
            self._inside(tag)

    def _table(self, table: Tag, path: str) -> None:
        groups, holds_tables = groups_of(table, path), id(table) in self._holders
        if is_layout(groups, holds_tables=holds_tables):
            self._inside(table)
            return
        if (caption := caption_of(table)) is not None:
            self._inside(caption)
            self._flush()
        self._tables += 1
        if self._tables <= _MOST_TABLES:
            self._take(spread(groups, self._tables, holds_tables=holds_tables))
        elif self._tables == _MOST_TABLES + 1:
            self.doubts.append(Doubt("too_many_tables", f"only the first {_MOST_TABLES} tables were read"))

    def _take(self, found: SpreadTable) -> None:
        """A table, its images, and the tables that stand in its cells."""
        for image in found.images:
            self._picture(image)
        self.blocks.append(found.grid)
        if found.too_large:
            message = f"table {self._tables} spreads to more than {MOST_CELLS} cells; what follows in it was not read"
            self.doubts.append(Doubt("table_too_large", message))
        for table, path in found.inner:
            before, self._steps = self._steps, [path]
            self._table(table, path)
            self._flush()
            self._steps = before

    def _flush(self) -> None:
        text = joined(self._pending)
        self._pending.clear()
        if text:
            self._lines += 1
            self.blocks.append(Paragraph(text, Place(line=self._lines)))

    def _pass_hidden(self, tag: Tag) -> None:
        if _MARKED.search(tag.get_text()):
            message = "a part of the page that is not shown holds tables; it was not read"
            self.doubts.append(Doubt("hidden_content", message))

    def _picture(self, image: Tag) -> None:
        address = image_address(image.attrs)
        if not address or len(self.pictures) >= _MOST_PICTURES or is_ornament(image.attrs, address):
            return
        body = data_of(address)
        name = "" if body is not None else address
        place = Place(path=path_of(image))
        self.pictures.append(Picture(len(self.blocks), place, name, body or b""))


def data_of(address: str) -> bytes | None:
    """The image that a data: address holds; None for any other address, b"" for one that does not decode.

    >>> data_of("data:image/png;base64,aGk="), data_of("data:image/gif,hi"), data_of("/a.png")
    (b'hi', b'hi', None)
    """
    match = _DATA.match(address)
    if match is None:
        return None
    if not match[1].lower().endswith(";base64"):
        return unquote_to_bytes(address[match.end() :])
    try:
        return base64.b64decode("".join(address[match.end() :].split()))
    except (binascii.Error, ValueError):
        return b""
