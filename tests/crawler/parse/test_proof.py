"""Figures recognised on an image are believed where the sums of the form bear them out."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from crawler.domain.report import Address, Cell, CellState, Unsure
from crawler.forms import all_forms
from crawler.parse.proof import prove

FORM = all_forms()[1]
COLUMNS = tuple(column.key for column in FORM.requests.columns)
COUNTS = {"new_received": 3, "granted": 2, "denied_third_party": 1, "total_handled": 3}
GRANTED = Address("requests", "granted", "natural_person")
GRANTED_TOTAL = Address("requests", "granted", "total")


def recognised(value: int, confidence: float = 0.99) -> Cell:
    unsure = None if confidence >= 0.9 else Unsure.VALUE
    return Cell(CellState.NUMBER, Decimal(value), str(value), unsure, confidence=confidence)


def table() -> dict[Address, Cell]:
    """Table 3 of three applications by natural persons, everything recognised for sure."""
    return {
        Address("requests", row.key, column): recognised(
            COUNTS.get(row.key, 0) if column in ("natural_person", "total") else 0
        )
        for row in FORM.requests.rows
        for column in COLUMNS
    }


def uncertain(cells: Mapping[Address, Cell]) -> set[Address]:
    return {address for address, cell in prove(cells)[0].items() if not cell.certain}


def test_a_table_that_adds_up_and_was_recognised_for_sure_is_certain() -> None:
    assert uncertain(table()) == set()
    assert prove(table())[1] == ()


def test_an_unsure_figure_that_its_sums_bear_out_is_proven_by_them() -> None:
    cells = table() | {GRANTED: recognised(2, 0.4)}

    assert prove(cells)[0][GRANTED] == replace(cells[GRANTED], unsure=None, by="sums")


def test_a_figure_that_is_unsure_for_another_reason_is_not_proven_by_its_sums() -> None:
    cells = table() | {GRANTED: replace(recognised(2), unsure=Unsure.VALUE)}

    assert uncertain(cells) == {GRANTED}


def test_an_unsure_figure_that_breaks_its_sums_stays_unsure_and_so_does_its_row() -> None:
    cells = table() | {GRANTED: recognised(7, 0.4)}

    assert uncertain(cells) == {address for address in cells if address.row == "granted"}


def test_a_row_that_does_not_add_up_is_unsure_however_sure_the_recognition_was() -> None:
    cells = table() | {GRANTED: recognised(7)}

    assert uncertain(cells) == {address for address in cells if address.row == "granted"}
    assert [doubt.code for doubt in prove(cells)[1]] == ["recognition_unsure"]


def test_two_unsure_figures_of_a_row_are_proven_only_by_their_columns_too() -> None:
    both = {GRANTED: recognised(9, 0.4), GRANTED_TOTAL: recognised(9, 0.4)}

    assert {GRANTED, GRANTED_TOTAL} <= uncertain(table() | both)


def test_a_balance_that_the_report_itself_breaks_leaves_sure_rows_certain() -> None:
    """Every row adds up and only the balance fails: that is the report's own defect, not the recognition's."""
    more = {Address("requests", "new_received", column): recognised(5) for column in ("natural_person", "total")}

    assert uncertain(table() | more) == set()


def test_a_total_that_was_left_out_leaves_the_figures_of_its_row_certain() -> None:
    cells = table() | {GRANTED_TOTAL: Cell(CellState.BLANK, confidence=1.0)}

    assert uncertain(cells) == set()


def test_a_total_that_may_only_be_faint_does_not_explain_a_row_that_does_not_add_up() -> None:
    cells = table() | {GRANTED_TOTAL: Cell(CellState.BLANK, unsure=Unsure.VALUE, confidence=0.5)}

    assert uncertain(cells) == {address for address in cells if address.row == "granted"}


def test_a_blank_does_not_explain_a_total_that_is_too_small() -> None:
    blank = {Address("requests", "granted", "business"): Cell(CellState.BLANK, confidence=1.0)}
    cells = table() | blank | {GRANTED: recognised(7)}

    assert GRANTED in uncertain(cells)


def test_a_stroke_that_may_be_a_1_is_proven_none_by_its_sums() -> None:
    stroke = Address("requests", "granted", "business")
    cells = table() | {stroke: Cell(CellState.NOT_APPLICABLE, None, "/", Unsure.VALUE, confidence=0.89)}

    assert prove(cells)[0][stroke].certain


def test_figures_that_were_not_recognised_on_an_image_are_left_alone() -> None:
    cells = {address: replace(cell, confidence=None) for address, cell in table().items()}
    cells[GRANTED] = replace(cells[GRANTED], value=Decimal(7))

    assert prove(cells) == (cells, ())


def test_an_unread_cell_spoils_the_sums_it_is_in_and_no_others() -> None:
    cells = table() | {
        GRANTED: recognised(2, 0.4),
        GRANTED_TOTAL: Cell(CellState.UNREAD, raw="?", confidence=0.0),
    }

    assert prove(cells)[0][GRANTED].by == "sums"
    assert uncertain(cells) == {GRANTED_TOTAL}
