"""The three tables of a document, by every way there is to read them."""

from collections.abc import Iterable

from crawler.domain.document import Document, Paragraph
from crawler.domain.normalise import normalise
from crawler.forms import all_forms
from crawler.parse.grid_tables import read_grids
from crawler.parse.labels import captions, proactive_blocks
from crawler.parse.proof import prove
from crawler.parse.repeated_tables import doubt_repeated_tables
from crawler.parse.second_reading import ReadCells, settle
from crawler.parse.stream import Stream
from crawler.parse.table import Tables
from crawler.parse.text_tables import read_text_tables

_RUNNING = "running_text"


def read_tables(document: Document) -> Tables:
    """Read the grids, then the text beside them; then hold the running text, where there is one, against both."""
    tables = Tables()
    read_grids(document.blocks, tables)
    read_text_tables(Stream(document.paragraphs()), tables)
    if document.running:
        _settle(tables, _of_running_text(document.running))
    _note_requests_form(tables)
    tables.cells, unproven = prove(tables.cells)
    tables.doubts.extend(unproven)
    _doubt_unread_blocks(document, tables)
    doubt_repeated_tables(document, tables)
    return tables


def _of_running_text(lines: Iterable[Paragraph]) -> Tables:
    tables = Tables()
    read_text_tables(Stream(lines), tables)
    return tables


def _settle(tables: Tables, other: Tables) -> None:
    """Take what the second reading settles; what it alone doubts is the first's to doubt, if it has read anything."""
    first = ReadCells(tables.cells, tuple(tables.doubts if tables.cells else other.doubts))
    settled = settle(first, ReadCells(other.cells, tuple(other.doubts)), _RUNNING)
    tables.cells, tables.doubts = dict(settled.cells), list(settled.doubts)
    tables.blocks = other.blocks | tables.blocks


def _note_requests_form(tables: Tables) -> None:
    """Table 3 follows the form whose rows it prints: they differ in （六）其他处理 only."""
    printed = {address.row for address in tables.cells if address.table == "requests"}
    if printed:
        best = max(all_forms(), key=lambda form: len(printed & {row.key for row in form.requests.rows}))
        tables.blocks["requests"] = best.key


def _doubt_unread_blocks(document: Document, tables: Tables) -> None:
    """A block whose caption is in a grid but whose rows we did not read is unread, not absent."""
    printed = {normalise(cell) for grid in document.grids() for row in grid.rows for cell in row}
    for caption in captions():
        blocks = [block for _, block in proactive_blocks(caption)]
        read = any(tables.has(block, row) for block in blocks for row in block.rows)
        if not read and any(caption in cell for cell in printed):
            cells = tuple(address for row in blocks[-1].rows for address in blocks[-1].addresses(row))
            tables.doubt("block_unread", f"{caption}: the block is printed, but none of its rows could be read", cells)
