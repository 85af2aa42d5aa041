"""What differs between two readings of a report: cells from one figure to another, and passages of the text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from crawler.domain.extraction import Extraction
from crawler.domain.report import Address, Cell, Report
from crawler.domain.wording import Text
from monitor.checks.phrases import figure
from monitor.findings.explaining import label_of
from monitor.web.report.cells import Look, look_of

_SENTENCE = re.compile(r"[^。；！？\n]+[。；！？]?")
_SURE = (Look.CERTAIN, Look.BLANK, Look.CORRECTED, Look.ABSENT)
_BESIDE = {
    Look.UNSURE: Text("（存疑）", " (unsure)"),
    Look.INFERRED: Text("（推定）", " (inferred)"),
    Look.CORRECTED: Text("（人工更正）", " (corrected)"),
}


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that two readings give differently; `certain` tells that both are sure of it."""

    address: Address
    label: Text
    before: Text
    after: Text
    certain: bool


@dataclass(frozen=True, slots=True)
class PassageChange:
    """Sentences of one section that stand in one reading only, as printed."""

    heading: str
    removed: tuple[str, ...]
    added: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """All that differs. `same_source` tells that both were read from the same bytes: then only our reading changed."""

    cells: tuple[CellChange, ...]
    passages: tuple[PassageChange, ...]
    same_source: bool


def changes_between(before: Extraction, after: Extraction) -> Changes:
    """What the later reading says otherwise."""
    return Changes(
        tuple(_cells(before, after)), tuple(_passages(before.report, after.report)), before.digest == after.digest
    )


def _cells(before: Extraction, after: Extraction) -> Iterator[CellChange]:
    for address in dict.fromkeys((*before.report.cells, *after.report.cells)):
        old, new = before.report.cells.get(address), after.report.cells.get(address)
        if _prints(old) == _prints(new):
            continue
        looks = _look(before, address), _look(after, address)
        yield CellChange(
            address,
            label_of(address, after.report.form),
            _said(old, looks[0]),
            _said(new, looks[1]),
            certain=all(look in _SURE for look in looks),
        )


def _prints(cell: Cell | None) -> tuple[object, ...]:
    return () if cell is None else (cell.state, cell.value)


def _look(extraction: Extraction, address: Address) -> Look:
    doubted = any(address in doubt.cells for doubt in extraction.doubts)
    return look_of(extraction.report.cells.get(address), doubted=doubted)


def _said(cell: Cell | None, look: Look) -> Text:
    shown, beside = figure(cell), _BESIDE.get(look, Text("", ""))
    return Text(shown.zh + beside.zh, shown.en + beside.en)


def _passages(before: Report, after: Report) -> Iterator[PassageChange]:
    old, new = dict(_sections(before)), dict(_sections(after))
    for heading in dict.fromkeys((*old, *new)):
        removed, added = _apart(old.get(heading, ()), new.get(heading, ()))
        if removed or added:
            yield PassageChange(heading, removed, added)


def _sections(report: Report) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "", (*((report.title,) if report.title else ()), *sentences(report.preface))
    yield from ((section.heading, sentences(section.text)) for section in report.sections)


def sentences(text: str) -> tuple[str, ...]:
    r"""The sentences of a text, as printed.

    >>> sentences("新收3件。结转0件；\n完")
    ('新收3件。', '结转0件；', '完')
    """
    return tuple(found.strip() for found in _SENTENCE.findall(text) if found.strip())


def _apart(old: Sequence[str], new: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    removed: list[str] = []
    added: list[str] = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            removed += old[i:j]
            added += new[k:m]
    return tuple(removed), tuple(added)
