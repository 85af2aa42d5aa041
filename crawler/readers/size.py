"""How much a document may say: what comes after reading works on all of it, in our own process."""

from crawler.domain.document import Document, Grid
from crawler.domain.errors import NotReadable

MOST_BLOCKS = 40_000
MOST_CELLS = 100_000
MOST_CHARACTERS = 1_500_000


def no_larger_than_a_report(document: Document, source: str) -> Document:
    """The document; raises NotReadable where it is ten times as long as the longest report."""
    blocks = len(document.blocks) + len(document.running)
    cells = sum(len(row) for grid in document.grids() for row in grid.rows)
    for count, most, what in (
        (blocks, MOST_BLOCKS, "paragraphs"),
        (cells, MOST_CELLS, "cells"),
        (_characters(document), MOST_CHARACTERS, "characters"),
    ):
        if count > most:
            raise NotReadable(source, f"it is larger than any report: {count} {what}")
    return document


def _characters(document: Document) -> int:
    """How long all texts are; a cell that spans several counts once in each."""
    read = 0
    for block in document.blocks:
        read += sum(len(text) for row in block.rows for text in row) if isinstance(block, Grid) else len(block.text)
    return max(read, sum(len(line.text) for line in document.running))
