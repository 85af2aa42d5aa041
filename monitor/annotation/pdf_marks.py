"""Colours over the cells of a PDF, as objects of its pages, so that what is printed stays text.

A last page says what they mean. Here is what is drawn; `pdf_drawing` draws it.
"""

import json
from collections.abc import Iterator, Sequence

from crawler.readers.confinement import CONVERSIONS, confined
from monitor.annotation.legend import COLOURS, Colour, Legend, legend_of, where
from monitor.annotation.marks import CellMark, Mark

_TITLE = "What was read in this document"
Line = tuple[Colour | None, str]


def mark_pdf(body: bytes, marks: Sequence[Mark], doubts: Sequence[str], source: str) -> bytes:
    """The PDF with a translucent rectangle over each cell; raises NotReadable where that cannot be drawn."""
    return _drawn("draw_on_pdf", body, marks, doubts, source)


def mark_image(body: bytes, marks: Sequence[Mark], doubts: Sequence[str], source: str) -> bytes:
    """An image as a PDF of one page with its cells marked; raises NotReadable where that cannot be drawn."""
    return _drawn("draw_on_image", body, marks, doubts, source)


def _drawn(draw: str, body: bytes, marks: Sequence[Mark], doubts: Sequence[str], source: str) -> bytes:
    """What a child process draws: the plan goes before the file, on a line of its own."""
    boxed = [mark for mark in marks if mark.place.box is not None]
    legend = legend_of(_TITLE, marks, {mark.place for mark in boxed}, doubts)
    plan = {"rectangles": [_rectangle(mark) for mark in boxed], "legend": list(_legend_lines(legend))}
    request = json.dumps(plan).encode() + b"\n" + body
    drawn: bytes = confined(f"monitor.annotation.pdf_drawing:{draw}", CONVERSIONS, request, source)
    return drawn


def _rectangle(mark: Mark) -> dict[str, object]:
    """A mark as it is drawn; a box without a page is on the first."""
    box = mark.place.box
    corners = (box.left, box.top, box.right, box.bottom) if box is not None else ()
    return {"page": mark.place.page or 1, "box": corners, "colour": COLOURS[mark.tone], "title": mark.title}


def _legend_lines(legend: Legend) -> Iterator[Line]:
    yield None, legend.title
    yield from ((COLOURS[tone], f"{count}  {words.en}") for tone, count, words in legend.lines())
    yield from ((None, doubt) for doubt in legend.doubts)
    yield from _listed("To look at:", legend.watched)
    yield from _listed("Without a place of their own on the pages:", legend.unplaced)


def _listed(heading: str, cells: Sequence[CellMark]) -> Iterator[Line]:
    if cells:
        yield None, ""
        yield None, heading
    for mark in cells:
        yield COLOURS[mark.tone], f"{mark.address} = {mark.value}, {where(mark.cell.where)}"
