"""Documents: what a reader makes of bytes, whatever their medium: paragraphs and grids in order, with places."""

from collections.abc import Iterator
from dataclasses import dataclass

from crawler.domain.extraction import Medium
from crawler.domain.report import Place


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line or paragraph of running text."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: rows of cell texts, an empty cell is "". `places` has the same shape as `rows`.

    A cell that spans several rows or columns stands in each of them, with the place of its first.
    """

    rows: tuple[tuple[str, ...], ...]
    places: tuple[tuple[Place, ...], ...]


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What the page around the text says of it: titles strongest first, and dates by their label."""

    titles: tuple[str, ...] = ()
    published: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """The content of one source, in reading order."""

    medium: Medium
    blocks: tuple[Paragraph | Grid, ...]
    facts: PageFacts = PageFacts()

    def paragraphs(self) -> Iterator[Paragraph]:
        """The running text."""
        return (block for block in self.blocks if isinstance(block, Paragraph))

    def grids(self) -> Iterator[Grid]:
        """The tables."""
        return (block for block in self.blocks if isinstance(block, Grid))
