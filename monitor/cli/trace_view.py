"""Where a figure stands, as people and programs read it: `gongkai.trace/1` and plain text."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from rich.text import Text

from crawler.domain.extraction import Extraction
from crawler.domain.report import Cell, CellState, Place
from monitor.annotation import Trace
from monitor.cli.report_view import plain_number

SCHEMA = "gongkai.trace/1"


def to_record(trace: Trace, extraction: Extraction, path: str) -> Mapping[str, Any]:
    """The JSON object of one address in one document; `path` is its file name."""
    record: dict[str, Any] = {
        "schema": SCHEMA,
        "source": {"path": path, "media": extraction.medium.value, "sha256": extraction.digest},
        "address": str(trace.address),
        "printed": trace.cell is not None,
    }
    if trace.cell is None:
        return record
    return record | {
        **_cell(trace.cell),
        "doubts": [{"code": doubt.code, "message": doubt.message} for doubt in trace.doubts],
        "around": [asdict(piece) for piece in trace.around],
    }


def to_text(trace: Trace, extraction: Extraction, path: str) -> Text:
    """The place as a person looks for it."""
    facts = [("file", f"{path} ({extraction.medium.value})"), *_facts(trace)]
    lines = (f"  {name:<10}  {said}" for name, said in facts)
    return Text("\n".join((str(trace.address), *lines)))


def _cell(cell: Cell) -> Mapping[str, Any]:
    return {
        "state": cell.state.value,
        "value": plain_number(cell.value),
        "raw": cell.raw,
        "unit": cell.unit,
        "note": cell.note,
        "certain": cell.certain,
        "unsure": cell.unsure.value if cell.unsure is not None else None,
        "by": cell.by,
        "confidence": cell.confidence,
        "where": {key: value for key, value in asdict(cell.where).items() if value is not None},
    }


def _facts(trace: Trace) -> Iterator[tuple[str, str]]:
    if trace.cell is None:
        yield "printed", "no: the document does not print this cell"
        return
    cell = trace.cell
    yield "stands", ", ".join(_where(cell.where)) or "at no place of its own"
    yield "printed", f"{cell.raw!r}"
    yield "value", " ".join(_value(cell))
    yield "trust", ", ".join(_trust(cell, doubted=bool(trace.doubts)))
    yield from (("doubt", f"{doubt.code}: {doubt.message}") for doubt in trace.doubts)
    if trace.around:
        yield "around", " | ".join(f"[{piece.text}]" if piece.here else piece.text for piece in trace.around)


def _where(place: Place) -> Iterator[str]:
    for name, value in asdict(place).items():
        if value is not None and name != "box":
            yield f"{name} {value}"
    if place.box is not None:
        box = place.box
        yield f"box {box.left:.1f} {box.top:.1f} {box.right:.1f} {box.bottom:.1f} (points from the upper left)"


def _value(cell: Cell) -> Iterator[str]:
    yield f"{cell.value:f}" if cell.value is not None else cell.state.value
    if cell.unit is not None:
        yield f"(printed in {cell.unit})"
    if cell.note is not None:
        yield f"note: {cell.note}"


def _trust(cell: Cell, *, doubted: bool) -> Iterator[str]:
    if cell.state is CellState.UNREAD:
        yield "unread"
    elif cell.unsure is not None:
        yield f"not certain of its {cell.unsure}"
    else:
        yield "not certain: it is doubted" if doubted else "certain"
    if cell.by is not None:
        yield f"found by {cell.by}"
    if cell.confidence is not None:
        yield f"characters recognised with confidence {cell.confidence:.2f}"
