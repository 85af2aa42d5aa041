"""Documents that print the tables of more than one report: last year's below this year's, a draft above the final one.

The first that are met need not be the report's own. Where they differ no figure of either carries a verdict.
"""

from collections import Counter

from crawler.domain.document import Document, Grid
from crawler.domain.normalise import normalise, squeeze
from crawler.parse.table import ROW_TWICE, Tables

_LABELS = ("属于国家秘密", "属于行政执法案卷", "没有现成信息", "要求提供公开出版物", "(七)总计")
"""What stands once in the tables of a report, and hardly in its text."""


def doubt_repeated_tables(document: Document, tables: Tables) -> None:
    """Doubt every cell where the tables stand there twice; those that are twice the same are as good as once."""
    if not tables.cells:
        return
    in_grids = sum((_named_in(block) for block in document.blocks if isinstance(block, Grid)), Counter[str]())
    text = normalise(squeeze("".join(paragraph.text for paragraph in document.paragraphs())))
    in_text = Counter({label: text.count(label) for label in _LABELS})
    if any(in_grids[label] + in_text[label] < 2 for label in _LABELS):
        return
    if any(in_text[label] for label in _LABELS[:-1]) or any(doubt.code == ROW_TWICE for doubt in tables.doubts):
        why = "the tables are printed more than once: which of them are this report's is not certain"
        tables.doubt("tables_twice", why, tuple(tables.cells))


def _named_in(grid: Grid) -> Counter[str]:
    """How many rows of a grid bear each label."""
    rows = ([normalise(cell) for cell in row] for row in grid.rows)
    return Counter(label for row in rows for label in _LABELS if any(label in cell for cell in row))
