"""What stands above an annotated document: what the colours mean, how many cells have each, and which to look at."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from crawler.domain.report import Place
from crawler.domain.wording import Text
from monitor.annotation.marks import CellMark, Mark, Tone

Colour = tuple[int, int, int]

COLOURS: Mapping[Tone, Colour] = {
    Tone.CERTAIN: (46, 160, 67),
    Tone.BLANK: (165, 214, 167),
    Tone.UNCERTAIN: (255, 179, 0),
    Tone.UNREAD: (229, 57, 53),
}
"""The colour of each tone: red, green and blue."""

OPACITY = 0.42
"""How much of the colour lies over what is printed, which is to stay legible."""

WORDS: Mapping[Tone, Text] = {
    Tone.CERTAIN: Text("确定，可据以评判", "certain: a verdict may rest on it"),
    Tone.BLANK: Text("确定为空白，该处未印数字", "certain, and nothing is printed there"),
    Tone.UNCERTAIN: Text("存疑，不据以评判", "uncertain: no verdict rests on it"),
    Tone.UNREAD: Text("未能读出", "unread"),
}


@dataclass(frozen=True, slots=True)
class Legend:
    """The colours with their counts, the cells to look at, and those that have no place to be marked at."""

    title: str
    counts: Mapping[Tone, int]
    watched: tuple[CellMark, ...]
    unplaced: tuple[CellMark, ...]
    doubts: tuple[str, ...] = ()

    def lines(self) -> Iterator[tuple[Tone, int, Text]]:
        """Each tone, how many cells have it, and what it means."""
        return ((tone, self.counts.get(tone, 0), WORDS[tone]) for tone in Tone)


def legend_of(title: str, marks: Sequence[Mark], shown: Collection[Place], doubts: Sequence[str] = ()) -> Legend:
    """The legend of a document in which the marks at the places `shown` could be drawn.

    `doubts` are those that name no cell.
    """
    cells = [cell for mark in marks for cell in mark.cells]
    return Legend(
        title=title,
        counts=Counter(cell.tone for cell in cells),
        watched=tuple(cell for cell in cells if cell.tone in (Tone.UNCERTAIN, Tone.UNREAD)),
        unplaced=tuple(cell for mark in marks if mark.place not in shown for cell in mark.cells),
        doubts=tuple(doubts),
    )


def where(place: Place) -> str:
    """A place as a person looks for it.

    >>> where(Place(page=3, table=2, row=4))
    'page 3, table 2, row 4'
    """
    known = (
        ("member", place.member),
        ("sheet", place.sheet),
        ("page", place.page),
        ("line", place.line),
        ("table", place.table),
        ("row", place.row),
        ("column", place.column),
    )
    return ", ".join(f"{name} {value}" for name, value in known if value is not None) or "no place of its own"
