"""The three official tables as grids of cells with spans, and the grids as HTML or as tab-separated text."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from itertools import count, groupby

from crawler.domain.report import Address
from spiders.simulator.forms import (
    CORNER_NOTE,
    DISPUTE_COLUMNS,
    DISPUTE_GROUPS,
    ORGANISATIONS,
    REQUEST_COLUMNS,
    RESULTS,
    Block,
    Form,
    Result,
)

_BLOCK_WIDTH = 4
_WORD_CELL = '<p class="MsoNormal" align="center"><span style="font-family:仿宋_GB2312;font-size:12.0pt">{}</span></p>'


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell of a table and how far it spans."""

    text: str
    columns: int = 1
    rows: int = 1


Row = tuple[GridCell, ...]
Grid = tuple[Row, ...]
Figures = Mapping[Address, object]
"""What each cell prints, as a number or as its text."""


def proactive_grid(form: Form, figures: Figures) -> Grid:
    """Table 2: blocks under their captions, four columns wide."""
    return tuple(row for block in form.blocks for row in _block_rows(block, figures))


def requests_grid(form: Form, figures: Figures) -> Grid:
    """Table 3: a head of three storeys, then seven figures a row."""

    def row(key: str, *labels: GridCell) -> Row:
        return (*labels, *_figures(figures, "requests", key, REQUEST_COLUMNS))

    return (
        *_requests_head(),
        row("new_received", GridCell("一、本年新收政府信息公开申请数量", columns=3)),
        row("carried_in", GridCell("二、上年结转政府信息公开申请数量", columns=3)),
        *(row(key, *labels) for key, labels in _result_labels(form)),
        row("carried_out", GridCell("四、结转下年度继续办理", columns=3)),
    )


def disputes_grid(figures: Figures) -> Grid:
    """Table 4: one row of fifteen figures under three groups."""
    labels = tuple(label for _, label in DISPUTE_COLUMNS)
    keys = [key for key, _ in DISPUTE_COLUMNS]
    return (
        (GridCell("行政复议", columns=5), GridCell("行政诉讼", columns=10)),
        (
            *(GridCell(label, rows=2) for label in labels),
            *(GridCell(label, columns=5) for _, label in DISPUTE_GROUPS[1:]),
        ),
        tuple(GridCell(label) for label in labels * 2),
        tuple(cell for group, _ in DISPUTE_GROUPS for cell in _figures(figures, "disputes", group, keys)),
    )


def to_html(grid: Grid, word_paste: bool = False) -> str:
    """A grid as an HTML table; `word_paste` wraps each text as Word does."""
    wrap = _WORD_CELL if word_paste else "{}"
    rows = ("".join(_cell_html(cell, wrap) for cell in row) for row in grid)
    body = "".join(f"<tr>{row}</tr>\n" for row in rows)
    return f'<table border="1" cellspacing="0" cellpadding="0"><tbody>\n{body}</tbody></table>\n'


def to_text(grid: Grid) -> str:
    """A grid as lines of tab-separated cells; what a span covers is left empty."""
    cells = placed(grid)
    width = sum(cell.columns for cell in grid[0])
    texts = [
        [cells[row, column].text if (row, column) in cells else "" for column in range(width)]
        for row in range(len(grid))
    ]
    return "\n".join("\t".join(row) for row in texts)


def placed(grid: Grid) -> dict[tuple[int, int], GridCell]:
    """The cells of a grid by row and column of their upper left corners, from 0."""
    cells: dict[tuple[int, int], GridCell] = {}
    covered: set[tuple[int, int]] = set()
    for number, row in enumerate(grid):
        free = (column for column in count() if (number, column) not in covered)
        for cell in row:
            column = next(free)
            cells[number, column] = cell
            covered |= {(number + down, column + right) for down in range(cell.rows) for right in range(cell.columns)}
    return cells


def _block_rows(block: Block, figures: Figures) -> Iterator[Row]:
    rest = _BLOCK_WIDTH - len(block.columns)
    yield (GridCell(block.caption, columns=_BLOCK_WIDTH),)
    yield _stretched("信息内容", (label for _, label in block.columns), rest)
    for row, label in block.rows:
        values = (str(figures[Address("proactive", row, column)]) for column, _ in block.columns)
        yield _stretched(label, values, rest)


def _stretched(label: str, texts: Iterable[str], last: int) -> Row:
    *others, final = texts
    return (GridCell(label), *(GridCell(text) for text in others), GridCell(final, columns=last))


def _requests_head() -> Grid:
    return (
        (GridCell(CORNER_NOTE, columns=3, rows=3), GridCell("申请人情况", columns=7)),
        (GridCell("自然人", rows=2), GridCell("法人或其他组织", columns=5), GridCell("总计", rows=2)),
        tuple(GridCell(label) for _, label in ORGANISATIONS),
    )


def _result_labels(form: Form) -> Iterator[tuple[str, Row]]:
    outer: Row = (GridCell(RESULTS, rows=len(form.results)),)
    for group, members in groupby(form.results, key=lambda result: result.group or result.label):
        results = list(members)
        for result in results:
            yield result.key, (*outer, *_inner_labels(result, group, results))
            outer = ()


def _inner_labels(result: Result, group: str, members: list[Result]) -> Row:
    if result.group is None:
        return (GridCell(result.label, columns=2),)
    opening = (GridCell(group, rows=len(members)),) if result is members[0] else ()
    return (*opening, GridCell(result.label))


def _figures(figures: Figures, table: str, row: str, columns: Iterable[str]) -> Row:
    return tuple(GridCell(str(figures[Address(table, row, column)])) for column in columns)


def _cell_html(cell: GridCell, wrap: str) -> str:
    columns = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    rows = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    return f"<td{columns}{rows}>{wrap.format(escape(cell.text, quote=False))}</td>"
