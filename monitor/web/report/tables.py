"""The three tables of a report as the official form lays them out, with what was read in their cells."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from crawler.domain.report import Address, Report
from crawler.domain.wording import Text
from crawler.forms import Block, Row, all_forms, find_form
from crawler.forms.form import Role
from monitor.web.report.cells import ShownCell

Show = Callable[[Address, str | None], ShownCell]
"""Gives a cell as it is shown, by its address and the form that it follows."""

_FULL_WIDTH = str.maketrans("()", "（）")
_RESULTS = "三、本年度办理结果"
_NUMERAL = re.compile(r"^（([一二三四])）")
_LABEL_COLUMNS = 3
_WIDTH = 4


@dataclass(frozen=True, slots=True)
class Box:
    """One box of a table: a heading, or a cell; `scope` is that of a heading, "" for a cell."""

    text: str = ""
    down: int = 1
    across: int = 1
    scope: str = ""
    cell: ShownCell | None = None


@dataclass(frozen=True, slots=True)
class Lines:
    """Rows of a table that belong together."""

    head: tuple[tuple[Box, ...], ...]
    body: tuple[tuple[Box, ...], ...]


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """One table of the form. Without `parts` it was not read at all; `missing` are the parts of the form that were not.

    `notes` say what else the table prints.
    """

    key: str
    caption: Text
    parts: tuple[Lines, ...]
    missing: tuple[str, ...] = ()
    notes: tuple[Text, ...] = ()


def printed_tables(report: Report, report_year: int, show: Show) -> tuple[PrintedTable, ...]:
    """The tables of a report; `show` gives its cells. What was not read is said, and stands nowhere as a figure."""
    blocks = {block.key: (block, form) for block, form in _blocks(report)}
    due = _due(report, report_year)
    proactive = [pair for key, pair in blocks.items() if pair[0].table == "proactive"]
    missing = [_full(block.caption) for block in due if block.table == "proactive" and block.key not in blocks]
    notes = tuple(_notes(report))
    return (
        PrintedTable(
            "proactive",
            Text("二、主动公开政府信息情况", "Table 2: information disclosed on the body's own motion"),
            tuple(_proactive(block, form, show) for block, form in proactive),
            tuple(missing) if proactive else (),
            _about("proactive", notes),
        ),
        _one(blocks.get("requests"), "requests", _requests, show, notes),
        _one(blocks.get("disputes"), "disputes", _disputes, show, notes),
    )


def addresses_in(tables: Sequence[PrintedTable]) -> frozenset[Address]:
    """The addresses of all cells that stand in the tables."""
    rows = (row for table in tables for part in table.parts for row in part.body)
    return frozenset(box.cell.address for row in rows for box in row if box.cell is not None)


_CAPTIONS = {
    "requests": Text("三、收到和处理政府信息公开申请情况", "Table 3: applications received and handled"),
    "disputes": Text(
        "四、政府信息公开行政复议、行政诉讼情况", "Table 4: administrative reviews and lawsuits on disclosure"
    ),
}


def _one(
    found: tuple[Block, str] | None,
    key: str,
    lay_out: Callable[[Block, str, Show], Lines],
    show: Show,
    notes: Sequence[tuple[str, Text]],
) -> PrintedTable:
    parts = () if found is None else (lay_out(*found, show),)
    return PrintedTable(key, _CAPTIONS[key], parts, notes=_about(key, notes))


def _blocks(report: Report) -> Iterator[tuple[Block, str]]:
    """The blocks that the report prints, each in the form it follows."""
    for key, form_key in report.blocks.items():
        form = find_form(form_key)
        if form is not None:
            yield from ((block, form_key) for block in form.blocks() if block.key == key)


def _due(report: Report, report_year: int) -> tuple[Block, ...]:
    form = find_form(report.form) or next((form for form in all_forms() if form.is_for(report_year)), None)
    return () if form is None else form.blocks()


def _proactive(block: Block, form: str, show: Show) -> Lines:
    """A caption over the whole width, the headings, and the rows; the last column takes what is left of the width."""
    spans = _spans(len(block.columns), _WIDTH - 1)
    headings = zip(block.columns, spans, strict=True)
    head = (
        (Box(_full(block.caption), across=_WIDTH, scope="colgroup"),),
        (
            Box("信息内容", scope="col"),
            *(Box(_full(column.labels[0]), across=span, scope="col") for column, span in headings),
        ),
    )
    body = tuple(
        (
            Box(_full(row.labels[0]), scope="row"),
            *(
                Box(across=span, cell=show(address, form))
                for address, span in zip(block.addresses(row), spans, strict=True)
            ),
        )
        for row in block.rows
    )
    return Lines(head, body)


def _spans(columns: int, width: int) -> tuple[int, ...]:
    return (*(1 for _ in range(columns - 1)), max(width - columns + 1, 1))


def _requests(block: Block, form: str, show: Show) -> Lines:
    first, *bodies, total = block.columns
    head = (
        (
            Box("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3, _LABEL_COLUMNS, "colgroup"),
            Box("申请人情况", across=len(block.columns), scope="colgroup"),
        ),
        (
            Box(_full(first.labels[0]), 2, scope="col"),
            Box("法人或其他组织", across=len(bodies), scope="colgroup"),
            Box(_full(total.labels[0]), 2, scope="col"),
        ),
        tuple(Box(_full(column.labels[0]), scope="col") for column in bodies),
    )
    body = tuple(
        (*_request_labels(block, row), *(Box(cell=show(address, form)) for address in block.addresses(row)))
        for row in block.rows
    )
    return Lines(head, body)


def _request_labels(block: Block, row: Row) -> Iterator[Box]:
    """The labels in front of a row: the first row of a group has those of the group, too."""
    if row.role in (Role.IN, Role.OUT, None):
        yield Box(_NUMERAL.sub(r"\1、", _full(row.labels[0])), across=_LABEL_COLUMNS, scope="row")
        return
    results = [one for one in block.rows if one.role in (Role.PART, Role.SUM)]
    if row is results[0]:
        yield Box(_RESULTS, len(results), scope="rowgroup")
    if row.group in (None, _RESULTS):
        yield Box(_full(row.labels[0]), across=_LABEL_COLUMNS - 1, scope="row")
        return
    grouped = [one for one in results if one.group == row.group]
    if row is grouped[0]:
        yield Box(_full(row.group or ""), len(grouped), scope="rowgroup")
    yield Box(_full(row.labels[0]), scope="row")


def _disputes(block: Block, form: str, show: Show) -> Lines:
    """One line of figures, under the reviews, and the lawsuits with and without one."""
    across = len(block.columns)
    alone = [row for row in block.rows if row.group is None]
    grouped = [row for row in block.rows if row.group is not None]
    names = tuple(dict.fromkeys(row.group or "" for row in grouped))
    head = (
        (
            *(Box(_full(row.labels[0]), 2, across, "colgroup") for row in alone),
            *(Box(_full(name), 1, across * sum(row.group == name for row in grouped), "colgroup") for name in names),
        ),
        tuple(Box(_full(row.labels[0]), 1, across, "colgroup") for row in grouped),
        tuple(Box(_full(column.labels[0]), scope="col") for _ in block.rows for column in block.columns),
    )
    figures = (Box(cell=show(address, form)) for row in (*alone, *grouped) for address in block.addresses(row))
    return Lines(head, (tuple(figures),))


def _notes(report: Report) -> Iterator[tuple[str, Text]]:
    """What the report prints beyond its form, by table."""
    for address, cell in report.subtotals.items():
        row = _full(address.row)
        printed = cell.raw or (f"{cell.value:f}" if cell.value is not None else "")
        yield address.table, Text(f"另印有小计“{row}”：{printed}", f"a sum of {row} is printed, too: {printed}")
    for row, number in report.surplus.items():
        yield row.partition(".")[0], Text(f"{row}行多印数字{number}个", f"row {row} prints {number} figures too many")


def _about(table: str, notes: Sequence[tuple[str, Text]]) -> tuple[Text, ...]:
    return tuple(note for key, note in notes if key == table)


def _full(label: str) -> str:
    return label.translate(_FULL_WIDTH)
