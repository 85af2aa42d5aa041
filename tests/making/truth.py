"""What a made report prints in each cell, and how a reading of it is judged."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

import yaml

from crawler.domain.extraction import Extraction
from crawler.domain.report import Address, Cell, CellState


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """What a cell prints: its text, and what a person reads there; a rounded figure (130余) nobody can be sure of."""

    text: str
    state: CellState = CellState.NUMBER
    value: Decimal | None = None
    rounded: bool = False

    def __str__(self) -> str:
        """Its text, so that grids print it."""
        return self.text


Truth = Mapping[Address, PrintedCell]


class Outcome(StrEnum):
    """What became of one cell; SILENT is wrong and marked certain, the worst there is."""

    RIGHT = "right"
    UNSURE = "right but unsure"
    SILENT = "wrong and certain"
    FLAGGED = "wrong but flagged"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Verdict:
    """One cell: what is printed at its address, what was read, and what that is called."""

    address: Address
    printed: str
    read: str
    outcome: Outcome


def judged(extraction: Extraction | None, truth: Truth) -> Iterator[Verdict]:
    """Every printed cell, and every cell that was read where none is printed; None is a document refused."""
    cells = extraction.report.cells if extraction is not None else {}
    for address in dict.fromkeys((*truth, *cells)):
        printed, cell = truth.get(address), cells.get(address)
        yield Verdict(address, _said(printed), _said(cell), _outcome(printed, cell))


def counted(verdicts: Iterable[Verdict]) -> Counter[Outcome]:
    """How many cells came out in which way."""
    return Counter(verdict.outcome for verdict in verdicts)


def silent_errors(extraction: Extraction | None, truth: Truth) -> list[Verdict]:
    """The cells that are wrong and marked certain."""
    return [verdict for verdict in judged(extraction, truth) if verdict.outcome is Outcome.SILENT]


def share_right(verdicts: Iterable[Verdict]) -> float:
    """The share of cells that are right and certain."""
    counts = counted(verdicts)
    return counts[Outcome.RIGHT] / max(counts.total(), 1)


def as_yaml(truth: Truth, **facts: object) -> str:
    """The truth as it stands beside a written file."""
    cells = {
        str(address): {"text": cell.text, "state": cell.state.value}
        | ({} if cell.value is None else {"value": f"{cell.value.normalize():f}"})
        for address, cell in truth.items()
    }
    return yaml.safe_dump({**facts, "cells": cells}, allow_unicode=True, sort_keys=False)


def written_by_eye(cells: Mapping[str, Any], columns: Mapping[str, list[str]]) -> Truth:
    """The truth of a real report, from its notation: a number, or _ for a blank; ? only says what we may doubt."""
    truth: dict[Address, PrintedCell] = {}
    for row, printed in cells.items():
        keys = columns.get(row.partition(".")[0], ())
        pairs = printed.items() if isinstance(printed, Mapping) else zip(keys, printed, strict=True)
        truth |= {Address.parse(f"{row}.{key}"): _by_eye(str(text).rstrip("?")) for key, text in pairs}
    return truth


def _by_eye(text: str) -> PrintedCell:
    if text == "_":
        return PrintedCell("", CellState.BLANK)
    if text in set(CellState):
        return PrintedCell("", CellState(text))
    return PrintedCell(text, CellState.NUMBER, Decimal(text))


def _outcome(printed: PrintedCell | None, cell: Cell | None) -> Outcome:
    if cell is None or cell.state is CellState.UNREAD:
        return Outcome.UNREAD
    if printed is not None and (cell.state, cell.value) == (printed.state, printed.value):
        return Outcome.RIGHT if cell.certain != printed.rounded else Outcome.UNSURE
    if printed is not None and cell.state is CellState.TEXT and printed.state is CellState.NUMBER:
        return Outcome.UNREAD
    return Outcome.SILENT if cell.certain else Outcome.FLAGGED


def _said(cell: PrintedCell | Cell | None) -> str:
    if cell is None:
        return "no cell"
    text = cell.text if isinstance(cell, PrintedCell) else cell.raw
    said = cell.state.value if cell.value is None else f"{cell.value.normalize():f}"
    return f"{said} {text!r}"
