"""Draws on the pages of a PDF, in a child process: rectangles over cells with what is to be said of each, and a legend.

A request is a plan in JSON on one line, and behind it the file.
"""

import ctypes
import io
import json
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from crawler.domain.errors import NotReadable
from monitor.annotation.legend import OPACITY

_FINE = 64
_PAPER = (595, 842)
_MARGIN = 50
_LEADING = 16
_LINES = (_PAPER[1] - 2 * _MARGIN) // _LEADING
_FONT = b"Helvetica"
_SOLID = 255
_Corner = tuple[float, float]


def draw_on_pdf(request: bytes, source: str) -> bytes:
    """The PDF with the plan drawn on it; raises NotReadable for a file that does not open."""
    plan, _, body = request.partition(b"\n")
    try:
        return _drawn(body, json.loads(plan))
    except pypdfium2.PdfiumError as error:
        raise NotReadable(source, f"a PDF that cannot be drawn on: {error}") from error


def draw_on_image(request: bytes, source: str) -> bytes:
    """The image as a PDF, on whose only page a pixel is a point; raises NotReadable for a file that does not open."""
    plan, _, body = request.partition(b"\n")
    page = io.BytesIO()
    try:
        Image.open(io.BytesIO(body)).convert("RGB").save(page, "PDF", resolution=72.0)
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        raise NotReadable(source, f"an image that does not open: {error}") from error
    return _drawn(page.getvalue(), json.loads(plan))


def _drawn(body: bytes, plan: Mapping[str, Any]) -> bytes:
    written = io.BytesIO()
    with pypdfium2.PdfDocument(body) as pdf:
        there = [rectangle for rectangle in plan["rectangles"] if rectangle["page"] <= len(pdf)]
        by_page = sorted(there, key=lambda rectangle: int(rectangle["page"]))
        for number, rectangles in groupby(by_page, key=lambda rectangle: int(rectangle["page"])):
            _mark_page(pdf[number - 1], list(rectangles))
        for first in range(0, len(plan["legend"]), _LINES):
            _write_legend(pdf, plan["legend"][first : first + _LINES])
        pdf.save(written, flags=pdfium.FPDF_REMOVE_SECURITY)
    return written.getvalue()


def _mark_page(page: pypdfium2.PdfPage, rectangles: Sequence[Mapping[str, Any]]) -> None:
    for rectangle in rectangles:
        left, top, right, bottom = rectangle["box"]
        corners = _on_page(page, left, top), _on_page(page, right, bottom)
        low = (min(corners[0][0], corners[1][0]), min(corners[0][1], corners[1][1]))
        high = (max(corners[0][0], corners[1][0]), max(corners[0][1], corners[1][1]))
        _fill(page, low, high, rectangle["colour"], round(_SOLID * OPACITY))
        _say(page, low, high, rectangle["title"])
    pdfium.FPDFPage_GenerateContent(page)


def _on_page(page: pypdfium2.PdfPage, across: float, down: float) -> _Corner:
    """A point from the upper left of the page as it is seen, in the page's own coordinates, turned or cropped."""
    width, height = (round(length * _FINE) for length in page.get_size())
    x, y = ctypes.c_double(), ctypes.c_double()
    seen = (round(across * _FINE), round(down * _FINE))
    pdfium.FPDF_DeviceToPage(page, 0, 0, width, height, 0, *seen, ctypes.byref(x), ctypes.byref(y))
    return x.value, y.value


def _fill(page: pypdfium2.PdfPage, low: _Corner, high: _Corner, colour: Sequence[int], alpha: int) -> None:
    shape = pdfium.FPDFPageObj_CreateNewRect(*low, high[0] - low[0], high[1] - low[1])
    pdfium.FPDFPageObj_SetFillColor(shape, *colour, alpha)
    pdfium.FPDFPath_SetDrawMode(shape, pdfium.FPDF_FILLMODE_ALTERNATE, 0)
    pdfium.FPDFPageObj_SetBlendMode(shape, b"Multiply")
    pdfium.FPDFPage_InsertObject(page, shape)


def _say(page: pypdfium2.PdfPage, low: _Corner, high: _Corner, text: str) -> None:
    """A note that viewers show to whoever points at the rectangle; it draws nothing itself."""
    note = pdfium.FPDFPage_CreateAnnot(page, pdfium.FPDF_ANNOT_SQUARE)
    rectangle = pdfium.FS_RECTF(left=low[0], top=high[1], right=high[0], bottom=low[1])
    pdfium.FPDFAnnot_SetRect(note, ctypes.byref(rectangle))
    pdfium.FPDFAnnot_SetBorder(note, 0, 0, 0)
    pdfium.FPDFAnnot_SetStringValue(note, b"Contents", _wide(text))
    pdfium.FPDFPage_CloseAnnot(note)


def _write_legend(pdf: pypdfium2.PdfDocument, lines: Sequence[tuple[Sequence[int] | None, str]]) -> None:
    page = pdf.new_page(*_PAPER)
    for number, (colour, text) in enumerate(lines):
        baseline = _PAPER[1] - _MARGIN - number * _LEADING
        if colour is not None:
            _fill(page, (_MARGIN, baseline - 2), (_MARGIN + 14, baseline + 9), colour, _SOLID)
        _write(pdf, page, (_MARGIN if colour is None else _MARGIN + 22, baseline), text)
    pdfium.FPDFPage_GenerateContent(page)


def _write(pdf: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, corner: _Corner, text: str) -> None:
    """One line in the font that every PDF program has; it has Latin letters only."""
    line = pdfium.FPDFPageObj_NewTextObj(pdf, _FONT, ctypes.c_float(10))
    pdfium.FPDFText_SetText(line, _wide(text.encode("latin-1", "replace").decode("latin-1")))
    pdfium.FPDFPageObj_Transform(line, 1, 0, 0, 1, *corner)
    pdfium.FPDFPage_InsertObject(page, line)


def _wide(text: str) -> "ctypes.Array[Any]":
    """A text as pdfium takes it: UTF-16 with a nought behind it."""
    encoded = text.encode("utf-16-le", "replace")
    letters = [int.from_bytes(encoded[at : at + 2], "little") for at in range(0, len(encoded), 2)]
    wide = pdfium.FPDF_WCHAR * (len(letters) + 1)
    array: ctypes.Array[Any] = wide(*letters, 0)
    return array
