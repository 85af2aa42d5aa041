"""Two looks at every cell: at the lines that the whole page shows in it, and at the cell by itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from unicodedata import normalize

from crawler.readers.scanning.cells import Field
from crawler.readers.scanning.engine import recognise
from crawler.readers.scanning.pixels import Area, Pixels
from crawler.readers.scanning.strips import Strip, strip_at, strips_of_field

UNREADABLE = "?"
"""What a cell reads that has ink and no text: never nothing."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, or the part of one that stands in a cell, and how sure it is, from 0 to 1."""

    text: str
    area: Area
    confidence: float


Look = tuple[Line, ...]


def read_lines(image: Pixels, areas: Iterable[Area]) -> Look:
    """The lines of running text in these areas."""
    return _read([[strip_at(image, area) for area in areas]])[0]


def look_twice(image: Pixels, fields: Sequence[Field], detected: Sequence[Sequence[Area]]) -> list[Look]:
    """The lines of each field, `detected` being the areas of text that the whole page shows in it.

    Looks that read the same are as sure as the less sure of them; looks that differ are not sure at all.
    """
    first = _read([[strip_at(image, area) for area in areas] for areas in detected])
    second = _read([strips_of_field(image, field) for field in fields])
    return [_agreed(field, one, other) for field, one, other in zip(fields, first, second, strict=True)]


def text_of(look: Look) -> str:
    """What a look reads, without the spaces and widths that two looks may see differently."""
    return "".join(normalize("NFKC", "".join(line.text for line in look)).split())


def _read(groups: Sequence[Sequence[Strip]]) -> list[Look]:
    """Recognise all strips at once, which is quicker, and give each group its lines back."""
    found = iter(recognise([strip.pixels for strips in groups for strip in strips]))
    looks = []
    for strips in groups:
        pairs = zip(strips, islice(found, len(strips)), strict=True)
        looks.append(tuple(Line(one.text, strip.area, one.score) for strip, one in pairs if one.text))
    return looks


def _agreed(field: Field, first: Look, second: Look) -> Look:
    if not first and not second:
        return (Line(UNREADABLE, field.interior, 0.0),) if field.lines else ()
    sure = min(_score(first), _score(second))
    better = max(first, second, key=_score)
    agree = text_of(first) == text_of(second)
    return tuple(replace(line, confidence=sure if agree else 0.0) for line in better)


def _score(look: Look) -> float:
    return min((line.confidence for line in look), default=0.0)
