"""Pages with words and ruling lines become paragraphs and grids, in reading order."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from crawler.domain.document import Document, Grid, Paragraph
from crawler.domain.extraction import Doubt, Medium
from crawler.domain.report import Place
from crawler.readers.geometry.chrome import page_chrome
from crawler.readers.geometry.continuing import continued
from crawler.readers.geometry.grids import grid_of
from crawler.readers.geometry.layout import LaidOutPage
from crawler.readers.geometry.lines import TextLine, lines_of
from crawler.readers.geometry.tables import Table, tables_of


@dataclass(frozen=True, slots=True)
class PageContent:
    """What stands on a page: its tables, and the lines outside them."""

    number: int
    height: float
    tables: tuple[Table, ...]
    lines: tuple[TextLine, ...]


_Piece = tuple[int, TextLine | Table]


def document_from_pages(
    medium: Medium,
    pages: Sequence[LaidOutPage],
    running: Sequence[Paragraph] = (),
    doubts: Sequence[Doubt] = (),
) -> Document:
    """The document that pages are; a table that runs over several is one grid, and no page number is text."""
    return document_of(medium, [_content(page) for page in pages], running, doubts)


def document_of(
    medium: Medium,
    pages: Sequence[PageContent],
    running: Sequence[Paragraph] = (),
    doubts: Sequence[Doubt] = (),
) -> Document:
    """The document that the content of pages makes, however their tables were found."""
    return Document(medium, tuple(_blocks(_joined(_pieces(pages)))), running=tuple(running), doubts=tuple(doubts))


def _content(page: LaidOutPage) -> PageContent:
    tables, words = tables_of(page)
    return PageContent(page.number, page.height, tables, lines_of(words))


def _pieces(pages: Sequence[PageContent]) -> Iterator[_Piece]:
    """The lines and tables in the order they are read."""
    chrome = page_chrome({page.number: page.lines for page in pages}, {page.number: page.height for page in pages})
    for page in pages:
        kept = [line for line in page.lines if (page.number, line) not in chrome]
        pieces: list[TextLine | Table] = [*kept, *page.tables]
        yield from ((page.number, piece) for piece in sorted(pieces, key=lambda piece: (piece.box.top, piece.box.left)))


def _joined(pieces: Iterable[_Piece]) -> Iterator[_Piece]:
    """The pieces, with a table that goes on at the top of the next page made one."""
    before: _Piece | None = None
    for number, piece in pieces:
        whole = _continued(before, number, piece)
        if whole is not None:
            before = number, whole
        else:
            if before is not None:
                yield before
            before = number, piece
    if before is not None:
        yield before


def _continued(before: _Piece | None, number: int, piece: TextLine | Table) -> Table | None:
    if before is None or not isinstance(piece, Table) or not isinstance(before[1], Table):
        return None
    return continued(before[1], piece) if before[1].last_page == number - 1 else None


def _blocks(pieces: Iterable[_Piece]) -> Iterator[Paragraph | Grid]:
    tables = 0
    for number, piece in pieces:
        if isinstance(piece, Table):
            tables += 1
            yield grid_of(piece, tables)
        else:
            yield Paragraph(piece.text, Place(page=number, box=piece.box))
