"""Plain text and Markdown as converters leave them: lines, and rows of cells parted by tabs or pipes."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from crawler.domain.document import Document, Grid, Paragraph
from crawler.domain.extraction import Medium
from crawler.domain.report import Place
from crawler.fetch.charset import decode

PAGE_NUMBER = re.compile(r"\s*[-—–]\s*\d{1,3}\s*[-—–]\s*|\s*第\s*\d+\s*页.{0,12}")
_PIPED = re.compile(r"\s*\|.*\|\s*")
_PIPE = re.compile(r"(?<!\\)\|")
_RULER = re.compile(r":-+:?|-{3,}:?|-+:")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_BARE_NUMBER = re.compile(r"[0-9]{1,3}")

_Line = tuple[int, str]


def read_text(body: bytes, source: str) -> Document:
    """Read text; lines with tabs, or between pipes, that follow one another are the rows of one grid."""
    return document_of(Medium.TEXT, decode(body))


def without_page_numbers(pages: Sequence[Sequence[str]]) -> Iterator[Sequence[str]]:
    """The lines of pages without the bare numbers that count the pages, at the foot or the head of every one.

    >>> list(without_page_numbers([["规章", "1"], ["规章 0", "2"]]))
    [['规章'], ['规章 0']]
    >>> list(without_page_numbers([["规章", "1"], ["规章 0", "7"]]))
    [['规章', '1'], ['规章 0', '7']]
    """
    foot, head = (_counts_pages(pages, end) for end in (-1, 0))
    for page in pages:
        yield page[int(head) : len(page) - int(foot)]


def _counts_pages(pages: Sequence[Sequence[str]], end: int) -> bool:
    ends = [page[end].strip() if page else "" for page in pages]
    numbers = [int(text) for text in ends if _BARE_NUMBER.fullmatch(text)]
    return len(pages) > 1 and numbers == list(range(numbers[0], numbers[0] + len(pages))) if numbers else False


def document_of(medium: Medium, text: str) -> Document:
    """The document that a text is, whatever medium it was taken from."""
    lines = [(number, line.rstrip("\r")) for number, line in enumerate(re.split("[\n\f]", text), start=1)]
    return Document(medium, tuple(_blocks(lines)))


def _blocks(lines: list[_Line]) -> Iterator[Paragraph | Grid]:
    """Grids and paragraphs in order; a blank line ends a grid, for a page break may narrow what follows."""
    table = 0
    for kind, group in groupby(lines, key=lambda line: _kind(line[1])):
        if kind in _CELLS:
            table += 1
            yield _grid([(number, _CELLS[kind](text)) for number, text in group], table)
        elif kind == "text":
            yield from (Paragraph(text.strip(), Place(line=number)) for number, text in group)


def _kind(line: str) -> str:
    if _PIPED.fullmatch(line):
        return "piped"
    if "\t" in line:
        return "tabbed"
    return "text" if line.strip() and not PAGE_NUMBER.fullmatch(line) else "nothing"


def _tabbed(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.split("\t"))


def _piped(line: str) -> tuple[str, ...]:
    cells = _PIPE.split(line.strip().removeprefix("|").removesuffix("|"))
    return tuple(_BREAK.sub(" ", cell.replace("\\|", "|")).strip() for cell in cells)


_CELLS = {"tabbed": _tabbed, "piped": _piped}


def _grid(lines: list[tuple[int, tuple[str, ...]]], table: int) -> Grid:
    """The grid of lines; the second of Markdown is a ruler under the first, and no row."""
    if len(lines) > 1 and all(map(_RULER.fullmatch, lines[1][1])):
        del lines[1]
    places = tuple(
        tuple(Place(line=number, table=table, row=row, column=column) for column in range(1, len(cells) + 1))
        for row, (number, cells) in enumerate(lines, start=1)
    )
    return Grid(tuple(cells for _, cells in lines), places)
