"""Media that we cannot show as they are (DOCX, XLSX, text …): the paragraphs and tables we read, with marks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from crawler.domain.document import Document, Grid, Paragraph, Picture
from crawler.domain.report import Place
from monitor.annotation.images import image_address
from monitor.annotation.legend import legend_of
from monitor.annotation.marks import Mark, names_one_cell
from monitor.annotation.templating import fill

_Position = tuple[int, int]


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a table as HTML writes it: how many rows and columns it spans, and its mark."""

    text: str
    down: int
    across: int
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class WrittenTable:
    """A grid with its spans merged again."""

    rows: tuple[tuple[TableCell, ...], ...]


@dataclass(frozen=True, slots=True)
class WrittenLine:
    """A paragraph; `image` is a picture that stands there, as an address that holds the picture itself."""

    text: str
    mark: Mark | None = None
    image: str = ""


def blocks_page(document: Document, marks: Sequence[Mark], title: str, doubts: Sequence[str] = ()) -> str:
    """The document's blocks as one page of HTML, each cell in its colour."""
    by_place = {mark.place: mark for mark in marks}
    shown = by_place.keys() & set(_places(document))
    pieces = tuple(_pieces(document, by_place))
    return fill("blocks.html.j2", legend=legend_of(title, marks, shown, doubts), pieces=pieces)


def _places(document: Document) -> Iterator[Place]:
    """Every place that is written: one that says nothing is none."""
    for block in document.blocks:
        places = [block.place] if isinstance(block, Paragraph) else [place for row in block.places for place in row]
        yield from (place for place in places if place != Place())


def _pieces(document: Document, marks: Mapping[Place, Mark]) -> Iterator[WrittenTable | WrittenLine]:
    written: set[Place] = set()
    for index, block in enumerate(document.blocks):
        yield from (_picture(picture) for picture in document.pictures if picture.before == index)
        if isinstance(block, Grid):
            yield table_of(block, marks)
        else:
            fresh = block.place != Place() and block.place not in written
            yield WrittenLine(block.text, marks.get(block.place) if fresh else None)
            written.add(block.place)
    yield from (_picture(picture) for picture in document.pictures if picture.before >= len(document.blocks))


def _picture(picture: Picture) -> WrittenLine:
    image = image_address(picture.body)
    return WrittenLine(f"[picture {picture.address}]") if image is None else WrittenLine("", image=image)


def table_of(grid: Grid, marks: Mapping[Place, Mark]) -> WrittenTable:
    """A grid as HTML writes tables: what spans several rows or columns stands there once."""
    spans = dict(_spans(grid))
    return WrittenTable(
        tuple(
            tuple(
                TableCell(text, *spans[row, column], marks.get(grid.places[row][column]))
                for column, text in enumerate(texts)
                if (row, column) in spans
            )
            for row, texts in enumerate(grid.rows)
        )
    )


def _spans(grid: Grid) -> Iterator[tuple[_Position, tuple[int, int]]]:
    """The upper left corner of every written cell, and how many rows and columns it spans."""
    positions: dict[Place, list[_Position]] = {}
    for row, places in enumerate(grid.places):
        for column, place in enumerate(places):
            positions.setdefault(place, []).append((row, column))
    for place, found in positions.items():
        down, across = _extent(found)
        if names_one_cell(place) and down * across == len(found) and len({grid.rows[r][c] for r, c in found}) == 1:
            yield found[0], (down, across)
        else:
            yield from ((position, (1, 1)) for position in found)


def _extent(positions: Sequence[_Position]) -> tuple[int, int]:
    rows = [row for row, _ in positions]
    columns = [column for _, column in positions]
    return max(rows) - min(rows) + 1, max(columns) - min(columns) + 1
