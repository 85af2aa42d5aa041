"""A page of pixels becomes a page of words and ruling lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from crawler.domain.report import Box
from crawler.readers.geometry.layout import LaidOutPage, Rule, Word
from crawler.readers.scanning.cells import Field, find_fields
from crawler.readers.scanning.figures import with_digits
from crawler.readers.scanning.ink import ink_of, without_seals
from crawler.readers.scanning.legibility import as_sure_as_the_page
from crawler.readers.scanning.looks import Line, Look, look_twice, read_lines
from crawler.readers.scanning.pixels import Area, Mask, Pixels
from crawler.readers.scanning.ruling import find_rulings
from crawler.readers.scanning.strokes import with_slashes
from crawler.readers.scanning.turn import Turn, scaling
from crawler.readers.scanning.upright import UprightPage, upright

_LEAST_WIDTH = 12
_LEAST_SHARE = 0.4
_STEEPEST, _HIGHEST_LINE = 1.5, 80


@dataclass(frozen=True, slots=True)
class SeenPage:
    """A recognised page, and the way back from its points to those of the page that was scanned."""

    laid_out: LaidOutPage
    turn: Turn


def see(image: Pixels, number: int, scale: float) -> SeenPage:
    """Recognise a page; `scale` is how many of its pixels make a point. A page without text is an empty one."""
    page = upright(image)
    turn = scaling(scale).then(page.turn).then(scaling(1 / scale))
    return SeenPage(_laid_out(page, number, scale), turn)


def _laid_out(page: UprightPage, number: int, scale: float) -> LaidOutPage:
    ink = ink_of(page.image)
    cleaned = without_seals(page.image)
    rulings = find_rulings(ink)
    tables = [find_fields(ruling, page.image, ink) for ruling in rulings]
    lines = [*_running(cleaned, tables, page.detected), *_tabulated(cleaned, ink, tables, page.detected)]
    height, width = page.image.shape[:2]
    return LaidOutPage(
        number=number,
        width=width / scale,
        height=height / scale,
        words=tuple(Word(line.text, _box(line.area, scale), line.confidence) for line in lines),
        rules=tuple(Rule(_box(area, scale)) for ruling in rulings for area in ruling.lines),
    )


def _running(image: Pixels, tables: Sequence[Sequence[Field]], detected: Sequence[Area]) -> Iterator[Line]:
    """The lines outside of all cells."""
    fields = [field for table in tables for field in table]
    outside = [area for area in detected if not any(_stands_in(area.common(field.interior), area) for field in fields)]
    yield from read_lines(image, outside)


def _tabulated(image: Pixels, ink: Mask, tables: Sequence[Sequence[Field]], detected: Sequence[Area]) -> Iterator[Line]:
    """The lines within cells; a detected line that runs over several cells is parted between them."""
    level = [area for area in detected if not _runs_down(area)]
    looks: list[Look] = []
    for fields in tables:
        parts = [list(_parts(field, level)) for field in fields]
        seen = with_slashes(look_twice(image, fields, parts), fields, ink)
        looks += with_digits(fields, seen)
    yield from chain.from_iterable(as_sure_as_the_page(looks))


def _runs_down(area: Area) -> bool:
    """Whether it is a stack of characters, which only the look at the cell itself reads, one by one."""
    return area.height > max(_HIGHEST_LINE, _STEEPEST * area.width)


def _parts(field: Field, detected: Sequence[Area]) -> Iterator[Area]:
    """The parts of detected lines that stand in a cell; on a cell without ink, those that see some all the same."""
    for area in detected:
        part = area.common(field.interior)
        if _stands_in(part, area) and (not field.lines or any(_meets(part, line) for line in field.lines)):
            yield part


def _stands_in(part: Area, area: Area) -> bool:
    """Whether the part of a detected line that a cell shares with it is more than a graze."""
    return part.width >= _LEAST_WIDTH and part.height >= _LEAST_SHARE * area.height


def _meets(one: Area, other: Area) -> bool:
    common = one.common(other)
    return common.width > 0 and common.height > 0


def _box(area: Area, scale: float) -> Box:
    return Box(area.left / scale, area.top / scale, area.right / scale, area.bottom / scale)
