"""Made reports as text: as converters write it, and as they mangle it."""

import re
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from random import Random

from spiders.simulator.tables import Grid, to_text
from tests.making.grids import is_figure, width_of
from tests.making.reports import MadeReport

_LOOK_ALIKES = str.maketrans("已未日人二一", "巳末曰入ニ─")
_TRADITIONAL = str.maketrans(
    "开业经总计书数张报处无关资诉讼级当从议结维复机构类办务规现为东实与图问题决变应给项个国万",
    "開業經總計書數張報處無關資訴訟級當從議結維復機構類辦務規現為東實與圖問題決變應給項個國萬",
)
_BREAKABLE = re.compile(r"[\u4e00-\u9fff]{3,}")


class Mangling(StrEnum):
    """What a converter did to the tables of a report."""

    NONE = "none"
    BROKEN_LABELS = "labels broken over lines"
    LOOK_ALIKES = "characters of labels taken for others that look like them"
    TRADITIONAL = "labels in traditional characters"
    SPACED = "spaces inside labels"
    RUN_TOGETHER = "the figures of table 2 run together with its labels"
    COLUMNS_LOST = "blank cells dropped"
    FIGURES_RUN_TOGETHER = "the figures of a row run together"
    INDENTED = "rows moved to the right, blanks at their ends trimmed"


def as_text(report: MadeReport) -> bytes:
    """A text file with tab-separated tables."""
    return _document(report, to_text)


def as_markdown(report: MadeReport) -> bytes:
    """Markdown with pipe tables, headings marked."""
    pieces = [f"# {report.title}"]
    for piece in report.pieces():
        if isinstance(piece, str):
            pieces.append(f"## {piece}" if len(piece) < 30 else piece)
        else:
            pieces.append(_pipes(piece))
    return "\n\n".join(pieces).encode()


def as_lines(report: MadeReport) -> bytes:
    """Running text as from a PDF: a row on a line, its cells between spaces, blank ones invisible."""
    return _document(report, lambda grid: "\n".join(" ".join(cell.text for cell in row) for row in grid))


def mangled(report: MadeReport, mangling: Mangling, random: Random) -> bytes:
    """A text file of which the tables have been mangled; figures keep their digits, but not always their gaps."""
    return _document(report, lambda grid: _MANGLERS[mangling](_tabbed(grid), random))


def _document(report: MadeReport, table: Callable[[Grid], str]) -> bytes:
    pieces = (piece if isinstance(piece, str) else table(piece) for piece in report.pieces())
    return "\n\n".join([report.title, *pieces]).encode()


def _pipes(grid: Grid) -> str:
    rows = [" | ".join(row) for row in _tabbed(grid)]
    ruler = " | ".join(["---"] * width_of(grid))
    return "\n".join(f"| {row} |" for row in (rows[0], ruler, *rows[1:]))


Rows = Sequence[Sequence[str]]


def _tabbed(grid: Grid) -> list[list[str]]:
    return [line.split("\t") for line in to_text(grid).split("\n")]


def _joined(rows: Rows) -> str:
    return "\n".join("\t".join(row) for row in rows)


def _labels_as(change: Callable[[str], str]) -> Callable[[Rows, Random], str]:
    def changed(rows: Rows, random: Random) -> str:
        return _joined([[text if is_figure(text) else change(text) for text in row] for row in rows])

    return changed


def _broken_labels(rows: Rows, random: Random) -> str:
    """Labels in pieces on lines of their own, the figures of a row behind the last of them."""
    lines: list[str] = []
    for row in rows:
        for text in row:
            if text and not is_figure(text):
                cut = random.randint(1, max(len(text) - 1, 1))
                lines += [text[:cut], text[cut:]]
        lines.append(" ".join(text for text in row if text and is_figure(text)))
    return "\n\n".join(line for line in lines if line)


def _spaced(text: str) -> str:
    return _BREAKABLE.sub(lambda label: " ".join(label[0]), text)


def _run_together(rows: Rows, random: Random) -> str:
    """The narrow rows of table 2 without any gap: 规章000行政规范性文件6233440."""
    if max(map(len, rows)) > 5:
        return _joined(rows)
    return "".join("".join(row) for row in rows)


def _columns_lost(rows: Rows, random: Random) -> str:
    return "\n".join(" ".join(text for text in row if text) for row in rows)


def _figures_run_together(rows: Rows, random: Random) -> str:
    def line(row: Sequence[str]) -> str:
        labels = [text for text in row if not is_figure(text)]
        return "\t".join([*labels, "".join(text for text in row if is_figure(text))])

    return "\n".join(line(row) if random.random() < 0.4 else "\t".join(row) for row in rows)


def _indented(rows: Rows, random: Random) -> str:
    moved = (["", *row] if random.random() < 0.5 else list(row) for row in rows)
    return "\n".join("\t".join(row).rstrip("\t") if random.random() < 0.5 else "\t".join(row) for row in moved)


_MANGLERS: Mapping[Mangling, Callable[[Rows, Random], str]] = {
    Mangling.NONE: lambda rows, random: _joined(rows),
    Mangling.BROKEN_LABELS: _broken_labels,
    Mangling.LOOK_ALIKES: _labels_as(lambda text: text.translate(_LOOK_ALIKES)),
    Mangling.TRADITIONAL: _labels_as(lambda text: text.translate(_TRADITIONAL)),
    Mangling.SPACED: _labels_as(_spaced),
    Mangling.RUN_TOGETHER: _run_together,
    Mangling.COLUMNS_LOST: _columns_lost,
    Mangling.FIGURES_RUN_TOGETHER: _figures_run_together,
    Mangling.INDENTED: _indented,
}
