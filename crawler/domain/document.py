"""Documents: what a reader makes of bytes, whatever their medium: paragraphs and grids in order, with places."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from crawler.domain.evidence import Dated
from crawler.domain.extraction import Doubt, Medium
from crawler.domain.report import Place


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line or paragraph of running text."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Picture:
    """An image within a document, on which text or a table may be: it stands before the block of that index.

    `body` is its file, empty where a page only names it; `address` is that name.
    """

    before: int
    place: Place
    address: str = ""
    body: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: rows of cell texts, an empty cell is "". `places` has the same shape as `rows`.

    A cell that spans several rows or columns stands in each of them, with the place of its first. Where the
    characters were recognised on an image, `confidences` has the same shape: from 0, two looks at the cell
    disagree, to 1; without images it is ().
    """

    rows: tuple[tuple[str, ...], ...]
    places: tuple[tuple[Place, ...], ...]
    confidences: tuple[tuple[float, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What the page around the text says of it: titles and days of publication, strongest first."""

    titles: tuple[str, ...] = ()
    dated: tuple[Dated, ...] = ()
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """The content of one source, in reading order.

    `running` is a second, unlike reading of the same source, where a medium allows one: all its text,
    tables too, as lines in the order they are written. `pictures` are its images that may hold more,
    `doubts` say what of the source was not read.
    """

    medium: Medium
    blocks: tuple[Paragraph | Grid, ...]
    facts: PageFacts = PageFacts()
    running: tuple[Paragraph, ...] = ()
    pictures: tuple[Picture, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    def paragraphs(self) -> Iterator[Paragraph]:
        """The running text."""
        return (block for block in self.blocks if isinstance(block, Paragraph))

    def grids(self) -> Iterator[Grid]:
        """The tables."""
        return (block for block in self.blocks if isinstance(block, Grid))
