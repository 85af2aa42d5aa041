"""How messages name places and figures: by the labels that the forms print, for the clerk who must find them."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from crawler.domain.finding import Outcome
from crawler.domain.report import Cell, CellState, Unsure
from crawler.domain.wording import Text
from crawler.forms import Block, Row
from crawler.forms.form import Role
from monitor.checks.equations import Verdict

_FULL_WIDTH = str.maketrans("()", "（）")
_RESULTS = "三、本年度办理结果"
_NUMERAL = re.compile(r"^（([一二三四])）")
_NOTE = re.compile(r"(?<=.)（.{5,}）$")
_STATES = {
    CellState.BLANK: Text("空白", "blank"),
    CellState.NOT_APPLICABLE: Text("“/”", "'/'"),
    CellState.TEXT: Text("非数字", "not a number"),
    CellState.UNREAD: Text("未能识读", "unread"),
}
_NOT_PRINTED = Text("未印出", "not printed")
_COLUMN_LOST = Text("（有数字所在的列在原文中不可辨，系推定）", " (the column of a figure is inferred)")


def row_name(row: Row) -> Text:
    """A row by its label, without the note in brackets, under the group that it stands in; in English by its key."""
    label = _NOTE.sub("", row.labels[0].translate(_FULL_WIDTH))
    if row.role in (Role.IN, Role.OUT):
        label = _NUMERAL.sub(r"\1、", label)
    group = "" if row.group in (None, _RESULTS) else f"{row.group}·"
    return Text(f"{group}{label}", row.key.replace("_", " "))


def caption_name(block: Block) -> Text:
    """A block of table 2 by the item of 条例 art. 20 that it counts."""
    return Text(block.caption.translate(_FULL_WIDTH), f"art. 20({block.key.partition('.')[2]})")


def column_name(block: Block, key: str) -> Text:
    """A column by its label."""
    column = next(column for column in block.columns if column.key == key)
    return Text(column.labels[0].translate(_FULL_WIDTH), key.replace("_", " "))


def figure(cell: Cell | None) -> Text:
    """What a cell prints: its figure, or in words why it has none."""
    if cell is None:
        return _NOT_PRINTED
    if cell.value is not None:
        return number(cell.value)
    return _STATES[cell.state]


def number(value: Decimal) -> Text:
    """A figure without exponent or empty decimals."""
    plain = f"{value:f}"
    short = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return Text(short, short)


def terms(named: Iterable[tuple[Text, Cell | None]]) -> Text:
    """One side of an equation: 本年新收2+上年结转0."""
    pairs = [(name, figure(cell)) for name, cell in named]
    return Text(
        "+".join(f"{name.zh}{shown.zh if shown.zh[:1].isdigit() else f'（{shown.zh}）'}" for name, shown in pairs),
        " + ".join(f"{name.en} {shown.en}" for name, shown in pairs),
    )


def join(texts: Iterable[Text]) -> Text:
    """Several names as one list."""
    listed = tuple(texts)
    return Text("、".join(text.zh for text in listed), ", ".join(text.en for text in listed))


def conclusion(verdict: Verdict, cells: Sequence[Cell | None] = ()) -> Text:
    """How the message on an equation ends."""
    difference = number(abs(verdict.difference)).zh
    ends = {
        Outcome.PASS: Text("相符", "they agree"),
        Outcome.PASS_IF_BLANK_ZERO: Text("空白按0计时相符", "they agree if the blanks are 0"),
        Outcome.FAIL: Text(f"相差{difference}，请核实", f"they differ by {difference}"),
        Outcome.UNDETERMINED: Text(
            f"已填数字相差{difference}，疑似不符；有空白或未能确认的内容，尚不能判定，请核实",
            f"the figures given differ by {difference}; some are blank or unsure, so this is not decided",
        ),
    }
    end = ends.get(verdict.outcome, Text("所需各格未印全，未作核对", "not all of their cells are printed: not checked"))
    if any(cell is not None and cell.unsure is Unsure.COLUMN for cell in cells):
        return Text(end.zh + _COLUMN_LOST.zh, end.en + _COLUMN_LOST.en)
    return end
