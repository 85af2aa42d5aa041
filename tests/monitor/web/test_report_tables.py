"""The tables stand as the form prints them; no cell looks surer than it is, and what was not read is no 0."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from crawler.domain.extraction import Doubt, Extraction, Medium
from crawler.domain.finding import Finding, Outcome, Severity
from crawler.domain.finding_life import CellSeen, Grounds, State
from crawler.domain.report import Address, Cell, CellState, Place, Report, Section, Unsure
from crawler.domain.wording import Text
from crawler.forms import all_forms, find_form
from monitor.web.report.cells import LOOKS, MARKS, Look, conflicts_of, look_of, shown_cell
from monitor.web.report.changes import changes_between
from monitor.web.report.tables import Lines, PrintedTable, addresses_in, printed_tables
from storage.findings import StoredFinding

TOTAL = Address.parse("requests.granted.total")
NUMBER = Cell(CellState.NUMBER, Decimal(12), "12", where=Place(page=1))
AT = datetime(2025, 4, 20, tzinfo=UTC)


def read(cells: dict[Address, Cell], *doubts: Doubt, digest: str = "a" * 64, text: str = "") -> Extraction:
    blocks = {"requests": "form_2021"} if any(address.table == "requests" for address in cells) else {}
    sections = (Section("s1_overview", "一、总体情况", text),)
    report = Report("标题", None, 2024, "form_2021", blocks=blocks, cells=cells, sections=sections)
    return Extraction(report, doubts, Medium.HTML, digest)


def whole(form_key: str) -> Report:
    form = find_form(form_key)
    assert form is not None
    return Report(
        None,
        None,
        None,
        form_key,
        blocks={block.key: form_key for block in form.blocks()},
        cells=dict.fromkeys(form.addresses(), NUMBER),
    )


def tables_of(report: Report) -> tuple[PrintedTable, ...]:
    extraction = Extraction(report, (), Medium.HTML, "")
    return printed_tables(report, 2024, lambda address, form: shown_cell(extraction, address, form, (), telling=False))


def widths(part: Lines) -> set[int]:
    """How many columns each row fills, boxes of the rows above that reach down counted in."""
    filled: set[tuple[int, int]] = set()
    for row, boxes in enumerate((*part.head, *part.body)):
        column = 0
        for box in boxes:
            while (row, column) in filled:
                column += 1
            filled |= {(row + i, column + j) for i in range(box.down) for j in range(box.across)}
    return set(Counter(row for row, _ in filled).values())


@pytest.mark.parametrize("form", [form.key for form in all_forms()])
def test_every_cell_of_a_form_stands_in_its_tables_once(form: str) -> None:
    report = whole(form)
    tables = tables_of(report)

    rows = (row for table in tables for part in table.parts for row in part.body)
    cells = [box.cell.address for row in rows for box in row if box.cell is not None]
    assert sorted(cells) == sorted(report.cells)
    assert addresses_in(tables) == set(report.cells)


@pytest.mark.parametrize("form", [form.key for form in all_forms()])
def test_every_row_of_a_table_is_as_wide_as_the_others(form: str) -> None:
    assert [widths(part) for table in tables_of(whole(form)) for part in table.parts][-2:] == [{10}, {15}]


def test_a_group_of_results_stands_once_before_its_rows() -> None:
    requests = tables_of(whole("form_2021"))[1].parts[0]

    groups = [(box.text, box.down) for row in requests.body for box in row if box.scope == "rowgroup"]
    assert groups[:3] == [("三、本年度办理结果", 22), ("（三）不予公开", 8), ("（四）无法提供", 3)]
    assert requests.body[0][0].text == "一、本年新收政府信息公开申请数量"


def test_a_table_that_was_not_read_is_said_to_be_unread_and_has_no_cells() -> None:
    proactive, requests, disputes = tables_of(read({TOTAL: NUMBER}).report)

    assert (len(proactive.parts), len(requests.parts), len(disputes.parts)) == (0, 1, 0)


def test_a_part_that_was_not_read_is_named() -> None:
    report = whole("form_2021")
    blocks = {key: form for key, form in report.blocks.items() if key != "proactive.8"}

    assert tables_of(replace(report, blocks=blocks))[0].missing == ("第二十条第（八）项",)


@pytest.mark.parametrize(
    ("cell", "doubted", "look"),
    [
        (NUMBER, False, Look.CERTAIN),
        (NUMBER, True, Look.UNSURE),
        (replace(NUMBER, unsure=Unsure.COLUMN), False, Look.UNSURE),
        (replace(NUMBER, by="sums"), False, Look.INFERRED),
        (replace(NUMBER, confidence=0.99), False, Look.INFERRED),
        (replace(NUMBER, by="correction", read=Cell(CellState.UNREAD)), False, Look.CORRECTED),
        (replace(NUMBER, by="correction", read=Cell(CellState.UNREAD)), True, Look.UNSURE),
        (Cell(CellState.UNREAD, raw="l<3"), False, Look.UNREAD),
        (Cell(CellState.UNREAD), True, Look.UNREAD),
        (Cell(CellState.TEXT, raw="若干"), False, Look.UNSURE),
        (Cell(CellState.BLANK), False, Look.BLANK),
        (Cell(CellState.BLANK), True, Look.UNSURE),
        (None, False, Look.ABSENT),
    ],
)
def test_a_cell_looks_no_surer_than_it_is(cell: Cell | None, doubted: bool, look: Look) -> None:
    assert look_of(cell, doubted=doubted) is look


@pytest.mark.parametrize("cell", [Cell(CellState.UNREAD, raw="0"), Cell(CellState.BLANK), None])
def test_what_is_no_figure_shows_none_and_is_marked(cell: Cell | None) -> None:
    shown = shown_cell(read({} if cell is None else {TOTAL: cell}), TOTAL, "form_2021", (), telling=False)

    assert (shown.value.zh, shown.value.en) == ("", "")
    assert shown.mark.zh in ("未读出", "空白", "未印")
    assert "不是0" in shown.title.zh


def test_every_look_but_the_certain_one_has_a_mark_beside_its_colour() -> None:
    assert [look for look in Look if not MARKS[look].zh] == [Look.CERTAIN]
    assert set(LOOKS) == set(Look)


def test_reasons_of_doubt_are_told_to_operators_alone() -> None:
    extraction = read({TOTAL: NUMBER}, Doubt("shifted_row", "the row seems shifted", (TOTAL,)))

    told, untold = (shown_cell(extraction, TOTAL, "form_2021", (), telling=telling) for telling in (True, False))
    assert "shifted_row" in told.title.zh
    assert "shifted_row" not in untold.title.zh
    assert untold.look is Look.UNSURE


def found(status: Outcome, cell: Cell, state: State = State.OPEN) -> StoredFinding:
    words = Text("不符", "differs")
    finding = Finding("T3-02", status, Severity.HIGH, words, words, (TOTAL,))
    grounds = Grounds(status, words, (CellSeen(TOTAL, cell),))
    return StoredFinding(7, "u", 2024, "f", finding, AT, AT, state, "e", grounds)


def test_a_failing_check_marks_its_cells() -> None:
    assert conflicts_of(read({TOTAL: NUMBER}), [found(Outcome.FAIL, NUMBER)]) == {TOTAL: (7,)}


@pytest.mark.parametrize(
    "stored",
    [
        found(Outcome.WARN, NUMBER),
        found(Outcome.FAIL, NUMBER, State.DISMISSED),
        found(Outcome.FAIL, NUMBER, State.RESOLVED),
        found(Outcome.FAIL, replace(NUMBER, value=Decimal(13))),
    ],
)
def test_nothing_else_marks_a_cell_as_in_conflict(stored: StoredFinding) -> None:
    assert conflicts_of(read({TOTAL: NUMBER}), [stored]) == {}


def test_a_cell_that_is_doubted_now_is_not_the_one_a_check_failed_on() -> None:
    extraction = read({TOTAL: NUMBER}, Doubt("shifted_row", "", (TOTAL,)))

    assert conflicts_of(extraction, [found(Outcome.FAIL, NUMBER)]) == {}


def test_figures_and_passages_that_changed_are_told() -> None:
    before = read({TOTAL: NUMBER}, text="新收3件。结转0件。")
    after = read({TOTAL: replace(NUMBER, value=Decimal(13))}, digest="b" * 64, text="新收3件。结转1件。")

    changes = changes_between(before, after)

    assert [(one.before.zh, one.after.zh, one.certain) for one in changes.cells] == [("12", "13", True)]
    assert [(one.removed, one.added) for one in changes.passages] == [(("结转0件。",), ("结转1件。",))]
    assert not changes.same_source


def test_a_change_is_not_certain_where_one_reading_is_not() -> None:
    before, after = read({TOTAL: replace(NUMBER, unsure=Unsure.VALUE)}), read({TOTAL: Cell(CellState.BLANK)})

    changes = changes_between(before, after)

    assert [(one.before.zh, one.after.zh, one.certain) for one in changes.cells] == [("12（存疑）", "空白", False)]
    assert changes.same_source


def test_nothing_is_told_to_have_changed_where_nothing_did() -> None:
    reading = read({TOTAL: NUMBER}, text="新收3件。")

    changes = changes_between(reading, reading)

    assert (changes.cells, changes.passages) == ((), ())
