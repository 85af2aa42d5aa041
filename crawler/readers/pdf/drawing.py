"""What is drawn on a PDF page: its ruling lines, and how much of it images cover."""

from collections.abc import Iterator
from ctypes import byref, c_float, c_int
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2
import pypdfium2.raw as pdfium

from crawler.domain.report import Box
from crawler.readers.geometry.layout import Rule
from crawler.readers.pdf.frame import Frame

_MOST_OBJECTS = 40_000
_MOST_SEGMENTS = 120_000
_DEEPEST = 5
_THICKEST = 4.0
_SLANT = 0.5

_Matrix = tuple[float, float, float, float, float, float]
_Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Drawing:
    """The lines of a page, how many paths it has, where images lie, how much they cover, and whether we saw all."""

    rules: tuple[Rule, ...]
    paths: int
    images: tuple[Box, ...]
    covered: float
    is_whole: bool


def drawing_of(page: pypdfium2.PdfPage, frame: Frame) -> Drawing:
    """Look at the objects of a page and of the forms within it, up to a number no report reaches."""
    sight = _Sight(frame)
    count = pdfium.FPDFPage_CountObjects(page)
    sight.take_all((pdfium.FPDFPage_GetObject(page, index) for index in range(count)), _UNCHANGED, 0)
    covered = sum(map(_size, sight.images)) / max(frame.width * frame.height, 1.0)
    return Drawing(tuple(sight.rules), sight.paths, tuple(sight.images), covered, sight.is_whole)


_UNCHANGED: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class _Sight:
    """What was seen so far, and how much looking is left."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._objects, self._segments = _MOST_OBJECTS, _MOST_SEGMENTS
        self.rules: list[Rule] = []
        self.paths = 0
        self.images: list[Box] = []
        self.is_whole = True

    def take_all(self, objects: Iterator[pdfium.FPDF_PAGEOBJECT], matrix: _Matrix, depth: int) -> None:
        for one in objects:
            self._objects -= 1
            if self._objects < 0 or self._segments < 0 or depth > _DEEPEST:
                self.is_whole = False
                return
            self._take(one, matrix, depth)

    def _take(self, one: pdfium.FPDF_PAGEOBJECT, matrix: _Matrix, depth: int) -> None:
        kind = pdfium.FPDFPageObj_GetType(one)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            self._take_path(one, _combined(_matrix_of(one), matrix))
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            self._take_image(_combined(_matrix_of(one), matrix))
        elif kind == pdfium.FPDF_PAGEOBJ_FORM:
            count = pdfium.FPDFFormObj_CountObjects(one)
            inside = (pdfium.FPDFFormObj_GetObject(one, index) for index in range(count))
            self.take_all(inside, _combined(_matrix_of(one), matrix), depth + 1)

    def _take_path(self, path: pdfium.FPDF_PAGEOBJECT, matrix: _Matrix) -> None:
        self.paths += 1
        self._segments -= pdfium.FPDFPath_CountSegments(path)
        if self._segments < 0:
            return
        fill, stroke = c_int(), c_int()
        pdfium.FPDFPath_GetDrawMode(path, byref(fill), byref(stroke))
        for points in _outlines(path, matrix):
            if fill.value:
                self._add(points)
            if stroke.value:
                for start, end in pairwise(points):
                    self._add([start, end])

    def _add(self, points: list[_Point]) -> None:
        """Take points that lie on one level or upright line; a thin rectangle is one too."""
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box = self._frame.box(min(xs), min(ys), max(xs), max(ys))
        thin = min(box.right - box.left, box.bottom - box.top)
        if thin <= (_SLANT if len(points) == 2 else _THICKEST) and self._reaches(box):
            self.rules.append(Rule(self._clipped(box)))

    def _reaches(self, box: Box) -> bool:
        return box.right >= 0 and box.bottom >= 0 and box.left <= self._frame.width and box.top <= self._frame.height

    def _clipped(self, box: Box) -> Box:
        return Box(
            max(box.left, 0), max(box.top, 0), min(box.right, self._frame.width), min(box.bottom, self._frame.height)
        )

    def _take_image(self, matrix: _Matrix) -> None:
        """An image fills the unit square of its matrix."""
        corners = [_moved(corner, matrix) for corner in ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0))]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        box = self._clipped(self._frame.box(min(xs), min(ys), max(xs), max(ys)))
        if _size(box) > 0:
            self.images.append(box)


def _size(box: Box) -> float:
    return max(box.right - box.left, 0) * max(box.bottom - box.top, 0)


def _outlines(path: pdfium.FPDF_PAGEOBJECT, matrix: _Matrix) -> Iterator[list[_Point]]:
    """The outlines of a path, point by point; one that is closed ends where it began."""
    points: list[_Point] = []
    for index in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        x, y = c_float(), c_float()
        pdfium.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        points.append(_moved((x.value, y.value), matrix))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points


def _matrix_of(one: pdfium.FPDF_PAGEOBJECT) -> _Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(one, byref(matrix)):
        return _UNCHANGED
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _combined(inner: _Matrix, outer: _Matrix) -> _Matrix:
    a, b, c, d, e, f = inner
    across, up = _moved((e, f), outer)
    return (
        a * outer[0] + b * outer[2],
        a * outer[1] + b * outer[3],
        c * outer[0] + d * outer[2],
        c * outer[1] + d * outer[3],
        across,
        up,
    )


def _moved(point: _Point, matrix: _Matrix) -> _Point:
    x, y = point
    return matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5]
