"""Pages drawn by hand: words and ruling lines where a test wants them."""

from collections.abc import Iterator, Sequence

from crawler.domain.document import Grid
from crawler.domain.extraction import Medium
from crawler.domain.report import Box
from crawler.readers.geometry import LaidOutPage, Rule, Word, document_from_pages

EM = 10.0
LINE = 12.0
WIDTH, HEIGHT = 595.0, 842.0


def word(text: str, left: float, top: float, confidence: float | None = None) -> Word:
    """A word whose characters are as wide as high; Latin letters and digits are half as wide."""
    width = sum(EM / 2 if one.isascii() else EM for one in text)
    return Word(text, Box(left, top, left + width, top + EM), confidence)


def words(text: str, left: float, top: float) -> list[Word]:
    """The words of a cell, a line below the other."""
    return [word(line, left, top + index * LINE) for index, line in enumerate(text.split("\n")) if line]


def level(down: float, left: float, right: float) -> Rule:
    """A level ruling line."""
    return Rule(Box(left, down - 0.25, right, down + 0.25))


def upright(across: float, top: float, bottom: float) -> Rule:
    """An upright ruling line."""
    return Rule(Box(across - 0.25, top, across + 0.25, bottom))


def ruled(
    top: float, rows: Sequence[Sequence[str]], edges: Sequence[float], high: float = 20
) -> tuple[list[Word], list[Rule]]:
    """A table of single cells: the text of each two points beside its upper left corner."""
    downs = [top + index * high for index in range(len(rows) + 1)]
    written = [
        one
        for down, row in zip(downs, rows, strict=False)
        for across, text in zip(edges, row, strict=False)
        for one in words(text, across + 2, down + 4)
    ]
    rules = [level(down, edges[0], edges[-1]) for down in downs]
    return written, [*rules, *(upright(across, downs[0], downs[-1]) for across in edges)]


def page(*drawn: Word | Rule | tuple[list[Word], list[Rule]], number: int = 1) -> LaidOutPage:
    """A page with everything that is drawn on it."""
    pieces = list(_flat(drawn))
    return LaidOutPage(
        number,
        WIDTH,
        HEIGHT,
        tuple(one for one in pieces if isinstance(one, Word)),
        tuple(one for one in pieces if isinstance(one, Rule)),
    )


def _flat(drawn: Sequence[Word | Rule | tuple[list[Word], list[Rule]]]) -> Iterator[Word | Rule]:
    for one in drawn:
        if isinstance(one, tuple):
            yield from one[0]
            yield from one[1]
        else:
            yield one


def grids(*pages: LaidOutPage) -> list[Grid]:
    """The grids of the document that the pages are."""
    return list(document_from_pages(Medium.PDF, pages).grids())


def lines(*pages: LaidOutPage) -> list[str]:
    """The paragraphs of the document that the pages are."""
    return [paragraph.text for paragraph in document_from_pages(Medium.PDF, pages).paragraphs()]
